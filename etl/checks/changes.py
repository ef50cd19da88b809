"""A second upload against the one before: what is mended, what is still there, what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.domain.finding import Finding, Severity

_RANK: Mapping[Severity, int] = {"info": 0, "warning": 1, "error": 2}
# Rows of which nobody knows what they are: known again by what is written in them.
_UNNAMED = ("INDICATOR-UNKNOWN", "ROW-NAMELESS")
# Errors that a remark in the row makes warnings, as codes without their first letter.
_BY_REMARK = ("TOTAL-FALLS", "NOT-ADDING-UP", "NEGATIVE-MONTH")


@dataclass(frozen=True)
class Changes:
    """Errors and warnings against those of the attempt before, each by itself.

    ``mended`` are of the attempt before. ``unseen`` are of the attempt before too: this
    time nobody could look, so they are not called mended. ``answered`` were there before
    and have a reason in their row's remark by now: they are neither mended nor left to do.
    Infos are not compared.
    """

    mended: tuple[Finding, ...] = ()
    unseen: tuple[Finding, ...] = ()
    answered: tuple[Finding, ...] = ()
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
    gone = [item for place, item in old.items() if place not in present]
    there = [item for place, item in present.items() if place in old]
    return Changes(
        mended=tuple(item for item in gone if looked(item)),
        unseen=tuple(item for item in gone if not looked(item)),
        answered=tuple(item for item in there if _is_answered(item)),
        remaining=tuple(item for item in there if not _is_answered(item)),
        new=tuple(item for place, item in present.items() if place not in old),
    )


def _is_answered(item: Finding) -> bool:
    return item.code.startswith("W-") and item.code[2:] in _BY_REMARK


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
