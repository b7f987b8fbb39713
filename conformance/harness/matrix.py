"""The matrix in docs/: feature x SDK x whole or streamed. The same results give the same bytes."""

from dataclasses import dataclass

from harness.catalogue import Scenario
from harness.clients import Client

HEAD = """\
# Conformance

What the real SDKs see through Sluice, compared with what they see when pointed straight at the same upstream: equal
results, equal exceptions, and equal requests at the upstream, byte by byte. Written by `conformance/run`; how it
works, and how to add an SDK or a scenario, is in [conformance/README.md](../conformance/README.md).
"""


@dataclass(frozen=True)
class Column:
    """One SDK's results: whether each (scenario, mode) passed, and the version that was driven."""

    client: Client
    version: str
    passed: dict[tuple[str, str], bool]


def render(dialects: dict[str, list[Scenario]], columns: list[Column]) -> str:
    tables = [_table(dialect, rows, [c for c in columns if c.client.dialect == dialect]) for dialect, rows in dialects.items()]
    return "\n".join([HEAD, *tables])


def _table(dialect: str, scenarios: list[Scenario], columns: list[Column]) -> str:
    notes: list[str] = []
    head = ["feature", "reply", *(f"{column.client.sdk} {column.version}".strip() for column in columns)]
    rows = [
        [scenario.feature, mode, *(_cell(scenario, mode, column, notes) for column in columns)]
        for scenario in scenarios
        for mode in scenario.modes
    ]
    notes += [f"{scenario.feature}: {scenario.why}" for scenario in scenarios if scenario.why]
    lines = [f"## {dialect}", "", _row(head), _row(["---"] * len(head)), *map(_row, rows), ""]
    return "\n".join(lines + [f"- {note}" for note in dict.fromkeys(notes)] + [""] * bool(notes))


def _cell(scenario: Scenario, mode: str, column: Column, notes: list[str]) -> str:
    if reason := reason_not_to(column.client, scenario, mode):
        notes.append(f"{column.client.sdk}, {scenario.feature}: {reason}")
        return "not in the SDK"
    return {True: "pass", False: "**FAIL**", None: "not run"}[column.passed.get((scenario.name, mode))]


def reason_not_to(client: Client, scenario: Scenario, mode: str) -> str | None:
    """Why the SDK cannot do this, by `scenario` or `scenario/mode` in its client.json."""
    return client.cannot.get(scenario.name) or client.cannot.get(f"{scenario.name}/{mode}")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
