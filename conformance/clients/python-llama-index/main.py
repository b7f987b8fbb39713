"""Drives LlamaIndex's model for servers that speak OpenAI's API."""

import asyncio
import base64
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

import openai
from driver import Task, drive, meant
from llama_index.core.llms import ChatMessage, ImageBlock, TextBlock
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.openai_like import OpenAILike


def chat(task: Task) -> tuple:
    """The model, what it is asked, and how."""
    request = dict(task.request)
    messages, model = request.pop("messages"), request.pop("model")
    sdk = OpenAILike(
        model=model,
        api_base=f"{task.base_url}/v1",
        api_key=task.api_key,
        is_chat_model=True,
        is_function_calling_model=True,
        max_retries=task.max_retries,
        timeout=task.timeout,
        default_headers=task.headers,
    )
    return sdk, [message(given) for given in messages], request


def meaning(task: Task) -> dict:
    sdk, asked, request = chat(task)
    return read(list(sdk.stream_chat(asked, **request))[-1] if task.streamed else sdk.chat(asked, **request))


def meaning_async(task: Task) -> dict:
    sdk, asked, request = chat(task)

    async def answer():
        if not task.streamed:
            return await sdk.achat(asked, **request)
        return [chunk async for chunk in await sdk.astream_chat(asked, **request)][-1]

    return read(asyncio.run(answer()))


def leaving(task: Task) -> str:
    """The first words, after which nobody reads on."""
    sdk, asked, request = chat(task)
    chunks = sdk.stream_chat(asked, **request)
    text = next(chunk.delta for chunk in chunks if chunk.delta)
    chunks.close()
    return text


def vectors(task: Task) -> list:
    sdk = OpenAILikeEmbedding(
        model_name=task.request["model"],
        api_base=f"{task.base_url}/v1",
        api_key=task.api_key,
        max_retries=task.max_retries,
        timeout=task.timeout,
        default_headers=task.headers,
    )
    return sdk.get_text_embedding_batch(task.request["input"])


def read(answer) -> dict:
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


drive(
    version("llama-index-llms-openai-like"),
    {"meaning": meaning, "meaning-async": meaning_async, "leaving": leaving, "vectors": vectors},
    openai.APIError,
    lambda error: getattr(error, "status_code", None),
)
