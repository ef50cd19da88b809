"""The address of the page that explains a figure."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

from dashboard.selection import release_of_links
from etl.domain.figure_ref import FigureRef

TRACE_PATH = "/trace"
_PLAIN = re.compile(r"[A-Za-z0-9_-]*")
QUERY_KEYS = ("year", "month", "region", "project", "indicator", "figure", "part")
"""What the address of a figure may hold, in this order."""


def trace_address(ref: FigureRef, part: str = "") -> str:
    """Return where a figure is explained; ``part`` is the region whose cell is opened there."""
    values: dict[str, str | int] = {
        "year": ref.month.year,
        "month": ref.month.number,
        "region": ref.region,
        "project": ref.project,
        "indicator": ref.indicator,
        "figure": ref.kind,
        "part": part,
        "release": release_of_links(),
    }
    query = "&".join(f"{key}={_quoted(value)}" for key, value in values.items() if value)
    return f"{TRACE_PATH}?{query}"


def _quoted(value: str | int) -> str:
    """Quote a value; nearly all are plain codes and numbers, and a page has hundreds."""
    text = str(value)
    return text if _PLAIN.fullmatch(text) else quote_plus(text)
