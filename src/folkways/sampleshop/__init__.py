"""An invented shop with known truth: what a learner should find, in files that never say it.

It stands alone: nothing in the package but the command line imports it, and nothing reads what it knows.
"""

from __future__ import annotations

from folkways.sampleshop.generate import Summary, generate
from folkways.sampleshop.settings import SampleShop

__all__ = ["SampleShop", "Summary", "generate"]
