"""Responses: whole, streamed with every event of its life, stored, retrieved, cancelled, deleted."""

import dataclasses
from collections.abc import Iterator

from upstream import faults
from upstream.http import Exchange
from upstream.openai import script, wire
from upstream.routes import Routes

routes = Routes()
_REASON = script.THOUGHT


@routes.on("POST", "/v1/responses")
async def create(exchange: Exchange) -> None:
    request = exchange.request.json()
    response = exchange.memory["responses"].keep(_response(exchange, request))
    if request.get("stream"):
        await _stream(exchange, response)
    else:
        await wire.reply(exchange, response)


@routes.on("POST", "/v1/responses/input_tokens")
async def count(exchange: Exchange) -> None:
    tokens = len(exchange.request.body) // 4
    await wire.reply(exchange, {"object": "response.input_tokens", "input_tokens": tokens})


@routes.on("GET", "/v1/responses/{name}")
async def retrieve(exchange: Exchange, name: str) -> None:
    if exchange.request.query.get("stream") == "true":
        await _stream(exchange, exchange.memory["responses"][name])
    else:
        await wire.reply(exchange, exchange.memory["responses"][name])


@routes.on("GET", "/v1/responses/{name}/input_items")
async def input_items(exchange: Exchange, name: str) -> None:
    content = [{"type": "input_text", "text": f"What {name} was asked."}]
    item = {"id": "msg_input", "type": "message", "role": "user", "status": "completed", "content": content}
    await wire.reply(exchange, wire.listing([item]))


@routes.on("POST", "/v1/responses/{name}/cancel")
async def cancel(exchange: Exchange, name: str) -> None:
    await wire.reply(exchange, exchange.memory["responses"].keep(exchange.memory["responses"][name] | {"status": "cancelled", "output": []}))


@routes.on("DELETE", "/v1/responses/{name}")
async def delete(exchange: Exchange, name: str) -> None:
    exchange.memory["responses"].drop(name)
    await wire.reply(exchange, {"id": name, "object": "response", "deleted": True})


async def _stream(exchange: Exchange, response: dict) -> None:
    await exchange.start_stream()
    for number, (kind, fields) in enumerate(_events(response)):
        await exchange.send(wire.event({"type": kind, "sequence_number": number} | fields, kind))
    await exchange.finish()


def _events(response: dict) -> Iterator[tuple[str, dict]]:
    begun = response | {"status": "in_progress", "output": [], "usage": None}
    yield "response.created", {"response": begun}
    yield "response.in_progress", {"response": begun}
    for index, item in enumerate(response["output"]):
        yield from _item_events(index, item)
    yield "response.completed", {"response": response}


def _item_events(index: int, item: dict) -> Iterator[tuple[str, dict]]:
    at = {"output_index": index, "item_id": item["id"]}
    empty = {"reasoning": {"summary": []}, "message": {"content": []}, "function_call": {"arguments": ""}}[item["type"]]
    yield "response.output_item.added", {"output_index": index, "item": item | empty | {"status": "in_progress"}}
    match item["type"]:
        case "reasoning":
            yield from _text_events("reasoning_summary_part", "reasoning_summary_text", at | {"summary_index": 0}, item["summary"][0])
        case "message":
            yield from _text_events("content_part", "output_text", at | {"content_index": 0}, item["content"][0])
        case "function_call":
            for piece in wire.pieces(item["arguments"], 3):
                yield "response.function_call_arguments.delta", at | {"delta": piece}
            yield "response.function_call_arguments.done", at | {"name": item["name"], "arguments": item["arguments"]}
    yield "response.output_item.done", {"output_index": index, "item": item}


def _text_events(part_kind: str, text_kind: str, at: dict, part: dict) -> Iterator[tuple[str, dict]]:
    logprobs = {"logprobs": []} if text_kind == "output_text" else {}
    yield f"response.{part_kind}.added", at | {"part": part | {"text": ""}}
    for piece in wire.pieces(part["text"]):
        yield f"response.{text_kind}.delta", at | {"delta": piece} | logprobs
    yield f"response.{text_kind}.done", at | {"text": part["text"]} | logprobs
    yield f"response.{part_kind}.done", at | {"part": part}


def _response(exchange: Exchange, request: dict) -> dict:
    read, written = script.usage(request)
    return {
        "id": wire.stable_id("resp_", exchange.request),
        "object": "response",
        "created_at": wire.CREATED,
        "status": "in_progress" if request.get("background") else "completed",
        "background": bool(request.get("background")),
        "error": None,
        "incomplete_details": None,
        "instructions": request.get("instructions"),
        "metadata": request.get("metadata") or {},
        "model": request["model"],
        "output": _output(request),
        "parallel_tool_calls": bool(request.get("parallel_tool_calls")),
        "temperature": 1.0,
        "text": request.get("text") or {"format": {"type": "text"}},
        "tool_choice": "auto",
        "tools": request.get("tools") or [],
        "top_p": 1.0,
        "usage": {
            "input_tokens": read,
            "input_tokens_details": {"cached_tokens": 3},
            "output_tokens": written,
            "output_tokens_details": {"reasoning_tokens": 2},
            "total_tokens": read + written,
        },
    }


def _output(request: dict) -> list[dict]:
    reasoning = {"id": "rs_0", "type": "reasoning", "summary": [{"type": "summary_text", "text": _REASON}]}
    calls = [
        {"id": f"fc_{i}", "type": "function_call", "status": "completed", "call_id": call["id"]}
        | {"name": call["name"], "arguments": call["arguments"]}
        for i, call in enumerate(script.tool_calls(request))
    ]
    part = {"type": "output_text", "text": script.text(request), "annotations": [], "logprobs": []}
    message = {"id": "msg_0", "type": "message", "role": "assistant", "status": "completed", "content": [part]}
    return [reasoning, *(calls or [message])]


_FAULT = {"output_index": 0, "item_id": "msg_fault", "content_index": 0}


def _chunk(text: str) -> bytes:
    return _said("response.output_text.delta", _FAULT | {"delta": text, "logprobs": []})


def _said(kind: str, fields: dict) -> bytes:
    return wire.event({"type": kind, "sequence_number": 0} | fields, kind)


def _begun() -> bytes:
    response = {"id": "resp_fault", "object": "response", "created_at": wire.CREATED, "model": "fault", "status": "in_progress", "output": []}
    item = {"id": "msg_fault", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
    part = {"type": "output_text", "text": "", "annotations": [], "logprobs": []}
    return (
        _said("response.created", {"response": response})
        + _said("response.output_item.added", {"output_index": 0, "item": item})
        + _said("response.content_part.added", _FAULT | {"part": part})
    )


# Whatever else goes wrong is said as in chat completions.
VOICE = dataclasses.replace(faults.OPENAI, path="/v1/responses", chunk=_chunk, begin=_begun())
