"""Drives every SDK twice, straight at the upstream and through the proxy; the difference is the test."""

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

from harness import catalogue, clients, matrix, servers, tools
from harness.catalogue import ROOT, Scenario, Sources
from harness.session import Session, Tally

DOCUMENT = ROOT.parent / "docs" / "conformance.md"
SLUICE = "bin/sluice serve --config {config}"
REFERENCE = f"{sys.executable} conformance/harness/reference_proxy.py --port {{port}} --admin {{admin}} --upstream {{upstream}}"


def main() -> int:
    options = _options()
    chosen = [client for client in clients.discover(options.sdk) if client.quick or options.sdk or not options.quick]
    dialects = {name: catalogue.load(name) for name in sorted({client.dialect for client in chosen})}
    tally = Tally()
    with contextlib.ExitStack() as stack:
        session = _session(options, stack)
        for client in chosen:
            try:
                remark = client.prepare(session.cache, session.environment)
                print(f"{client.name}: {remark or 'installed'}", file=sys.stderr)
                session.drive(client, dialects[client.dialect], tally)
            except clients.NotInstalled as missing:
                tally.left_out.append(f"{client.name}: {missing}")
    return _report(options, dialects, tally)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="conformance/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer SDKs, recordings and pairs; what CI runs")
    parser.add_argument("--sdk", metavar="NAME", help="only this folder of clients/")
    parser.add_argument("--only", metavar="TEXT", default="", help="only tasks whose key contains this")
    parser.add_argument("--base-url", metavar="URL", help="a proxy that runs already on the upstream of --upstream-port")
    parser.add_argument("--upstream-port", type=int, default=0, metavar="N", help="where the upstream listens (default: any)")
    parser.add_argument("--proxy", default="sluice", help="sluice, reference, reference:FAULT, or a command with {config}")
    parser.add_argument("--cases", type=Path, default=_default_cases(), help="recorded traffic (default ../shared/cases)")
    return parser.parse_args()


def _default_cases() -> Path | None:
    folder = ROOT.parent.parent / "shared" / "cases"
    return folder if folder.is_dir() else None


def _session(options: argparse.Namespace, stack: contextlib.ExitStack) -> Session:
    scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="conformance-")))
    environment = servers.environment(tools.java_home())
    upstream = stack.enter_context(servers.upstream(options.cases, options.upstream_port))
    command = _proxy_command(options.proxy)
    url = options.base_url or stack.enter_context(servers.proxy(command, upstream.url, scratch, environment))
    description = options.cases and options.cases / "openai.openapi.yaml"
    described = description if description and description.exists() else None
    sources = Sources(upstream.recordings(), described, servers.across())
    cache = Path(os.environ.get("CONFORMANCE_CACHE") or ROOT / ".cache").absolute()
    sluice = not options.proxy.startswith("reference")
    return Session(upstream, url, sources, cache, environment, options.quick, options.only, sluice)


def _proxy_command(proxy: str) -> str:
    name, _, fault = proxy.partition(":")
    if name == "reference":
        return REFERENCE + (f" --fault {fault}" if fault else "")
    return SLUICE if proxy == "sluice" else proxy


def _report(options: argparse.Namespace, dialects: dict[str, list[Scenario]], tally: Tally) -> int:
    for left_out in tally.left_out:
        print(f"left out: {left_out}")
    whole_run = not (options.quick or options.sdk or options.only or tally.left_out) and options.proxy == "sluice"
    if whole_run:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(matrix.render(dialects, tally.columns))
    print(f"{tally.passed} passed, {tally.failed} failed")
    incomplete = tally.left_out and os.environ.get("CI") == "true"
    return 1 if tally.failed or incomplete or not tally.passed else 0


sys.exit(main())
