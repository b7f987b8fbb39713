"""Drives LlamaIndex's model for servers that speak OpenAI's API."""

import base64
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

import openai
from driver import Task, drive, meant
from llama_index.core.llms import ChatMessage, ImageBlock, TextBlock
from llama_index.llms.openai_like import OpenAILike


def meaning(task: Task) -> dict:
    request = dict(task.request)
    messages, model = request.pop("messages"), request.pop("model")
    sdk = OpenAILike(
        model=model,
        api_base=f"{task.base_url}/v1",
        api_key=task.api_key,
        is_chat_model=True,
        is_function_calling_model=True,
        max_retries=0,
        timeout=20,
        default_headers=task.headers,
    )
    asked = [message(given) for given in messages]
    answer = list(sdk.stream_chat(asked, **request))[-1] if task.streamed else sdk.chat(asked, **request)
    calls = answer.message.additional_kwargs.get("tool_calls") or []
    return meant(answer.message.content, [(call.function.name, call.function.arguments) for call in calls])


def message(given: dict) -> ChatMessage:
    if isinstance(given["content"], list):
        return ChatMessage(role=given["role"], blocks=[block(part) for part in given["content"]])
    more = {key: value for key, value in given.items() if key not in ("role", "content")}
    return ChatMessage(role=given["role"], content=given["content"], additional_kwargs=more)


def block(part: dict) -> TextBlock | ImageBlock:
    if part["type"] == "text":
        return TextBlock(text=part["text"])
    head, _, data = part["image_url"]["url"].partition(";base64,")
    return ImageBlock(image=base64.b64decode(data), image_mimetype=head.removeprefix("data:"))


drive(version("llama-index-llms-openai-like"), {"meaning": meaning}, openai.APIError, lambda error: getattr(error, "status_code", None))
