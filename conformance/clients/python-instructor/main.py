"""Drives instructor, which has a model's answer made into an object: by a JSON schema, and in pieces."""

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


def meaning(task: Task) -> dict:
    sdk = openai.OpenAI(
        base_url=f"{task.base_url}/v1", api_key=task.api_key, max_retries=0, timeout=20, default_headers=task.headers
    )
    client = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)
    asked = {"model": task.request["model"], "messages": task.request["messages"], "max_retries": 0}
    if task.streamed:
        return list(client.create_partial(response_model=Weather, **asked))[-1].model_dump()
    return client.create(response_model=Weather, **asked).model_dump()


def status(error: Exception) -> int | None:
    while error and not hasattr(error, "status_code"):
        error = error.__cause__ or getattr(error, "last_exception", None)
    return getattr(error, "status_code", None)


drive(version("instructor"), {"meaning": meaning}, (openai.APIError, InstructorRetryException), status)
