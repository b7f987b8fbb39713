"""Drives instructor, which has a model's answer made into an object: by a JSON schema, and in pieces."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

from importlib.metadata import version

import instructor
import openai
from driver import Task, drive
from instructor.core import InstructorRetryException
from pydantic import BaseModel


class Weather(BaseModel):
    city: str
    celsius: float
    windy: bool


def connection(task: Task) -> dict:
    return {
        "base_url": f"{task.base_url}/v1",
        "api_key": task.api_key,
        "max_retries": task.max_retries,
        "timeout": task.timeout,
        "default_headers": task.headers,
    }


def asked(task: Task) -> dict:
    return {"model": task.request["model"], "messages": task.request["messages"], "max_retries": 0, "response_model": Weather}


def meaning(task: Task) -> dict:
    client = instructor.from_openai(openai.OpenAI(**connection(task)), mode=instructor.Mode.JSON_SCHEMA)
    if task.streamed:
        return list(client.create_partial(**asked(task)))[-1].model_dump()
    return client.create(**asked(task)).model_dump()


def meaning_async(task: Task) -> dict:
    client = instructor.from_openai(openai.AsyncOpenAI(**connection(task)), mode=instructor.Mode.JSON_SCHEMA)

    async def answer() -> Weather:
        if not task.streamed:
            return await client.create(**asked(task))
        return [part async for part in client.create_partial(**asked(task))][-1]

    return asyncio.run(answer()).model_dump()


def status(error: Exception) -> int | None:
    while error and not hasattr(error, "status_code"):
        error = error.__cause__ or getattr(error, "last_exception", None)
    return getattr(error, "status_code", None)


drive(version("instructor"), {"meaning": meaning, "meaning-async": meaning_async}, (openai.APIError, InstructorRetryException), status)
