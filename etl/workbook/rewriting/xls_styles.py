"""How cells of .xls look: fonts, colours and cell styles as XlsxWriter's properties."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from etl.workbook.biff8 import Pieces
from etl.workbook.number_format import BUILT_IN_FORMATS
from etl.workbook.rewriting.parts import Properties, clean

# The colours of a workbook that brings no palette, from number 8 on; before them the
# first eight once more.
_PALETTE = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 "
    "800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 "
    "99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
).split()
_FOREGROUND, _BACKGROUND = 64, 65
_HORIZONTAL = ("", "left", "center", "right", "fill", "justify", "center_across", "distributed")
_VERTICAL = ("top", "vcenter", "bottom", "vjustify", "vdistributed")
_UNDERLINES = {1: 1, 2: 2, 0x21: 33, 0x22: 34}
_BOLD = 600
_STACKED = 255
_EXACT = {
    0x04: "fg_color", 0x05: "bg_color", 0x07: "top_color", 0x08: "bottom_color",
    0x09: "left_color", 0x0A: "right_color", 0x0B: "diag_color", 0x0D: "font_color",
}  # fmt: skip
_BY_RGB = 2
# Formats that have a number in both formats and no code; the money ones are known by
# their number alone.
_BUILT_IN = frozenset(BUILT_IN_FORMATS) | {5, 6, 7, 8, 41, 42, 43, 44}


@dataclass
class XlsStyles:
    """The fonts, colours, formats and styles of a workbook, as they come by."""

    fonts: list[bytes] = field(default_factory=list)
    styles: list[bytes] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    exact: dict[int, dict[str, str]] = field(default_factory=dict)
    palette: list[str] = field(default_factory=lambda: ["#" + colour for colour in _PALETTE])

    def take_palette(self, data: bytes) -> None:
        """Take the workbook's own colours."""
        count = min(int.from_bytes(data[:2], "little"), len(self.palette), (len(data) - 2) // 4)
        for number in range(count):
            red, green, blue = data[2 + number * 4 : 5 + number * 4]
            self.palette[number] = f"#{red:02X}{green:02X}{blue:02X}"

    def take_exact(self, data: bytes) -> None:
        """Take the colours that newer programs add to a style, whose own are but the nearest."""
        style, count = struct.unpack_from("<H2xH", data, 14)
        place = 20
        for _ in range(min(count, len(_EXACT) * 2)):
            what, length = struct.unpack_from("<HH", data, place)
            if what in _EXACT and length >= 12:
                kind, shade, *rgb = struct.unpack_from("<Hh3B", data, place + 4)
                if kind == _BY_RGB and not shade:
                    red, green, blue = rgb
                    colours = self.exact.setdefault(style, {})
                    colours[_EXACT[what]] = f"#{red:02X}{green:02X}{blue:02X}"
            place += max(length, 4)

    def colour(self, number: int) -> str | None:
        """Return a colour; None for the automatic ones and those that are none."""
        if number < 8:
            return self.palette[number]
        return self.palette[number - 8] if number - 8 < len(self.palette) else None

    def font(self, number: int) -> Properties:
        """Return a font's properties; there is no font of number 4."""
        place = number - (number > 4)
        if number == 4 or place >= len(self.fonts):
            return {}
        data = self.fonts[place]
        height, flags, colour, weight, raised, line, family, charset = struct.unpack_from(
            "<HHHHHBBB", data
        )
        found: Properties = {"font_size": _points(height), "font_family": family}
        name = clean(Pieces([data], 14).text(1))
        if name:
            found["font_name"] = name
        if line in _UNDERLINES:
            found["underline"] = _UNDERLINES[line]
        if (shown := self.colour(colour)) is not None:
            found["font_color"] = shown
        found |= {"font_charset": charset} if charset else {}
        found |= {"font_script": raised} if raised in (1, 2) else {}
        flagged = {
            "bold": weight >= _BOLD, "italic": flags & 2, "font_strikeout": flags & 8,
            "font_outline": flags & 0x10, "font_shadow": flags & 0x20,
        }  # fmt: skip
        return found | {name: True for name, is_set in flagged.items() if is_set}

    def properties(self, number: int) -> Properties:
        """Return all that a cell style says."""
        if number >= len(self.styles) or len(self.styles[number]) < 20:
            return {}
        data = self.styles[number]
        font, code, protection = struct.unpack_from("<HHH", data)
        found = self.font(font)
        found["num_format"] = self._format(code)
        found |= {} if protection & 1 else {"locked": False}
        found |= {"hidden": True} if protection & 2 else {}
        found |= _alignment(data) | self._borders(data) | self._fill(data)
        for name, colour in self.exact.get(number, {}).items():
            if name == "font_color" or name in found:
                found[name] = colour
        return found

    def _format(self, number: int) -> str | int:
        """Return the format's code; the number of one that each program shows in its own way."""
        if number in self.formats:
            return self.formats[number] or "General"
        if number in (0, 1) or number not in _BUILT_IN:
            return BUILT_IN_FORMATS.get(number, "General")
        return number

    def _borders(self, data: bytes) -> Properties:
        (lines, sides, ends) = struct.unpack_from("<HHI", data, 10)
        styles = {
            "left": (lines & 15, sides & 0x7F),
            "right": (lines >> 4 & 15, sides >> 7 & 0x7F),
            "top": (lines >> 8 & 15, ends & 0x7F),
            "bottom": (lines >> 12, ends >> 7 & 0x7F),
            "diag": (ends >> 21 & 15 if sides >> 14 else 0, ends >> 14 & 0x7F),
        }
        found: Properties = {}
        for side, (style, number) in styles.items():
            if not 0 < style <= 13:
                continue
            found["diag_border" if side == "diag" else side] = style
            if (colour := self.colour(number)) is not None:
                found[f"{side}_color"] = colour
        if "diag_border" in found:
            # Here the first bit falls, in the other format the first rises.
            found["diag_type"] = {1: 2, 2: 1, 3: 3}[sides >> 14]
        return found

    def _fill(self, data: bytes) -> Properties:
        pattern = data[17] >> 2
        if not 0 < pattern <= 18:
            return {}
        (colours,) = struct.unpack_from("<H", data, 18)
        front, back = colours & 0x7F, colours >> 7 & 0x7F
        found: Properties = {"pattern": pattern, "fg_color": self._filling(front)}
        return found if pattern == 1 else found | {"bg_color": self._filling(back)}

    def _filling(self, number: int) -> str:
        automatic = {_FOREGROUND: "#000000", _BACKGROUND: "#FFFFFF"}
        return self.colour(number) or automatic.get(number, "#FFFFFF")


def _alignment(data: bytes) -> Properties:
    placed, turned, drawn_in = data[6], data[7], data[8]
    found: Properties = {}
    if horizontal := _HORIZONTAL[placed & 7]:
        found["align"] = horizontal
    vertical = placed >> 4 & 7
    if vertical < len(_VERTICAL) and vertical != 2:
        found["valign"] = _VERTICAL[vertical]
    if placed & 8:
        found["text_wrap"] = True
    if turned == _STACKED:
        found["rotation"] = 270
    elif 0 < turned <= 180:
        found["rotation"] = turned if turned <= 90 else 90 - turned
    if drawn_in & 15:
        found["indent"] = drawn_in & 15
    if drawn_in & 0x10:
        found["shrink"] = True
    if drawn_in >> 6 in (1, 2):
        found["reading_order"] = drawn_in >> 6
    return found


def _points(twentieths: int) -> float | int:
    points = twentieths / 20
    return int(points) if points == int(points) else points
