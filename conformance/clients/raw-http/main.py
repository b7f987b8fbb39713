"""No SDK at all: sends exact bytes and reports the exact status, headers and body, which no SDK would show."""

import gzip
import hashlib
import http.client
import json
import sys
from urllib.parse import urlsplit

Headers = list[tuple[str, str]]


def main() -> None:
    job = json.load(sys.stdin)
    for task in job["tasks"]:
        method, path, headers, body = REQUESTS[task["run"]](task)
        headers = [("Authorization", f"Bearer {job['api_key']}"), ("X-Conformance-Task", task["key"]), *headers]
        try:
            outcome = {"result": send(job["base_url"], method, path, headers, body, task["with"].get("chunked", False))}
        except (OSError, http.client.HTTPException) as error:
            outcome = {"exception": {"class": type(error).__name__, "message": str(error)}}
        print(json.dumps({"task": task["key"], "version": "", "outcome": outcome}), flush=True)


def send(base_url: str, method: str, path: str, headers: Headers, body: bytes, chunked: bool) -> dict:
    connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=20)
    connection.putrequest(method, path, skip_accept_encoding=True)
    framing = ("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(body)))
    for name, value in [*headers, *([framing] if body else [])]:
        connection.putheader(name, value)
    pieces = [body[start : start + 50] for start in range(0, len(body), 50)] if chunked else body
    connection.endheaders(pieces or None, encode_chunked=chunked)
    reply = connection.getresponse()
    content = reply.read()
    connection.close()
    shown = gzip.decompress(content) if reply.getheader("Content-Encoding") == "gzip" else content
    return {
        "status": reply.status,
        "reply_headers": dict(reply.getheaders()),
        "sha256": hashlib.sha256(content).hexdigest(),
        "text": shown[:2000].decode("utf-8", "backslashreplace"),
    }


def given(task: dict) -> tuple[str, str, Headers, bytes]:
    """The request exactly as the catalogue gives it."""
    what = task["with"]
    body = what.get("body", "").encode()
    typed = [("Content-Type", "application/json")] if body else []
    return what.get("method", "POST"), what["path"], typed + [tuple(pair) for pair in what.get("headers", [])], body


def fault(task: dict) -> tuple[str, str, Headers, bytes]:
    request = {"model": task["with"]["model"], "messages": [], "stream": task["mode"] == "streamed"}
    return "POST", task["with"]["path"], JSON, json.dumps(request).encode()


def replay(task: dict) -> tuple[str, str, Headers, bytes]:
    """A recorded request; spaced unlike any serialiser does it, to see that it is not written anew."""
    recording = task["recording"]
    body = json.dumps(recording["request"], ensure_ascii=False, separators=(" , ", " :")).encode()
    return "POST", recording["path"], [*JSON, ("X-Conformance-Recording", recording["id"])], body


def operation(task: dict) -> tuple[str, str, Headers, bytes]:
    method, path = task["key"].split("/", 2)[2].split(" ")
    body = b'{"model" :"gpt-conformance", "input":"x"}' if method in ("POST", "PUT", "PATCH") else b""
    return method, path, JSON if body else [], body


JSON: Headers = [("Content-Type", "application/json")]
REQUESTS = {"send": given, "fault": fault, "replay": replay, "operation": operation}

main()
