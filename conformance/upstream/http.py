"""HTTP/1.1 by hand, because a test upstream must see and send exact bytes, and must be able to misbehave between any two of them."""

import asyncio
import gzip
import json
import struct
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET

from upstream.memory import Memory

POLL = 0.01  # seconds between two looks at whether the client is still there


class ClientLeft(Exception):
    """The client closed its connection before the reply was complete."""


@dataclass
class Request:
    """One request as it arrived: header names keep their case and their order, the body is de-chunked."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        pairs = (pair.partition("=") for pair in self.target.partition("?")[2].split("&") if pair)
        return {name: value for name, _, value in pairs}

    def header(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.headers if key.lower() == name), default)

    def json(self) -> dict:
        return json.loads(self.body) if self.body else {}


@dataclass
class Exchange:
    """One request and the means to answer it, whole, streamed, or wrongly. `ended` says how it went."""

    request: Request
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    memory: Memory
    ended: str = "open"
    extra_headers: dict[str, str] = field(default_factory=dict)

    def client_left(self) -> bool:
        return self.reader.at_eof() or self.reader.exception() is not None or self.writer.is_closing()

    async def respond(self, status: int, body: bytes, content_type: str = "application/json", **headers: str) -> None:
        headers = {"Content-Type": content_type} | _named(headers)
        if "gzip" in self.extra_headers.get("Content-Encoding", ""):
            body = gzip.compress(body, mtime=0)
        self._head(status, headers | {"Content-Length": str(len(body))})
        await self.write(body)
        self.ended = "complete"

    async def start_stream(self, content_type: str = "text/event-stream; charset=utf-8", **headers: str) -> None:
        self._head(200, {"Content-Type": content_type, "Transfer-Encoding": "chunked"} | _named(headers))
        await self.writer.drain()

    async def send(self, data: bytes) -> None:
        """Sends one piece as two HTTP chunks, cut in its middle, so that no event or character arrives in one."""
        middle = len(data) // 2
        for piece in filter(None, (data[:middle], data[middle:])):
            await self.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    async def finish(self) -> None:
        await self.write(b"0\r\n\r\n")
        self.ended = "complete"

    async def write(self, data: bytes) -> None:
        if self.client_left():
            raise ClientLeft
        self.writer.write(data)
        try:
            await self.writer.drain()
        except ConnectionError as broken:
            raise ClientLeft from broken

    async def pause(self, seconds: float) -> None:
        """Waits, and notices within POLL seconds when the client leaves."""
        for _ in range(round(seconds / POLL)):
            if self.client_left():
                raise ClientLeft
            await asyncio.sleep(POLL)

    def reset(self) -> None:
        """Breaks the connection with a TCP reset after what was sent so far."""
        self.ended = "reset"
        socket = self.writer.get_extra_info("socket")
        socket.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    def _head(self, status: int, headers: dict[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in (headers | self.extra_headers).items()]
        self.writer.write("\r\n".join([*lines, "", ""]).encode())


REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 429: "Too Many Requests"}


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


async def read_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
    """Reads the next request of a connection, or None where the client closed it."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    start, *fields = head.rstrip("\r\n").split("\r\n")
    method, target, _ = start.split(" ", 2)
    request = Request(method, target, [(name, value.strip()) for name, _, value in (f.partition(":") for f in fields)])
    if request.header("expect").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    if "chunked" in request.header("transfer-encoding").lower():
        request.body = await _read_chunks(reader)
    else:
        request.body = await reader.readexactly(int(request.header("content-length", "0")))
    return request


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while size := int((await reader.readline()).partition(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    while (await reader.readline()).strip():
        pass  # trailers
    return bytes(body)
