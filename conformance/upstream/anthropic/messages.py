"""Messages, and counting their tokens."""

import json
from collections.abc import Iterator

from upstream.anthropic import script, wire
from upstream.http import Exchange
from upstream.openai.wire import awkward_json, pieces, stable_id
from upstream.routes import Routes

routes = Routes()


@routes.on("POST", "/v1/messages")
async def create(exchange: Exchange) -> None:
    request = exchange.request.json()
    if request.get("stream"):
        await exchange.start_stream()
        for event in _events(exchange, request):
            await exchange.send(wire.event(event))
        await exchange.finish()
    else:
        reason = {"stop_reason": script.reason(request)}
        await exchange.respond(200, awkward_json(_message(exchange, request, script.blocks(request)) | reason))


@routes.on("POST", "/v1/messages/count_tokens")
async def count(exchange: Exchange) -> None:
    await exchange.respond(200, awkward_json({"input_tokens": script.usage(exchange.request.json())[0]}))


def _message(exchange: Exchange, request: dict, content: list[dict]) -> dict:
    read, written = script.usage(request)
    return {
        "id": stable_id("msg_", exchange.request),
        "type": "message",
        "role": "assistant",
        "model": request["model"],
        "content": content,
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {
            "input_tokens": read,
            "cache_creation_input_tokens": 5,
            "cache_read_input_tokens": 3,
            "output_tokens": written,
            "service_tier": "standard",
        },
    }


def _events(exchange: Exchange, request: dict) -> Iterator[dict]:
    yield {"type": "message_start", "message": _message(exchange, request, [])}
    yield {"type": "ping"}
    for index, block in enumerate(script.blocks(request)):
        yield {"type": "content_block_start", "index": index, "content_block": _empty(block)}
        for delta in _deltas(block):
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    delta = {"stop_reason": script.reason(request), "stop_sequence": None}
    yield {"type": "message_delta", "delta": delta, "usage": {"output_tokens": script.usage(request)[1]}}
    yield {"type": "message_stop"}


def _empty(block: dict) -> dict:
    match block["type"]:
        case "tool_use":
            return block | {"input": {}}
        case "thinking":
            return block | {"thinking": "", "signature": ""}
        case _:
            return block | {"text": ""}


def _deltas(block: dict) -> Iterator[dict]:
    match block["type"]:
        case "tool_use":
            for piece in pieces(json.dumps(block["input"], ensure_ascii=False), 3):
                yield {"type": "input_json_delta", "partial_json": piece}
        case "thinking":
            for piece in pieces(block["thinking"]):
                yield {"type": "thinking_delta", "thinking": piece}
            yield {"type": "signature_delta", "signature": block["signature"]}
        case _:
            for piece in pieces(block["text"]):
                yield {"type": "text_delta", "text": piece}
