"""OpenFormula, as .ods holds it, to the formulas of .xlsx.

``of:=SUM([.G7:.G9];[$'甲 乙'.A1])`` becomes ``SUM(G7:G9,'甲 乙'!A1)``. Only a grammar in
which every step is known is taken; anything else raises Unsure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.workbook.grid import Range, position
from etl.workbook.rewriting.functions import BY_NAME, Function, Unsure
from etl.workbook.rewriting.parts import LAST_COLUMN, LAST_ROW, is_clean

_PREFIX = "of:="
_MOST_LETTERS = 8_000
_TOKEN = re.compile(
    r"(?P<blank>\s+)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)"
    r'|(?P<string>"(?:[^"]|"")*")'
    r"|\[(?P<reference>[^\]]+)\]"
    r'|(?P<array>\{(?:[^{}"]|"(?:[^"]|"")*")*\})'
    r"|(?P<error>#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!))"
    r"|(?P<function>[A-Za-z][A-Za-z0-9.]*)(?=\()"
    r"|(?P<name>[A-Za-z_\u3400-\u9fff][A-Za-z0-9_.\u3400-\u9fff]*)"
    r"|(?P<operator><>|<=|>=|[-+*/^&=<>])|(?P<percent>%)"
    r"|(?P<open>\()|(?P<close>\))|(?P<separator>;)"
)
_CONSTANT = re.compile(
    r'(?P<constant>[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?|"(?:[^"]|"")*"|TRUE|FALSE)'
    r"(?P<after>[;|}])"
)
_SHEET = r"(?:\$?(?:'(?P<{0}_quoted>(?:[^']|'')+)'|(?P<{0}_plain>[^.'\[\]:$]+)))?"
_PLACE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}|\$?[A-Z]{1,3}|\$?[0-9]{1,7}"
_REFERENCE = re.compile(
    rf"{_SHEET.format('first')}\.(?P<start>{_PLACE})"
    rf"(?::{_SHEET.format('last')}\.(?P<end>{_PLACE}))?"
)


@dataclass
class _Converter:
    sheets: Mapping[str, str]
    names: frozenset[str]
    out: list[str] = field(default_factory=list)
    # Open brackets: the function (None for plain ones) and how many separators came.
    open: list[tuple[Function | None, int]] = field(default_factory=list)
    called: Function | None = None
    wants_operand: bool = True

    def run(self, text: str) -> str:
        place = 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None or match.lastgroup is None:
                raise Unsure
            place = match.end()
            if match.lastgroup != "blank":
                _STEPS[match.lastgroup](self, match[match.lastgroup])
        if self.wants_operand or self.open or self.called:
            raise Unsure
        return "".join(self.out)

    def operand(self, text: str) -> None:
        if not self.wants_operand:
            raise Unsure
        self.wants_operand = False
        self.out.append(text)

    def reference(self, text: str) -> None:
        self.operand(reference_text(text, self.sheets))

    def array(self, text: str) -> None:
        self.operand(_array_text(text))

    def name(self, text: str) -> None:
        if text not in self.names:
            raise Unsure
        self.operand(text)

    def operator(self, text: str) -> None:
        if self.wants_operand and text not in ("+", "-"):
            raise Unsure
        self.wants_operand = True
        self.out.append(text)

    def percent(self, text: str) -> None:
        if self.wants_operand:
            raise Unsure
        self.out.append(text)

    def function(self, text: str) -> None:
        self.called = BY_NAME.get(text.upper())
        if self.called is None or not self.wants_operand:
            raise Unsure
        self.out.append(self.called.name)

    def opened(self, text: str) -> None:
        if not self.wants_operand:
            raise Unsure
        self.open.append((self.called, 0))
        self.called = None
        self.out.append(text)

    def separator(self, _: str) -> None:
        if not self.open or self.open[-1][0] is None:
            raise Unsure
        function, count = self.open[-1]
        self._leave_out()
        self.open[-1] = (function, count + 1)
        self.wants_operand = True
        self.out.append(",")

    def closed(self, text: str) -> None:
        if not self.open:
            raise Unsure
        function, separators = self.open.pop()
        if function is None:
            if self.wants_operand:
                raise Unsure
        else:
            count = 0 if self.out[-1] == "(" else separators + 1
            self._leave_out()
            if not function.least <= count <= function.most:
                raise Unsure
        self.wants_operand = False
        self.out.append(text)

    def _leave_out(self) -> None:
        """Let an argument be missing, but not the half of an operation."""
        if self.wants_operand and self.out[-1] not in ("(", ","):
            raise Unsure


_STEPS = {
    "number": _Converter.operand, "string": _Converter.operand, "error": _Converter.operand,
    "reference": _Converter.reference, "array": _Converter.array,
    "function": _Converter.function, "name": _Converter.name,
    "operator": _Converter.operator, "percent": _Converter.percent, "open": _Converter.opened,
    "close": _Converter.closed, "separator": _Converter.separator,
}  # fmt: skip


def converted(formula: str, sheets: Mapping[str, str], names: frozenset[str]) -> str:
    """Return a formula without its equals sign; raises Unsure.

    ``sheets``: the copy's name of each sheet; ``names``: those defined in the copy.
    """
    if not formula.startswith(_PREFIX) or len(formula) > _MOST_LETTERS or not is_clean(formula):
        raise Unsure
    return _Converter(sheets, names).run(formula[len(_PREFIX) :])


def _array_text(text: str) -> str:
    """Return ``{1,2;3,4}`` of ``{1;2|3;4}``."""
    out, place = ["{"], 1
    while place < len(text):
        match = _CONSTANT.match(text, place)
        if match is None:
            raise Unsure
        out += [match["constant"], {";": ",", "|": ";", "}": "}"}[match["after"]]]
        place = match.end()
    return "".join(out)


def reference_text(text: str, sheets: Mapping[str, str]) -> str:
    """Return ``'sheet'!$A$1:B2`` of ``$sheet.$A$1:.B2``."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise Unsure
    first, last = _sheet(match, "first"), _sheet(match, "last")
    start, end = match["start"], match["end"]
    if (last is not None and last != first) or _shape(start) != _shape(end or start):
        raise Unsure
    if end is None and _shape(start) != "cell":
        raise Unsure
    prefix = ""
    if first is not None:
        if first not in sheets:
            raise Unsure
        prefix = "'" + sheets[first].replace("'", "''") + "'!"
    return prefix + start + (f":{end}" if end else "")


def _sheet(match: re.Match[str], which: str) -> str | None:
    quoted: str | None = match[f"{which}_quoted"]
    plain: str | None = match[f"{which}_plain"]
    return plain if quoted is None else quoted.replace("''", "'")


def _shape(place: str) -> str:
    """Return what a place is: a cell, a column or a row; beyond the sheet it is none."""
    bare = place.replace("$", "")
    if bare.isdigit():
        kind, row, column = "row", int(bare), 1
    elif bare.isalpha():
        kind, (row, column) = "column", position(bare + "1")
    else:
        kind, (row, column) = "cell", position(bare)
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise Unsure
    return kind


def plain_range(text: str) -> tuple[str | None, Range] | None:
    """Return the sheet and range of an address such as ``$表.$A$1:.$B$2``, None if it is none."""
    match = _REFERENCE.fullmatch(text)
    try:
        if match is None or _shape(match["start"]) != "cell":
            return None
        top, left = position(match["start"])
        bottom, right = position(match["end"] or match["start"])
    except (Unsure, ValueError):
        return None
    if bottom < top or right < left or bottom > LAST_ROW or right > LAST_COLUMN:
        return None
    return _sheet(match, "first"), Range(top, left, bottom, right)
