"""Ways in which an upstream goes wrong, asked for by the model name `fault-NAME` or the header `x-conformance-fault: NAME`."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from upstream.http import Exchange
from upstream.journal import Journal

HEADER = "x-conformance-fault"
PREFIX = "fault-"
IN_PATH = re.compile(r"/models?/fault-([^/:]+)[/:]")  # where the path names the model
FOREVER = 60.0  # seconds; longer than any client here waits


def named(exchange: Exchange) -> str:
    """The fault that this request asks for, or an empty string."""
    if name := exchange.request.header(HEADER):
        return name
    if found := IN_PATH.search(exchange.request.path):
        return found[1]
    if b'"' + PREFIX.encode() not in exchange.request.body:
        return ""
    model = str(exchange.request.json().get("model", ""))
    return model.removeprefix(PREFIX) if model.startswith(PREFIX) else ""


async def play(name: str, exchange: Exchange, journal: Journal) -> bool:
    """Plays the fault; False where the request is to be answered as usual after all."""
    if name.isdigit():
        await error(exchange, int(name))
    elif name.startswith("twice-"):
        if journal.attempts(exchange) > 2:
            return False
        await error(exchange, int(name.removeprefix("twice-")))
    else:
        await _TRANSPORT[name](exchange)
    return True


_ERRORS = {
    400: ("invalid_request_error", "unsupported_value", "temperature"),
    401: ("invalid_request_error", "invalid_api_key", None),
    403: ("invalid_request_error", "unsupported_country_region_territory", None),
    404: ("invalid_request_error", "model_not_found", "model"),
    409: ("conflict_error", "resource_locked", None),
    413: ("invalid_request_error", "request_too_large", None),
    422: ("invalid_request_error", "unprocessable", "messages"),
    429: ("requests", "rate_limit_exceeded", None),
    500: ("server_error", "server_error", None),
    502: ("server_error", "bad_gateway", None),
    503: ("server_error", "overloaded", None),
    504: ("server_error", "gateway_timeout", None),
}

_RATE_LIMIT = {
    "Retry-After": "1",
    "Retry-After-Ms": "150",
    "X-RateLimit-Limit-Requests": "60",
    "X-RateLimit-Remaining-Requests": "0",
    "X-RateLimit-Reset-Requests": "150ms",
}


@dataclass(frozen=True)
class Voice:
    """How the dialect of some paths says what goes wrong."""

    path: str  # requests below it
    error: Callable[[int], dict]  # the body for a status
    chunk: Callable[[str], bytes]  # an event with a text
    broken: bytes  # an event that is not JSON
    failure: bytes  # an event that says that all is over
    end: bytes  # what ends a stream
    stream_type: str = "text/event-stream; charset=utf-8"
    begin: bytes = b""  # what comes before the first text


VOICES: list[Voice] = []  # of all dialect folders that have one; any other path speaks as OpenAI does


def _voice(exchange: Exchange) -> Voice:
    return next((voice for voice in VOICES if exchange.request.path.startswith(voice.path)), OPENAI)


async def error(exchange: Exchange, status: int) -> None:
    exchange.extra_headers |= _RATE_LIMIT if status == 429 else {}
    await exchange.respond(status, json.dumps(_voice(exchange).error(status), indent=2).encode())


def _error(status: int) -> dict:
    kind, code, param = _ERRORS[status]
    return {"error": {"message": f"The upstream says {status}.", "type": kind, "param": param, "code": code}}


async def _hang(exchange: Exchange) -> None:
    await exchange.pause(FOREVER)


async def _hang_mid_stream(exchange: Exchange) -> None:
    await exchange.start_stream(_voice(exchange).stream_type)
    await exchange.send(_voice(exchange).chunk("one"))
    await exchange.pause(FOREVER)


async def _reset_before_headers(exchange: Exchange) -> None:
    exchange.reset()


async def _reset_mid_stream(exchange: Exchange) -> None:
    await exchange.start_stream(_voice(exchange).stream_type)
    await exchange.send(_voice(exchange).chunk("one"))
    await exchange.pause(0.1)
    exchange.reset()


async def _garbage(exchange: Exchange) -> None:
    await exchange.respond(200, b'{"id": "chatcmpl-garbage", "choices": [}}} \xc3\x28')


async def _garbage_stream(exchange: Exchange) -> None:
    await exchange.start_stream(_voice(exchange).stream_type)
    voice = _voice(exchange)
    await exchange.send(voice.chunk("one") + voice.broken)
    await exchange.finish()


async def _html(exchange: Exchange) -> None:
    await exchange.respond(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html")


async def _first_event_error(exchange: Exchange) -> None:
    await exchange.start_stream(_voice(exchange).stream_type)
    await exchange.send(_voice(exchange).failure)
    await exchange.finish()


async def _slow_drip(exchange: Exchange) -> None:
    await exchange.start_stream(_voice(exchange).stream_type)
    for word in ("one", "two", "three", "four", "five"):
        await exchange.send(_voice(exchange).chunk(word))
        await exchange.pause(0.15)
    await exchange.send(_voice(exchange).end)
    await exchange.finish()


async def _endless(exchange: Exchange) -> None:
    await exchange.start_stream(_voice(exchange).stream_type)
    await exchange.send(_voice(exchange).begin)
    while True:
        await exchange.send(_voice(exchange).chunk("again "))
        await exchange.pause(0.02)


def _chunk(text: str) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "logprobs": None, "finish_reason": None}
    event = {
        "id": "chatcmpl-fault",
        "object": "chat.completion.chunk",
        "created": 1760000000,
        "model": "fault",
        "choices": [choice],
    }
    return b"data: " + json.dumps(event).encode() + b"\n\n"


OPENAI = Voice(
    path="/",
    error=_error,
    chunk=_chunk,
    broken=b"data: {not json at all\n\n",
    failure=b'data: {"error": {"message": "Overloaded.", "type": "server_error", "param": null, "code": "overloaded"}}\n\n',
    end=b"data: [DONE]\n\n",
)

_TRANSPORT = {
    "hang": _hang,
    "hang-mid-stream": _hang_mid_stream,
    "reset-before-headers": _reset_before_headers,
    "reset-mid-stream": _reset_mid_stream,
    "garbage": _garbage,
    "garbage-stream": _garbage_stream,
    "html": _html,
    "first-event-error": _first_event_error,
    "slow-drip": _slow_drip,
    "endless": _endless,
}
