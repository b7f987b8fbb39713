"""Drives Mistral's own SDK, which speaks chat completions with a few words of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

from driver import Task, drive, meant
from mistralai.client import Mistral
from mistralai.client.errors import MistralError


def meaning(task: Task) -> dict:
    sdk = Mistral(api_key=task.api_key, server_url=task.base_url, retry_config=None, timeout_ms=20_000)
    asked = task.request | {"http_headers": task.headers}
    return in_pieces(sdk.chat.stream(**asked)) if task.streamed else whole(sdk.chat.complete(**asked))


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


drive(version("mistralai"), {"meaning": meaning}, MistralError, lambda error: error.status_code)
