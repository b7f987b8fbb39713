"""Converse."""

import json
from collections.abc import Iterator

from upstream.bedrock import wire
from upstream.http import Exchange
from upstream.openai.wire import awkward_json, pieces
from upstream.routes import Routes

routes = Routes()
TEXT = 'Grüße — “quoted”, \\ back\\slash, <tag> & 日本語 🧪👩‍👩‍👧 done.'
CITIES = ("Paris", "東京")


@routes.on("POST", "/model/{model}/converse")
async def whole(exchange: Exchange, model: str) -> None:
    request = exchange.request.json()
    reply = {
        "output": {"message": {"role": "assistant", "content": _blocks(request)}},
        "stopReason": _reason(request),
        "usage": _usage(request),
        "metrics": {"latencyMs": 7},
    }
    await exchange.respond(200, awkward_json(reply))


@routes.on("POST", "/model/{model}/converse-stream")
async def streamed(exchange: Exchange, model: str) -> None:
    request = exchange.request.json()
    await exchange.start_stream(wire.MEDIA_TYPE)
    for kind, value in _events(request):
        await exchange.send(wire.event(kind, value))
    await exchange.finish()


def _events(request: dict) -> Iterator[tuple[str, dict]]:
    yield "messageStart", {"role": "assistant", "p": "abc"}
    for index, block in enumerate(_blocks(request)):
        at = {"contentBlockIndex": index}
        if use := block.get("toolUse"):
            yield "contentBlockStart", at | {"start": {"toolUse": {key: use[key] for key in ("toolUseId", "name")}}}
            for piece in pieces(json.dumps(use["input"], ensure_ascii=False), 3):
                yield "contentBlockDelta", at | {"delta": {"toolUse": {"input": piece}}}
        else:
            for piece in pieces(block["text"]):
                yield "contentBlockDelta", at | {"delta": {"text": piece}, "p": "abcdefgh"}
        yield "contentBlockStop", at
    yield "messageStop", {"stopReason": _reason(request)}
    yield "metadata", {"usage": _usage(request), "metrics": {"latencyMs": 7}}


def _blocks(request: dict) -> list[dict]:
    tools = request.get("toolConfig", {}).get("tools", [])
    answered = any("toolResult" in block for turn in request["messages"] for block in turn["content"])
    if not tools or answered:
        return [{"text": TEXT}]
    name = tools[0]["toolSpec"]["name"]
    uses = ({"toolUseId": f"tooluse_{index}", "name": name, "input": {"city": city}} for index, city in enumerate(CITIES))
    return [{"toolUse": use} for use in uses]


def _reason(request: dict) -> str:
    return "tool_use" if "toolUse" in _blocks(request)[0] else "end_turn"


def _usage(request: dict) -> dict:
    read, written = len(json.dumps(request)) // 4, len(TEXT) // 4
    return {"inputTokens": read, "outputTokens": written, "totalTokens": read + written, "cacheReadInputTokens": 3}
