"""Runs one client twice and judges each of its tasks."""

import base64
import sys
from dataclasses import dataclass, field
from pathlib import Path

from harness import compare, matrix
from harness.catalogue import Scenario, Sources, Task, tasks
from harness.clients import Client
from harness.servers import UpstreamControl


@dataclass
class Tally:
    """What came out, over all clients."""

    passed: int = 0
    failed: int = 0
    left_out: list[str] = field(default_factory=list)
    columns: list[matrix.Column] = field(default_factory=list)

    def count(self, failures: list[str]) -> bool:
        self.failed += bool(failures)
        self.passed += not failures
        return not failures


@dataclass(frozen=True)
class Session:
    """The upstream and the proxy that all clients of this run are driven against, and what narrows the run."""

    upstream: UpstreamControl
    proxy_url: str
    sources: Sources
    cache: Path
    environment: dict[str, str]
    quick: bool
    only: str
    sluice: bool

    def drive(self, client: Client, scenarios: list[Scenario], tally: Tally) -> None:
        wanted = self._wanted(client, scenarios)
        version, direct = self._run(client, self.upstream.url, True, [task for task in wanted if not task.scenario.only])
        _, proxied = self._run(client, self.proxy_url, False, wanted)
        passed: dict[tuple[str, str], bool] = {}
        across: dict[tuple[str, str, str], bool] = {}
        before = (tally.passed, tally.failed)
        for task in wanted:
            failures = compare.failures(task, direct.get(task.key), proxied[task.key])
            cell = (task.scenario.name, task.mode)
            passed[cell] = tally.count(failures) and passed.get(cell, True)
            if task.across:
                across[(*cell, task.case)] = not failures
            for failure in failures:
                print(f"FAIL {client.name} {task.key}: {failure}")
        print(f"{client.name} {version}: {tally.passed - before[0]} passed, {tally.failed - before[1]} failed", flush=True)
        tally.columns.append(matrix.Column(client, version, passed, across))

    def _wanted(self, client: Client, scenarios: list[Scenario]) -> list[Task]:
        return [
            task
            for task in tasks(scenarios, self.sources, self.quick)
            if self.only in task.key
            and (self.sluice or not (task.scenario.only or task.across))
            and not {task.case, "*"} & task.scenario.unsayable.keys()
            and not matrix.reason_not_to(client, task.scenario, task.mode)
        ]

    def _run(self, client: Client, url: str, directly: bool, wanted: list[Task]) -> tuple[str, dict[str, compare.Run]]:
        self.upstream.reset()
        lines = client.outcomes(url, wanted, directly, self.cache, self.environment)
        journal = self.upstream.journal()
        if stray := journal.get(""):
            print(f"{client.name}: {len(stray)} requests arrived without x-conformance-task", file=sys.stderr)
        runs = {t.key: compare.Run(lines.get(t.key, {}).get("outcome"), _received(journal, t.key)) for t in wanted}
        return next((line["version"] for line in lines.values()), ""), runs


def _received(journal: dict[str, list[dict]], key: str) -> list[dict]:
    """What the upstream got of a task, by the header or, where that was lost in translation, by the mark in the body."""
    return journal.get(key) or [entry for entry in journal.get("", []) if key.encode() in base64.b64decode(entry["body"])]
