"""The row that numbers the columns: (1) (2) (3), 甲 乙 1 2, A B C."""

from __future__ import annotations

import re
from itertools import pairwise

from etl.domain.names import compact
from etl.workbook.grid import Cell

_NUMBER = re.compile(r"[第栏列]?[(]?(?P<digits>\d{1,2})[)]?[栏列]?(?:[=<>≥≤≧≦].*)?")
_RULE = re.compile(
    r"[=<>≥≤≧≦]{1,2}[(]?\d{1,2}[)]?.*|[%％]|逻辑关系|校验关系|审核关系|勾稽关系|计算关系"
)
_LETTER = re.compile(
    r"[(]?(?:[A-Za-z]|[IVX]{1,5}|[ivx]{1,5}|[甲乙丙丁戊己庚辛]|[一二三四五六七八九十]{1,2})[)]?(?:=.*)?"
)
# A row without a name may have rising numbers in its four figures, its number and a target.
_TOO_MANY_FOR_FIGURES = 6
_LABEL = re.compile(r"栏次|栏号|列次|列号|[-—–]+")


def is_rules(cells: list[Cell]) -> bool:
    """Whether a row only says how the columns hang together: ≥(5), =(3)+(4), %."""
    return len(cells) > 1 and all(_RULE.fullmatch(compact(cell.raw)) for cell in cells)


def numbers_all_columns(cells: list[Cell]) -> bool:
    """Whether a row far from a header can only be one of column numbers."""
    return len(cells) > _TOO_MANY_FOR_FIGURES and is_column_numbers(cells)


def is_column_numbers(cells: list[Cell]) -> bool:
    """Whether a row of cells numbers the columns and says nothing else."""
    if len(cells) < 3:
        return False
    digits: list[int] = []
    letters = 0
    for cell in cells:
        text = compact(cell.raw)
        if match := _NUMBER.fullmatch(text):
            digits.append(int(match["digits"]))
        elif _LETTER.fullmatch(text):
            letters += 1
        elif not _LABEL.fullmatch(text):
            return False
    rising = all(second - first == 1 for first, second in pairwise(digits))
    first = digits[0] if digits else 1
    return rising and len(digits) + letters >= 3 and first <= 1 + letters
