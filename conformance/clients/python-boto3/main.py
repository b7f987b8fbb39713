"""Runs scenarios through the Python SDK: reads one job as JSON from stdin, prints one outcome line per task."""

import json
import os
import sys
from collections.abc import Callable

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, EventStreamError


class Client:
    """One task and the SDK clients that it may use. Every request carries the task's key, for the upstream's journal."""

    def __init__(self, base_url: str, task: dict) -> None:
        self.given = task["with"]
        attempts = self.given.get("max_retries", 0) + 1
        config = Config(retries={"total_max_attempts": attempts, "mode": "standard"}, read_timeout=self.given.get("timeout", 20))
        self.options = {"endpoint_url": base_url, "region_name": "us-east-1", "config": config}
        self.sdk = boto3.client("bedrock-runtime", **self.options)
        self.sdk.meta.events.register("before-send.bedrock-runtime", lambda request, **_: _tagged(request, task["key"]))


def _tagged(request: object, key: str) -> None:
    request.headers["x-conformance-task"] = key


def converse(client: Client) -> object:
    reply = client.sdk.converse(**client.given["request"])
    return {name: value for name, value in reply.items() if name != "ResponseMetadata"}


def converse_stream(client: Client) -> object:
    return list(client.sdk.converse_stream(**client.given["request"])["stream"])


def cancel(client: Client) -> object:
    events = client.sdk.converse_stream(**client.given["request"])["stream"]
    first = next(iter(events))
    events.close()
    return first


def models_list(client: Client) -> object:
    return boto3.client("bedrock", **client.options).list_foundation_models()["modelSummaries"]


SCENARIOS: dict[tuple[str, str], Callable[[Client], object]] = {
    ("converse", "whole"): converse,
    ("converse", "streamed"): converse_stream,
    ("cancel", "streamed"): cancel,
    ("models-list", "whole"): models_list,
}


def main() -> None:
    job = json.load(sys.stdin)
    os.environ["AWS_BEARER_TOKEN_BEDROCK"] = job["api_key"]
    for task in job["tasks"]:
        run = SCENARIOS.get((task["run"], task["mode"]))
        if run:
            line = {"task": task["key"], "version": boto3.__version__, "outcome": outcome(run, Client(job["base_url"], task))}
            print(json.dumps(line), flush=True)


def outcome(run: Callable[[Client], object], client: Client) -> dict:
    try:
        return {"result": run(client)}
    except (ClientError, EventStreamError) as error:
        said = error.response["Error"]
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        return {"exception": {"class": type(error).__name__, "status": status, "code": said.get("Code"), "message": said.get("Message")}}
    except BotoCoreError as error:
        return {"exception": {"class": type(error).__name__, "status": None, "code": None, "message": str(error)}}
    except Exception as error:  # what the SDK lets escape is an outcome too
        return {"exception": {"class": type(error).__name__, "message": str(error), "foreign": True}}


main()
