"""Formulas and prompts searched for personal numbers: many of them, and nearly all alike.

A form that checks itself has hundreds of long formulas with many digits in them, the same
ones row by row and file by file but for the cells they name.
"""

from __future__ import annotations

import re

from etl.domain.personal_numbers import has_many_digits, holds_personal_number

_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.])\$?[A-Z]{1,3}\$?[0-9]{1,7}(?![A-Za-z0-9_.])")
_MOST_KNOWN = 4096
_SHORTEST = 11

_clean: set[str] = set()
"""Formulas that were searched and hold nothing; those that do are never remembered."""


def is_suspect_formula(formula: str) -> bool:
    """Whether a formula holds what may be a personal number in one of its constants."""
    if len(formula) < _SHORTEST or formula in _clean:
        return False
    shape = _REFERENCE.sub("A", formula)
    if shape not in _clean and has_many_digits(shape) and holds_personal_number(shape):
        return True
    know_clean(formula, shape)
    return False


def is_known_clean(text: str) -> bool:
    """Whether this very text was searched before and holds nothing."""
    return text in _clean


def know_clean(*texts: str) -> None:
    """Remember texts that were searched and hold nothing; now and then all is forgotten."""
    if len(_clean) > _MOST_KNOWN:
        _clean.clear()
    _clean.update(texts)
