"""How this upstream writes: events with their names, errors with their types."""

import json

from upstream import faults

_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
    529: "overloaded_error",
}


def event(value: dict) -> bytes:
    return f"event: {value['type']}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def error(status: int) -> dict:
    kind = _TYPES.get(status, "api_error" if status >= 500 else "invalid_request_error")
    return {"type": "error", "error": {"type": kind, "message": f"The upstream says {status}."}, "request_id": "req_conformance"}


def _chunk(text: str) -> bytes:
    return event({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}})


_MESSAGE = {"id": "msg_fault", "type": "message", "role": "assistant", "model": "fault", "content": [], "usage": {"input_tokens": 1, "output_tokens": 1}}
_BEGIN = event({"type": "message_start", "message": _MESSAGE}) + event(
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
)

VOICE = faults.Voice(
    path="/v1/messages",
    error=error,
    chunk=_chunk,
    broken=b"event: content_block_delta\ndata: {not json at all\n\n",
    failure=event({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded."}}),
    end=event({"type": "message_stop"}),
    begin=_BEGIN,
)
