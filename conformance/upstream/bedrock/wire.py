"""How this upstream writes: AWS's event stream encoding, and errors with their types."""

import json
import struct
import zlib

from upstream import faults

STREAM = "application/vnd.amazon.eventstream"
_STRING = 7  # the header value type
_TYPES = {
    400: "ValidationException",
    401: "AccessDeniedException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    429: "ThrottlingException",
    500: "InternalServerException",
    503: "ServiceUnavailableException",
}


def event(kind: str, value: dict) -> bytes:
    return _message({":event-type": kind, ":message-type": "event"}, value)


def error(status: int) -> dict:
    return {"__type": _TYPES.get(status, "InternalServerException"), "message": f"The upstream says {status}."}


def _message(named: dict[str, str], value: dict) -> bytes:
    payload = json.dumps(value, ensure_ascii=False).encode()
    headers = b"".join(_header(name, text) for name, text in (named | {":content-type": "application/json"}).items())
    prelude = struct.pack(">II", 12 + len(headers) + len(payload) + 4, len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + payload
    return message + struct.pack(">I", zlib.crc32(message))


def _header(name: str, value: str) -> bytes:
    return struct.pack(">B", len(name)) + name.encode() + struct.pack(">BH", _STRING, len(value)) + value.encode()


def _chunk(text: str) -> bytes:
    return event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": text}})


VOICE = faults.Voice(
    path="/model/",
    error=error,
    chunk=_chunk,
    broken=_message({":event-type": "contentBlockDelta", ":message-type": "event"}, {"delta": 7}),
    failure=_message({":exception-type": "throttlingException", ":message-type": "exception"}, {"message": "Too many."}),
    end=event("messageStop", {"stopReason": "end_turn"}),
    stream_type=STREAM,
    begin=event("messageStart", {"role": "assistant"}),
)
