"""Batches."""

from upstream.http import Exchange
from upstream.openai import wire
from upstream.routes import Routes

routes = Routes()


@routes.on("POST", "/v1/batches")
async def create(exchange: Exchange) -> None:
    batch = {
        "id": wire.stable_id("batch_", exchange.request),
        "object": "batch",
        "status": "validating",
        "created_at": wire.CREATED,
        "request_counts": {"total": 2, "completed": 0, "failed": 0},
    }
    await wire.reply(exchange, exchange.memory["batches"].keep(batch | exchange.request.json()))


@routes.on("GET", "/v1/batches")
async def list_all(exchange: Exchange) -> None:
    await wire.reply(exchange, wire.listing(exchange.memory["batches"].listed()))


@routes.on("GET", "/v1/batches/{name}")
async def retrieve(exchange: Exchange, name: str) -> None:
    await wire.reply(exchange, exchange.memory["batches"][name])


@routes.on("POST", "/v1/batches/{name}/cancel")
async def cancel(exchange: Exchange, name: str) -> None:
    await wire.reply(exchange, exchange.memory["batches"][name] | {"status": "cancelling", "cancelling_at": wire.CREATED})
