"""Vector stores: made, listed, searched, deleted."""

from upstream.http import Exchange
from upstream.openai import wire
from upstream.routes import Routes

routes = Routes()


@routes.on("POST", "/v1/vector_stores")
async def create(exchange: Exchange) -> None:
    counts = {"in_progress": 0, "completed": 1, "failed": 0, "cancelled": 0, "total": 1}
    store = {
        "id": wire.stable_id("vs_", exchange.request),
        "object": "vector_store",
        "created_at": wire.CREATED,
        "last_active_at": wire.CREATED,
        "name": exchange.request.json().get("name"),
        "status": "completed",
        "usage_bytes": 12,
        "file_counts": counts,
        "metadata": {},
    }
    await wire.reply(exchange, exchange.memory["vector_stores"].keep(store))


@routes.on("GET", "/v1/vector_stores")
async def list_all(exchange: Exchange) -> None:
    await wire.reply(exchange, wire.listing(exchange.memory["vector_stores"].listed()))


@routes.on("GET", "/v1/vector_stores/{name}")
async def retrieve(exchange: Exchange, name: str) -> None:
    await wire.reply(exchange, exchange.memory["vector_stores"][name])


@routes.on("POST", "/v1/vector_stores/{name}/search")
async def search(exchange: Exchange, name: str) -> None:
    found = {
        "file_id": "file-1",
        "filename": "handbook.md",
        "score": 0.875,
        "attributes": {"team": "support"},
        "content": [{"type": "text", "text": f"Found in {name}."}],
    }
    query = exchange.request.json()["query"]
    page = {"object": "vector_store.search_results.page", "search_query": query, "data": [found]}
    await wire.reply(exchange, page | {"has_more": False, "next_page": None})


@routes.on("DELETE", "/v1/vector_stores/{name}")
async def delete(exchange: Exchange, name: str) -> None:
    exchange.memory["vector_stores"].drop(name)
    await wire.reply(exchange, {"id": name, "object": "vector_store.deleted", "deleted": True})
