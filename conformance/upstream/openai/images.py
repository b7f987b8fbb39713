"""Images: generated from JSON, edited from a multipart upload."""

import base64

from upstream.http import Exchange
from upstream.openai import wire
from upstream.routes import Routes

routes = Routes()


@routes.on("POST", "/v1/images/generations")
async def generate(exchange: Exchange) -> None:
    await _reply(exchange, b"\x89PNG generated")


@routes.on("POST", "/v1/images/edits")
async def edit(exchange: Exchange) -> None:
    fields = wire.parts(exchange.request)
    image = fields["image[]" if "image[]" in fields else "image"]
    await _reply(exchange, b"\x89PNG edited from " + str(len(image)).encode() + b" bytes")


async def _reply(exchange: Exchange, png: bytes) -> None:
    data = [{"b64_json": base64.b64encode(png).decode(), "revised_prompt": "A clearer prompt"}]
    await wire.reply(exchange, {"created": wire.CREATED, "data": data})
