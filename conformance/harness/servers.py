"""The processes of a run: the scripted upstream, and the proxy under test."""

import contextlib
import json
import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from harness.catalogue import ROOT

API_KEY = "sk-conformance"
SETTLE = 5.0  # seconds for the upstream to notice that a client left
READY = 180.0  # seconds for the proxy to be ready; it may have to be built first

CONFIG = """\
version: 1
server: {{ listen: 127.0.0.1:{port} }}
admin: {{ listen: 127.0.0.1:{admin} }}
providers:
{providers}
  sandbox: {{ dialect: sandbox }}
chains:
  default: []
routes:
  - {{ name: everything, chain: default }}
"""


class UpstreamControl:
    """The upstream's base URL and its control endpoint, which is never reached through the proxy."""

    def __init__(self, url: str) -> None:
        self.url = url

    def recordings(self) -> list[dict]:
        return self._get("recordings")

    def reset(self) -> None:
        self._get("reset")

    def journal(self) -> dict[str, list[dict]]:
        """What was received, by task, once every exchange has ended or SETTLE is over."""
        deadline = time.monotonic() + SETTLE
        entries = self._get("journal")
        while any(entry["ended"] == "open" for entry in entries) and time.monotonic() < deadline:
            time.sleep(0.1)
            entries = self._get("journal")
        by_task: dict[str, list[dict]] = {}
        for entry in entries:
            by_task.setdefault(entry["task"], []).append(entry)
        return by_task

    def _get(self, name: str):
        with urllib.request.urlopen(f"{self.url}/__control/{name}") as reply:
            return json.load(reply)


@contextlib.contextmanager
def upstream(cases: Path | None, port: int) -> Iterator[UpstreamControl]:
    command = [sys.executable, "-m", "upstream.server", "--port", str(port), *(["--cases", str(cases.absolute())] if cases else [])]
    with _process(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield UpstreamControl(process.stdout.readline().strip())


@contextlib.contextmanager
def proxy(command: str, upstream_url: str, scratch: Path, environment: dict[str, str]) -> Iterator[str]:
    """Starts the proxy by its command, in which {config} stands for the config file; yields its base URL when ready."""
    port, admin = _free_port(), _free_port()
    config = scratch / "sluice.yaml"
    config.write_text(CONFIG.format(port=port, admin=admin, providers=_providers(upstream_url)))
    values = {"config": config, "port": port, "admin": admin, "upstream": upstream_url}
    words = [word.format(**values) for word in shlex.split(command)]
    log = scratch / "proxy.log"
    with log.open("w") as output, _process(words, cwd=ROOT.parent, stdout=output, stderr=output, env=environment) as process:
        _await_ready(process, f"http://127.0.0.1:{admin}/readyz", log)
        yield f"http://127.0.0.1:{port}"


def across() -> dict[str, dict]:
    """What to ask of each dialect of the upstream on behalf of clients of others, by the provider's name."""
    files = sorted((ROOT / "upstream").glob("*/across.json"))
    return {file.parent.name: json.loads(file.read_text()) for file in files}


def _providers(upstream_url: str) -> str:
    """A provider for each dialect folder of the upstream, by its name; `provider.json` there says what else it needs, or with null what not."""
    lines = []
    for folder in sorted(file.parent for file in (ROOT / "upstream").glob("*/__init__.py")):
        more = folder / "provider.json"
        settings = {"dialect": folder.name, "base-url": upstream_url, "api-key": API_KEY}
        settings |= json.loads(more.read_text()) if more.exists() else {}
        kept = {key: value for key, value in settings.items() if value is not None}
        lines.append(f"  {folder.name}: {json.dumps(kept)}")
    return "\n".join(lines)


@contextlib.contextmanager
def _process(command: list[str], **options) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _await_ready(process: subprocess.Popen, url: str, log: Path) -> None:
    deadline = time.monotonic() + READY
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(url, timeout=2):
                return
        time.sleep(0.1)
    tail = "\n".join(log.read_text().splitlines()[-20:])
    raise SystemExit(f"Expected {url} to answer 200; the proxy did not become ready. Its last lines:\n{tail}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(java_home: str | None) -> dict[str, str]:
    """This process's environment without provider keys and HTTP proxies, which would change what is measured."""
    unwanted = ("_API_KEY", "_proxy", "_PROXY", "OPENAI_", "ANTHROPIC_", "AWS_")
    kept = {name: value for name, value in os.environ.items() if not any(part in name for part in unwanted)}
    return kept | ({"JAVA_HOME": java_home} if java_home else {})
