"""Batches of messages."""

from upstream.http import Exchange
from upstream.openai.wire import awkward_json, stable_id
from upstream.routes import Routes

routes = Routes()
TIME = "2026-01-01T00:00:00Z"


@routes.on("POST", "/v1/messages/batches")
async def create(exchange: Exchange) -> None:
    name = stable_id("msgbatch_", exchange.request)
    batch = exchange.memory["batches"].keep(_batch(name, len(exchange.request.json()["requests"])))
    await exchange.respond(200, awkward_json(batch))


@routes.on("GET", "/v1/messages/batches/{name}")
async def retrieve(exchange: Exchange, name: str) -> None:
    await exchange.respond(200, awkward_json(exchange.memory["batches"][name]))


@routes.on("POST", "/v1/messages/batches/{name}/cancel")
async def cancel(exchange: Exchange, name: str) -> None:
    await exchange.respond(200, awkward_json(exchange.memory["batches"][name] | {"processing_status": "canceling"}))


def _batch(name: str, count: int) -> dict:
    counts = {"processing": count, "succeeded": 0, "errored": 0, "canceled": 0, "expired": 0}
    times = {"created_at": TIME, "expires_at": TIME, "ended_at": None, "archived_at": None, "cancel_initiated_at": None}
    state = {"id": name, "type": "message_batch", "processing_status": "in_progress", "results_url": None}
    return state | {"request_counts": counts} | times
