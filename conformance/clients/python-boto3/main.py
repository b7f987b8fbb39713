"""Drives the AWS SDK for Python at Bedrock's runtime, signing as it does by default.

Its user agent lists features in the order of a set, so client.json fixes the hashes: two runs say the same.
"""

import base64
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from driver import Task, drive, meant


def runtime(task: Task):
    """A client of its own for each task, since its header differs. The credentials are AWS's own example."""
    sdk = boto3.client(
        "bedrock-runtime",
        region_name="us-east-1",
        endpoint_url=task.base_url,
        aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        config=Config(
            retries={"total_max_attempts": 1 + task.given.get("max_retries", 0)}, read_timeout=task.given.get("timeout", 20)
        ),
    )
    sdk.meta.events.register("before-call", lambda params, **_: params["headers"].update(task.headers))
    return sdk


def asked(task: Task) -> dict:
    """What is Base64 in JSON, this SDK takes as bytes."""
    request = json.loads(json.dumps(task.request), object_hook=unpacked)
    return {"modelId": request.pop("model")} | request


def unpacked(node: dict) -> dict:
    return {"bytes": base64.b64decode(node["bytes"])} if isinstance(node.get("bytes"), str) else node


def converse(task: Task) -> object:
    sdk = runtime(task)
    if task.streamed:
        return list(sdk.converse_stream(**asked(task))["stream"])
    reply = sdk.converse(**asked(task))
    reply.pop("ResponseMetadata")
    return reply


def invoke(task: Task) -> object:
    request = dict(task.request)
    asked = {"modelId": request.pop("model"), "body": json.dumps(request)}
    if task.streamed:
        events = runtime(task).invoke_model_with_response_stream(**asked)["body"]
        return [json.loads(event["chunk"]["bytes"]) for event in events]
    return json.loads(runtime(task).invoke_model(**asked)["body"].read())


def leaving(task: Task) -> object:
    """The first words, after which nobody reads on."""
    stream = runtime(task).converse_stream(**asked(task))["stream"]
    text = next(event["contentBlockDelta"]["delta"]["text"] for event in stream if "contentBlockDelta" in event)
    stream.close()
    return text


def counting(task: Task) -> dict:
    """Each provider counts in its own way, but none counts nothing, and more of the same is more."""
    request = asked(task)
    model, turns = request.pop("modelId"), request["messages"][0]["content"]
    counts = []
    for times in (1, 3):
        chat = request | {"messages": [{"role": "user", "content": turns * times}]}
        counts.append(runtime(task).count_tokens(modelId=model, input={"converse": chat})["inputTokens"])
    return {"counted": counts[0] > 0, "more": counts[1] > counts[0]}


def meaning(task: Task) -> dict:
    sdk = runtime(task)
    if task.streamed:
        return in_pieces(sdk.converse_stream(**asked(task))["stream"])
    blocks = sdk.converse(**asked(task))["output"]["message"]["content"]
    calls = [(block["toolUse"]["name"], block["toolUse"]["input"]) for block in blocks if "toolUse" in block]
    thoughts = [block["reasoningContent"]["reasoningText"]["text"] for block in blocks if "reasoningContent" in block]
    return meant("".join(block.get("text", "") for block in blocks), calls, "".join(thoughts))


def in_pieces(events) -> dict:
    text, thought, calls = "", "", []
    for event in events:
        if start := event.get("contentBlockStart", {}).get("start", {}).get("toolUse"):
            calls.append((start["name"], ""))
        delta = event.get("contentBlockDelta", {}).get("delta", {})
        text += delta.get("text", "")
        thought += delta.get("reasoningContent", {}).get("text", "")
        if piece := delta.get("toolUse", {}).get("input"):
            calls[-1] = (calls[-1][0], calls[-1][1] + piece)
    return meant(text, calls, thought)


drive(
    boto3.__version__,
    {"converse": converse, "invoke": invoke, "meaning": meaning, "leaving": leaving, "counting": counting},
    (BotoCoreError, ClientError),
    lambda error: error.response["ResponseMetadata"]["HTTPStatusCode"] if isinstance(error, ClientError) else None,
)
