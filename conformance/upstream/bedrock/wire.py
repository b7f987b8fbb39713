"""The event stream encoding, and how this API says what goes wrong."""

import json
import struct
import zlib

from upstream import faults

MEDIA_TYPE = "application/vnd.amazon.eventstream"
_TYPES = {
    400: "ValidationException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    429: "ThrottlingException",
    503: "ServiceUnavailableException",
}


def event(kind: str, value: dict, message_type: str = "event") -> bytes:
    headers = b"".join(
        struct.pack(">B", len(name)) + name.encode() + b"\x07" + struct.pack(">H", len(text)) + text.encode()
        for name, text in (
            (f":{message_type}-type", kind),
            (":content-type", "application/json"),
            (":message-type", message_type),
        )
    )
    payload = json.dumps(value, ensure_ascii=False).encode()
    prelude = struct.pack(">II", 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + payload
    return message + struct.pack(">I", zlib.crc32(message))


def error(status: int) -> dict:
    kind = _TYPES.get(status, "InternalServerException" if status >= 500 else "ValidationException")
    return {"__type": kind, "message": f"The upstream says {status}."}


def _chunk(text: str) -> bytes:
    return event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": text}, "p": "abcdef"})


VOICE = faults.Voice(
    path="/model/",
    error=error,
    chunk=_chunk,
    broken=b"no event at all, but more bytes than a prelude has",
    failure=event("throttlingException", {"message": "Slow down."}, "exception"),
    end=event("messageStop", {"stopReason": "end_turn"}),
    stream_type=MEDIA_TYPE,
)
