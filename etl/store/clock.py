"""The real clock, in UTC: what is stored is never a demonstration date."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
