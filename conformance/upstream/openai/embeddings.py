"""Embeddings, as floats or as base64 of little-endian 32-bit floats."""

import base64
import hashlib
import struct

from upstream.http import Exchange
from upstream.openai import wire
from upstream.routes import Routes

routes = Routes()
DIMENSIONS = 16


@routes.on("POST", "/v1/embeddings")
async def create(exchange: Exchange) -> None:
    request = exchange.request.json()
    texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
    encode = _base64 if request.get("encoding_format") == "base64" else list
    data = [{"object": "embedding", "index": i, "embedding": encode(_vector(text))} for i, text in enumerate(texts)]
    usage = {"prompt_tokens": 8, "total_tokens": 8}
    await wire.reply(exchange, {"object": "list", "data": data, "model": request["model"], "usage": usage})


def _vector(text: str) -> list[float]:
    """Sixteenths between -8 and 8: exact in 32 bits, so that both encodings say the same."""
    return [(byte - 128) / 16 for byte in hashlib.sha256(text.encode()).digest()[:DIMENSIONS]]


def _base64(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
