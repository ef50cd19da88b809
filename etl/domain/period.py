"""Reporting months (报告期). A month is a label; the as-of date (截至日期) is another thing."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """One reporting month, ordered by time and printed as ``2021-08``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"no such month: {self.number}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``YYYY-MM``; anything else is a ValueError."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a month of the form YYYY-MM: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def label(self) -> str:
        """The month as people write it: 2021年8月."""
        return f"{self.year}年{self.number}月"

    @property
    def first_day(self) -> date:
        """The day from which the month has begun."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The as-of date of a month for which nobody gave another."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> Month:
        """The calendar month before, also across the turn of the year."""
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def following(self) -> Month:
        """The calendar month after."""
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)

    @property
    def a_year_before(self) -> Month:
        """The same month of the year before (同期)."""
        return Month(self.year - 1, self.number)
