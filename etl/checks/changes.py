"""A second upload against the one before: what is mended, what is still there, what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.domain.finding import Finding, Severity

_RANK: Mapping[Severity, int] = {"info": 0, "warning": 1, "error": 2}
# Rows of which nobody knows what they are: known again by what is written in them.
_UNNAMED = ("INDICATOR-UNKNOWN", "ROW-NAMELESS")


@dataclass(frozen=True)
class Changes:
    """Errors and warnings against those of the attempt before, each by itself.

    ``mended`` are of the attempt before; an error that a remark has made a warning is
    mended, and the warning is neither still there nor new. ``unseen`` are of the attempt
    before too: this time nobody could look, so they are not called mended. Infos are not
    compared.
    """

    mended: tuple[Finding, ...] = ()
    unseen: tuple[Finding, ...] = ()
    remaining: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()


def changes(
    before: Sequence[Finding],
    now: Sequence[Finding],
    looked: Callable[[Finding], bool] = lambda _: True,
) -> Changes:
    """Compare two attempts of one county and month; rows may have moved in between.

    ``looked`` says of a finding of before whether its place was looked at this time.
    """
    old, present = _by_place(before), _by_place(now)
    gone = [
        item
        for place, item in old.items()
        if place not in present or _RANK[present[place].severity] < _RANK[item.severity]
    ]
    return Changes(
        mended=tuple(item for item in gone if looked(item)),
        unseen=tuple(item for item in gone if not looked(item)),
        remaining=tuple(
            item
            for place, item in present.items()
            if place in old and _RANK[item.severity] >= _RANK[old[place].severity]
        ),
        new=tuple(item for place, item in present.items() if place not in old),
    )


def _by_place(findings: Iterable[Finding]) -> dict[tuple[str, str | None, str], Finding]:
    """Return errors and warnings by rule, column, and whose they are; the gravest first."""
    found: dict[tuple[str, str | None, str], Finding] = {}
    for item in sorted(findings, key=lambda item: -_RANK[item.severity]):
        if item.severity != "info":
            found.setdefault((item.code[2:], item.field, _whose(item)), item)
    return found


def _whose(item: Finding) -> str:
    """Return what is the same in both files: the indicator, else what is written, else the cell."""
    if item.code[2:] in _UNNAMED:
        return item.raw or ""
    if item.field is None:
        return item.indicator or item.raw or item.cell or ""
    return item.indicator or item.cell or ""
