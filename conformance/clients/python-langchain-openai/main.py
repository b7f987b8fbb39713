"""Drives LangChain's ChatOpenAI."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

import openai
from driver import Task, drive, meant
from langchain_openai import ChatOpenAI


def meaning(task: Task) -> dict:
    request = dict(task.request)
    messages, tools, schema = request.pop("messages"), request.pop("tools", None), request.pop("response_format", None)
    model = ChatOpenAI(
        base_url=f"{task.base_url}/v1", api_key=task.api_key, max_retries=0, timeout=20, default_headers=task.headers, **request
    )
    if tools:
        model = model.bind_tools(tools)
    if schema:
        model = model.bind(response_format=schema)
    answer = model.invoke(messages) if not task.streamed else together(model.stream(messages))
    return meant(answer.text, [(call["name"], call["args"]) for call in answer.tool_calls])


def together(chunks):
    """LangChain adds chunks up itself."""
    answer = next(chunks)
    for chunk in chunks:
        answer = answer + chunk
    return answer


drive(version("langchain-openai"), {"meaning": meaning}, openai.APIError, lambda error: getattr(error, "status_code", None))
