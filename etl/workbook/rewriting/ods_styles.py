"""How cells, rows and columns of .ods look, as XlsxWriter's properties and Excel's units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.workbook.grid import UnreadableWorkbook
from etl.workbook.limits import MAX_STYLES
from etl.workbook.rewriting.parts import Properties, clean
from etl.workbook.xml_stream import Attributes

# The font whose digits Excel counts widths in, and how wide one is in pixels.
DEFAULT_FONT: Properties = {"font_name": "Arial", "font_size": 10}
_DIGIT = 7
_FO = "xsl-fo-compatible:"
_LENGTH = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(in|inch|cm|mm|pt|pc|px)")
_POINTS = {"in": 72, "inch": 72, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pt": 1, "pc": 12, "px": 0.75}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PROPERTIES = (
    "style:table-cell-properties", "style:text-properties", "style:paragraph-properties",
    "style:table-column-properties", "style:table-row-properties", "style:table-properties",
)  # fmt: skip
_HORIZONTAL = {
    "start": "left", "left": "left", "center": "center", "end": "right", "right": "right",
    "justify": "justify",
}  # fmt: skip
_VERTICAL = {"top": "top", "middle": "vcenter", "justify": "vjustify"}
_UNLOCKED, _HIDDEN = ("none", "formula-hidden"), ("hidden-and-protected", "formula-hidden")
# One step of Excel's indent is as wide as ten points.
_INDENT = 10
_MOST_PARENTS = 50
_BOLD = ("bold", "600", "700", "800", "900")
_CHINESE_FONTS = re.compile(
    r"[\u3400-\u9fff]|simsun|simhei|kaiti|fangsong|dengxian|yahei|cjk|source han|wenquanyi"
    r"|^st(?:song|heiti|kaiti|fangsong|xihei|zhongsong)|pingfang|heiti",
    re.IGNORECASE,
)


class Script(NamedTuple):
    """Which of LibreOffice's fonts a text is in: that for Chinese, the other one, or both."""

    asian: bool
    mixed: bool = False


LATIN = Script(asian=False)


def points(length: str | None) -> float | None:
    """Return a length in points, None when it is none."""
    match = _LENGTH.fullmatch((length or "").strip())
    return float(match[1]) * _POINTS[match[2]] if match else None


def digits(length: str | None) -> float | None:
    """Return the width of a column as Excel stores it."""
    width = points(length)
    return None if width is None or width < 0 else round(min(width / 0.75 / _DIGIT, 255), 4)


@dataclass
class _Style:
    parent: str = ""
    own: Attributes = field(default_factory=dict)


@dataclass
class OdsLooks:
    """Collects the styles of styles.xml and content.xml."""

    _styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    _defaults: dict[str, _Style] = field(default_factory=dict)
    _fonts: dict[str, str] = field(default_factory=dict)
    _open: _Style | None = None
    _known: dict[tuple[str, str], Attributes] = field(default_factory=dict)
    conditional: set[str] = field(default_factory=set)
    _name: str = ""

    def start(self, element: str, attributes: Attributes) -> None:
        """Take the start of an element that may say how something looks."""
        if element == "style:style":
            self._begin(attributes)
        elif element == "style:default-style":
            self._open = self._defaults[attributes.get("style:family", "")] = _Style()
        elif element == "style:font-face":
            family = attributes.get("svg-compatible:font-family", "").strip("'\"")
            self._fonts[attributes.get("style:name", "")] = family
        elif self._open is not None:
            if element in _PROPERTIES:
                self._open.own.update(attributes)
            elif element == "style:map":
                self.conditional.add(self._name)

    def _begin(self, attributes: Attributes) -> None:
        if len(self._styles) > MAX_STYLES:
            raise UnreadableWorkbook("E-FILE-UNPACKED")
        self._name = attributes.get("style:name", "")
        self._open = _Style(attributes.get("style:parent-style-name", ""))
        master = attributes.get("style:master-page-name")
        if master is not None:
            self._open.own["style:master-page-name"] = master
        family = attributes.get("style:family", "")
        self._styles[family, self._name] = self._open
        # Conditions call a style by the name that people see.
        shown = attributes.get("style:display-name", self._name)
        self._styles.setdefault((family, shown), self._open)

    def end(self, element: str) -> None:
        """Take the end of an element."""
        if element in ("style:style", "style:default-style"):
            self._open = None

    def all(self, family: str, name: str) -> Attributes:
        """Return all that a style says, what it says itself before its parents."""
        known = self._known.get((family, name))
        if known is None:
            default = self._defaults.get(family, _Style()).own
            known = self._known[family, name] = {**default, **self.said(family, name)}
        return known

    def said(self, family: str, name: str) -> Attributes:
        """Return what a style and its parents say, without the default of the family."""
        chain: list[_Style] = []
        wanted = name
        while (style := self._styles.get((family, wanted))) and len(chain) < _MOST_PARENTS:
            chain.append(style)
            wanted = style.parent
        found: Attributes = {}
        for style in reversed(chain):
            found.update(style.own)
        return found

    def own(self, family: str, name: str) -> Attributes:
        """Return what a style says without the defaults of its family."""
        style = self._styles.get((family, name))
        return {} if style is None else style.own

    def cell(self, name: str, code: str, script: Script) -> Properties:
        """Return the look of a cell whose text is in a script."""
        named = name or "Default"
        said = self.all("table-cell", named)
        found: Properties = {"num_format": code} | self.font(said, script)
        own = self.said("table-cell", named)
        fonts = (self._font_name(own, script.asian), self._font_name(said, script.asian))
        if font := next(filter(None, (*fonts, self._latin(said))), ""):
            found["font_name"] = font
        return found | _placed(said) | self.cell_of(said, font=False)

    def cell_of(self, said: Attributes, *, font: bool = True) -> Properties:
        """Return the look that attributes say and nothing else."""
        found = (self.font(said, LATIN) if font else {}) | _borders(said)
        ground = said.get(_FO + "background-color", "")
        if _COLOUR.fullmatch(ground):
            found |= {"pattern": 1, "fg_color": ground.upper()}
        protection = said.get("style:cell-protect", "").split()
        if any(word in _UNLOCKED for word in protection):
            found["locked"] = False
        if any(word in _HIDDEN for word in protection):
            found["hidden"] = True
        return found

    def font(self, said: Attributes, script: Script) -> Properties:
        """Return what attributes say of a font, and nothing that they do not say."""
        found: Properties = {}
        if name := self._font_name(said, script.asian):
            found["font_name"] = name
        if size := points(said.get("style:font-size-asian" if script.asian else _FO + "font-size")):
            found["font_size"] = round(size, 1) if size % 1 else int(size)
        if any(weight in _BOLD for weight in _of_script(said, "font-weight", script)):
            found["bold"] = True
        if any(way in ("italic", "oblique") for way in _of_script(said, "font-style", script)):
            found["italic"] = True
        found |= _lines(said)
        colour = said.get(_FO + "color", "")
        if _COLOUR.fullmatch(colour) and said.get("style:use-window-font-color") != "true":
            found["font_color"] = colour.upper()
        return found

    def _font_name(self, said: Attributes, asian: bool) -> str:
        """Return the font for Chinese or the other one.

        That one stands in where it has Chinese letters, as the only one that .xlsx names.
        """
        latin = self._latin(said)
        if not asian:
            return latin
        named = self._named(said, "style:font-name-asian", "style:font-family-asian")
        return named or (latin if _CHINESE_FONTS.search(latin) else "")

    def _latin(self, said: Attributes) -> str:
        return self._named(said, "style:font-name", _FO + "font-family")

    def _named(self, said: Attributes, by_name: str, by_family: str) -> str:
        face, family = said.get(by_name, ""), said.get(by_family, "").strip("'\"")
        return clean(self._fonts.get(face) or family or face)


def _of_script(said: Attributes, what: str, script: Script) -> list[str]:
    """Return what is said of a property for the scripts of a text.

    A program that knows no fonts for Chinese writes the other one alone.
    """
    latin = said.get(_FO + what, "normal")
    asian = said.get(f"style:{what}-asian", latin)
    return [asian, latin] if script.mixed else [asian] if script.asian else [latin]


def _lines(said: Attributes) -> Properties:
    """Return underlines, strokes and whether text is raised."""
    found: Properties = {}
    if said.get("style:text-underline-style", "none") != "none":
        found["underline"] = 2 if said.get("style:text-underline-type") == "double" else 1
    struck = (said.get(f"style:text-line-through-{what}", "none") for what in ("style", "type"))
    if any(line != "none" for line in struck):
        found["font_strikeout"] = True
    raised = said.get("style:text-position", "").partition(" ")[0]
    if raised == "super" or (raised.rstrip("%").isdecimal() and raised.rstrip("%") != "0"):
        found["font_script"] = 1
    elif raised == "sub" or raised.startswith("-"):
        found["font_script"] = 2
    return found


def _placed(said: Attributes) -> Properties:
    found: Properties = {}
    horizontal = said.get(_FO + "text-align", "")
    if said.get("style:repeat-content") == "true":
        found["align"] = "fill"
    elif said.get("style:text-align-source") != "value-type" and horizontal in _HORIZONTAL:
        found["align"] = _HORIZONTAL[horizontal]
        if horizontal == "justify" and said.get("text-justify") == "distribute":
            found["align"] = "distributed"
        indent = points(said.get(_FO + "margin-left")) or 0
        if indent >= _INDENT / 2 and found["align"] in ("left", "right"):
            found["indent"] = min(round(indent / _INDENT), 15)
    if said.get("style:vertical-align") in _VERTICAL:
        found["valign"] = _VERTICAL[said["style:vertical-align"]]
    found |= {"text_wrap": True} if said.get(_FO + "wrap-option") == "wrap" else {}
    found |= {"shrink": True} if said.get("style:shrink-to-fit") == "true" else {}
    if said.get("style:direction") == "ttb":
        return found | {"rotation": 270}
    angle = said.get("style:rotation-angle", "").removesuffix("deg").partition(".")[0]
    turned = int(angle) % 360 if angle.lstrip("-").isdecimal() else 0
    if turned and (turned <= 90 or turned >= 270):
        found["rotation"] = turned if turned <= 90 else turned - 360
    return found


def _borders(said: Attributes) -> Properties:
    found: Properties = {}
    both = said.get(_FO + "border", "none")
    for side in ("left", "right", "top", "bottom"):
        style, colour = _border(said.get(f"{_FO}border-{side}", both))
        if style:
            found |= {side: style, f"{side}_color": colour}
    falling, rising = (
        _border(said.get(f"style:diagonal-{way}", "none")) for way in ("tl-br", "bl-tr")
    )
    style, colour = falling if falling[0] else rising
    if style:
        way = 3 if falling[0] and rising[0] else 2 if falling[0] else 1
        found |= {"diag_type": way, "diag_border": style, "diag_color": colour}
    return found


def _border(text: str) -> tuple[int, str]:
    """Return Excel's number of a border such as ``0.74pt solid #000000``, 0 for none."""
    words = text.split()
    width = next((size for word in words if (size := points(word)) is not None), 0.75)
    colour = next((word.upper() for word in words if _COLOUR.fullmatch(word)), "#000000")
    kinds = {
        "double": 6, "double-thin": 6, "dotted": 4, "dashed": 3, "fine-dashed": 3,
        "dash-dot": 9, "dash-dot-dot": 11,
    }  # fmt: skip
    kind = next((word for word in words if word in kinds or word == "solid"), "")
    if not kind or width <= 0:
        return 0, colour
    if kind == "solid":
        return (7 if width < 0.5 else 1 if width < 1.2 else 2 if width < 2.1 else 5), colour
    heavy = {"dashed": 8, "fine-dashed": 8, "dash-dot": 10, "dash-dot-dot": 12}
    return (heavy[kind] if width >= 1.2 and kind in heavy else kinds[kind]), colour
