"""What each scenario does with the Python SDK. Requests are the catalogue's; results are what the SDK made of the replies."""

import asyncio
from collections.abc import Callable

from google import genai
from google.genai import types
from pydantic import BaseModel

CONCURRENCY = 8


class Client:
    """One task and its SDK client. Every request carries the task's key, for the upstream's journal."""

    def __init__(self, base_url: str, api_key: str, task: dict) -> None:
        given = task["with"]
        self.request = given["request"]
        options = types.HttpOptions(
            base_url=base_url,
            headers={"x-conformance-task": task["key"]},
            timeout=int(given.get("timeout", 20) * 1000),
            retry_options=types.HttpRetryOptions(attempts=1 + given.get("max_retries", 0), initial_delay=0.1, max_delay=0.2),
        )
        self.sdk = genai.Client(api_key=api_key, http_options=options)


SCENARIOS: dict[tuple[str, str], Callable[[Client], object]] = {}


def scenario(name: str, *modes: str) -> Callable[[Callable], Callable]:
    """Registers a function for a mode; one that is registered for both is told by a flag whether to stream."""

    def register(run: Callable) -> Callable:
        for mode in modes:
            SCENARIOS[name, mode] = run if len(modes) == 1 else lambda client, mode=mode: run(client, mode == "streamed")
        return run

    return register


def dump(value: BaseModel) -> dict:
    """All that the SDK read, but for the header, which the harness compares as the upstream's."""
    hidden = {"sdk_http_response", "automatic_function_calling_history"}
    return value.model_dump(mode="json", exclude_none=True, exclude=hidden, warnings=False)


@scenario("chat", "whole", "streamed")
def chat(client: Client, streamed: bool) -> object:
    if streamed:
        return [dump(chunk) for chunk in client.sdk.models.generate_content_stream(**client.request)]
    return dump(client.sdk.models.generate_content(**client.request))


@scenario("chat-async", "whole", "streamed")
def chat_async(client: Client, streamed: bool) -> object:
    models = client.sdk.aio.models

    async def one() -> object:
        if streamed:
            return [dump(chunk) async for chunk in await models.generate_content_stream(**client.request)]
        return dump(await models.generate_content(**client.request))

    async def several() -> list[object]:
        return await asyncio.gather(*(one() for _ in range(CONCURRENCY)))

    return asyncio.run(several())


@scenario("chat-cancel", "streamed")
def chat_cancel(client: Client) -> object:
    stream = client.sdk.models.generate_content_stream(**client.request)
    texts = [next(stream).text, next(stream).text]
    stream.close()
    client.sdk.close()
    return texts


@scenario("count-tokens", "whole")
def count_tokens(client: Client) -> object:
    return dump(client.sdk.models.count_tokens(**client.request))


@scenario("embeddings", "whole")
def embeddings(client: Client) -> object:
    return dump(client.sdk.models.embed_content(**client.request))


@scenario("models-list", "whole")
def models_list(client: Client) -> object:
    return [dump(model) for model in client.sdk.models.list()]


@scenario("models-retrieve", "whole")
def models_retrieve(client: Client) -> object:
    return dump(client.sdk.models.get(**client.request))


@scenario("meaning", "whole", "streamed")
def meaning(client: Client, streamed: bool) -> object:
    """What is said and called. Words beside calls are a plan that only some models tell."""
    models = client.sdk.models
    chunks = models.generate_content_stream(**client.request) if streamed else [models.generate_content(**client.request)]
    parts = [part for chunk in chunks for candidate in chunk.candidates or [] for part in candidate.content.parts or []]
    calls = [{"name": part.function_call.name, "arguments": part.function_call.args} for part in parts if part.function_call]
    text = "".join(part.text or "" for part in parts if not part.thought)
    thought = "".join(part.text or "" for part in parts if part.thought)
    return {"calls": calls} if calls else {"text": text} | ({"thought": thought} if thought else {})


@scenario("meaning-async", "whole", "streamed")
def meaning_async(client: Client, streamed: bool) -> object:
    models = client.sdk.aio.models

    async def text() -> str:
        if not streamed:
            return (await models.generate_content(**client.request)).text
        return "".join([chunk.text or "" async for chunk in await models.generate_content_stream(**client.request)])

    return {"text": asyncio.run(text())}


@scenario("counting", "whole")
def counting(client: Client) -> object:
    """Each provider counts in its own way, but none counts nothing, and more of the same is more."""
    more = client.request | {"contents": client.request["contents"] * 3}
    counts = [client.sdk.models.count_tokens(**asked).total_tokens for asked in (client.request, more)]
    return {"counted": counts[0] > 0, "more": counts[1] > counts[0]}


@scenario("vectors", "whole")
def vectors(client: Client) -> object:
    return [embedding.values for embedding in client.sdk.models.embed_content(**client.request).embeddings]


@scenario("leaving", "streamed")
def leaving(client: Client) -> object:
    """The first words, after which nobody reads on."""
    stream = client.sdk.models.generate_content_stream(**client.request)
    text = next(chunk.text for chunk in stream if chunk.text)
    stream.close()
    client.sdk.close()
    return text
