"""Ways in which an upstream goes wrong, asked for by the model name `fault-NAME` or the header `x-conformance-fault: NAME`."""

import json

from upstream.http import Exchange
from upstream.journal import Journal

HEADER = "x-conformance-fault"
PREFIX = "fault-"
FOREVER = 60.0  # seconds; longer than any client here waits


def named(exchange: Exchange) -> str:
    """The fault that this request asks for, or an empty string."""
    if name := exchange.request.header(HEADER):
        return name
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


async def error(exchange: Exchange, status: int) -> None:
    kind, code, param = _ERRORS[status]
    envelope = {"error": {"message": f"The upstream says {status}.", "type": kind, "param": param, "code": code}}
    exchange.extra_headers |= _RATE_LIMIT if status == 429 else {}
    await exchange.respond(status, json.dumps(envelope, indent=2).encode())


async def _hang(exchange: Exchange) -> None:
    await exchange.pause(FOREVER)


async def _hang_mid_stream(exchange: Exchange) -> None:
    await exchange.start_stream()
    await exchange.send(_chunk("one"))
    await exchange.pause(FOREVER)


async def _reset_before_headers(exchange: Exchange) -> None:
    exchange.reset()


async def _reset_mid_stream(exchange: Exchange) -> None:
    await exchange.start_stream()
    await exchange.send(_chunk("one"))
    await exchange.pause(0.1)
    exchange.reset()


async def _garbage(exchange: Exchange) -> None:
    await exchange.respond(200, b'{"id": "chatcmpl-garbage", "choices": [}}} \xc3\x28')


async def _garbage_stream(exchange: Exchange) -> None:
    await exchange.start_stream()
    await exchange.send(_chunk("one") + b"data: {not json at all\n\n")
    await exchange.finish()


async def _html(exchange: Exchange) -> None:
    await exchange.respond(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html")


async def _first_event_error(exchange: Exchange) -> None:
    await exchange.start_stream()
    failure = {"error": {"message": "Overloaded.", "type": "server_error", "param": None, "code": "overloaded"}}
    await exchange.send(b"data: " + json.dumps(failure).encode() + b"\n\n")
    await exchange.finish()


async def _slow_drip(exchange: Exchange) -> None:
    await exchange.start_stream()
    for word in ("one", "two", "three", "four", "five"):
        await exchange.send(_chunk(word))
        await exchange.pause(0.15)
    await exchange.send(b"data: [DONE]\n\n")
    await exchange.finish()


async def _endless(exchange: Exchange) -> None:
    await exchange.start_stream()
    while True:
        await exchange.send(_chunk("again "))
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
