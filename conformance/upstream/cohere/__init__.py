"""Cohere's API, version 2, scripted: chat, embed and rerank."""

import hashlib
import json

from upstream.http import Exchange
from upstream.openai import wire
from upstream.openai.script import ANSWER, CITIES, TEXT, THOUGHT, arguments, saw
from upstream.routes import Routes

routes = Routes()
USAGE = {"billed_units": {"input_tokens": 12, "output_tokens": 7}, "tokens": {"input_tokens": 507, "output_tokens": 10}}
PLAN = "I will look up the weather."


@routes.on("POST", "/v2/chat")
async def chat(exchange: Exchange) -> None:
    request = exchange.request.json()
    if await _fails(exchange, request):
        return
    calls = _calls(request)
    reason = "TOOL_CALL" if calls else "COMPLETE"
    if request.get("stream"):
        return await _stream(exchange, request, calls, reason)
    said: dict = {"tool_plan": PLAN, "tool_calls": calls} if calls else {"content": _content(request)}
    message = {"role": "assistant"} | said
    await wire.reply(exchange, {"id": _id(exchange), "message": message, "finish_reason": reason, "usage": USAGE})


async def _stream(exchange: Exchange, request: dict, calls: list[dict], reason: str) -> None:
    await exchange.start_stream()
    start = {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}
    await exchange.send(_event("message-start", id=_id(exchange), delta={"message": start}))
    for event in _called(calls) if calls else _said(request):
        await exchange.send(event)
        while request["model"] == "endless" and b"content-delta" in event:
            await exchange.send(event)
            await exchange.pause(0.02)
    await exchange.send(_event("message-end", delta={"finish_reason": reason, "usage": USAGE}))
    await exchange.send(b"data: [DONE]\n\n")
    await exchange.finish()


def _said(request: dict):
    if request["model"] == "endless":
        yield _event("content-start", index=0, delta={"message": {"content": {"type": "text", "text": ""}}})
        yield _event("content-delta", index=0, delta={"message": {"content": {"text": "again "}}})
    blocks = _content(request)
    for index, block in enumerate(blocks):
        kind = block["type"]
        yield _event("content-start", index=index, delta={"message": {"content": {"type": kind, kind: ""}}})
        for piece in wire.pieces(block[kind]):
            yield _event("content-delta", index=index, delta={"message": {"content": {kind: piece}}})
        if kind == "thinking":
            yield _event("content-end", index=index)
    if request.get("documents"):
        source = {"type": "document", "id": "doc:0", "document": {"id": "doc:0", "title": "A title"}}
        citation = {"start": 0, "end": 5, "text": "Grüße", "sources": [source], "content_index": 0, "type": "TEXT_CONTENT"}
        yield _event("citation-start", index=0, delta={"message": {"citations": citation}})
        yield _event("citation-end", index=0)
    yield _event("content-end", index=len(blocks) - 1)


def _called(calls: list[dict]):
    for piece in wire.pieces(PLAN):
        yield _event("tool-plan-delta", delta={"message": {"tool_plan": piece}})
    for index, call in enumerate(calls):
        empty = call | {"function": call["function"] | {"arguments": ""}}
        yield _event("tool-call-start", index=index, delta={"message": {"tool_calls": empty}})
        for piece in wire.pieces(call["function"]["arguments"], 3):
            yield _event("tool-call-delta", index=index, delta={"message": {"tool_calls": {"function": {"arguments": piece}}}})
        yield _event("tool-call-end", index=index)


@routes.on("POST", "/v2/embed")
async def embed(exchange: Exchange) -> None:
    request = exchange.request.json()
    if not await _fails(exchange, request):
        vectors = [[(b - 128) / 16 for b in hashlib.sha256(text.encode()).digest()[:16]] for text in request["texts"]]
        meta = {"api_version": {"version": "2"}, "billed_units": {"input_tokens": 10}}
        reply = {"id": _id(exchange), "texts": request["texts"], "embeddings": {"float": vectors}, "meta": meta}
        await wire.reply(exchange, reply | {"response_type": "embeddings_by_type"})


@routes.on("POST", "/v2/rerank")
async def rerank(exchange: Exchange) -> None:
    request = exchange.request.json()
    if not await _fails(exchange, request):
        results = [{"index": i, "relevance_score": 1 / (i + 2)} for i in range(len(request["documents"]))]
        meta = {"api_version": {"version": "2"}, "billed_units": {"search_units": 1}}
        await wire.reply(exchange, {"id": _id(exchange), "results": results, "meta": meta})


async def _fails(exchange: Exchange, request: dict) -> bool:
    """A model named `status-NNN` answers with that status."""
    status = request["model"].removeprefix("status-")
    if status.isdigit():
        await exchange.respond(int(status), json.dumps({"id": "e", "message": f"The upstream says {status}."}).encode())
    return status.isdigit()


def _calls(request: dict) -> list[dict]:
    tools = request.get("tools") or []
    if not tools or any(message["role"] == "tool" for message in request["messages"]):
        return []
    cities = CITIES if "東京" in json.dumps(request["messages"], ensure_ascii=False) else CITIES[:1]
    name, schema = tools[0]["function"]["name"], tools[0]["function"].get("parameters")
    functions = [{"name": name, "arguments": json.dumps(arguments(schema, c), ensure_ascii=False)} for c in cities]
    return [{"id": f"call_{i}", "type": "function", "function": function} for i, function in enumerate(functions)]


def _content(request: dict) -> list[dict]:
    thinks = (request.get("thinking") or {}).get("type") == "enabled"
    return [{"type": "thinking", "thinking": THOUGHT}] * thinks + [{"type": "text", "text": _text(request)}]


def _text(request: dict) -> str:
    if request.get("response_format"):
        return json.dumps(ANSWER, ensure_ascii=False)
    contents = [message["content"] for message in request["messages"] if isinstance(message.get("content"), list)]
    images = [part["image_url"]["url"] for content in contents for part in content if part["type"] == "image_url"]
    return saw([image.partition(",")[2] for image in images]) if images else TEXT


def _id(exchange: Exchange) -> str:
    return wire.stable_id("", exchange.request)


def _event(kind: str, **data) -> bytes:
    return wire.event({"type": kind} | data, kind)
