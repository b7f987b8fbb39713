"""What each scenario does with the Python SDK. Requests are the catalogue's; results are what the SDK made of the replies."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any

import anthropic
from pydantic import BaseModel


class Client:
    """One task and the SDK clients that it may use. Every request carries the task's key, for the upstream's journal."""

    def __init__(self, base_url: str, api_key: str, task: dict) -> None:
        self.given = task["with"]
        self.recording = task.get("recording")
        extra = {"x-conformance-recording": self.recording["id"]} if self.recording else {}
        self.options: dict[str, Any] = {
            "base_url": base_url,
            "api_key": api_key,
            "max_retries": self.given.get("max_retries", 0),
            "timeout": self.given.get("timeout", 20),
            "default_headers": {"x-conformance-task": task["key"]} | extra | self.given.get("headers", {}),
        }
        self.sdk = anthropic.Anthropic(**self.options)

    def asynchronous(self) -> anthropic.AsyncAnthropic:
        return anthropic.AsyncAnthropic(**self.options)

    @property
    def request(self) -> dict:
        extra = self.given.get("extra")
        return self.given["request"] | ({"extra_body": extra} if extra else {})


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


def stream(streamed: bool) -> dict:
    return {"stream": True} if streamed else {}


@scenario("messages", "whole", "streamed")
def messages(client: Client, streamed: bool) -> object:
    return dump_all(client.sdk.messages.create(**client.request, **stream(streamed)), streamed)


@scenario("messages-stream-helper", "streamed")
def messages_stream_helper(client: Client) -> object:
    with client.sdk.messages.stream(**client.request) as running:
        text = "".join(running.text_stream)
        return {"text": text, "message": dump(running.get_final_message())}


@scenario("messages-async", "whole", "streamed")
def messages_async(client: Client, streamed: bool) -> object:
    async def one(sdk: anthropic.AsyncAnthropic) -> object:
        reply = await sdk.messages.create(**client.request, **stream(streamed))
        return [dump(event) async for event in reply] if streamed else dump(reply)

    async def several() -> list[object]:
        async with client.asynchronous() as sdk:
            return await asyncio.gather(*(one(sdk) for _ in range(client.given["concurrency"])))

    return asyncio.run(several())


@scenario("messages-large", "whole")
def messages_large(client: Client) -> object:
    data = base64.b64encode(bytes(client.given["image_bytes"])).decode()
    image = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}
    return dump(client.sdk.messages.create(**client.request | {"messages": [{"role": "user", "content": [image]}]}))


@scenario("count-tokens", "whole")
def count_tokens(client: Client) -> object:
    return dump(client.sdk.messages.count_tokens(**client.request))


@scenario("batches", "whole")
def batches(client: Client) -> object:
    resource = client.sdk.messages.batches
    created = resource.create(requests=client.given["requests"])
    return [dump(step) for step in (created, resource.retrieve(created.id), resource.cancel(created.id))]


@scenario("headers", "whole")
def headers(client: Client) -> object:
    reply = client.sdk.messages.with_raw_response.create(**client.request)
    return {"reply_headers": dict(reply.headers), "body": dump(reply.parse())}


@scenario("models-list", "whole")
def models_list(client: Client) -> object:
    return [dump(model) for model in client.sdk.models.list()]


@scenario("cancel", "streamed")
def cancel(client: Client) -> object:
    with client.sdk.messages.create(**client.request, stream=True) as events:
        return dump(next(iter(events)))


@scenario("cancel-async", "streamed")
def cancel_async(client: Client) -> object:
    async def first() -> object:
        async with client.asynchronous() as sdk:
            async with await sdk.messages.create(**client.request, stream=True) as events:
                return dump(await anext(aiter(events)))

    return asyncio.run(first())


@scenario("replay", "whole", "streamed")
def replay(client: Client, streamed: bool) -> object:
    """Sends a recorded request, typed or not, and returns everything that the SDK read from the recorded reply."""
    request = {key: value for key, value in client.recording["request"].items() if key != "stream"}
    required = {"max_tokens": 1024, "messages": [], "model": ""}
    arguments = {key: request.pop(key, otherwise) for key, otherwise in required.items()}
    reply = client.sdk.beta.messages.create(**arguments, extra_body=request, **stream(streamed))
    return dump_all(reply, streamed)


@scenario("meaning", "whole", "streamed")
def meaning(client: Client, streamed: bool) -> object:
    """What is said and called, put together by the SDK. Words beside calls are a plan that only some models tell."""
    if streamed:
        with client.sdk.messages.stream(**client.request) as running:
            message = running.get_final_message()
    else:
        message = client.sdk.messages.create(**client.request)
    calls = [{"name": block.name, "arguments": block.input} for block in message.content if block.type == "tool_use"]
    text = "".join(block.text for block in message.content if block.type == "text")
    thought = "".join(block.thinking for block in message.content if block.type == "thinking")
    return {"calls": calls} if calls else {"text": text} | ({"thought": thought} if thought else {})


@scenario("meaning-async", "whole", "streamed")
def meaning_async(client: Client, streamed: bool) -> object:
    async def message() -> anthropic.types.Message:
        async with client.asynchronous() as sdk:
            if not streamed:
                return await sdk.messages.create(**client.request)
            async with sdk.messages.stream(**client.request) as running:
                return await running.get_final_message()

    return {"text": "".join(block.text for block in asyncio.run(message()).content if block.type == "text")}


@scenario("counting", "whole")
def counting(client: Client) -> object:
    """Each provider counts in its own way, but none counts nothing, and more of the same is more."""
    request = client.request
    more = request | {"messages": request["messages"] * 3}
    counts = [client.sdk.messages.count_tokens(**asked).input_tokens for asked in (request, more)]
    return {"counted": counts[0] > 0, "more": counts[1] > counts[0]}


@scenario("leaving", "streamed")
def leaving(client: Client) -> object:
    """The first words, after which nobody reads on."""
    with client.sdk.messages.create(**client.request, stream=True) as events:
        return next(event.delta.text for event in events if event.type == "content_block_delta")
