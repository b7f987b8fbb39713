"""Real provider traffic, played back byte for byte to the request that names it in `x-conformance-recording`."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from upstream.http import Exchange

HEADER = "x-conformance-recording"


@dataclass(frozen=True)
class Recording:
    """One exchange: the request that was made, and the reply as it came."""

    id: str
    provider: str
    path: str
    mode: str
    status: int
    request: dict
    content_type: str
    body: bytes

    def summary(self) -> dict:
        return {"id": self.id, "provider": self.provider, "path": self.path, "mode": self.mode, "request": self.request}


class Recordings:
    """The recordings of the folder `cases`, or the few of this repository where there is no such folder."""

    def __init__(self, cases: Path | None) -> None:
        own = Path(__file__).parent
        folders = [cases / "sse"] if cases else sorted(own.glob("*/recordings"))
        found = [recording for folder in folders for recording in _read(folder)]
        self._by_id = {recording.id: recording for recording in found}

    def summaries(self) -> list[dict]:
        return [recording.summary() for recording in self._by_id.values()]

    async def play(self, exchange: Exchange) -> bool:
        recording = self._by_id.get(exchange.request.header(HEADER))
        if recording is None:
            return False
        if recording.mode == "whole":
            await exchange.respond(recording.status, recording.body, recording.content_type)
            return True
        await exchange.start_stream(recording.content_type)
        for event in recording.body.split(b"\n\n"):
            if event:
                await exchange.send(event + b"\n\n")
        await exchange.finish()
        return True


def _read(folder: Path) -> list[Recording]:
    return [
        *(r for mode, name in _FILES for r in _read_exchanges(folder / name, mode)),
        *_read_fixtures(folder / "provider-fixtures" / "openai"),
    ]


_FILES = (("streamed", "recorded-streams.jsonl"), ("whole", "recorded-exchanges.jsonl"))


def _read_exchanges(file: Path, mode: str) -> list[Recording]:
    rows = [json.loads(line) for line in _lines(file)] if file.exists() else []
    return [_from_row(row, mode) for row in rows if row["method"] == "POST" and isinstance(row["request"], dict)]


def _from_row(row: dict, mode: str) -> Recording:
    reply = row["response"]
    body = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
    return Recording(
        row["id"], row["provider"], row["path"], mode, row["status"], row["request"], row["content_type"], body.encode()
    )


def _read_fixtures(folder: Path) -> list[Recording]:
    return [_from_fixture(file) for file in sorted(folder.glob("*.chunks.txt"))]


def _from_fixture(file: Path) -> Recording:
    """A fixture holds one event a line, without framing and without its request; an event need not be valid JSON."""
    events = _lines(file)
    path, prompt = _asked(events[0])
    end = "" if path == "/v1/responses" else "data: [DONE]\n\n"
    body = "".join(_name(event) + f"data: {event}\n\n" for event in events) + end
    request = {"model": "replay", "stream": True} | prompt
    return Recording(file.name, "openai", path, "streamed", 200, request, "text/event-stream", body.encode())


def _asked(first_event: str) -> tuple[str, dict]:
    """The path and the prompt that such a stream answers."""
    if '"text_completion"' in first_event:
        return "/v1/completions", {"prompt": "Play."}
    if '"choices"' in first_event:
        return "/v1/chat/completions", {"messages": [{"role": "user", "content": "Play."}]}
    return "/v1/responses", {"input": "Play."}


def _name(event: str) -> str:
    kind = re.search(r'"type": ?"(response\.[\w.]+)"', event)
    return f"event: {kind[1]}\n" if kind else ""


def _lines(file: Path) -> list[str]:
    """Lines by line feed alone: JSON may hold the other characters that `splitlines` takes for line ends."""
    return [line for line in file.read_text().split("\n") if line]
