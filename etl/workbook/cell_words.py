"""What a refused cell shows its reader, where that is not what is stored in it."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.domain.names import compact
from etl.workbook.grid import Cell
from etl.workbook.number_format import look
from etl.workbook.scalar import number_text
from etl.workbook.values import Expected

_LOOK_ALIKE = {"O": "0", "o": "0", "l": "1", "I": "1", "Z": "2", "S": "5", "B": "8"}
_MISTYPED = re.compile(r"[0-9OolIZSB,.]*[0-9][0-9OolIZSB,.]*")


def shown(cell: Cell, problem: str) -> str:
    """Return a cell's text as its sender sees it: 40% for 0.4, 120人次 for a 120 shown so."""
    if not isinstance(cell.value, Decimal):
        return cell.raw
    if problem == "E-PERCENT":
        return f"{number_text(cell.value * 100)}%"
    if problem == "E-CELL-UNIT":
        return f"{cell.raw}{compact(look(cell.number_format, cell.value)[1])}"
    return cell.raw


def words_of(cell: Cell, problem: str, expected: Expected) -> dict[str, object]:
    """Return what fills the sentences about a refused cell."""
    money = expected.yuan_per_unit is not None
    return {
        "raw": shown(cell, problem),
        "field": expected.name,
        "unit": expected.unit,
        "decimals": expected.decimals,
        "mind": "换算后" if money else "核对是不是填错了行；没有填错的，",
    }


def advice(cell: Cell, problem: str) -> str:
    """Return what more can be said of a mistake that is in the cell itself."""
    if problem == "E-CELL-UNIT" and isinstance(cell.value, Decimal):
        return "单位写在单元格格式里，把格式改为常规即可。"
    if problem == "E-NOT-NUMBER" and _MISTYPED.fullmatch(compact(cell.raw)):
        letters = dict.fromkeys(letter for letter in cell.raw if letter in _LOOK_ALIKE)
        meant = "、".join(f"“{letter}”是字母，不是数字 {_LOOK_ALIKE[letter]}" for letter in letters)
        return f"{meant}。" if meant else ""
    return ""
