"""The whole workspace as one HTML file that opens from a disk, offline."""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from folkways.errors import EvidenceError, PagesMissing, writing_to

TEMPLATE = Path(__file__).parent.parent / "static" / "report.html"
PLACE = '<script id="folkways-report" type="application/json"></script>'
INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def pages(documents: Path) -> dict[str, object]:
    """Every document by the path that the server gives it: `home.json` is `/api/home`."""
    files = sorted(documents.rglob("*.json"))
    return {
        f"/api/{file.relative_to(documents).with_suffix('').as_posix()}": json.loads(file.read_bytes())
        for file in files
    }


def embedded(found: dict[str, object]) -> str:
    """JSON in which no character can end the element that it stands in, or begin a comment or a tag."""
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "".join(ESCAPED.get(letter, letter) for letter in text)


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(template: str) -> str:
    """A policy under which the file runs its own script and style and asks nobody for anything."""
    found = [match.groups() for match in INLINE.finditer(template)]
    scripts = [digest(body) for tag, words, body in found if tag == "script" and "json" not in words]
    styles = [digest(body) for tag, _, body in found if tag == "style"]
    rules = ("default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'")
    return "; ".join((*rules, f"script-src {' '.join(scripts)}", f"style-src {' '.join(styles)}"))


def report(template: str, found: dict[str, object]) -> str:
    """The template with its policy and the documents in their places."""
    head, meta = "<head>", f'<meta http-equiv="Content-Security-Policy" content="{policy(template)}">'
    filled = PLACE.replace("></", f">{embedded(found)}</")
    before, after = template.split(PLACE)
    return before.replace(head, f"{head}\n    {meta}", 1) + filled + after


def write_report(documents_dir: Path, to: Path, template: Path = TEMPLATE) -> Path:
    """Write all screens into one file; an existing file is replaced whole, never half.

    Raises EvidenceError when the pages were not built or there are no documents, CannotWrite when the system refuses.
    """
    if not template.is_file():
        raise PagesMissing(template.name)
    found = pages(documents_dir)
    if "/api/home" not in found:
        raise EvidenceError(f"{documents_dir} holds no documents.", hint="Build first: folkways build.")
    text = report(template.read_text(encoding="utf-8"), found)
    half = to.with_name(f".{to.name}.{os.getpid()}")
    with writing_to(to):
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            half.write_text(text, encoding="utf-8")
            half.replace(to)
        finally:
            half.unlink(missing_ok=True)
    return to
