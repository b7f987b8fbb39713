"""Drives LiteLLM as a library that calls an API like OpenAI's."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

import asyncio
import os
from importlib.metadata import version

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # it would fetch prices otherwise

import litellm  # noqa: E402
import openai  # noqa: E402
from driver import Task, drive, meant  # noqa: E402

litellm.suppress_debug_info = True


def asked(task: Task) -> dict:
    connection = {"api_base": f"{task.base_url}/v1", "api_key": task.api_key, "extra_headers": task.headers}
    patience = {"num_retries": task.max_retries, "max_retries": task.max_retries, "timeout": task.timeout}
    return task.request | {"model": "openai/" + task.request["model"]} | connection | patience


def meaning(task: Task) -> dict:
    reply = litellm.completion(**asked(task), stream=task.streamed)
    return read(litellm.stream_chunk_builder(list(reply)) if task.streamed else reply)


def meaning_async(task: Task) -> dict:
    async def answer():
        reply = await litellm.acompletion(**asked(task), stream=task.streamed)
        return litellm.stream_chunk_builder([chunk async for chunk in reply]) if task.streamed else reply

    return read(asyncio.run(answer()))


def leaving(task: Task) -> str:
    """The first words, after which nobody reads on."""
    chunks = litellm.completion(**asked(task), stream=True)
    text = next(text for chunk in chunks if (text := chunk.choices[0].delta.content))
    chunks.completion_stream.close()
    return text


def read(reply) -> dict:
    message = reply.choices[0].message
    return meant(message.content, [(call.function.name, call.function.arguments) for call in message.tool_calls or []])


def vectors(task: Task) -> list:
    return [item["embedding"] for item in litellm.embedding(**asked(task)).data]


drive(
    version("litellm"),
    {"meaning": meaning, "meaning-async": meaning_async, "leaving": leaving, "vectors": vectors},
    openai.APIError,
    lambda error: getattr(error, "status_code", None),
)
