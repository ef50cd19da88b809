"""Pages made for addresses; the last few are remembered for the files taken from them.

A page with charts asks for their pictures at once: without memory each would make the page anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import replace

from dashboard import html
from dashboard.cache import Recent
from dashboard.pages.registry import Address, sheet_at
from dashboard.pages.sheet import Sheet
from dashboard.sources import Source
from etl.domain.roles import NOBODY, Visitor

_REMEMBERED = 8

VisitorOf = Callable[[], Visitor]


def nobody() -> Visitor:
    """Whoever asks while there are no accounts."""
    return NOBODY


class Sheets:
    """Makes the pages that a visitor asks for; what he may not see is not in them."""

    def __init__(self, source: Source, visitor_of: VisitorOf = nobody) -> None:
        self._source, self._visitor_of = source, visitor_of
        self._recent: Recent[Sheet] = Recent(_REMEMBERED, lambda _: 1)

    def key(self, where: Address) -> Hashable:
        """Return what a page depends on: data, the hour, the address, the visitor's rights.

        Pages that say what is past its day are made anew by the hour.
        """
        visitor, hour = self._visitor_of(), int(time.time()) // 3600
        return self._source.data_version(), hour, where, visitor.role, visitor.region

    def make(self, where: Address) -> Sheet:
        """Return the page at an address, made anew."""
        sheet = sheet_at(self._source, where, self._visitor_of())
        if sheet.status == 200 and sheet.exhibits:
            self._recent.put(self.key(_dated(where, sheet)), replace(sheet, tree=html.Div()))
        return sheet

    def to_take_from(self, where: Address) -> Sheet:
        """Return a page for its exhibits; its tree may be gone."""
        return self._recent.get(self.key(where)) or self.make(where)


def _dated(where: Address, sheet: Sheet) -> Address:
    """Return the address that names the month shown, as the ways to files do."""
    if sheet.month is None:
        return where
    months = (("year", str(sheet.month.year)), ("month", str(sheet.month.number)))
    kept = tuple(item for item in where.query if item[0] not in ("year", "month"))
    return Address(where.path, months + kept)
