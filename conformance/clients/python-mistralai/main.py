"""Drives Mistral's own SDK, which speaks chat completions with a few words of its own."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

from driver import Task, drive, meant
from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.utils import BackoffStrategy, RetryConfig


def client(task: Task) -> Mistral:
    return Mistral(
        api_key=task.api_key, server_url=task.base_url, retry_config=retries(task), timeout_ms=int(task.timeout * 1000)
    )


def retries(task: Task) -> RetryConfig | None:
    """This SDK counts the time that it may take over them, and not how many they are."""
    backoff = BackoffStrategy(initial_interval=100, max_interval=200, exponent=1.5, max_elapsed_time=10_000)
    return RetryConfig("backoff", backoff, retry_connection_errors=False) if task.max_retries else None


def asked(task: Task) -> dict:
    return task.request | {"http_headers": task.headers}


def meaning(task: Task) -> dict:
    sdk = client(task)
    return in_pieces(sdk.chat.stream(**asked(task))) if task.streamed else whole(sdk.chat.complete(**asked(task)))


def meaning_async(task: Task) -> dict:
    async def answer() -> dict:
        sdk = client(task)
        if not task.streamed:
            return whole(await sdk.chat.complete_async(**asked(task)))
        return in_pieces([event async for event in await sdk.chat.stream_async(**asked(task))])

    return asyncio.run(answer())


def leaving(task: Task) -> str:
    """The first words, after which nobody reads on."""
    with client(task).chat.stream(**asked(task)) as events:
        return next(text for event in events if (text := event.data.choices[0].delta.content))


def whole(reply) -> dict:
    message = reply.choices[0].message
    return meant(message.content, [(call.function.name, call.function.arguments) for call in message.tool_calls or []])


def in_pieces(events) -> dict:
    text, calls = "", {}
    for event in events:
        for choice in event.data.choices:
            text += choice.delta.content or ""
            for call in choice.delta.tool_calls or []:
                name, arguments = calls.get(call.index, ("", ""))
                calls[call.index] = (name + (call.function.name or ""), arguments + (call.function.arguments or ""))
    return meant(text, list(calls.values()))


drive(
    version("mistralai"),
    {"meaning": meaning, "meaning-async": meaning_async, "leaving": leaving},
    MistralError,
    lambda error: error.status_code,
)
