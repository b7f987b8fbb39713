"""Audio: transcription of a multipart upload, and speech as a binary download."""

import hashlib

from upstream.http import Exchange
from upstream.openai import script, wire
from upstream.routes import Routes

routes = Routes()
SPEECH = b"ID3" + b"".join(hashlib.sha256(str(block).encode()).digest() for block in range(4096))


@routes.on("POST", "/v1/audio/transcriptions")
async def transcribe(exchange: Exchange) -> None:
    fields = wire.parts(exchange.request)
    heard = f"Heard {len(fields['file'])} bytes, sha256 {hashlib.sha256(fields['file']).hexdigest()[:12]}."
    if fields.get("stream") != b"true":
        await wire.reply(exchange, {"text": heard})
        return
    await exchange.start_stream()
    for piece in wire.pieces(heard):
        await exchange.send(wire.event({"type": "transcript.text.delta", "delta": piece}))
    await exchange.send(wire.event({"type": "transcript.text.done", "text": heard}))
    await exchange.send(b"data: [DONE]\n\n")
    await exchange.finish()


@routes.on("POST", "/v1/audio/translations")
async def translate(exchange: Exchange) -> None:
    await wire.reply(exchange, {"text": script.TEXT})


@routes.on("POST", "/v1/audio/speech")
async def speak(exchange: Exchange) -> None:
    await exchange.start_stream("audio/mpeg")
    for start in range(0, len(SPEECH), 8192):
        await exchange.send(SPEECH[start : start + 8192])
    await exchange.finish()
