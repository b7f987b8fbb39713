"""A transparent reverse proxy that the harness is tested with, and on demand a wrong one.

It shows that the harness passes what is right, and each FAULT that it finds what is wrong.
"""

import argparse
import asyncio
import contextlib
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from upstream.http import Request, read_request

FAULTS = (
    "drop-request-header", "rewrite-request-json", "drop-query", "drop-reply-header", "rewrite-reply-json", "hold-stream",
    "lose-event", "wrong-status", "send-twice", "leave-upstream-running", "decode-path",
)  # fmt: skip
SPOILS_REPLY = {"drop-reply-header", "rewrite-reply-json", "hold-stream", "lose-event", "wrong-status"}
UNREACHABLE = json.dumps(
    {"error": {"message": "The upstream closed the connection.", "type": "server_error", "param": None, "code": "upstream"}}
).encode()


class ReferenceProxy:
    """Pipes each exchange over an upstream connection of its own, faulty where it is told to be."""

    def __init__(self, upstream: str, fault: str) -> None:
        self.upstream = urlsplit(upstream)
        self.fault = fault

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while request := await read_request(reader, writer):
                if not await self.exchange(request, reader, writer):
                    break
        writer.close()

    async def exchange(self, request: Request, client: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Returns whether the client's connection can be used again."""
        if self.fault == "send-twice":
            source, sink = await asyncio.open_connection(self.upstream.hostname, self.upstream.port)
            sink.write(self.outgoing(request))
        source, sink = await asyncio.open_connection(self.upstream.hostname, self.upstream.port)
        sink.write(self.outgoing(request))
        piping = asyncio.create_task(self.pipe(source, writer))
        leaving = asyncio.create_task(self.left(client))
        await asyncio.wait({piping, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not piping.done() and self.fault == "leave-upstream-running":
            await asyncio.wait({piping}, timeout=30)
        piping.cancel()
        sink.close()
        return piping.done() and not piping.cancelled() and piping.result()

    async def left(self, client: asyncio.StreamReader) -> None:
        while not client.at_eof() and client.exception() is None:
            await asyncio.sleep(0.02)

    def outgoing(self, request: Request) -> bytes:
        dropped = {"connection", "content-length", "transfer-encoding", "host", "expect"}
        if self.fault == "drop-request-header":
            dropped = dropped | {"x-stainless-lang", "x-custom"}
        fields = [(name, value) for name, value in request.headers if name.lower() not in dropped]
        body, target = request.body, request.target
        if self.fault == "rewrite-request-json" and body.startswith(b"{"):
            body = json.dumps(json.loads(body)).encode()
        if self.fault == "drop-query":
            target = request.path
        if self.fault == "decode-path":
            target = target.replace("%20", "+")
        fields += [("host", self.upstream.netloc), ("connection", "close"), ("x-forwarded-for", "127.0.0.1")]
        fields += [("content-length", str(len(body)))] if body else []
        head = [f"{request.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields), "", ""]
        return "\r\n".join(head).encode("latin-1") + body

    async def pipe(self, source: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        try:
            head = await source.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            length = b"content-length: %d\r\n\r\n" % len(UNREACHABLE)
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\ncontent-type: application/json\r\n" + length + UNREACHABLE)
            return True
        if self.fault in SPOILS_REPLY:
            writer.write(b"".join(self.spoil(head, await source.read())))
            return True
        writer.write(head)
        if not await self.pipe_body(source, writer) and b"chunked" in head:
            event = b"data: %s\n\n" % UNREACHABLE
            writer.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(event), event))
        return True

    async def pipe_body(self, source: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Returns whether the body came to its end, if it is a chunked one."""
        tail = b""
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                writer.write(data)
                await writer.drain()
                tail = (tail + data)[-5:]
        return tail == b"0\r\n\r\n"

    def spoil(self, head: bytes, body: bytes) -> tuple[bytes, bytes]:
        match self.fault:
            case "drop-reply-header":
                return b"\r\n".join(line for line in head.split(b"\r\n") if not line.startswith(b"X-Nobody-Knows")), body
            case "wrong-status":
                return head.replace(b"HTTP/1.1 429", b"HTTP/1.1 500"), body
            case "rewrite-reply-json" if b"application/json" in head and b"gzip" not in head:
                with contextlib.suppress(ValueError):
                    body = json.dumps(json.loads(body)).encode()
                kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
                return b"\r\n".join([kept[0], b"content-length: %d" % len(body), *kept[1:]]), body
            case "lose-event" if b"event-stream" in head:
                chunks = body.split(b"\r\n")
                return head, b"\r\n".join(chunks[:4] + chunks[8:])
            case _:
                return head, body


async def ready(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    writer.close()


async def run(options: argparse.Namespace) -> None:
    proxy = ReferenceProxy(options.upstream, options.fault)
    admin = await asyncio.start_server(ready, "127.0.0.1", options.admin)
    data = await asyncio.start_server(proxy.serve, "127.0.0.1", options.port, limit=1 << 20)
    async with admin, data:
        await asyncio.Event().wait()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--admin", type=int, required=True)
    arguments.add_argument("--upstream", required=True)
    arguments.add_argument("--fault", choices=FAULTS, default="")
    asyncio.run(run(arguments.parse_args()))


if __name__ == "__main__":
    main()
