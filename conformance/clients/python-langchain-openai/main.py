"""Drives LangChain's ChatOpenAI and OpenAIEmbeddings."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

import openai
from driver import Task, drive, meant
from langchain_openai import ChatOpenAI, OpenAIEmbeddings


def connection(task: Task) -> dict:
    return {
        "base_url": f"{task.base_url}/v1",
        "api_key": task.api_key,
        "max_retries": task.max_retries,
        "timeout": task.timeout,
        "default_headers": task.headers,
    }


def chat(task: Task) -> tuple:
    """The model, and what it is asked."""
    request = dict(task.request)
    messages, tools, schema = request.pop("messages"), request.pop("tools", None), request.pop("response_format", None)
    model = ChatOpenAI(**connection(task), **request)
    if tools:
        model = model.bind_tools(tools)
    return model.bind(response_format=schema) if schema else model, messages


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


def vectors(task: Task) -> list:
    """The texts themselves: this SDK would send OpenAI's numbers for their tokens otherwise."""
    model = OpenAIEmbeddings(model=task.request["model"], check_embedding_ctx_length=False, **connection(task))
    return model.embed_documents(task.request["input"], encoding_format="float")


def read(answer) -> dict:
    return meant(answer.text, [(call["name"], call["args"]) for call in answer.tool_calls])


def together(chunks: list):
    """LangChain adds chunks up itself."""
    answer = chunks[0]
    for chunk in chunks[1:]:
        answer = answer + chunk
    return answer


drive(
    version("langchain-openai"),
    {"meaning": meaning, "meaning-async": meaning_async, "leaving": leaving, "vectors": vectors},
    openai.APIError,
    lambda error: getattr(error, "status_code", None),
)
