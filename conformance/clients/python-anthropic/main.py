"""Runs scenarios through the Python SDK: reads one job as JSON from stdin, prints one outcome line per task."""

import json
import sys
from collections.abc import Callable

import anthropic
from scenarios import SCENARIOS, Client


def main() -> None:
    job = json.load(sys.stdin)
    for task in job["tasks"]:
        run = SCENARIOS.get((task["run"], task["mode"]))
        if run:
            client = Client(job["base_url"], job["api_key"], task)
            line = {"task": task["key"], "version": anthropic.__version__, "outcome": outcome(run, client)}
            print(json.dumps(line), flush=True)


def outcome(run: Callable[[Client], object], client: Client) -> dict:
    try:
        return {"result": run(client)}
    except anthropic.APIError as error:
        return {"exception": normalised(error)}
    except Exception as error:  # what the SDK lets escape is an outcome too
        return {"exception": {"class": type(error).__name__, "message": str(error), "foreign": True}}


def normalised(error: anthropic.APIError) -> dict:
    return {
        "class": type(error).__name__,
        "status": getattr(error, "status_code", None),
        "type": getattr(error, "type", None),
        "code": getattr(error, "error_code", None),
        "message": error.message,
        "request_id": getattr(error, "request_id", None),
    }


main()
