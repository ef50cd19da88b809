"""What the form lets be typed: a slip is asked about at once, nothing that is right is refused.

A warning may be answered with yes: what the checks accept can always be typed, and the
live line judges text in full. Nothing pops up on cells that are merely visited, except
where a label has to stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl.domain.submission import FIELDS, Field
from etl.workbook.template.facts import FEN_OF_WAN
from etl.workbook.template.places import COLUMN_OF, at
from etl.workbook.template.reading import units_of
from etl.workbook.template.rows import PlacedRow
from etl.workbook.template.terms import quoted
from etl.workbook.values import MAX_DIGITS

_BEGINNINGS = "0123456789０１２３４５６７８９+-－—–―/无未"
_ENDINGS = "0123456789０１２３４５６７８９-－—–―/无展动"


def validate_figures(sheet: Any, rows: Sequence[PlacedRow]) -> None:
    """Ask about counts and amounts that are no numbers, or not exact as they must be."""
    for name in FIELDS:
        groups: dict[tuple[int, str], list[int]] = {}
        for item in rows:
            unit = units_of(name, item.indicator.unit)
            places = FEN_OF_WAN if name.startswith("funds") else item.indicator.decimals
            groups.setdefault((places, "".join(word[-1] for word in unit)), []).append(item.row)
        for (places, endings), found in groups.items():
            _validate(sheet, name, found, places, endings)


def _validate(sheet: Any, name: Field, rows: Sequence[int], places: int, endings: str) -> None:
    column = COLUMN_OF[name]
    options = {
        "validate": "custom",
        "value": _formula(at(name, rows[0]), places, endings),
        "error_type": "warning",
        "error_title": "请核对这一格",
        "error_message": _message(name, places),
        "other_cells": [[row, column, row, column] for row in rows[1:]],
    }
    sheet.data_validation(rows[0], column, rows[0], column, options)


def _formula(cell: str, places: int, endings: str) -> str:
    """Return the condition; an office takes 255 characters of it at most."""
    number = f"AND(ABS({cell})<10^{MAX_DIGITS},ROUND({cell},{places})=ROUND({cell},9))"
    begins = f'ISNUMBER(FIND(LEFT(TRIM({cell})),"{_BEGINNINGS}"))'
    ends = f"ISNUMBER(FIND(RIGHT(TRIM({cell})),{quoted(_ENDINGS + endings)}))"
    return f"=IF(ISTEXT({cell}),AND({begins},{ends}),IF(ISNUMBER({cell}),{number}))"


def _message(name: Field, places: int) -> str:
    if name.startswith("funds"):
        what = f"资金按万元填数字，最多 {places} 位小数（精确到分）。"
    elif places:
        what = f"完成数填数字，最多 {places} 位小数。"
    else:
        what = "完成数填整数，不带“约、多、余”等字。"
    return what + "没有开展的留空或填“-”，开展了还没有完成的填 0。"


def keep_label(sheet: Any, row: int, column: int, label: str, example: str) -> None:
    """Ask to leave a label standing before what is written behind it."""
    cell = f"${chr(ord('A') + column)}${row + 1}"
    say = f"请保留“{label}：”，在后面{example}。"
    options = {
        "validate": "custom",
        "value": f'=LEFT(TRIM({cell}),{len(label)})="{label}"',
        "error_type": "warning",
        "error_title": "请核对这一格",
        "error_message": say,
        "input_title": label,
        "input_message": say,
    }
    sheet.data_validation(row, column, row, column, options)
