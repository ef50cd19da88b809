"""The sum of the live lines, above them: whether the form may be sent as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl.workbook.form_columns import PLACES
from etl.workbook.template.places import at
from etl.workbook.template.rows import PlacedRow
from etl.workbook.template.styles import FormStyles
from etl.workbook.template.verdict import ASK, BLANK, STOP

_ROW, _FIRST = 2, PLACES["last_completed"]
_EMPTY = "核对结果：还没有填"
_FINE = "核对结果：没有发现问题"


def write_outcome(sheet: Any, styles: FormStyles, rows: Sequence[PlacedRow]) -> None:
    """Write the count of × and △ lines beside the lines that say whose form it is."""
    column, first, last = PLACES["verdict"], rows[0].row, rows[-1].row
    lines = f"{at('verdict', first)}:{at('verdict', last)}"
    stops, asks = (f'SUMPRODUCT(--(LEFT({lines},1)="{mark}"))' for mark in (STOP, ASK))
    blank = f'SUMPRODUCT(--({lines}="{BLANK}"))={len(rows)}'
    counted = f'"核对结果：{STOP} "&{stops}&" 行，{ASK} "&{asks}&" 行"'
    formula = f'=IF({stops}+{asks}>0,{counted},IF({blank},"{_EMPTY}","{_FINE}"))'
    sheet.merge_range(_ROW, _FIRST, _ROW, column, "", styles.identity)
    said = [item.said for item in rows]
    sheet.write_formula(_ROW, _FIRST, formula, styles.identity, outcome(said))


def outcome(said: Sequence[str]) -> str:
    """Return what the formula yields for these lines."""
    stops, asks = (sum(line.startswith(mark) for line in said) for mark in (STOP, ASK))
    if stops or asks:
        return f"核对结果：{STOP} {stops} 行，{ASK} {asks} 行"
    return _EMPTY if set(said) == {BLANK} else _FINE
