"""Releases (定版): numbered copies of a month's figures that never change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from etl.domain.closing import GapDecision
from etl.domain.completion import Coverage
from etl.domain.period import Month

_NAME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([1-9][0-9]{0,3})")


@dataclass(frozen=True)
class Withheld:
    """A count that leaves the house as ``<3``, or is held back so that no sum gives that away.

    ``indicator`` is "" for the region's total of the project. ``small``: it is 1 or 2 itself.
    """

    project: str
    region: str
    indicator: str
    small: bool


@dataclass(frozen=True)
class Closed:
    """The closing (关账) that a release was made from, with the reasons for who had not filed."""

    by: str
    at: datetime
    gaps: tuple[GapDecision, ...] = ()


@dataclass(frozen=True)
class ReleaseHead:
    """What a release says of itself. What is added here later needs a default: old ones lack it.

    ``today`` is the day that its pages take as today. ``closed`` is None where the month was
    still open: then the release is provisional. ``supersedes`` is the release of the same month
    before it; ``previous`` the one made last before it, of any month, with its checksum: so
    releases form a chain. ``audit_last`` and ``audit_hash`` are the end of the audit when it
    was made: a log cut short later shows. ``figures_sha256`` is over what counts alone, so that
    the same figures are released once; ``values_sha256`` over what is quoted of it. ``corrects``
    is the release that it supersedes where what is quoted is another: closing the month alone
    corrects nothing. ``split_withheld`` are the projects of which no split
    is published at all.
    """

    id: str
    month: Month
    number: int
    as_of: date
    today: date
    made_at: datetime
    made_by: str
    plan_revision: int
    coverage: Coverage
    sample: bool
    figures_sha256: str
    schema: str
    audit_last: int
    audit_hash: str
    values_sha256: str = ""
    closed: Closed | None = None
    reason: str = ""
    supersedes: str | None = None
    corrects: str | None = None
    previous: str | None = None
    previous_sha256: str | None = None
    withheld: tuple[Withheld, ...] = ()
    split_withheld: tuple[str, ...] = ()

    @property
    def final(self) -> bool:
        """Whether its month was closed; else its figures are provisional (初步数)."""
        return self.closed is not None

    @property
    def kind(self) -> str:
        """Say in a word whether it may still move with the month."""
        return "定版" if self.final else "初步数"


@dataclass(frozen=True)
class Release:
    """A release with the checksum over all that it holds."""

    head: ReleaseHead
    sha256: str

    @property
    def id(self) -> str:
        """The number it is quoted by: 2021-08-1."""
        return self.head.id


def release_name(month: Month, number: int) -> str:
    """Return the number of a month's so-manieth release."""
    return f"{month}-{number}"


def month_of(name: str) -> Month | None:
    """Return the month of a release's number, None for what is no such number."""
    found = _NAME.fullmatch(name)
    return Month(int(found[1]), int(found[2])) if found else None
