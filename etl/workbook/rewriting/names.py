"""Names that a workbook can have: of its sheets, and those defined for ranges."""

from __future__ import annotations

import re

from etl.workbook.rewriting.parts import clean

_LONGEST_SHEET = 31
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_DEFINED = re.compile(r"[A-Za-z_\u3400-\u9fff][A-Za-z0-9_.\u3400-\u9fff]{0,250}")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc][0-9]*(?:[Cc][0-9]*)?")
_FIXED = re.compile(r"'(?:[^']|'')+'!\$[A-Z]{1,3}\$[0-9]+(?::\$[A-Z]{1,3}\$[0-9]+)?")


def sheet_names(names: list[str]) -> list[str]:
    """Return the names that the sheets of the copy bear: as they are, wherever Excel lets them."""
    made: list[str] = []
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        wanted = _allowed(name) or f"Sheet{number}"
        unique = wanted
        while unique.lower() in taken:
            unique = f"{_cut(wanted, _LONGEST_SHEET - 6)}_{number}"
            number += len(names)
        taken.add(unique.lower())
        made.append(unique)
    return made


def _allowed(name: str) -> str:
    return _cut(_NOT_IN_SHEETS.sub("_", clean(name)), _LONGEST_SHEET).strip("'")


def _cut(name: str, longest: int) -> str:
    """Return what fits, counted as Excel counts: some characters take two places."""
    while len(name.encode("utf-16-le")) > longest * 2:
        name = name[:-1]
    return name


def can_be_defined(name: str, meaning: str) -> bool:
    """Whether the copy can have a defined name: a plain one, of one range that stays put."""
    plain = _DEFINED.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name)
    return bool(plain and _FIXED.fullmatch(meaning))
