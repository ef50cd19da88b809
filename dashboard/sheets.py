"""Pages made for addresses; the last few are remembered for the files taken from them.

A page with charts asks for their pictures at once: without memory each would make the page anew.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Sequence
from dataclasses import replace

from dashboard import html
from dashboard.access.doors import Doors
from dashboard.cache import Recent
from dashboard.desk import Desk
from dashboard.pages import forbidden
from dashboard.pages.registry import Address, Asking, frozen_at, is_private, sheet_at
from dashboard.pages.sheet import Sheet
from dashboard.sources import Source
from etl.domain.roles import Visitor

_REMEMBERED = 8
_CHANGE_FIRST = "您用的是一次性密码，请先在下面改成自己的密码，改好后才能使用其他页面。"


class Sheets:
    """Makes the pages that a visitor asks for; what he may not see is not in them."""

    def __init__(self, source: Source, doors: Doors, desk: Desk | None = None) -> None:
        self._source, self._doors, self._desk = source, doors, desk
        self._recent: Recent[Sheet] = Recent(_REMEMBERED, lambda _: 1)

    def is_private(self, where: Address) -> bool:
        """Whether the page at an address is the visitor's own, for nobody to keep."""
        return is_private(where)

    def key(self, where: Address, state: Hashable = None) -> Hashable:
        """Return what a page depends on: data, the hour, the address, the visitor's rights.

        Pages that say what is past its day are made anew by the hour. ``state`` is that of the
        data where a page was made of an earlier one.
        """
        visitor, hour = self._doors.visitor(), int(time.time()) // 3600
        rights = (visitor.role, visitor.region, visitor.role is None and self._doors.is_open())
        if frozen_at(where):  # for ever the same, whatever is filed and whatever the hour
            return None, 0, where, rights
        state = self._source.data_version() if state is None else state
        return state, hour, where, rights

    def make(self, where: Address, notes: Sequence[str] = ()) -> Sheet:
        """Return the page at an address, made anew.

        Pages that several visitors share are made for all of a role, without a name.
        """
        visitor, is_open = self._doors.visitor(), self._doors.is_open()
        if self.is_private(where):
            first = (_CHANGE_FIRST,) if self._doors.must_change_password() else ()
            told = (*first, *notes)
            asking = Asking(visitor, is_open, self._doors.token(), told, self._desk)
            return sheet_at(self._source, where, asking)
        shared = Asking(Visitor("", visitor.role, visitor.region), is_open)
        before = self._source.data_version()
        sheet = sheet_at(self._source, where, shared)
        if sheet.status == 200 and sheet.exhibits:
            key = self.key(_dated(where, sheet), before)
            self._recent.put(key, replace(sheet, tree=html.Div()))
        return sheet

    def forbidden(self, visitor: Visitor) -> Sheet:
        """Return the page that says that a visitor may not see something."""
        return forbidden.sheet(self._source, visitor)

    def not_sent(self, visitor: Visitor, back: str) -> Sheet:
        """Return the page for a form that did nothing, for want of a session or of its token."""
        return forbidden.not_sent(self._source, visitor, back)

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
