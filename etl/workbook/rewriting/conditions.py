"""Colours that appear under a condition: by comparison or by formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from etl.workbook.grid import Range, address
from etl.workbook.rewriting.parts import CopiedSheet, Properties

_MOST_RANGES = 500
# What a conditional look may change; a font's name and size are not among it.
_CHANGES = frozenset(
    "bold italic underline font_strikeout font_color bg_color left right top bottom "
    "left_color right_color top_color bottom_color".split()
)


@dataclass(frozen=True)
class Condition:
    """A look under a condition; of several that hold the first one counts.

    ``comparison`` is None where the one formula is the condition itself.
    """

    over: tuple[Range, ...]
    comparison: str | None
    formulas: tuple[str, ...]
    look: Properties


def colour(sheet: CopiedSheet, condition: Condition) -> bool:
    """Give a conditional look to the copy's sheet; False when it says nothing known."""
    look = {name: value for name, value in condition.look.items() if name in _CHANGES}
    needed = 2 if (condition.comparison or "").endswith("between") else 1
    if not look or len(condition.formulas) < needed or not 0 < len(condition.over) <= _MOST_RANGES:
        return False
    options = _options(condition)
    first = condition.over[0]
    if len(condition.over) > 1:
        options["multi_range"] = " ".join(
            f"{address(item.top, item.left)}:{address(item.bottom, item.right)}"
            for item in condition.over
        )
    sheet.setup.append(lambda made: _add(made, first, options, look))
    return True


def _options(condition: Condition) -> dict[str, Any]:
    formulas = ["=" + formula for formula in condition.formulas]
    if condition.comparison is None:
        return {"type": "formula", "criteria": formulas[0], "stop_if_true": True}
    options: dict[str, Any] = {
        "type": "cell",
        "criteria": condition.comparison,
        "stop_if_true": True,
    }
    if condition.comparison.endswith("between"):
        return options | {"minimum": formulas[0], "maximum": formulas[1]}
    return options | {"value": formulas[0]}


def _add(made: Worksheet, over: Range, options: dict[str, Any], look: Properties) -> None:
    sheet: Any = made
    corners = (over.top - 1, over.left - 1, over.bottom - 1, over.right - 1)
    sheet.conditional_format(*corners, {**options, "format": sheet.workbook_add_format(look)})
