"""What each scenario does with the Python SDK. Requests are the catalogue's; results are what the SDK made of the replies."""

import asyncio
import base64
import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

import openai
from pydantic import BaseModel


class Client:
    """One task and the SDK clients that it may use. Every request carries the task's key, for the upstream's journal."""

    def __init__(self, base_url: str, api_key: str, task: dict) -> None:
        self.given = task["with"]
        self.recording = task.get("recording")
        extra = {"x-conformance-recording": self.recording["id"]} if self.recording else {}
        self.options: dict[str, Any] = {
            "base_url": base_url + "/v1",
            "api_key": api_key,
            "max_retries": self.given.get("max_retries", 0),
            "timeout": self.given.get("timeout", 20),
            "default_headers": {"x-conformance-task": task["key"]} | extra,
        }
        self.sdk = openai.OpenAI(**self.options)

    def asynchronous(self) -> openai.AsyncOpenAI:
        return openai.AsyncOpenAI(**self.options)

    @property
    def request(self) -> dict:
        extra = self.given.get("extra")
        return self.given["request"] | ({"extra_body": extra} if extra else {})

    def file(self) -> bytes:
        """As many bytes as the scenario asks for: all values, no period."""
        size = self.given["file_bytes"]
        return b"".join(hashlib.sha256(str(i).encode()).digest() for i in range(size // 32 + 1))[:size]


SCENARIOS: dict[tuple[str, str], Callable[[Client], object]] = {}


def scenario(name: str, *modes: str) -> Callable[[Callable], Callable]:
    """Registers a function for a mode; one that is registered for both is told by a flag whether to stream."""

    def register(run: Callable) -> Callable:
        for mode in modes:
            SCENARIOS[name, mode] = run if len(modes) == 1 else lambda client, mode=mode: run(client, mode == "streamed")
        return run

    return register


def dump(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_unset=True, warnings=False) if isinstance(value, BaseModel) else value


def dump_all(reply: Any, streamed: bool) -> Any:
    return [dump(event) for event in reply] if streamed else dump(reply)


def digest(data: bytes) -> dict:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


@scenario("chat", "whole", "streamed")
def chat(client: Client, streamed: bool) -> object:
    return dump_all(client.sdk.chat.completions.create(**client.request, **stream(streamed)), streamed)


@scenario("responses", "whole", "streamed")
def responses(client: Client, streamed: bool) -> object:
    return dump_all(client.sdk.responses.create(**client.request, **stream(streamed)), streamed)


@scenario("completions", "whole", "streamed")
def completions(client: Client, streamed: bool) -> object:
    return dump_all(client.sdk.completions.create(**client.request, **stream(streamed)), streamed)


def stream(streamed: bool) -> dict:
    return {"stream": True} if streamed else {}


class Weather(BaseModel):
    city: str
    celsius: float
    windy: bool


@scenario("chat-parse", "whole")
def chat_parse(client: Client) -> object:
    reply = client.sdk.chat.completions.parse(**client.request, response_format=Weather)
    return dump(reply.choices[0].message.parsed)


@scenario("chat-large", "whole")
def chat_large(client: Client) -> object:
    image = base64.b64encode(bytes(client.given["image_bytes"])).decode()
    part = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{image}"}}
    return dump(client.sdk.chat.completions.create(model=client.request["model"], messages=[{"role": "user", "content": [part]}]))


@scenario("chat-async", "whole", "streamed")
def chat_async(client: Client, streamed: bool) -> object:
    async def one(sdk: openai.AsyncOpenAI) -> object:
        reply = await sdk.chat.completions.create(**client.request, **stream(streamed))
        return [dump(event) async for event in reply] if streamed else dump(reply)

    async def several() -> list[object]:
        async with client.asynchronous() as sdk:
            return await asyncio.gather(*(one(sdk) for _ in range(client.given["concurrency"])))

    return asyncio.run(several())


@scenario("chat-drip", "streamed")
def chat_drip(client: Client) -> object:
    """Whether the first event came well before the last one: the upstream takes 0.75 s over them."""
    arrivals = [time.monotonic() for _ in client.sdk.chat.completions.create(**client.request, stream=True)]
    return {"events": len(arrivals), "spread": arrivals[-1] - arrivals[0] > 0.3}


@scenario("chat-cancel", "streamed")
def chat_cancel(client: Client) -> object:
    events = client.sdk.chat.completions.create(**client.request, stream=True)
    first = dump(next(iter(events)))
    events.close()
    return first


@scenario("chat-cancel", "whole")
def chat_cancel_task(client: Client) -> object:
    """Cancels the task that awaits a reply which would never come."""

    async def cancel() -> str:
        async with client.asynchronous() as sdk:
            request = client.request | {"model": "fault-hang"}
            task = asyncio.create_task(sdk.chat.completions.create(**request))
            await asyncio.sleep(0.5)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            return "cancelled" if task.cancelled() else "answered"

    return asyncio.run(cancel())


@scenario("chat-raw", "whole")
def chat_raw(client: Client) -> object:
    reply = client.sdk.chat.completions.with_raw_response.create(**client.request)
    parsed = reply.parse()
    return {"status": reply.status_code, "reply_headers": dict(reply.headers), "body": reply.text, "request_id": parsed._request_id}


@scenario("chat-raw", "streamed")
def chat_raw_streamed(client: Client) -> object:
    with client.sdk.chat.completions.with_streaming_response.create(**client.request, stream=True) as reply:
        return {"status": reply.status_code, "reply_headers": dict(reply.headers), "body": list(reply.iter_lines())}


@scenario("responses-stored", "whole")
def responses_stored(client: Client) -> object:
    resource = client.sdk.responses
    created = resource.create(**client.request)
    steps = [created, resource.retrieve(created.id), *resource.input_items.list(created.id), resource.cancel(created.id)]
    return [*map(dump, steps), dump(resource.delete(created.id))]


@scenario("responses-stored", "streamed")
def responses_stored_streamed(client: Client) -> object:
    created = client.sdk.responses.create(**client.request)
    return dump_all(client.sdk.responses.retrieve(created.id, stream=True), True)


@scenario("embeddings", "whole")
def embeddings(client: Client) -> object:
    return dump(client.sdk.embeddings.create(**client.request))


@scenario("models-list", "whole")
def models_list(client: Client) -> object:
    return [dump(model) for model in client.sdk.models.list()]


@scenario("models-retrieve", "whole")
def models_retrieve(client: Client) -> object:
    return dump(client.sdk.models.retrieve(client.given["name"]))


@scenario("moderations", "whole")
def moderations(client: Client) -> object:
    return dump(client.sdk.moderations.create(**client.request))


@scenario("images-generate", "whole")
def images_generate(client: Client) -> object:
    return dump(client.sdk.images.generate(**client.request))


@scenario("images-edit", "whole")
def images_edit(client: Client) -> object:
    return dump(client.sdk.images.edit(image=("sluice.png", client.file()), **client.request))


@scenario("audio-transcription", "whole", "streamed")
def audio_transcription(client: Client, streamed: bool) -> object:
    upload = ("speech.mp3", client.file())
    return dump_all(client.sdk.audio.transcriptions.create(file=upload, **client.request, **stream(streamed)), streamed)


@scenario("audio-speech", "whole")
def audio_speech(client: Client) -> object:
    with client.sdk.audio.speech.with_streaming_response.create(**client.request) as reply:
        return {"type": reply.headers["content-type"]} | digest(reply.read())


@scenario("files", "whole")
def files(client: Client) -> object:
    resource = client.sdk.files
    uploaded = resource.create(file=("Übung.jsonl", client.file()), purpose="batch")
    steps = [uploaded, *resource.list(), resource.retrieve(uploaded.id)]
    content = digest(resource.content(uploaded.id).read())
    return [*map(dump, steps), content, dump(resource.delete(uploaded.id))]


@scenario("batches", "whole")
def batches(client: Client) -> object:
    resource = client.sdk.batches
    created = resource.create(**client.request)
    return [dump(step) for step in (created, resource.retrieve(created.id), *resource.list(), resource.cancel(created.id))]


@scenario("vector-stores", "whole")
def vector_stores(client: Client) -> object:
    resource = client.sdk.vector_stores
    created = resource.create(name=client.given["name"])
    found = resource.search(created.id, query=client.given["query"])
    steps = [created, resource.retrieve(created.id), *resource.list(), *found, resource.delete(created.id)]
    return [dump(step) for step in steps]


@scenario("replay", "whole", "streamed")
def replay(client: Client, streamed: bool) -> object:
    """Sends a recorded request, typed or not, and returns everything that the SDK read from the recorded reply."""
    resource = {
        "/v1/chat/completions": client.sdk.chat.completions,
        "/v1/responses": client.sdk.responses,
        "/v1/completions": client.sdk.completions,
    }[client.recording["path"]]
    required = {"messages": [], "input": "", "prompt": "", "model": ""}
    request = client.recording["request"]
    arguments = {key: request[key] for key in required if key in request}
    rest = {key: value for key, value in request.items() if key not in arguments and key != "stream"}
    return dump_all(resource.create(**arguments, extra_body=rest, **stream(streamed)), streamed)


@scenario("meaning", "whole", "streamed")
def meaning(client: Client, streamed: bool) -> object:
    """What is said and called, put together by the SDK. Words beside calls are a plan that only some models tell."""
    if streamed:
        with client.sdk.chat.completions.stream(**client.request) as events:
            message = events.get_final_completion().choices[0].message
    else:
        message = client.sdk.chat.completions.create(**client.request).choices[0].message
    calls = [{"name": call.function.name, "arguments": json.loads(call.function.arguments)} for call in message.tool_calls or []]
    return {"calls": calls} if calls else {"text": message.content}


@scenario("meaning-async", "whole", "streamed")
def meaning_async(client: Client, streamed: bool) -> object:
    async def completion() -> Any:
        async with client.asynchronous() as sdk:
            if not streamed:
                return await sdk.chat.completions.create(**client.request)
            async with sdk.chat.completions.stream(**client.request) as events:
                return await events.get_final_completion()

    return {"text": asyncio.run(completion()).choices[0].message.content}


@scenario("meaning-responses", "whole", "streamed")
def meaning_responses(client: Client, streamed: bool) -> object:
    """The same of a response. Thinking counts where it was asked for: some models show it to everybody."""
    if streamed:
        with client.sdk.responses.stream(**client.request) as events:
            response = events.get_final_response()
    else:
        response = client.sdk.responses.create(**client.request)
    calls = [{"name": item.name, "arguments": json.loads(item.arguments)} for item in response.output if item.type == "function_call"]
    thought = "".join(part.text for item in response.output if item.type == "reasoning" for part in item.summary)
    thinks = "reasoning" in client.request
    return {"calls": calls} if calls else {"text": response.output_text} | ({"thought": thought} if thinks else {})


@scenario("counting", "whole")
def counting(client: Client) -> object:
    """Each provider counts in its own way, but none counts nothing, and more of the same is more."""
    request = client.request
    more = request | {"input": request["input"] * 3}
    counts = [client.sdk.responses.input_tokens.count(**asked).input_tokens for asked in (request, more)]
    return {"counted": counts[0] > 0, "more": counts[1] > counts[0]}


@scenario("vectors", "whole")
def vectors(client: Client) -> object:
    return [item.embedding for item in client.sdk.embeddings.create(**client.request).data]


@scenario("leaving", "streamed")
def leaving(client: Client) -> object:
    """The first words, after which nobody reads on."""
    with client.sdk.chat.completions.create(**client.request, stream=True) as chunks:
        return next(text for chunk in chunks if (text := chunk.choices[0].delta.content))
