"""The matrix in docs/: feature x SDK x whole or streamed. The same results give the same bytes."""

from dataclasses import dataclass
from fnmatch import fnmatch

from harness.catalogue import Scenario
from harness.clients import Client

NOT_DRIVEN = "its client.json does not name it"
CELLS = {True: "pass", False: "**FAIL**", None: "not run"}
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

BESIDES = """\
## What further SDKs and frameworks ask of Sluice itself

The versions that were driven, and what is not asked of a provider.
"""

Note = tuple[str, str, str]  # who, the feature, the reason


@dataclass(frozen=True)
class Column:
    """One SDK's results: whether each (scenario, mode) passed, and the version that was driven."""

    client: Client
    version: str
    passed: dict[tuple[str, str], bool]
    across: dict[tuple[str, str, str], bool]


def render(dialects: dict[str, list[Scenario]], columns: list[Column]) -> str:
    """Frameworks, which have few scenarios, stand in the last tables alone."""
    sdks = [column for column in columns if not column.client.can]
    tables = [_table(name, rows, [sdk for sdk in sdks if sdk.client.dialect == name]) for name, rows in dialects.items()]
    return "\n".join([HEAD, *tables, _across(dialects, columns), _besides(dialects, columns)])


def _besides(dialects: dict[str, list[Scenario]], columns: list[Column]) -> str:
    notes: list[Note] = []
    lines = [BESIDES, _row(["SDK", "version", "feature", "reply", "result"]), _row(["---"] * 5)]
    for column in columns:
        lines += [
            _row([column.client.sdk, column.version, scenario.feature, mode, _cell(scenario, mode, column, notes)])
            for scenario in dialects[column.client.dialect]
            for mode in scenario.modes
            if column.client.can and scenario.cases != "upstreams"
            if reason_not_to(column.client, scenario, mode) != NOT_DRIVEN
        ]
    return "\n".join([*lines, "", *_listed(notes), ""])


def _across(dialects: dict[str, list[Scenario]], columns: list[Column]) -> str:
    upstreams = sorted({upstream for column in columns for _, _, upstream in column.across})
    lines = [ACROSS, _row(["SDK", "feature", "reply", *upstreams]), _row(["---"] * (3 + len(upstreams)))]
    notes: list[Note] = []
    for column in columns:
        for scenario in dialects[column.client.dialect]:
            if scenario.cases == "upstreams":
                lines += [_row(cells) for cells in _means(scenario, column, upstreams, notes)]
    return "\n".join([*lines, "", *_listed(notes), ""])


def _means(scenario: Scenario, column: Column, upstreams: list[str], notes: list[Note]) -> list[list[str]]:
    rows = []
    for mode in scenario.modes:
        if reason := reason_not_to(column.client, scenario, mode):
            cells = ["not in the SDK"] * len(upstreams)
            notes.append((column.client.sdk, scenario.feature, reason))
        else:
            cells = [_meant(scenario, mode, upstream, column, notes) for upstream in upstreams]
        rows.append([column.client.sdk, scenario.feature, mode, *cells])
    return rows


def _meant(scenario: Scenario, mode: str, upstream: str, column: Column, notes: list[Note]) -> str:
    if reason := scenario.unsayable.get(upstream):
        notes.append((upstream, scenario.feature, reason))
        return "the dialect cannot say this"
    if reason := scenario.unsayable.get("*"):
        notes.append((f"clients of {column.client.dialect}", scenario.feature, reason))
        return "the dialect cannot say this"
    return CELLS[column.across.get((scenario.name, mode, upstream))]


def _table(dialect: str, scenarios: list[Scenario], columns: list[Column]) -> str:
    notes: list[Note] = []
    head = ["feature", "reply", *(f"{column.client.sdk} {column.version}".strip() for column in columns)]
    scenarios = [scenario for scenario in scenarios if scenario.cases != "upstreams"]
    rows = [
        [scenario.feature, mode, *(_cell(scenario, mode, column, notes) for column in columns)]
        for scenario in scenarios
        for mode in scenario.modes
    ]
    notes += [("", scenario.feature, scenario.why) for scenario in scenarios if scenario.why]
    lines = [f"## {dialect}", "", _row(head), _row(["---"] * len(head)), *map(_row, rows), ""]
    return "\n".join(lines + _listed(notes) + [""] * bool(notes))


def _cell(scenario: Scenario, mode: str, column: Column, notes: list[Note]) -> str:
    if reason := reason_not_to(column.client, scenario, mode):
        notes.append((column.client.sdk, scenario.feature, reason))
        return "not in the SDK"
    return CELLS[column.passed.get((scenario.name, mode))]


def reason_not_to(client: Client, scenario: Scenario, mode: str) -> str | None:
    """Why the SDK cannot do this, by a pattern for `scenario` or `scenario/mode` in its client.json."""
    if client.can and not any(fnmatch(scenario.name, pattern) for pattern in client.can):
        return NOT_DRIVEN
    names = (scenario.name, f"{scenario.name}/{mode}")
    return next((reason for pattern, reason in client.cannot.items() if any(fnmatch(name, pattern) for name in names)), None)


def _listed(notes: list[Note]) -> list[str]:
    """Features that one reason holds for stand in one line."""
    features: dict[tuple[str, str], dict[str, None]] = {}
    for who, feature, reason in notes:
        features.setdefault((who, reason), {})[feature] = None
    return [f"- {', '.join(filter(None, (who, *names)))}: {reason}" for (who, reason), names in features.items()]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
