"""What each scenario does with the Python SDK. Requests are the catalogue's; results are what the SDK made of the replies."""

import asyncio
from collections.abc import Callable

import ollama
from pydantic import BaseModel

CONCURRENCY = 8


class Client:
    """One task and its SDK clients. Every request carries the task's key, for the upstream's journal."""

    def __init__(self, base_url: str, task: dict) -> None:
        given = task["with"]
        self.request = given["request"]
        self.options = {"host": base_url, "headers": {"x-conformance-task": task["key"]}, "timeout": given.get("timeout", 20)}
        self.sdk = ollama.Client(**self.options)


SCENARIOS: dict[tuple[str, str], Callable[[Client], object]] = {}


def scenario(name: str, *modes: str) -> Callable[[Callable], Callable]:
    """Registers a function for a mode; one that is registered for both is told by a flag whether to stream."""

    def register(run: Callable) -> Callable:
        for mode in modes:
            SCENARIOS[name, mode] = run if len(modes) == 1 else lambda client, mode=mode: run(client, mode == "streamed")
        return run

    return register


def dump(value: BaseModel) -> dict:
    return value.model_dump(mode="json", exclude_none=True)


def answered(reply: object, streamed: bool) -> object:
    return [dump(line) for line in reply] if streamed else dump(reply)


@scenario("chat", "whole", "streamed")
def chat(client: Client, streamed: bool) -> object:
    return answered(client.sdk.chat(**client.request, stream=streamed), streamed)


@scenario("generate", "whole", "streamed")
def generate(client: Client, streamed: bool) -> object:
    return answered(client.sdk.generate(**client.request, stream=streamed), streamed)


@scenario("chat-async", "whole", "streamed")
def chat_async(client: Client, streamed: bool) -> object:
    sdk = ollama.AsyncClient(**client.options)

    async def one() -> object:
        reply = await sdk.chat(**client.request, stream=streamed)
        return [dump(line) async for line in reply] if streamed else dump(reply)

    async def several() -> list[object]:
        return await asyncio.gather(*(one() for _ in range(CONCURRENCY)))

    return asyncio.run(several())


@scenario("chat-cancel", "streamed")
def chat_cancel(client: Client) -> object:
    stream = client.sdk.chat(**client.request, stream=True)
    texts = [next(stream).message.content, next(stream).message.content]
    stream.close()
    return texts


@scenario("embeddings", "whole")
def embeddings(client: Client) -> object:
    return dump(client.sdk.embed(**client.request))


@scenario("models-list", "whole")
def models_list(client: Client) -> object:
    return dump(client.sdk.list())


@scenario("meaning", "whole", "streamed")
def meaning(client: Client, streamed: bool) -> object:
    """What is said and called. Words beside calls are a plan that only some models tell."""
    reply = client.sdk.chat(**client.request, stream=streamed)
    messages = [line.message for line in reply] if streamed else [reply.message]
    calls = [call.function for message in messages for call in message.tool_calls or []]
    called = [{"name": function.name, "arguments": dict(function.arguments)} for function in calls]
    text = "".join(message.content or "" for message in messages)
    thought = "".join(message.thinking or "" for message in messages)
    return {"calls": called} if called else {"text": text} | ({"thought": thought} if thought else {})


@scenario("meaning-async", "whole", "streamed")
def meaning_async(client: Client, streamed: bool) -> object:
    async def text() -> str:
        reply = await ollama.AsyncClient(**client.options).chat(**client.request, stream=streamed)
        lines = [line async for line in reply] if streamed else [reply]
        return "".join(line.message.content or "" for line in lines)

    return {"text": asyncio.run(text())}


@scenario("vectors", "whole")
def vectors(client: Client) -> object:
    return [list(vector) for vector in client.sdk.embed(**client.request).embeddings]


@scenario("leaving", "streamed")
def leaving(client: Client) -> object:
    """The first words, after which nobody reads on."""
    lines = client.sdk.chat(**client.request, stream=True)
    text = next(line.message.content for line in lines if line.message.content)
    lines.close()
    return text
