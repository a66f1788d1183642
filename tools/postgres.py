"""Find PostgreSQL's server programs for the tests, and install them where that is allowed.

`python tools/postgres.py` prints the folder that was found. Without one it installs Debian's package when it runs as
root beside apt; else it says in one line that those tests will skip. With CI=true that line is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


def found() -> Path | None:
    """The folder named by FOLKWAYS_POSTGRES, else that of `initdb` on PATH, else Debian's newest, else nothing."""
    named = os.environ.get("FOLKWAYS_POSTGRES")
    on_path = shutil.which("initdb")
    versions = sorted(DEBIAN.glob("*/bin"), key=lambda path: float(path.parent.name))
    folders = [Path(named)] if named else [*([Path(on_path).parent] if on_path else []), *reversed(versions)]
    return next((one for one in folders if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


def installed_by_apt() -> Path | None:
    """Install Debian's postgresql when we are root beside apt; its folder, or nothing when that cannot be."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "postgresql"]):
        subprocess.run(["apt-get", *words], env=quiet, stdout=subprocess.DEVNULL, check=False)
    return found()


def main() -> int:
    path = found() or installed_by_apt()
    if path:
        print(f"PostgreSQL: {path}")
        return 0
    print(
        "No PostgreSQL: its tests will skip. Install its server or set FOLKWAYS_POSTGRES to its bin folder.",
        file=sys.stderr,
    )
    return int(os.environ.get("CI", "").lower() in ("1", "true"))


if __name__ == "__main__":
    sys.exit(main())
