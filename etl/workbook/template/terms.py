"""A formula and its result, written once: each term has both, so that they cannot differ.

The stored result of a live line is computed from the very term that makes its formula.
Functions are those that Excel, WPS and LibreOffice have had for twenty years.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from etl.workbook.scalar import number_text

Scalar = Decimal | str | bool
Cells = Mapping[str, Scalar]
"""What the cells of one row hold, by name; a blank one holds ""."""

ZERO = Decimal(0)


@dataclass(frozen=True)
class Term:
    """``formula`` names cells in braces; ``result`` computes it from what they hold."""

    formula: str
    result: Callable[[Cells], Any]
    literal: str | None = None
    """The words of a constant, so that constants next to each other become one."""

    def __lt__(self, other: Term) -> Term:
        return _pair("<", operator.lt, self, other)

    def __gt__(self, other: Term) -> Term:
        return _pair(">", operator.gt, self, other)

    def __ge__(self, other: Term) -> Term:
        return _pair(">=", operator.ge, self, other)

    def __le__(self, other: Term) -> Term:
        return _pair("<=", operator.le, self, other)

    def __add__(self, other: Term) -> Term:
        return _pair("+", operator.add, self, other)

    def __sub__(self, other: Term) -> Term:
        return _pair("-", operator.sub, self, other)

    def __mul__(self, other: Term) -> Term:
        return _pair("*", operator.mul, self, other)

    def __truediv__(self, other: Term) -> Term:
        return _pair("/", operator.truediv, self, other)

    def is_(self, other: Term) -> Term:
        """Whether both are the same."""
        return _pair("=", operator.eq, self, other)

    def differs(self, other: Term) -> Term:
        """Whether both are not the same."""
        return _pair("<>", operator.ne, self, other)


def _pair(sign: str, compute: Callable[[Any, Any], Any], left: Term, right: Term) -> Term:
    return Term(
        f"({left.formula}{sign}{right.formula})",
        lambda cells: compute(left.result(cells), right.result(cells)),
    )


def cell(name: str) -> Term:
    """Return what a cell of the row holds."""
    return Term(f"{{{name}}}", lambda cells: cells[name])


def amount(name: str) -> Term:
    """Return the number of a cell, 0 for one that holds none: safe to reckon with."""
    return Term(f"N({{{name}}})", lambda cells: _number(cells[name]))


def _number(value: Scalar) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO


def is_number(name: str) -> Term:
    """Whether a cell holds a number."""
    return Term(f"ISNUMBER({{{name}}})", lambda cells: isinstance(cells[name], Decimal))


def is_blank(name: str) -> Term:
    """Whether a cell holds nothing."""
    return cell(name).is_(constant(""))


def constant(value: Decimal | str) -> Term:
    """Return a fixed number or text."""
    if isinstance(value, Decimal):
        return Term(number_text(value), lambda _: value, number_text(value))
    return Term(quoted(value).replace("{", "{{").replace("}", "}}"), lambda _: value, value)


def quoted(text: str) -> str:
    """Return a text as formulas write it."""
    return '"' + text.replace('"', '""') + '"'


def both(*terms: Term) -> Term:
    """Whether all hold; the office reckons every one of them, so none may be an error."""
    return Term(
        f"AND({','.join(term.formula for term in terms)})",
        lambda cells: all(term.result(cells) for term in terms),
    )


def either(*terms: Term) -> Term:
    """Whether at least one holds."""
    return Term(
        f"OR({','.join(term.formula for term in terms)})",
        lambda cells: any(term.result(cells) for term in terms),
    )


def when(condition: Term, then: Term, otherwise: Term) -> Term:
    """Return one of two."""
    return Term(
        f"IF({condition.formula},{then.formula},{otherwise.formula})",
        lambda cells: (then if condition.result(cells) else otherwise).result(cells),
    )


def rounded(term: Term, places: int) -> Term:
    """Return a number rounded half up, which also takes binary noise off it."""
    unit = Decimal(1).scaleb(-places)
    return Term(
        f"ROUND({term.formula},{places})",
        lambda cells: term.result(cells).quantize(unit, ROUND_HALF_UP),
    )


def joined(*parts: Term | str) -> Term:
    """Return texts and numbers as one text."""
    terms: list[Term] = []
    for part in parts:
        term = constant(part) if isinstance(part, str) else part
        if terms and term.literal is not None and terms[-1].literal is not None:
            term = constant(terms.pop().literal + term.literal)  # type: ignore[operator]
        terms.append(term)
    if len(terms) == 1:
        return terms[0]
    return Term(
        "&".join(term.formula for term in terms),
        lambda cells: "".join(_text(term.result(cells)) for term in terms),
    )


def _text(value: Scalar) -> str:
    return number_text(value) if isinstance(value, Decimal) else str(value)


def first_of(text: Term, end: str) -> Term:
    """Return what stands before the first ``end`` of a text that has one."""
    mark = constant(end).formula
    return Term(
        f"LEFT({text.formula},FIND({mark},{text.formula})-1)",
        lambda cells: str(text.result(cells)).partition(end)[0],
    )
