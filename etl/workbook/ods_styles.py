"""OpenDocument number styles as the format codes that the other formats store.

Good for telling percent, dates, scaled numbers and words beside a number, and near enough
to what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.limits import MAX_STYLES
from etl.workbook.marked_text import Mark

Attributes = dict[str, str]

_KINDS = {
    "number:number-style", "number:percentage-style", "number:currency-style",
    "number:date-style", "number:time-style", "number:boolean-style", "number:text-style",
}  # fmt: skip
_DATE_PARTS = {
    "number:year": "yyyy", "number:month": "m", "number:day": "d", "number:day-of-week": "ddd",
    "number:era": "e", "number:quarter": "m", "number:week-of-year": "d", "number:hours": "h",
    "number:minutes": "mm", "number:seconds": "ss", "number:am-pm": "AM/PM",
}  # fmt: skip
_FURTHER = {
    "number:scientific-number": "0.00E+00",
    "number:fraction": "# ?/?",
    "number:text-content": "@",
}
_COLOURS = {
    "#ff0000": "[Red]", "#0000ff": "[Blue]", "#00ff00": "[Green]", "#ffff00": "[Yellow]",
    "#ff00ff": "[Magenta]", "#00ffff": "[Cyan]", "#ffffff": "[White]",
}  # fmt: skip
_LITERALS = ("number:text", "number:embedded-text", "number:currency-symbol")


def _count(attributes: Attributes, name: str, otherwise: int) -> int:
    text = attributes.get(name, "")
    return min(int(text), 15) if text.isdecimal() and len(text) < 4 else otherwise


def _digits(attributes: Attributes) -> str:
    places = _count(attributes, "number:decimal-places", 0)
    always = min(_count(attributes, "number:min-decimal-places", places), places)
    leading = max(_count(attributes, "number:min-integer-digits", 1), 1)
    code = "0" * leading
    if attributes.get("number:grouping") == "true":
        code = code.rjust(4, "#")
        code = f"{code[:-3]},{code[-3:]}"
    code += ("." + "0" * always + "#" * (places - always)) if places else ""
    factor = attributes.get("number:display-factor", "1").partition(".")[0]
    return code + "," * ((len(factor) - 1) // 3)


@dataclass
class _NumberStyle:
    kind: str
    code: str = ""
    # What applies under a condition: the condition as a format has it, and that style's name.
    sections: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class OdsStyles:
    """Collects styles.xml and the automatic styles of content.xml."""

    _numbers: dict[str, _NumberStyle] = field(default_factory=dict)
    _cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    _hidden_tables: set[str] = field(default_factory=set)
    _marks: dict[str, Mark] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _open: _NumberStyle | None = None
    _literal: list[str] | None = None
    _style: str = ""

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the start of an element that may belong to a style."""
        if len(self._cells) + len(self._numbers) > MAX_STYLES:
            raise UnreadableWorkbook("E-FILE-UNPACKED")
        if element in _KINDS:
            self._open = _NumberStyle(element)
            self._numbers[attributes.get("style:name", "")] = self._open
        elif element == "style:style":
            self._style = attributes.get("style:name", "")
            if attributes.get("style:family") == "table-cell":
                numbers = attributes.get("style:data-style-name", "")
                parent = attributes.get("style:parent-style-name", "")
                self._cells[self._style] = (numbers, parent)
        elif element == "style:text-properties":
            if self._open is None:
                self._take_text_properties(attributes)
            else:
                self._open.code += _COLOURS.get(attributes.get("xsl-fo-compatible:color", ""), "")
        elif element == "style:table-properties":
            if attributes.get("table:display") == "false":
                self._hidden_tables.add(self._style)
        elif self._open is not None:
            self._start_part(self._open, element, attributes)

    def _take_text_properties(self, attributes: Attributes) -> None:
        """Note what a style does to digits written in it."""
        place = attributes.get("style:text-position", "").partition(" ")[0]
        lines = (attributes.get(f"style:text-line-through-{what}") for what in ("style", "type"))
        if any(line not in (None, "none") for line in lines):
            self._marks[self._style] = "struck"
        elif place in ("super", "sub") or place.rstrip("%").lstrip("-").isdecimal():
            lowered = place == "sub" or place.startswith("-")
            if place not in ("0%", "0"):
                self._marks[self._style] = "lowered" if lowered else "raised"

    def mark(self, style: str) -> Mark | None:
        """Return what a style of text does to digits."""
        return self._marks.get(style)

    def _start_part(self, style: _NumberStyle, element: str, attributes: Attributes) -> None:
        if element in _LITERALS:
            self._literal = []
        elif element == "number:number":
            plain = "number:decimal-places" not in attributes
            short = len(attributes) < 2 and _count(attributes, "number:min-integer-digits", 1) < 2
            whole = style.kind == "number:number-style" and plain and short
            style.code += "General" if whole else _digits(attributes)
        elif element == "style:map":
            condition = attributes.get("style:condition", "").replace("value()", "").strip()
            style.sections.append((condition, attributes.get("style:apply-style-name", "")))
        else:
            style.code += _date_part(element, attributes) or _FURTHER.get(element, "")

    def text(self, data: str) -> None:
        """Take the words that stand beside a number."""
        if self._literal is not None:
            self._literal.append(data)

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if self._open is None:
            return
        if element in _LITERALS and self._literal is not None:
            self._open.code += _quoted(element, "".join(self._literal), self._open.kind)
            self._literal = None
        elif element in _KINDS:
            self._open = None

    def hides_table(self, style: str) -> bool:
        """Whether sheets of this style are hidden."""
        return style in self._hidden_tables

    def code(self, cell_style: str) -> str:
        """Return the format code of a cell style."""
        code = self._codes.get(cell_style)
        if code is None:
            code = self._codes[cell_style] = self._look_up(cell_style)
        return code

    def _look_up(self, cell_style: str) -> str:
        seen: set[str] = set()
        while cell_style in self._cells and cell_style not in seen:
            seen.add(cell_style)
            numbers, parent = self._cells[cell_style]
            style = self._numbers.get(numbers)
            if style is not None:
                mapped = [
                    (f"[{condition}]" if condition else "") + self._numbers[name].code
                    for condition, name in style.sections
                    if name in self._numbers
                ]
                return ";".join([*mapped, style.code]) or "General"
            cell_style = parent
        return "General"


def _date_part(element: str, attributes: Attributes) -> str:
    """Return the letters of a part of a date; a long one has its nought before."""
    letters = _DATE_PARTS.get(element, "")
    long = attributes.get("number:style") == "long"
    return letters * 2 if long and letters in ("m", "d", "h") else letters


def _quoted(element: str, words: str, kind: str) -> str:
    if element == "number:embedded-text":
        return "".join("\\" + letter for letter in words) + "0"  # more digits follow it
    if element == "number:currency-symbol" and not any("\u4e00" <= c <= "\u9fff" for c in words):
        return f"[${words}]"
    if kind == "number:percentage-style" and "%" in words:
        before, _, after = words.partition("%")
        return _in_quotes(before) + "%" + _in_quotes(after)
    return _in_quotes(words)


def _in_quotes(words: str) -> str:
    return '"' + words.replace('"', "") + '"' if words else ""
