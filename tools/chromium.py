"""Find Chromium for the browser tests, and install it where that is allowed.

`python tools/chromium.py` prints the path that was found. Without one it installs Debian's package when it runs as
root beside apt; else it says in one line that the browser tests will skip. With CI=true that line is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    """The browser named by FOLKWAYS_CHROMIUM, else the first known name on PATH, else nothing."""
    named = os.environ.get("FOLKWAYS_CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


def installed_by_apt() -> str | None:
    """Install Debian's chromium when we are root beside apt; the path, or nothing when that cannot be."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *words], env=quiet, stdout=subprocess.DEVNULL, check=False)
    return found()


def main() -> int:
    path = found() or installed_by_apt()
    if path:
        print(f"Chromium: {path}")
        return 0
    print("No Chromium: the browser tests will skip. Install one or set FOLKWAYS_CHROMIUM.", file=sys.stderr)
    return int(os.environ.get("CI", "").lower() in ("1", "true"))


if __name__ == "__main__":
    sys.exit(main())
