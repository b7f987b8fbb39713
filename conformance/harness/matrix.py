"""The matrix in docs/: feature x SDK x whole or streamed. The same results give the same bytes."""

from dataclasses import dataclass

from harness.catalogue import Scenario
from harness.clients import Client

NOT_DRIVEN = "its client.json does not name it"
HEAD = """\
# Conformance

What the real SDKs see through Sluice, compared with what they see when pointed straight at the same upstream: equal
results, equal exceptions, and equal requests at the upstream, byte by byte. Written by `conformance/run`; how it
works, and how to add an SDK or a scenario, is in [conformance/README.md](../conformance/README.md).
"""


ACROSS = """\
## Across providers

Each SDK, unchanged, in front of providers of every dialect: what it returns must be what it returns when its own provider says
the same, and errors must be the same exceptions with the same status. The columns are the dialects upstream.
"""


@dataclass(frozen=True)
class Column:
    """One SDK's results: whether each (scenario, mode) passed, and the version that was driven."""

    client: Client
    version: str
    passed: dict[tuple[str, str], bool]
    across: dict[tuple[str, str, str], bool]


def render(dialects: dict[str, list[Scenario]], columns: list[Column]) -> str:
    """Frameworks, which have few scenarios, stand in the last table alone."""
    sdks = [column for column in columns if not column.client.can]
    tables = [_table(name, rows, [sdk for sdk in sdks if sdk.client.dialect == name]) for name, rows in dialects.items()]
    return "\n".join([HEAD, *tables, _across(dialects, columns)])


def _across(dialects: dict[str, list[Scenario]], columns: list[Column]) -> str:
    upstreams = sorted({upstream for column in columns for _, _, upstream in column.across})
    lines = [ACROSS, _row(["SDK", "feature", "reply", *upstreams]), _row(["---"] * (3 + len(upstreams)))]
    notes: list[str] = []
    for column in columns:
        for scenario in dialects[column.client.dialect]:
            if scenario.cases == "upstreams":
                lines += [_row(cells) for cells in _means(scenario, column, upstreams, notes)]
    return "\n".join([*lines, "", *(f"- {note}" for note in dict.fromkeys(notes)), ""])


def _means(scenario: Scenario, column: Column, upstreams: list[str], notes: list[str]) -> list[list[str]]:
    rows = []
    for mode in scenario.modes:
        if reason_not_to(column.client, scenario, mode) is None:
            cells = [_meant(scenario, mode, upstream, column, notes) for upstream in upstreams]
            rows.append([column.client.sdk, scenario.feature, mode, *cells])
    return rows


def _meant(scenario: Scenario, mode: str, upstream: str, column: Column, notes: list[str]) -> str:
    if reason := scenario.unsayable.get(upstream):
        notes.append(f"{upstream}, {scenario.feature}: {reason}")
        return "the dialect cannot say this"
    return {True: "pass", False: "**FAIL**", None: "not run"}[column.across.get((scenario.name, mode, upstream))]


def _table(dialect: str, scenarios: list[Scenario], columns: list[Column]) -> str:
    notes: list[str] = []
    head = ["feature", "reply", *(f"{column.client.sdk} {column.version}".strip() for column in columns)]
    scenarios = [scenario for scenario in scenarios if scenario.cases != "upstreams"]
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
    if client.can and scenario.name not in client.can:
        return NOT_DRIVEN
    return client.cannot.get(scenario.name) or client.cannot.get(f"{scenario.name}/{mode}")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
