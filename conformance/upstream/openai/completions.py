"""Text completions, the oldest of the API's shapes."""

from upstream.http import Exchange
from upstream.openai import script, wire
from upstream.routes import Routes

routes = Routes()


@routes.on("POST", "/v1/completions")
async def create(exchange: Exchange) -> None:
    request = exchange.request.json()
    if not request.get("stream"):
        await wire.reply(exchange, _envelope(exchange, request, script.TEXT, "stop"))
        return
    await exchange.start_stream()
    for piece in wire.pieces(script.TEXT):
        await exchange.send(wire.event(_envelope(exchange, request, piece, None)))
    await exchange.send(wire.event(_envelope(exchange, request, "", "stop")))
    await exchange.send(b"data: [DONE]\n\n")
    await exchange.finish()


def _envelope(exchange: Exchange, request: dict, text: str, reason: str | None) -> dict:
    return {
        "id": wire.stable_id("cmpl-", exchange.request),
        "object": "text_completion",
        "created": wire.CREATED,
        "model": request["model"],
        "choices": [{"text": text, "index": 0, "logprobs": None, "finish_reason": reason}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 9, "total_tokens": 14},
    }
