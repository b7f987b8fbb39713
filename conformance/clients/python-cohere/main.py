"""Runs scenarios through the Python SDK: reads one job as JSON from stdin, prints one outcome line per task."""

import importlib.metadata
import json
import sys

from cohere.core.api_error import ApiError
from scenarios import SCENARIOS, Client

VERSION = importlib.metadata.version("cohere")


def main() -> None:
    job = json.load(sys.stdin)
    for task in job["tasks"]:
        run = SCENARIOS.get((task["run"], task["mode"]))
        if run:
            outcome = outcome_of(run, Client(job["base_url"], job["api_key"], task))
            print(json.dumps({"task": task["key"], "version": VERSION, "outcome": outcome}), flush=True)


def outcome_of(run, client: Client) -> dict:
    try:
        return {"result": run(client)}
    except ApiError as error:
        body = error.body if isinstance(error.body, (dict, str)) else str(error.body)
        return {"exception": {"class": type(error).__name__, "status": error.status_code, "message": body}}
    except Exception as error:  # what the SDK lets escape is an outcome too
        return {"exception": {"class": type(error).__name__, "message": str(error), "foreign": True}}


main()
