"""Fuzz one reader with atheris, which sees what its code covers: `python tools/fuzz_readers.py csv -runs=100000`.

The readers are csv, json, jsonl, text, captions, docx, sqlite and excel; further words go to libFuzzer. Anything but
rows or a FolkwaysError is a crash: libFuzzer writes the input that caused it and ends. Linux only, as atheris is.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["folkways.sources", "defusedxml"]):  # pyright: ignore[reportAttributeAccessIssue]
    from folkways.errors import FolkwaysError
    from folkways.model.config import Source
    from folkways.sources.confined import PARSERS
    from folkways.sources.confined_child import resolved
    from folkways.sources.csv_text import read_csv
    from folkways.sources.input_file import InputFile
    from folkways.sources.texts import parsed_captions, parsed_text

HERE = {"text": parsed_text, "captions": parsed_captions}


def fuzz(reader: str, words: list[str]) -> None:
    """Feed a reader with bytes until the runs are over or something falls."""
    folder = tempfile.TemporaryDirectory(prefix="folkways-fuzz-")
    path = Path(folder.name) / "input"
    file = InputFile.model_validate({"path": path, "format": reader, "sha256": ""})
    source = Source.model_validate({"name": "fuzz", "table": "voices", "files": ["input"]})
    parser = HERE.get(reader) or (resolved(PARSERS[file.format]) if file.format in PARSERS else None)

    def one_input(content: bytes) -> None:
        path.write_bytes(content)
        try:
            if parser is None:
                read_csv(file)
            else:
                list(parser(file, source))
        except FolkwaysError:
            pass
        except BaseException as error:
            if not _told_by_the_child(error):
                raise

    atheris.Setup([sys.argv[0], *words], one_input)
    atheris.Fuzz()


def _told_by_the_child(error: BaseException) -> bool:
    """Panics of compiled parsers and exhausted limits end the limited process, whose parent tells of it."""
    return type(error).__module__.startswith("pyo3") or isinstance(error, (RecursionError, MemoryError))


if __name__ == "__main__":
    fuzz(sys.argv[1], sys.argv[2:])
