"""The scenarios of a dialect, and the tasks that they make for a client."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


# In a request, where the upstream has to know which task it belongs to although a translated call loses the client's header.
MARK = "{task}"


@dataclass(frozen=True)
class Scenario:
    """One row of `scenarios/DIALECT.json`; see README.md for what each field means."""

    name: str
    feature: str
    modes: list[str]
    run: str
    given: dict
    expect: object = "result"
    proxied: object = None
    why: str = ""
    only: str = ""
    ended: str = ""
    cases: str = ""
    limit: int = 0
    unsayable: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One scenario in one mode, with one case where the scenario has several: what a client prints one line for."""

    scenario: Scenario
    mode: str
    case: str = ""
    extra: dict = field(default_factory=dict)

    @property
    def key(self) -> str:
        return "/".join(filter(None, (self.scenario.name, self.mode, self.case)))

    @property
    def across(self) -> bool:
        """Whether the proxy may ask an upstream of another dialect, so that only what is said can be compared."""
        return "across" in self.extra

    def for_client(self, directly: bool) -> dict:
        asked = {} if directly else {"model": self.extra.get("across")}
        given = self.scenario.given | {"request": self.scenario.given["request"] | asked} if self.across else self.scenario.given
        given = json.loads(json.dumps(given).replace(MARK, self.key))
        return {"key": self.key, "run": self.scenario.run, "mode": self.mode, "with": given} | self.extra


def load(dialect: str) -> list[Scenario]:
    rows = json.loads((ROOT / "scenarios" / f"{dialect}.json").read_text())
    return [_scenario(row) for row in rows]


def _scenario(row: dict) -> Scenario:
    rest = {key: value for key, value in row.items() if key != "with"}
    return Scenario(**({"run": row["name"], "given": row.get("with", {})} | rest))


def tasks(scenarios: list[Scenario], sources: "Sources", quick: bool) -> list[Task]:
    return [
        task
        for scenario in scenarios
        for mode in scenario.modes
        for task in (sources.tasks(scenario, mode, quick) if scenario.cases else [Task(scenario, mode)])
    ]


@dataclass(frozen=True)
class Sources:
    """Where scenarios with many cases find them: the upstream's recordings, and the operations of an API description."""

    recordings: list[dict]
    description: Path | None
    across: dict[str, dict]

    def _few(self, scenario: Scenario) -> list[str]:
        """Two upstreams, other ones for each scenario, so that a quick run meets all of them."""
        names = list(self.across)
        first = sum(scenario.name.encode()) % len(names)
        return [names[(first + step) % len(names)] for step in (0, 2)]

    def asking(self, scenario: Scenario, upstream: str) -> dict:
        """What makes the proxy ask another upstream: its name before the name that its model, or its fault, has there."""
        there = self.across[upstream]
        kind = scenario.given.get("asks", "fault" if "status" in scenario.given else "model")
        model = there.get(kind, there["model"]).format(scenario.given.get("status"))
        return {"across": f"{upstream}/{model}"}

    def tasks(self, scenario: Scenario, mode: str, quick: bool) -> list[Task]:
        match scenario.cases:
            case "recordings":
                found = [Task(scenario, mode, r["id"], {"recording": r}) for r in self._matching(scenario, mode)]
            case "upstreams":
                names = self._few(scenario) if quick else list(self.across)
                found = [Task(scenario, mode, name, self.asking(scenario, name)) for name in names]
            case "operations":
                found = [Task(scenario, mode, f"{method} {path}") for method, path in self._operations(scenario)]
            case other:
                raise ValueError(f"scenario {scenario.name}: expected cases recordings or operations, found {other}")
        return found[: scenario.limit] if quick and scenario.limit else found

    def _matching(self, scenario: Scenario, mode: str) -> list[dict]:
        paths = scenario.given.get("paths")
        provider = scenario.given["provider"]
        return [
            r
            for r in self.recordings
            if r["provider"] == provider and r["mode"] == mode and (not paths or r["path"] in paths)
        ]

    def _operations(self, scenario: Scenario) -> list[tuple[str, str]]:
        """Method and path of each operation: read by indentation, which needs no YAML parser."""
        if self.description is None:
            return [tuple(operation.split(" ")) for operation in scenario.given["operations"]]
        paths = self.description.read_text().partition("\npaths:\n")[2].partition("\ncomponents:\n")[0]
        found, path = [], ""
        for line in paths.splitlines():
            if match := re.fullmatch(r"  (/\S+):", line):
                path = "/v1" + re.sub(r"\{\w+\}", "id-1", match[1])
            elif match := re.fullmatch(r"    (get|post|put|patch|delete):", line):
                found.append((match[1].upper(), path))
        return [operation for operation in found if operation[1] not in scenario.given["except"]]
