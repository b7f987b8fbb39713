"""The clients: one folder per SDK, described by its client.json, installed and run in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from harness.catalogue import ROOT, Task
from harness.servers import API_KEY

TIME_LIMIT = 600  # seconds for one run of one client


class NotInstalled(Exception):
    """The SDK could not be had: no tool, or no registry."""


@dataclass(frozen=True)
class Client:
    """One SDK: where it lives, how it is installed and run, and which scenarios it cannot say, each with the reason;
    `can` names those that it has at all, where a framework has few of them; `quick` tells whether CI drives it."""

    name: str
    sdk: str
    dialect: str
    install: list[list[str]]
    run: list[str]
    cannot: dict[str, str] = field(default_factory=dict)
    can: list[str] = field(default_factory=list)
    quick: bool = True

    def prepare(self, cache: Path, environment: dict[str, str]) -> str:
        """Installs the newest SDK; returns a remark where an earlier installation has to do."""
        self._folder(cache).mkdir(parents=True, exist_ok=True)
        marker = self._folder(cache) / "installed"
        for command in self.install:
            done = self._execute(command, cache, environment)
            if done.returncode != 0:
                reason = (done.stderr or done.stdout).strip()[-500:]
                if marker.exists():
                    return f"kept the installation in the cache; updating failed: {reason}"
                raise NotInstalled(f"{' '.join(command)}: {reason}")
        marker.touch()
        return ""

    def outcomes(
        self, base_url: str, tasks: list[Task], directly: bool, cache: Path, environment: dict[str, str]
    ) -> dict[str, dict]:
        """The client's lines, by task key."""
        job = {"base_url": base_url, "api_key": API_KEY, "tasks": [task.for_client(directly) for task in tasks]}
        done = self._execute(self.run, cache, environment, json.dumps(job))
        if done.returncode != 0:
            print(f"{self.name} exited with {done.returncode}:\n{done.stderr.strip()[-3000:]}", file=sys.stderr)
        lines = (json.loads(line) for line in done.stdout.split("\n") if line.startswith("{"))
        return {line["task"]: line for line in lines}

    def _folder(self, cache: Path) -> Path:
        return cache / self.name

    def _execute(self, command: list[str], cache: Path, environment: dict, given: str = "") -> subprocess.CompletedProcess:
        values = {"cache": self._folder(cache), "here": ROOT / "clients" / self.name, "python": sys.executable}
        values |= {"java_home": environment.get("JAVA_HOME", "JAVA_HOME-of-a-JDK-21-or-newer-not-found")}
        words = [word.format(**values) for word in command]
        try:
            return subprocess.run(
                words, input=given, capture_output=True, text=True, env=environment, timeout=TIME_LIMIT, check=False
            )
        except FileNotFoundError as missing:
            return subprocess.CompletedProcess(words, 127, "", f"not found: {missing.filename}")
        except subprocess.TimeoutExpired as late:
            output = (late.stdout or b"").decode()
            return subprocess.CompletedProcess(words, 124, output, f"took longer than {TIME_LIMIT} s")


def discover(only: str | None) -> list[Client]:
    files = sorted((ROOT / "clients").glob("*/client.json"))
    found = [Client(name=file.parent.name, **json.loads(file.read_text())) for file in files]
    chosen = [client for client in found if only in (None, client.name)]
    if not chosen:
        raise SystemExit(f"--sdk: expected one of {', '.join(client.name for client in found)}; found {only}")
    return chosen
