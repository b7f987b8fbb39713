"""Files: multipart upload, list, retrieve, binary content, delete."""

import re

from upstream.http import Exchange
from upstream.openai import wire
from upstream.routes import Routes

routes = Routes()


@routes.on("POST", "/v1/files")
async def upload(exchange: Exchange) -> None:
    fields = wire.parts(exchange.request)
    name = re.search(rb'filename="([^"]*)"', exchange.request.body)[1].decode()
    item = {
        "id": wire.stable_id("file-", exchange.request),
        "object": "file",
        "bytes": len(fields["file"]),
        "created_at": wire.CREATED,
        "filename": name,
        "purpose": fields["purpose"].decode(),
        "status": "processed",
        "x_content": fields["file"].hex(),
    }
    await wire.reply(exchange, exchange.memory["files"].keep(item))


@routes.on("GET", "/v1/files")
async def list_all(exchange: Exchange) -> None:
    await wire.reply(exchange, wire.listing(exchange.memory["files"].listed()))


@routes.on("GET", "/v1/files/{name}")
async def retrieve(exchange: Exchange, name: str) -> None:
    await wire.reply(exchange, exchange.memory["files"][name])


@routes.on("GET", "/v1/files/{name}/content")
async def content(exchange: Exchange, name: str) -> None:
    await exchange.respond(200, bytes.fromhex(exchange.memory["files"][name]["x_content"]), "application/octet-stream")


@routes.on("DELETE", "/v1/files/{name}")
async def delete(exchange: Exchange, name: str) -> None:
    exchange.memory["files"].drop(name)
    await wire.reply(exchange, {"id": name, "object": "file", "deleted": True})
