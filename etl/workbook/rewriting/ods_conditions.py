"""Conditional looks of .ods, as LibreOffice writes them after a sheet's rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.workbook.grid import Range
from etl.workbook.rewriting.conditions import Condition, colour
from etl.workbook.rewriting.functions import Unsure
from etl.workbook.rewriting.ods_around import OdsAround
from etl.workbook.rewriting.ods_formula import converted, plain_range
from etl.workbook.rewriting.parts import CopiedSheet, Properties
from etl.workbook.xml_stream import Attributes

_FORMULA = re.compile(r"formula-is\((?P<formula>.*)\)", re.DOTALL)
_COMPARED = re.compile(r"(?P<sign><=|>=|!=|=|<|>)(?P<value>.+)", re.DOTALL)
_BETWEEN = re.compile(r"(?P<not>not-)?between\((?P<from>[^,()]+),(?P<to>[^,()]+)\)")
_RANGE = re.compile(r"(?:\$?(?:'(?:[^']|'')+'|[^\s.'\[\]:]+))?\.\$?[A-Z]+\$?[0-9]+")
_DRAWN = {
    "data-bar": "条件格式里的数据条", "color-scale": "条件格式里的色阶",
    "icon-set": "条件格式里的图标集", "date-is": "按日期的条件格式",
}  # fmt: skip
_INSIDE = ("color-scale-entry", "formatting-entry", "conditional-formats")
_SIGNS = {"=": "==", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}


@dataclass
class OdsConditions:
    """Collects the conditional looks of a sheet."""

    sheet: CopiedSheet
    around: OdsAround
    over: tuple[Range, ...] = ()
    found: list[tuple[tuple[Range, ...], Attributes]] = field(default_factory=list)

    def start(self, local: str, attributes: Attributes) -> None:
        """Take an element among the conditional looks, by its name without prefix."""
        self.around.conditions = True
        if local == "conditional-format":
            self.over = _ranges(attributes.get("calcext:target-range-address", ""))
        elif local == "condition":
            self.found.append((self.over, attributes))
        elif local in _DRAWN:
            self.around.lost.note(_DRAWN[local])
        elif local not in _INSIDE:
            self.around.conditions_lost = True

    def finish(self) -> None:
        """Give the sheet its looks, once its names and those of the others are known."""
        for over, attributes in self.found:
            try:
                kept = colour(self.sheet, self._condition(over, attributes))
            except Unsure:
                kept = False
            if kept:
                self.around.conditions_kept = True
            else:
                self.around.conditions_lost = True

    def _condition(self, over: tuple[Range, ...], attributes: Attributes) -> Condition:
        base = plain_range(attributes.get("calcext:base-cell-address", ""))
        if not over or base is None or (base[1].top, base[1].left) != (over[0].top, over[0].left):
            raise Unsure
        said = self.around.looks.own("table-cell", attributes.get("calcext:apply-style-name", ""))
        look: Properties = self.around.looks.cell_of(said)
        if "fg_color" in look:
            look["bg_color"] = look.pop("fg_color")
        written = attributes.get("calcext:value", "")
        if match := _FORMULA.fullmatch(written):
            return Condition(over, None, (self._formula(match["formula"]),), look)
        if match := _BETWEEN.fullmatch(written):
            ends = tuple(self._formula(match[end]) for end in ("from", "to"))
            return Condition(over, "not between" if match["not"] else "between", ends, look)
        if match := _COMPARED.fullmatch(written):
            return Condition(over, _SIGNS[match["sign"]], (self._formula(match["value"]),), look)
        raise Unsure

    def _formula(self, text: str) -> str:
        return converted("of:=" + text, self.around.sheets, self.around.names)


def _ranges(written: str) -> tuple[Range, ...]:
    """Return the ranges of a list such as ``表.N7:表.N12 表.A1``; none when it has others."""
    found: list[Range] = []
    left = written
    for match in re.finditer(rf"(?:{_RANGE.pattern})(?::{_RANGE.pattern})?", written):
        place = plain_range(match[0])
        if place is None:
            return ()
        found.append(place[1])
        left = left.replace(match[0], "", 1)
    return tuple(found) if not left.strip() else ()
