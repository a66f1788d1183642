"""Redaction as voices use it; the detectors lie where evidence is loaded, so that no text gets past them."""

from __future__ import annotations

from folkways.evidence.redaction import MARKS, Redacted, Span, redacted
from folkways.evidence.redaction_names import KnownNames, known_names

__all__ = ["MARKS", "KnownNames", "Redacted", "Span", "known_names", "redacted"]
