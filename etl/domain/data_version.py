"""What a made page is still true for: two numbers that count up when the data changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class DataVersion:
    """Two counters, read together.

    ``figures`` changes exactly when an accepted figure or a plan does; ``filings`` whenever a
    submission comes in or its state changes, be any figure touched or not.
    """

    figures: int
    filings: int
