"""The worksheet of the form: a formula that stands in every row is written once and shared.

XlsxWriter writes each formula in full and searches it for the names of thirty functions
newer than any that the form uses. With hundreds of long formulas that is most of a file,
and most of the time to make and to read it.
"""

from __future__ import annotations

import re
from typing import Any

from xlsxwriter.worksheet import Worksheet

_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.])\$?[A-Z]{1,3}\$?([0-9]{1,7})(?![A-Za-z0-9_.(])")


class FormSheet(Worksheet):
    """Shares formulas of some columns within ``rows`` (first and last, 1-based).

    Only of those where it saves much (see ``places``).
    """

    rows = (1, 1)
    columns: frozenset[str] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self._shared: dict[tuple[str, str], int] = {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _xml_formula_element(self, formula: str, result: Any, attributes: Any = ()) -> None:
        column, row = _split(dict(attributes).get("r", ""))
        shape = _shape(formula, row) if column in self.columns else None
        if shape is None or not self.rows[0] <= row <= self.rows[1]:
            super()._xml_formula_element(formula, result, attributes)
            return
        writer: Any = self  # its own writing is not typed
        known = self._shared.get((column, shape))
        number = self._shared.setdefault((column, shape), len(self._shared))
        span = f' ref="{column}{row}:{column}{self.rows[1]}"' if known is None else ""
        text = writer._escape_data(formula) if known is None else ""
        inner = f'<f t="shared"{span} si="{number}">{text}</f>'
        attr = "".join(f' {key}="{writer._escape_attributes(value)}"' for key, value in attributes)
        writer.fh.write(f"<c{attr}>{inner}<v>{writer._escape_data(result)}</v></c>")


def _split(place: str) -> tuple[str, int]:
    """Part a place into its column's letters and its row."""
    letters = place.rstrip("0123456789")
    return letters, int(place[len(letters) :] or 0)


def _shape(formula: str, row: int) -> str | None:
    """Return a formula without the number of its row; None when it names another row.

    Such a formula means something else one row further down.
    """
    if any(int(number) != row for number in _REFERENCE.findall(formula)):
        return None
    return _REFERENCE.sub(lambda found: found[0].removesuffix(found[1]) + "#", formula)
