"""Judges one task: what the SDK made of it directly and through the proxy, and what the upstream received in each run."""

import base64
import difflib
import json
import re
from dataclasses import dataclass

from harness.catalogue import Task

# RFC 9110 section 7.6.1, and the framing and addressing that each connection has for itself.
HOP_BY_HOP = {
    "connection", "content-length", "expect", "host", "keep-alive", "proxy-authenticate", "proxy-authorization",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
# What is for the proxy and goes no further: a browser's credentials for the origin that it believes to talk to.
FOR_THE_PROXY = {"cookie"}
# What a proxy may add to a request that has none; where the client sent one, it must arrive as sent.
MAY_ADD = {
    "forwarded", "traceparent", "tracestate", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port",
    "x-forwarded-proto", "x-request-id",
}  # fmt: skip
# What signs a request for AWS goes no further than the proxy, which has credentials of its own.
SIGNED = "/model/"
SIGNATURE = {"authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"}
# What differs between two runs of the same client, with what it is replaced by.
RANDOM_VALUES = {"idempotency-key": "RANDOM", "amz-sdk-invocation-id": "RANDOM", "x-amz-date": "RANDOM", "amz-sdk-request": "RANDOM"}


@dataclass(frozen=True)
class Run:
    """One task's side of a run: the client's outcome, or None where it printed no line, and the journal's entries."""

    outcome: dict | None
    received: list[dict]


def failures(task: Task, direct: Run | None, proxied: Run) -> list[str]:
    """Why this task fails; nothing where it passes. `direct` is None for what only the proxy can answer."""
    scenario = task.scenario
    if proxied.outcome is None or (direct and direct.outcome is None):
        return ["the client printed no outcome: implement the scenario, or say why it cannot be in client.json"]
    found = [f"direct: {problem}" for problem in direct and expectation(scenario.expect, direct.outcome) or []]
    if direct is None:
        return found + expectation(scenario.expect, proxied.outcome)
    found += left_behind(scenario.ended, proxied.received)
    if scenario.proxied is not None:
        return found + expectation(scenario.proxied, proxied.outcome)
    if task.across:
        return found + difference("meaning", meaning(direct.outcome), meaning(proxied.outcome))
    found += difference("outcome", comparable(direct.outcome), comparable(proxied.outcome))
    return found + difference("received", received(direct.received), received(proxied.received))


def expectation(expected: object, outcome: dict) -> list[str]:
    """Expected: "result", "exception" (of the SDK), "failure" (of any kind), "any",
    {"contains": text in the result}, or fields of the exception."""
    exception = outcome.get("exception")
    shown = json.dumps(outcome, ensure_ascii=False)[:600]
    match expected:
        case "any":
            holds = True
        case "result":
            holds = exception is None
        case "exception":
            holds = exception is not None and not exception.get("foreign")
        case "failure":
            holds = exception is not None
        case {"contains": text}:
            holds = exception is None and text in json.dumps(outcome["result"], ensure_ascii=False)
        case dict():
            holds = exception is not None and expected.items() <= exception.items()
        case _:
            raise ValueError(f"expected a known expectation, found {expected}")
    return [] if holds else [f"expected {json.dumps(expected)}, found {shown}"]


def left_behind(ended: str, entries: list[dict]) -> list[str]:
    if not ended:
        return []
    found = [entry["ended"] for entry in entries]
    return [] if found and set(found) == {ended} else [f"expected the upstream to see '{ended}', found {found}"]


def received(entries: list[dict]) -> list[dict]:
    """Entries in an order that does not depend on timing, without what each connection or run has for itself."""
    return sorted((_entry(entry) for entry in entries), key=lambda entry: json.dumps(entry, sort_keys=True))


def _entry(entry: dict) -> dict:
    body = base64.b64decode(entry["body"])
    headers = [(name.lower(), value) for name, value in entry["headers"]]
    content_type = dict(headers).get("content-type", "")
    if boundary := re.search(r'boundary="?([^";]+)', content_type):
        body = body.replace(boundary[1].encode(), b"BOUNDARY")
        headers = [(name, value.replace(boundary[1], "BOUNDARY")) for name, value in headers]
    ignored = HOP_BY_HOP | FOR_THE_PROXY | (SIGNATURE if entry["target"].startswith(SIGNED) else set())
    headers = [(name, RANDOM_VALUES.get(name, value)) for name, value in headers if name not in ignored]
    return {
        "request": f"{entry['method']} {entry['target']}",
        "headers": sorted(f"{name}: {value}" for name, value in headers),
        "body": body.decode("utf-8", "backslashreplace"),
    }


def meaning(outcome: dict) -> dict:
    """An outcome without what each provider says in words and codes of its own: of an exception, its class and status."""
    if "exception" not in outcome:
        return outcome
    return {"exception": {name: outcome["exception"].get(name) for name in ("class", "status")}}


def comparable(outcome: object) -> object:
    """An outcome without what a proxy may change in a reply's headers."""
    if isinstance(outcome, list):
        return [comparable(item) for item in outcome]
    if not isinstance(outcome, dict):
        return outcome
    return {key: _reply_headers(value) if key == "reply_headers" else comparable(value) for key, value in outcome.items()}


def _reply_headers(headers: dict) -> list[str]:
    lines = ((name.lower(), value) for name, value in headers.items())
    own = HOP_BY_HOP | {"date", "via"}
    return sorted(f"{name}: {value}" for name, value in lines if name not in own and not name.startswith("x-sluice-"))


def difference(what: str, direct: object, proxied: object) -> list[str]:
    if what == "received":
        proxied = _without_added(direct, proxied)
    if direct == proxied:
        return []
    left, right = (json.dumps(side, ensure_ascii=False, indent=1, sort_keys=True).splitlines() for side in (direct, proxied))
    diff = list(difflib.unified_diff(left, right, "direct", "proxied", lineterm="", n=1))
    return [f"{what} differs:\n" + "\n".join(line[:300] for line in diff[:24])]


def _without_added(direct: list[dict], proxied: list[dict]) -> list[dict]:
    known = {line.partition(":")[0] for entry in direct for line in entry["headers"]}
    added = MAY_ADD - known
    return [
        entry | {"headers": [line for line in entry["headers"] if line.partition(":")[0] not in added]}
        for entry in proxied
    ]
