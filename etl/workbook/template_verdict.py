"""The live line of the form (核对): the formula, and the same sentence for its stored result."""

from __future__ import annotations

from etl.workbook.form_columns import PLACES
from etl.workbook.grid import column_letters

BLANK = "未填"
RIGHT = "合格"
NOT_NUMBER = "× 应为数字"
NOT_WHOLE = "× 应为整数"
FALLS = "× 累计少于上月"
ABOVE = "× 本月大于累计"
NOT_ADDING = "× 上月加本月不等于累计"

NOT_REPORTED = ("", "-", "—", "——", "/", "无", "未开展", "未启动")

Number = int | float | None


def verdict(month: Number, total: Number, last: Number, decimals: int) -> str:
    """Return what the formula yields for these numbers."""
    if month is None and total is None:
        return BLANK
    if not decimals and any(value is not None and value != int(value) for value in (month, total)):
        return NOT_WHOLE
    if total is not None and last is not None and total < last:
        return FALLS
    if month is not None and total is not None and month > total:
        return ABOVE
    whole = month is not None and total is not None and last is not None
    return NOT_ADDING if whole and last + month != total else RIGHT  # type: ignore[operator]


def _not_reported(cell: str) -> str:
    """Return the condition that a cell says nothing, in the words that the checks take so."""
    return "OR(" + ",".join(f'{cell}="{word}"' for word in NOT_REPORTED) + ")"


def verdict_formula(row: int, decimals: int) -> str:
    """Return the formula of a 1-based row, in functions that every office program has."""
    month = f"{column_letters(PLACES['completed_month'] + 1)}{row}"
    total = f"{column_letters(PLACES['completed_total'] + 1)}{row}"
    last = f"{column_letters(PLACES['last_completed'] + 1)}{row}"
    both = f"ISNUMBER({month}),ISNUMBER({total})"
    no_month, no_total = _not_reported(month), _not_reported(total)
    steps = [
        (f"AND({no_month},{no_total})", BLANK),
        (
            f"OR(AND(ISTEXT({month}),NOT({no_month})),AND(ISTEXT({total}),NOT({no_total})))",
            NOT_NUMBER,
        ),
        (f"AND(ISNUMBER({total}),ISNUMBER({last}),{total}<{last})", FALLS),
        (f"AND({both},{month}>{total})", ABOVE),
        (f"AND({both},ISNUMBER({last}),{last}+{month}<>{total})", NOT_ADDING),
    ]
    if not decimals:
        whole = f"OR(N({month})<>INT(N({month})),N({total})<>INT(N({total})))"
        steps.insert(2, (whole, NOT_WHOLE))
    formula = f'"{RIGHT}"'
    for condition, text in reversed(steps):
        formula = f'IF({condition},"{text}",{formula})'
    return "=" + formula
