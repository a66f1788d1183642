"""The order of a build: load, store, find personas, hear voices, map journeys, measure, tell, publish."""

from __future__ import annotations

from folkways.build.job import Job
from folkways.build.order import build, kept_to, log_allowed
from folkways.build.steps import STEPS

__all__ = ["STEPS", "Job", "build", "kept_to", "log_allowed"]
