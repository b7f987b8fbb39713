"""The Bedrock runtime, scripted: Converse, whole and as a binary event stream."""

import base64
import json
from collections.abc import Iterator

from upstream.anthropic import script as messages
from upstream.bedrock import wire
from upstream.http import Exchange
from upstream.openai.script import ANSWER, CITIES, TEXT, THOUGHT, arguments, names_both, saw
from upstream.openai.wire import awkward_json, pieces
from upstream.routes import Routes

routes = Routes()
SIGNATURE = "c2lnbmVk"
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


@routes.on("POST", "/model/{model}/count-tokens")
async def count(exchange: Exchange, model: str) -> None:
    await exchange.respond(200, awkward_json({"inputTokens": len(json.dumps(exchange.request.json()["input"]["converse"])) // 4}))


@routes.on("POST", "/model/{model}/invoke")
async def invoke(exchange: Exchange, model: str) -> None:
    """A model of Anthropic's, whose bodies are its own."""
    await exchange.respond(200, awkward_json(_message(exchange.request.json())))


@routes.on("POST", "/model/{model}/invoke-with-response-stream")
async def invoke_stream(exchange: Exchange, model: str) -> None:
    message = _message(exchange.request.json())
    await exchange.start_stream(wire.STREAM)
    for event in _message_events(message):
        await exchange.send(wire.event("chunk", {"bytes": base64.b64encode(json.dumps(event).encode()).decode()}))
    await exchange.finish()


def _message(request: dict) -> dict:
    read, written = messages.usage(request)
    return {
        "id": "msg_bdrk_conformance",
        "type": "message",
        "role": "assistant",
        "model": "claude-conformance",
        "content": messages.blocks(request),
        "stop_reason": messages.reason(request),
        "usage": {"input_tokens": read, "output_tokens": written},
    }


def _message_events(message: dict) -> Iterator[dict]:
    yield {"type": "message_start", "message": message | {"content": [], "stop_reason": None}}
    for index, block in enumerate(message["content"]):
        yield {"type": "content_block_start", "index": index, "content_block": block | {"text": ""}}
        for piece in pieces(block["text"]):
            yield {"type": "content_block_delta", "index": index, "delta": {"type": "text_delta", "text": piece}}
        yield {"type": "content_block_stop", "index": index}
    yield {"type": "message_delta", "delta": {"stop_reason": message["stop_reason"]}, "usage": message["usage"]}
    yield {"type": "message_stop"}


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
    elif "reasoningContent" in block:
        for piece in pieces(THOUGHT, 5):
            yield {"reasoningContent": {"text": piece}}
        yield {"reasoningContent": {"signature": SIGNATURE}}
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
    return _thoughts(request) + [{"text": _text(request)}]


def _thoughts(request: dict) -> list[dict]:
    asked = (request.get("additionalModelRequestFields") or {}).get("thinking", {}).get("type")
    thought = {"reasoningContent": {"reasoningText": {"text": THOUGHT, "signature": SIGNATURE}}}
    return [thought] if asked in ("enabled", "adaptive") else []


def _text(request: dict) -> str:
    if request.get("outputConfig", {}).get("textFormat"):
        return json.dumps(ANSWER, ensure_ascii=False)
    images = [block["image"]["source"]["bytes"] for turn in request["messages"] for block in turn["content"] if "image" in block]
    return saw(images) if images else TEXT


def _reason(blocks: list[dict]) -> str:
    return "tool_use" if any("toolUse" in block for block in blocks) else "end_turn"


voices = [wire.VOICE]
