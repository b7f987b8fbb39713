"""The scripted upstream: one port that speaks every dialect found beside this file, and reports what it saw.

Usage: upstream/serve [--port N] [--cases DIR]. Prints its base URL, then serves until it is stopped.
Control, never through the proxy: GET /__control/journal, GET /__control/recordings, POST /__control/reset.
"""

import argparse
import asyncio
import importlib
import json
from pathlib import Path

from upstream import faults
from upstream.http import ClientLeft, Exchange, read_request
from upstream.journal import Journal
from upstream.memory import Memory, NotStored
from upstream.recordings import Recordings
from upstream.routes import Handler, Routes

CONTROL = "/__control/"


def dialect_routes() -> Routes:
    """The path tables of all dialect folders, joined; how they say what goes wrong is noted on the way."""
    routes = Routes()
    for folder in sorted(Path(__file__).parent.glob("*/__init__.py")):
        dialect = importlib.import_module(f"upstream.{folder.parent.name}")
        routes.include(dialect.routes)
        faults.VOICES.extend(getattr(dialect, "voices", []))
    return routes


class Upstream:
    """Answers each request by control, recording, fault or script, the first that applies."""

    def __init__(self, recordings: Recordings) -> None:
        self.journal = Journal()
        self.memory = Memory()
        self.recordings = recordings
        self.routes = dialect_routes()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await read_request(reader, writer):
            exchange = Exchange(request, reader, writer, self.memory)
            try:
                await self.answer(exchange)
            except ClientLeft:
                exchange.ended = "client left"
            if exchange.ended != "complete" or request.header("connection").lower() == "close":
                break
        writer.close()

    async def answer(self, exchange: Exchange) -> None:
        if exchange.request.path.startswith(CONTROL):
            return await self.control(exchange)
        self.journal.open(exchange)
        exchange.extra_headers = _SIGNATURE | exchange.extra_headers
        if await self.recordings.play(exchange):
            return None
        if (fault := faults.named(exchange)) and await faults.play(fault, exchange, self.journal):
            return None
        if found := self.routes.find(exchange):
            return await self.script(exchange, *found)
        return await faults.error(exchange, 404)

    async def script(self, exchange: Exchange, handler: Handler, arguments: dict[str, str]) -> None:
        try:
            await handler(exchange, **arguments)
        except NotStored:
            await faults.error(exchange, 404)
        except (KeyError, TypeError, ValueError):  # a request that lacks what the script reads
            await faults.error(exchange, 400)

    async def control(self, exchange: Exchange) -> None:
        match exchange.request.path.removeprefix(CONTROL):
            case "journal":
                answer: object = self.journal.entries()
            case "recordings":
                answer = self.recordings.summaries()
            case "reset":
                self.journal.reset()
                self.memory.clear()
                answer = {}
            case other:
                answer = {"error": f"Expected journal, recordings or reset; found {other}."}
        await exchange.respond(200, json.dumps(answer).encode())


# Sent with every reply: what SDKs expose, and what nobody knows and a proxy must carry all the same.
_SIGNATURE = {
    "X-Request-Id": "req_conformance",
    "OpenAI-Processing-Ms": "7",
    "OpenAI-Organization": "conformance",
    "X-RateLimit-Limit-Tokens": "90000",
    "X-RateLimit-Remaining-Tokens": "89990",
    "X-Nobody-Knows": "this header",
}


async def run(port: int, cases: Path | None) -> None:
    upstream = Upstream(Recordings(cases))
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", port, limit=1 << 20)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--port", type=int, default=0, help="0 takes a free one")
    arguments.add_argument("--cases", type=Path, help="folder with sse/recorded-*.jsonl")
    options = arguments.parse_args()
    asyncio.run(run(options.port, options.cases))


if __name__ == "__main__":
    main()
