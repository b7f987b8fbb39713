"""Drives the AWS SDK for Python at Bedrock's runtime, signing as it does by default.

Its user agent lists features in the order of a set, so client.json fixes the hashes: two runs say the same.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from driver import Task, drive, meant


def runtime(task: Task):
    """A client of its own for each task, since its header differs. The credentials are AWS's own example."""
    sdk = boto3.client(
        "bedrock-runtime",
        region_name="us-east-1",
        endpoint_url=task.base_url,
        aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        config=Config(retries={"total_max_attempts": 1}, read_timeout=20),
    )
    sdk.meta.events.register("before-call", lambda params, **_: params["headers"].update(task.headers))
    return sdk


def asked(task: Task) -> dict:
    request = dict(task.request)
    return {"modelId": request.pop("model")} | request


def converse(task: Task) -> object:
    sdk = runtime(task)
    if task.streamed:
        return list(sdk.converse_stream(**asked(task))["stream"])
    reply = sdk.converse(**asked(task))
    reply.pop("ResponseMetadata")
    return reply


def meaning(task: Task) -> dict:
    sdk = runtime(task)
    if task.streamed:
        return in_pieces(sdk.converse_stream(**asked(task))["stream"])
    blocks = sdk.converse(**asked(task))["output"]["message"]["content"]
    calls = [(block["toolUse"]["name"], block["toolUse"]["input"]) for block in blocks if "toolUse" in block]
    return meant("".join(block.get("text", "") for block in blocks), calls)


def in_pieces(events) -> dict:
    text, calls = "", []
    for event in events:
        if start := event.get("contentBlockStart", {}).get("start", {}).get("toolUse"):
            calls.append((start["name"], ""))
        delta = event.get("contentBlockDelta", {}).get("delta", {})
        text += delta.get("text", "")
        if piece := delta.get("toolUse", {}).get("input"):
            calls[-1] = (calls[-1][0], calls[-1][1] + piece)
    return meant(text, calls)


drive(
    boto3.__version__,
    {"converse": converse, "meaning": meaning},
    ClientError,
    lambda error: error.response["ResponseMetadata"]["HTTPStatusCode"],
)
