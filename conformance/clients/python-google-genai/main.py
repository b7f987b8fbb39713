"""Runs scenarios through the Python SDK: reads one job as JSON from stdin, prints one outcome line per task."""

import json
import sys

from google import genai
from google.genai import errors
from scenarios import SCENARIOS, Client


def main() -> None:
    job = json.load(sys.stdin)
    for task in job["tasks"]:
        run = SCENARIOS.get((task["run"], task["mode"]))
        if run:
            client = Client(job["base_url"], job["api_key"], task)
            print(json.dumps({"task": task["key"], "version": genai.__version__, "outcome": outcome(run, client)}), flush=True)


def outcome(run, client: Client) -> dict:
    try:
        return {"result": run(client)}
    except errors.APIError as error:
        return {"exception": normalised(error)}
    except Exception as error:  # what the SDK lets escape is an outcome too
        return {"exception": {"class": type(error).__name__, "message": str(error), "foreign": True}}


def normalised(error: errors.APIError) -> dict:
    return {
        "class": type(error).__name__,
        "status": error.code,
        "code": error.status,
        "message": error.message,
        "details": error.details,
    }


main()
