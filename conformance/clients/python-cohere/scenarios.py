"""What each scenario does with the Python SDK. Requests are the catalogue's; results are what the SDK made of the replies."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import cohere

CONCURRENCY = 8


class Client:
    """One task and its SDK clients. Every request carries the task's key, for the upstream's journal."""

    def __init__(self, base_url: str, api_key: str, task: dict) -> None:
        given = task["with"]
        self.options = {"api_key": api_key, "base_url": base_url, "timeout": given.get("timeout", 20)}
        headers = {"x-conformance-task": task["key"]}
        self.request = given["request"] | {
            "request_options": {"additional_headers": headers, "max_retries": given.get("max_retries", 0)}
        }
        self.sdk = cohere.ClientV2(**self.options)


SCENARIOS: dict[tuple[str, str], Callable[[Client], object]] = {}


def scenario(name: str, *modes: str) -> Callable[[Callable], Callable]:
    """Registers a function for a mode; one that is registered for both is told by a flag whether to stream."""

    def register(run: Callable) -> Callable:
        for mode in modes:
            SCENARIOS[name, mode] = run if len(modes) == 1 else lambda client, mode=mode: run(client, mode == "streamed")
        return run

    return register


def dump(value: Any) -> Any:
    return value.model_dump(mode="json", exclude_none=True, warnings=False)


@scenario("chat", "whole", "streamed")
def chat(client: Client, streamed: bool) -> object:
    if streamed:
        return [dump(event) for event in client.sdk.chat_stream(**client.request)]
    return dump(client.sdk.chat(**client.request))


@scenario("chat-async", "whole", "streamed")
def chat_async(client: Client, streamed: bool) -> object:
    async def one(sdk: cohere.AsyncClientV2) -> object:
        if streamed:
            return [dump(event) async for event in sdk.chat_stream(**client.request)]
        return dump(await sdk.chat(**client.request))

    async def several() -> list[object]:
        sdk = cohere.AsyncClientV2(**client.options)
        return await asyncio.gather(*(one(sdk) for _ in range(CONCURRENCY)))

    return asyncio.run(several())


@scenario("chat-cancel", "streamed")
def chat_cancel(client: Client) -> object:
    stream = client.sdk.chat_stream(**client.request)
    first = dump(next(stream))
    stream.close()
    return first


@scenario("embeddings", "whole")
def embeddings(client: Client) -> object:
    return dump(client.sdk.embed(**client.request))


@scenario("models-list", "whole")
def models_list(client: Client) -> object:
    return dump(client.sdk.models.list(**client.request))


@scenario("rerank", "whole")
def rerank(client: Client) -> object:
    return dump(client.sdk.rerank(**client.request))


@scenario("meaning", "whole", "streamed")
def meaning(client: Client, streamed: bool) -> object:
    """What is said and called. Words beside calls are a plan that only some models tell."""
    if streamed:
        return _meant_in_pieces(client)
    message = client.sdk.chat(**client.request).message
    calls = [(call.function.name, call.function.arguments) for call in message.tool_calls or []]
    said = {kind: "".join(getattr(item, kind) for item in message.content or [] if item.type == kind) for kind in ("text", "thinking")}
    return _meant(said["text"], said["thinking"], calls)


def _meant_in_pieces(client: Client) -> dict:
    text = thought = ""
    calls: list[tuple[str, str]] = []
    for event in client.sdk.chat_stream(**client.request):
        match event.type:
            case "content-delta":
                text += event.delta.message.content.text or ""
                thought += event.delta.message.content.thinking or ""
            case "tool-call-start":
                function = event.delta.message.tool_calls.function
                calls.append((function.name, function.arguments or ""))
            case "tool-call-delta":
                calls[-1] = (calls[-1][0], calls[-1][1] + event.delta.message.tool_calls.function.arguments)
    return _meant(text, thought, calls)


@scenario("meaning-async", "whole", "streamed")
def meaning_async(client: Client, streamed: bool) -> object:
    async def text() -> str:
        sdk = cohere.AsyncClientV2(**client.options)
        if not streamed:
            return "".join(item.text for item in (await sdk.chat(**client.request)).message.content)
        events = [event async for event in sdk.chat_stream(**client.request)]
        return "".join(event.delta.message.content.text for event in events if event.type == "content-delta")

    return {"text": asyncio.run(text())}


@scenario("vectors", "whole")
def vectors(client: Client) -> object:
    return client.sdk.embed(**client.request).embeddings.float_


@scenario("leaving", "streamed")
def leaving(client: Client) -> object:
    """The first words, after which nobody reads on."""
    events = client.sdk.chat_stream(**client.request)
    text = next(event.delta.message.content.text for event in events if event.type == "content-delta")
    events.close()
    return text


def _meant(text: str, thought: str, calls: list[tuple[str, str]]) -> dict:
    called = [{"name": name, "arguments": json.loads(arguments)} for name, arguments in calls]
    return {"calls": called} if called else {"text": text} | ({"thought": thought} if thought else {})
