"""What makes a finding: how strong, how unlikely by chance. The document tells them with what was found."""

from __future__ import annotations

from folkways.model.care import Thresholds

THRESHOLDS = Thresholds(strength=0.2, proxy=0.1, service=0.1, four_fifths=0.8, q=0.05)
"""Strengths are like φ of two by two (Cohen 1988: .1 small, .3 medium, .5 large); four fifths is the ratio below which
US agencies look into hiring (29 CFR 1607.4)."""
