"""Moderations."""

from upstream.http import Exchange
from upstream.openai import wire
from upstream.routes import Routes

routes = Routes()
CATEGORIES = (
    "harassment harassment/threatening hate hate/threatening illicit illicit/violent self-harm self-harm/instructions"
    " self-harm/intent sexual sexual/minors violence violence/graphic"
).split()


@routes.on("POST", "/v1/moderations")
async def create(exchange: Exchange) -> None:
    result = {
        "flagged": True,
        "categories": {category: category == "violence" for category in CATEGORIES},
        "category_scores": {category: 0.75 if category == "violence" else 0.0625 for category in CATEGORIES},
        "category_applied_input_types": {category: ["text"] for category in CATEGORIES},
    }
    model = exchange.request.json()["model"]
    await wire.reply(exchange, {"id": wire.stable_id("modr-", exchange.request), "model": model, "results": [result]})
