"""Drives LangChain's ChatAnthropic."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

import anthropic
from driver import Task, drive, meant
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import convert_to_messages


def chat(task: Task) -> tuple:
    """The model, and what it is asked."""
    request = dict(task.request)
    messages, tools, system = request.pop("messages"), request.pop("tools", None), request.pop("system", None)
    model = ChatAnthropic(
        base_url=task.base_url,
        api_key=task.api_key,
        max_retries=task.max_retries,
        timeout=task.timeout,
        default_headers=task.headers,
        **request,
    )
    asked = ([{"role": "system", "content": system}] if system else []) + messages
    return model.bind_tools(tools) if tools else model, asked


def meaning(task: Task) -> dict:
    model, asked = chat(task)
    return read(model.invoke(asked) if not task.streamed else together(list(model.stream(asked))))


LOOP = asyncio.Runner()  # LangChain keeps its connections for the next task


def meaning_async(task: Task) -> dict:
    model, asked = chat(task)

    async def answer():
        if not task.streamed:
            return await model.ainvoke(asked)
        return together([chunk async for chunk in model.astream(asked)])

    return read(LOOP.run(answer()))


def leaving(task: Task) -> str:
    """The first words, after which nobody reads on."""
    model, asked = chat(task)
    chunks = model.stream(asked)
    text = next(chunk.text for chunk in chunks if chunk.text)
    chunks.close()
    return text


def counting(task: Task) -> dict:
    """Each provider counts in its own way, but none counts nothing, and more of the same is more."""
    model, asked = chat(task)
    said = [("user", message["content"]) for message in asked if message["role"] == "user"]
    counts = [model.get_num_tokens_from_messages(convert_to_messages(said * times)) for times in (1, 3)]
    return {"counted": counts[0] > 0, "more": counts[1] > counts[0]}


def read(answer) -> dict:
    return meant(answer.text, [(call["name"], call["args"]) for call in answer.tool_calls])


def together(chunks: list):
    """LangChain adds chunks up itself."""
    answer = chunks[0]
    for chunk in chunks[1:]:
        answer = answer + chunk
    return answer


drive(
    version("langchain-anthropic"),
    {"meaning": meaning, "meaning-async": meaning_async, "leaving": leaving, "counting": counting},
    anthropic.APIError,
    lambda error: getattr(error, "status_code", None),
)
