"""Ollama's own API, scripted: chat, generate, embed and the list of models."""

import hashlib
import json

from upstream.http import Exchange
from upstream.openai import wire
from upstream.openai.script import ANSWER, CITIES, TEXT, THOUGHT, arguments, saw
from upstream.routes import Routes

routes = Routes()
CREATED = "2026-01-02T03:04:05.678901Z"


@routes.on("POST", "/api/chat")
async def chat(exchange: Exchange) -> None:
    request = exchange.request.json()
    said = [{"message": {"role": "assistant", "content": ""} | delta} for delta in _deltas(request)]
    await _answer(exchange, request, said, _whole_message)


@routes.on("POST", "/api/generate")
async def generate(exchange: Exchange) -> None:
    request = exchange.request.json()
    said = [{"response": piece} for piece in wire.pieces(TEXT)]
    await _answer(exchange, request, said, lambda pieces: {"response": "".join(p["response"] for p in pieces)})


@routes.on("POST", "/api/embed")
async def embed(exchange: Exchange) -> None:
    request = exchange.request.json()
    texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
    vectors = [[(b - 128) / 16 for b in hashlib.sha256(text.encode()).digest()[:16]] for text in texts]
    await wire.reply(exchange, {"model": request["model"], "embeddings": vectors, "prompt_eval_count": 8})


@routes.on("GET", "/api/tags")
async def tags(exchange: Exchange) -> None:
    details = {"format": "gguf", "family": "llama", "families": ["llama"], "parameter_size": "1B"}
    model = {"name": "llama-conformance", "model": "llama-conformance", "modified_at": CREATED, "size": 1, "digest": "d"}
    await wire.reply(exchange, {"models": [model | {"details": details}]})


async def _answer(exchange: Exchange, request: dict, said: list[dict], whole) -> None:
    model = request["model"]
    if model.startswith("status-"):
        status = int(model.removeprefix("status-"))
        return await exchange.respond(status, json.dumps({"error": f"The upstream says {status}."}).encode())
    head = {"model": model, "created_at": CREATED}
    end = {"done": True, "done_reason": "stop", "total_duration": 5, "prompt_eval_count": 26, "eval_count": 12}
    if request.get("stream") is False:
        return await wire.reply(exchange, head | whole(said) | end)
    await exchange.start_stream("application/x-ndjson")
    while model == "endless":
        await exchange.send(_line(head | {"message": {"role": "assistant", "content": "again "}, "done": False}))
        await exchange.pause(0.02)
    for piece in said:
        await exchange.send(_line(head | piece | {"done": False}))
    last = {"message": {"role": "assistant", "content": ""}} if "message" in said[0] else {"response": ""}
    await exchange.send(_line(head | last | end))
    await exchange.finish()


def _deltas(request: dict) -> list[dict]:
    said = [{"thinking": piece} for piece in wire.pieces(THOUGHT)] if request.get("think") else []
    tools = request.get("tools") or []
    if tools and not any(message["role"] == "tool" for message in request["messages"]):
        cities = CITIES if "東京" in json.dumps(request["messages"], ensure_ascii=False) else CITIES[:1]
        name, schema = tools[0]["function"]["name"], tools[0]["function"].get("parameters")
        return said + [{"tool_calls": [{"function": {"name": name, "arguments": arguments(schema, city)}}]} for city in cities]
    images = [image for message in request["messages"] for image in message.get("images") or []]
    text = json.dumps(ANSWER, ensure_ascii=False) if request.get("format") else saw(images) if images else TEXT
    return said + [{"content": piece} for piece in wire.pieces(text)]


def _whole_message(said: list[dict]) -> dict:
    messages = [piece["message"] for piece in said]
    whole = {"role": "assistant", "content": "".join(message["content"] for message in messages)}
    if thinking := "".join(message.get("thinking", "") for message in messages):
        whole["thinking"] = thinking
    if calls := [call for message in messages for call in message.get("tool_calls", [])]:
        whole["tool_calls"] = calls
    return {"message": whole}


def _line(value: dict) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
