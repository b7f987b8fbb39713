"""Finds a JDK that is new enough, wherever this machine keeps its JDKs."""

import glob
import os
import re
import shutil
import subprocess
from pathlib import Path

NEEDED = 21
PLACES = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/opt/*jdk*",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
)


def java_home() -> str | None:
    """The home of the newest JDK >= 21; JAVA_HOME first, if it is new enough."""
    given = os.environ.get("JAVA_HOME")
    if given and _version(given) >= NEEDED:
        return given
    on_path = [str(Path(java).resolve().parent.parent) for java in [shutil.which("javac")] if java]
    homes = on_path + [home for place in PLACES for home in glob.glob(os.path.expanduser(place))]
    newest = max(homes, key=_version, default=None)
    return newest if newest and _version(newest) >= NEEDED else None


def _version(home: str) -> int:
    try:
        shown = subprocess.run([f"{home}/bin/javac", "-version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    match = re.search(r"javac (\d+)", shown)
    return int(match[1]) if match else 0
