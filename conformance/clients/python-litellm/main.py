"""Drives LiteLLM as a library that calls an API like OpenAI's."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

import os
from importlib.metadata import version

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # it would fetch prices otherwise

import litellm  # noqa: E402
import openai  # noqa: E402
from driver import Task, drive, meant  # noqa: E402

litellm.suppress_debug_info = True


def meaning(task: Task) -> dict:
    request = task.request | {"model": "openai/" + task.request["model"]}
    connection = {"api_base": f"{task.base_url}/v1", "api_key": task.api_key, "extra_headers": task.headers}
    reply = litellm.completion(**request, **connection, num_retries=0, max_retries=0, timeout=20, stream=task.streamed)
    if task.streamed:
        reply = litellm.stream_chunk_builder(list(reply))
    message = reply.choices[0].message
    return meant(message.content, [(call.function.name, call.function.arguments) for call in message.tool_calls or []])


drive(version("litellm"), {"meaning": meaning}, openai.APIError, lambda error: getattr(error, "status_code", None))
