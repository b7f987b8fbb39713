"""What clients in Python share that drive a framework: a job from stdin, one outcome line per task, and the shape of what was meant."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One task. Every request has to carry `headers`, for the upstream's journal."""

    base_url: str
    api_key: str
    key: str
    streamed: bool
    given: dict

    @property
    def request(self) -> dict:
        return self.given["request"]

    @property
    def headers(self) -> dict[str, str]:
        return {"x-conformance-task": self.key}

    @property
    def max_retries(self) -> int:
        return self.given.get("max_retries", 0)

    @property
    def timeout(self) -> float:
        """In seconds."""
        return self.given.get("timeout", 20)


def drive(version: str, scenarios: dict[str, Callable[[Task], object]], errors: type | tuple, status: Callable[..., int | None]) -> None:
    """Runs the scenarios that are here; `errors` are the framework's own, of which `status` finds the HTTP status."""
    job = json.load(sys.stdin)
    for given in job["tasks"]:
        if run := scenarios.get(given["run"]):
            task = Task(job["base_url"], job["api_key"], given["key"], given["mode"] == "streamed", given["with"])
            line = {"task": task.key, "version": version, "outcome": _outcome(run, task, errors, status)}
            print(json.dumps(line), flush=True)


def _outcome(run: Callable[[Task], object], task: Task, errors: type | tuple, status: Callable[..., int | None]) -> dict:
    try:
        return {"result": run(task)}
    except errors as error:
        said = str(error).replace(task.base_url, "")  # some name the address, which is not the same through a proxy
        return {"exception": {"class": type(error).__name__, "status": status(error), "message": said}}
    except Exception as error:  # what the framework lets escape is an outcome too
        return {"exception": {"class": type(error).__name__, "message": str(error), "foreign": True}}


def meant(text: str | None, calls: list[tuple[str, object]], thought: str = "") -> dict:
    """What an answer means in any dialect. Words beside calls are a plan that some models tell and others do not."""
    read = [{"name": name, "arguments": json.loads(args) if isinstance(args, str) else args} for name, args in calls]
    return {"calls": read} if read else {"text": text} | ({"thought": thought} if thought else {})
