"""The list of models."""

from upstream import faults
from upstream.http import Exchange
from upstream.openai import wire
from upstream.routes import Routes

routes = Routes()
MODELS = [
    {"id": name, "object": "model", "created": wire.CREATED, "owned_by": "conformance"}
    for name in ("gpt-conformance", "gpt-gzip", "text-embedding-conformance")
]


@routes.on("GET", "/v1/models")
async def list_all(exchange: Exchange) -> None:
    await wire.reply(exchange, {"object": "list", "data": MODELS})


@routes.on("GET", "/v1/models/{name}")
async def retrieve(exchange: Exchange, name: str) -> None:
    model = next((model for model in MODELS if model["id"] == name), None)
    await (wire.reply(exchange, model) if model else faults.error(exchange, 404))
