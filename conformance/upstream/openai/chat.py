"""Chat completions."""

from collections.abc import Iterator

from upstream.http import Exchange
from upstream.openai import script, wire
from upstream.routes import Routes

routes = Routes()


@routes.on("POST", "/v1/chat/completions")
async def create(exchange: Exchange) -> None:
    request = exchange.request.json()
    if request["model"] == "gpt-gzip" and "gzip" in exchange.request.header("accept-encoding"):
        exchange.extra_headers |= {"Content-Encoding": "gzip"}
    if request.get("stream"):
        await _stream(exchange, request)
    else:
        await wire.reply(exchange, _envelope(exchange, request, "chat.completion", [_choice(request)], _usage(request)))


async def _stream(exchange: Exchange, request: dict) -> None:
    def chunk(choices: list[dict], usage: dict | None) -> bytes:
        return wire.event(_envelope(exchange, request, "chat.completion.chunk", choices, usage))

    await exchange.start_stream()
    for delta in _deltas(request):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}
        await exchange.send(chunk([choice], None))
    await exchange.send(chunk([{"index": 0, "delta": {}, "logprobs": None, "finish_reason": _reason(request)}], None))
    if (request.get("stream_options") or {}).get("include_usage"):
        await exchange.send(chunk([], _usage(request)))
    await exchange.send(b"data: [DONE]\n\n")
    await exchange.finish()


def _deltas(request: dict) -> Iterator[dict]:
    calls = script.tool_calls(request)
    yield {"role": "assistant", "content": None if calls else "", "refusal": None}
    for index, call in enumerate(calls):
        function = {"name": call["name"], "arguments": ""}
        yield {"tool_calls": [{"index": index, "id": call["id"], "type": "function", "function": function}]}
        for piece in wire.pieces(call["arguments"], 3):
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}
    if not calls:
        for piece in wire.pieces(script.text(request)):
            yield {"content": piece}


def _choice(request: dict) -> dict:
    calls = [
        {"id": call["id"], "type": "function", "function": {"name": call["name"], "arguments": call["arguments"]}}
        for call in script.tool_calls(request)
    ]
    content = {"content": None, "tool_calls": calls} if calls else {"content": script.text(request)}
    message = {"role": "assistant", "refusal": None, "annotations": []} | content
    return {"index": 0, "message": message, "logprobs": None, "finish_reason": _reason(request)}


def _reason(request: dict) -> str:
    return "tool_calls" if script.tool_calls(request) else "stop"


def _envelope(exchange: Exchange, request: dict, kind: str, choices: list[dict], usage: dict | None) -> dict:
    return {
        "id": wire.stable_id("chatcmpl-", exchange.request),
        "object": kind,
        "created": wire.CREATED,
        "model": request["model"],
        "service_tier": "default",
        "system_fingerprint": "fp_conformance",
        "choices": choices,
        "usage": usage,
    }


def _usage(request: dict) -> dict:
    read, written = script.usage(request)
    return {
        "prompt_tokens": read,
        "completion_tokens": written,
        "total_tokens": read + written,
        "prompt_tokens_details": {"cached_tokens": 3, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 2, "audio_tokens": 0},
    }
