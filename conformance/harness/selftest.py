"""Proves that the harness sees: a transparent proxy passes, and every way of being wrong is found."""

import subprocess
import sys

from harness.catalogue import ROOT
from harness.reference_proxy import FAULTS

# One client that sees bytes, one that sees what an SDK makes of them; neither runs long.
RUNS = (["--sdk", "raw-http"], ["--sdk", "python-openai", "--only", "chat"])


def failed(proxy: str) -> int:
    """How many tasks fail behind this proxy, or -1 where a run did not come to its end."""
    total = 0
    for run in RUNS:
        done = subprocess.run([ROOT / "run", "--quick", "--proxy", proxy, *run], capture_output=True, text=True, check=False)
        words = done.stdout.strip().rpartition("\n")[2].replace(",", "").split()
        if len(words) != 4:
            return -1
        total += int(words[2])
    return total


def main() -> int:
    wrong = []
    for proxy in ("reference", *(f"reference:{fault}" for fault in FAULTS)):
        count = failed(proxy)
        as_expected = count == 0 if proxy == "reference" else count > 0
        wrong += [] if as_expected else [proxy]
        print(f"{'ok  ' if as_expected else 'FAIL'} {proxy}: {count} failed", flush=True)
    print(f"{len(FAULTS) + 1 - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


sys.exit(main())
