"""How this upstream writes: JSON that a re-serialising proxy would not reproduce, SSE, and ids that depend on the request alone."""

import hashlib
import json
import re

from upstream.http import Exchange, Request

CREATED = 1760000000


def stable_id(prefix: str, request: Request) -> str:
    """An id that is equal for equal requests, whatever multipart boundary they chose."""
    return prefix + hashlib.sha256(without_boundary(request)).hexdigest()[:24]


def without_boundary(request: Request) -> bytes:
    boundary = re.search(r'boundary="?([^";]+)', request.header("content-type"))
    return request.body.replace(boundary[1].encode(), b"BOUNDARY") if boundary else request.body


def parts(request: Request) -> dict[str, bytes]:
    """The fields of a multipart body, by name."""
    sections = without_boundary(request).split(b"--BOUNDARY")[1:-1]
    split = (section.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n") for section in sections)
    return {re.search(rb'\bname="([^"]*)"', head)[1].decode(): content for head, _, content in split}


def awkward_json(value: dict) -> bytes:
    """Valid JSON with an unknown field, odd spacing, escapes and number forms: equal bytes prove that nobody rewrote it."""
    text = json.dumps(value, ensure_ascii=False, indent=1, separators=(" ,", ":  "))
    return text[:-2].encode() + b' ,\n "x_unknown":  {"caf\\u00e9": 1.50e+1, "slash": "a\\/b", "big": 12345678901234567890}\n}\n'


async def reply(exchange: Exchange, value: dict) -> None:
    await exchange.respond(200, awkward_json(value))


def listing(items: list[dict]) -> dict:
    ends = {"first_id": items[0]["id"], "last_id": items[-1]["id"]} if items else {}
    return {"object": "list", "data": items, "has_more": False} | ends


def event(value: dict, name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def pieces(text: str, size: int = 7) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]
