"""The Gemini API, scripted: methods of models, and their list."""

import hashlib
import json

from upstream.http import Exchange
from upstream.openai import models as openai_models
from upstream.openai import wire
from upstream.openai.script import ANSWER, CITIES, TEXT, THOUGHT, arguments, saw
from upstream.routes import Routes

routes = Routes()
MODELS = ("gemini-conformance", "gemini-embedding-conformance")
STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


@routes.on("POST", "/v1beta/models/{model}:generateContent")
@routes.on("POST", "/v1/models/{model}:generateContent")
async def generate(exchange: Exchange, model: str) -> None:
    if not await _fails(exchange, model):
        request = exchange.request.json()
        parts = [part for delta in _deltas(request) for part in delta]
        await wire.reply(exchange, _chunk(exchange, model, parts, "STOP"))


@routes.on("POST", "/v1beta/models/{model}:streamGenerateContent")
@routes.on("POST", "/v1/models/{model}:streamGenerateContent")
async def stream(exchange: Exchange, model: str) -> None:
    if await _fails(exchange, model):
        return
    await exchange.start_stream("text/event-stream")
    if model == "endless":
        while True:
            await exchange.send(_event(_chunk(exchange, model, [{"text": "again "}], None)))
            await exchange.pause(0.02)
    for parts in _deltas(exchange.request.json()):
        await exchange.send(_event(_chunk(exchange, model, parts, None)))
    await exchange.send(_event(_chunk(exchange, model, [{"text": ""}], "STOP")))
    await exchange.finish()


@routes.on("POST", "/v1beta/models/{model}:countTokens")
@routes.on("POST", "/v1/models/{model}:countTokens")
async def count(exchange: Exchange, model: str) -> None:
    if not await _fails(exchange, model):
        total = len(exchange.request.body) // 4
        details = [{"modality": "TEXT", "tokenCount": total}]
        await wire.reply(exchange, {"totalTokens": total, "promptTokensDetails": details})


@routes.on("POST", "/v1beta/models/{model}:embedContent")
@routes.on("POST", "/v1/models/{model}:embedContent")
async def embed_one(exchange: Exchange, model: str) -> None:
    if not await _fails(exchange, model):
        await wire.reply(exchange, {"embedding": {"values": _vector(exchange.request.json()["content"])}})


@routes.on("POST", "/v1beta/models/{model}:batchEmbedContents")
@routes.on("POST", "/v1/models/{model}:batchEmbedContents")
async def embed(exchange: Exchange, model: str) -> None:
    if not await _fails(exchange, model):
        requests = exchange.request.json()["requests"]
        await wire.reply(exchange, {"embeddings": [{"values": _vector(request["content"])} for request in requests]})


@routes.on("GET", "/v1beta/models")
@routes.on("GET", "/v1/models")
async def list_all(exchange: Exchange) -> None:
    if not _asked_by_google(exchange):
        return await openai_models.list_all(exchange)
    return await wire.reply(exchange, {"models": [_card(name) for name in MODELS]})


@routes.on("GET", "/v1beta/models/{model}")
@routes.on("GET", "/v1/models/{model}")
async def retrieve(exchange: Exchange, model: str) -> None:
    if not _asked_by_google(exchange):
        await openai_models.retrieve(exchange, model)
    elif not await _fails(exchange, model):
        await wire.reply(exchange, _card(model))


def _asked_by_google(exchange: Exchange) -> bool:
    """Below /v1/, OpenAI's clients ask for models in the same way."""
    return bool(exchange.request.header("x-goog-api-client")) or exchange.request.path.startswith("/v1beta/")


async def _fails(exchange: Exchange, model: str) -> bool:
    """A model named `status-NNN` answers with that status, and nobody knows one that is not listed."""
    status = int(model.removeprefix("status-")) if model.startswith("status-") else 0
    if not status and model not in (*MODELS, "endless") and not model.startswith("fault-"):
        status = 404
    if status:
        error = {"code": status, "message": f"The upstream says {status}.", "status": STATUSES.get(status, "UNKNOWN")}
        if status == 429:
            retry = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.150s"}
            error["details"] = [retry]
        await exchange.respond(status, json.dumps({"error": error}, indent=2).encode())
    return status != 0


def _deltas(request: dict) -> list[list[dict]]:
    """What is said, chunk by chunk: thinking where it is wanted, then calls, or words."""
    config = request.get("generationConfig", {})
    said: list[list[dict]] = []
    thinking = config.get("thinkingConfig", {})
    if thinking.get("includeThoughts") or thinking.get("include_thoughts"):
        said += [[{"text": piece, "thought": True}] for piece in wire.pieces(THOUGHT, 9)]
    functions = [f for tool in request.get("tools", []) for f in tool.get("functionDeclarations", [])]
    answered = any("functionResponse" in part for turn in request["contents"] for part in turn["parts"])
    if functions and not answered:
        cities = CITIES if "東京" in json.dumps(request["contents"], ensure_ascii=False) else CITIES[:1]
        schema = functions[0].get("parametersJsonSchema") or functions[0].get("parameters")
        calls = [{"functionCall": {"name": functions[0]["name"], "args": arguments(schema, city)}} for city in cities]
        calls[0]["thoughtSignature"] = "c2lnbmVk"
        return said + [calls]
    schema = "responseSchema" in config or "responseJsonSchema" in config
    images = [image for turn in request["contents"] for part in turn["parts"] if (image := _image(part))]
    text = json.dumps(ANSWER, ensure_ascii=False) if schema else saw(images) if images else TEXT
    return said + [[{"text": piece}] for piece in wire.pieces(text)]


def _image(part: dict) -> str:
    """In Base64 as URLs have it, in which some SDKs say it; they pass on what applications spell in snake case."""
    data = part.get("inlineData") or part.get("inline_data") or {}
    return data.get("data", "").replace("-", "+").replace("_", "/")


def _chunk(exchange: Exchange, model: str, parts: list[dict], reason: str | None) -> dict:
    candidate: dict = {"content": {"parts": parts, "role": "model"}, "index": 0}
    if reason:
        candidate["finishReason"] = reason
    read = len(exchange.request.body) // 4
    usage = {"promptTokenCount": read, "candidatesTokenCount": 9, "totalTokenCount": read + 14, "thoughtsTokenCount": 5}
    return {
        "candidates": [candidate],
        "usageMetadata": usage,
        "modelVersion": model,
        "responseId": wire.stable_id("", exchange.request),
    }


def _event(chunk: dict) -> bytes:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\r\n\r\n".encode()


def _vector(content: dict) -> list[float]:
    text = "".join(part["text"] for part in content["parts"])
    return [(byte - 128) / 16 for byte in hashlib.sha256(text.encode()).digest()[:16]]


def _card(name: str) -> dict:
    methods = ["generateContent", "countTokens"]
    return {"name": f"models/{name}", "version": "001", "displayName": name, "supportedGenerationMethods": methods}
