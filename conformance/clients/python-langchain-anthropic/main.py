"""Drives LangChain's ChatAnthropic."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

import anthropic
from driver import Task, drive, meant
from langchain_anthropic import ChatAnthropic


def meaning(task: Task) -> dict:
    request = dict(task.request)
    messages, tools, system = request.pop("messages"), request.pop("tools", None), request.pop("system", None)
    model = ChatAnthropic(
        base_url=task.base_url, api_key=task.api_key, max_retries=0, timeout=20, default_headers=task.headers, **request
    )
    if tools:
        model = model.bind_tools(tools)
    asked = ([{"role": "system", "content": system}] if system else []) + messages
    answer = model.invoke(asked) if not task.streamed else together(model.stream(asked))
    return meant(answer.text, [(call["name"], call["args"]) for call in answer.tool_calls])


def together(chunks):
    """LangChain adds chunks up itself."""
    answer = next(chunks)
    for chunk in chunks:
        answer = answer + chunk
    return answer


drive(version("langchain-anthropic"), {"meaning": meaning}, anthropic.APIError, lambda error: getattr(error, "status_code", None))
