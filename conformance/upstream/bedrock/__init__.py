"""The Bedrock runtime, scripted: Converse, whole and as a binary event stream."""

import json
from collections.abc import Iterator

from upstream.bedrock import wire
from upstream.http import Exchange
from upstream.openai.script import ANSWER, CITIES, TEXT, arguments, names_both
from upstream.openai.wire import awkward_json, pieces
from upstream.routes import Routes

routes = Routes()
USAGE = {"inputTokens": 12, "outputTokens": 7, "totalTokens": 19, "cacheReadInputTokens": 0, "cacheWriteInputTokens": 0}


@routes.on("POST", "/model/{model}/converse")
async def converse(exchange: Exchange, model: str) -> None:
    blocks = _blocks(exchange.request.json())
    message = {"role": "assistant", "content": blocks}
    reply = {"output": {"message": message}, "stopReason": _reason(blocks), "usage": USAGE, "metrics": {"latencyMs": 7}}
    await exchange.respond(200, awkward_json(reply))


@routes.on("POST", "/model/{model}/converse-stream")
async def converse_stream(exchange: Exchange, model: str) -> None:
    await exchange.start_stream(wire.STREAM)
    for kind, event in _events(_blocks(exchange.request.json())):
        await exchange.send(wire.event(kind, event))
    await exchange.finish()


def _events(blocks: list[dict]) -> Iterator[tuple[str, dict]]:
    yield "messageStart", {"role": "assistant"}
    for index, block in enumerate(blocks):
        at = {"contentBlockIndex": index}
        if "toolUse" in block:
            start = {name: block["toolUse"][name] for name in ("toolUseId", "name")}
            yield "contentBlockStart", at | {"start": {"toolUse": start}}
        for delta in _deltas(block):
            yield "contentBlockDelta", at | {"delta": delta}
        yield "contentBlockStop", at
    yield "messageStop", {"stopReason": _reason(blocks)}
    yield "metadata", {"usage": USAGE, "metrics": {"latencyMs": 7}}


def _deltas(block: dict) -> Iterator[dict]:
    if "toolUse" in block:
        for piece in pieces(json.dumps(block["toolUse"]["input"], ensure_ascii=False), 3):
            yield {"toolUse": {"input": piece}}
    else:
        for piece in pieces(block["text"]):
            yield {"text": piece}


def _blocks(request: dict) -> list[dict]:
    """A call of the first tool for each city that is named, or words; words once results are in."""
    tools = request.get("toolConfig", {}).get("tools", [])
    answered = any("toolResult" in block for turn in request["messages"] for block in turn["content"])
    if tools and not answered:
        name, schema = tools[0]["toolSpec"]["name"], tools[0]["toolSpec"]["inputSchema"]["json"]
        cities = CITIES if names_both(request) else CITIES[:1]
        return [{"toolUse": {"toolUseId": f"tooluse_{i}", "name": name, "input": arguments(schema, c)}} for i, c in enumerate(cities)]
    schema = request.get("outputConfig", {}).get("textFormat")
    return [{"text": json.dumps(ANSWER, ensure_ascii=False) if schema else TEXT}]


def _reason(blocks: list[dict]) -> str:
    return "tool_use" if any("toolUse" in block for block in blocks) else "end_turn"


voices = [wire.VOICE]
