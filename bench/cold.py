"""A first question in a new process: `cold.py STORE` prints seconds of processor time.

Three numbers: the imports, the first answer, and what that took beyond a second one (compiling, had we any).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def main(store: str) -> None:
    begun = time.process_time()
    import pyarrow as pa

    from folkways.engines.local import LocalEngine
    from folkways.model.question import Transitions

    pa.array([0])  # Arrow loads pandas, where it is installed, with its first array
    imported = time.process_time()
    with LocalEngine(Path(store)) as engine:
        engine.ask(Transitions())
        first = time.process_time()
        engine.ask(Transitions())
    again = time.process_time()
    print(imported - begun, first - imported, (first - imported) - (again - first))


if __name__ == "__main__":
    main(sys.argv[1])
