"""Cell styles of a sender's workbook with a mark on them: a fill and a frame, nothing else.

Number format, font, alignment and protection stay those of the cell. What the mark covers
(fill and border) can be told again from a marked style, so that a copy that is marked a
second time does not keep the marks of the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from etl.domain.finding import Severity
from etl.workbook.marking.office_parts import OfficeParts, xml_part
from etl.workbook.marking.xml_edit import Edits, elements, with_attribute

ERROR_FILL, ERROR_LINE = "FFFCE4D3", "FFB5500B"
WARNING_SHADE, WARNING_LINE = "FFB4BEC9", "FF3F4B57"
INFO_LINE = "FF5D6B79"

_ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
).split()
_LISTS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_SIDES = ("left", "right", "top", "bottom")
_SIDES_WRITTEN = (*_SIDES, "start", "end")
_LOOK = re.compile(rb"\s(?:fillId|borderId|applyFill|applyBorder)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_DEFAULTS = {
    "fonts": ('<font><sz val="11"/><name val="宋体"/></font>',),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border/>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}


@dataclass(frozen=True)
class Look:
    """What a mark covers of a cell: its fill and border as XML, without prefixes."""

    fill: str
    border: str


PLAIN = Look('<fill><patternFill patternType="none"/></fill>', "<border/>")


class StyleBook:
    """The styles part: marked variants are added, and equal ones are made once."""

    def __init__(self, parts: OfficeParts) -> None:
        self._parts = parts
        self._part = parts.related(parts.workbook, "styles") or self._new_part()
        self._data = parts.read(self._part)
        found = elements(self._data, "styleSheet", *_ORDER, *_LISTS.values())
        self._root = found[0]
        self._prefix = f"{self._root.prefix}:" if self._root.prefix else ""
        self._holders = {item.name: item for item in found if item.depth == 1}
        self._items: dict[str, list[bytes]] = {}
        for name, inner in _LISTS.items():
            holder = self._holders.get(name)
            self._items[name] = [
                self._data[item.start : item.stop]
                for item in found
                if holder and item.depth == 2 and item.name == inner
                and holder.start < item.start < holder.stop
            ]  # fmt: skip
        self._were = {name: len(items) for name, items in self._items.items()}
        for name, texts in _DEFAULTS.items():
            if not self._items[name]:
                self._items[name] = [self._named(text) for text in texts]
        self._marked: dict[tuple[int, Severity], int] = {}
        self._looks: dict[int, Look] = {}

    def _new_part(self) -> str:
        part = self._parts.free_name("xl/styles{}.xml")
        space = self._parts.names.main
        self._parts.write(part, xml_part(f'<styleSheet xmlns="{space}"></styleSheet>'))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
        self._parts.declare(part, kind)
        self._parts.relate(self._parts.workbook, "styles", part)
        return part

    def _named(self, text: str) -> bytes:
        """Return XML with the part's own prefix on its tags."""
        return re.sub(r"<(/?)(?=\w)", rf"<\1{self._prefix}", text).encode()

    def _bare(self, xml: bytes) -> str:
        return xml.decode().replace(f"<{self._prefix}", "<").replace(f"</{self._prefix}", "</")

    # ---- marks

    def marked(self, style: int, grade: Severity) -> int:
        """Return the style of a cell with a mark on it."""
        known = self._marked.get((style, grade))
        if known is None:
            look = _with_mark(self.look(style), grade)
            known = self._marked[style, grade] = self.with_look(style, look)
        return known

    def look(self, style: int) -> Look:
        """Return the fill and border of a style; of one that does not exist, a plain one."""
        if style not in self._looks:
            xf = self._style(style)
            fills, borders = self._items["fills"], self._items["borders"]
            fill, border = _number(xf, "fillId"), _number(xf, "borderId")
            self._looks[style] = Look(
                self._bare(fills[fill]) if fill < len(fills) else PLAIN.fill,
                self._bare(borders[border]) if border < len(borders) else PLAIN.border,
            )
        return self._looks[style]

    def _style(self, style: int) -> bytes:
        styles = self._items["cellXfs"]
        return styles[style] if style < len(styles) else self._named(_DEFAULTS["cellXfs"][0])

    def is_marked(self, style: int) -> bool:
        """Whether a style carries one of our marks, also after another program saved it."""
        return _carries_mark(self.look(style))

    def without_mark(self, style: int, look: Look) -> int:
        """Return a marked style with the look it had; a fill that was changed since stays."""
        fill = look.fill if _is_mark_fill(self.look(style).fill) else self.look(style).fill
        return self.with_look(style, Look(fill, look.border))

    def with_look(self, style: int, look: Look) -> int:
        """Return the style with another fill and border, made if there is none yet."""
        xf = self._style(style)
        fill, border = self._place("fills", look.fill), self._place("borders", look.border)
        wanted = _LOOK.sub(b"", xf)
        for place, other in enumerate(self._items["cellXfs"]):
            ids = (_number(other, "fillId"), _number(other, "borderId"))
            if ids == (fill, border) and _LOOK.sub(b"", other) == wanted:
                return place
        end = xf.index(b">") + 1
        tag = xf[:end]
        for name, value in {"fillId": fill, "borderId": border, "applyFill": 1,
                            "applyBorder": 1}.items():  # fmt: skip
            tag = with_attribute(tag, name, str(value))
        return self._put("cellXfs", tag + xf[end:])

    def add(
        self, font: str, fill: str = PLAIN.fill, border: str = PLAIN.border, alignment: str = ""
    ) -> int:
        """Return a style of our own sheets, made of XML without prefixes."""
        ids = (
            self._place("fonts", font),
            self._place("fills", fill),
            self._place("borders", border),
        )
        attributes = 'numFmtId="0" fontId="{}" fillId="{}" borderId="{}"'.format(*ids)
        apply = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        return self._place("cellXfs", f"<xf {attributes} {apply}>{alignment}</xf>")

    def _place(self, name: str, text: str) -> int:
        return self._put(name, self._named(text))

    def _put(self, name: str, xml: bytes) -> int:
        items = self._items[name]
        if xml not in items:
            items.append(xml)
        return items.index(xml)

    # ---- writing

    def save(self) -> None:
        """Put what was added into the part."""
        edits = Edits(self._data)
        for name in _LISTS:
            new = self._items[name][self._were[name] :]
            if new:
                self._append(edits, name, b"".join(new).decode(), len(self._items[name]))
        if edits:
            self._parts.write(self._part, edits.result())

    def _append(self, edits: Edits, name: str, text: str, count: int) -> None:
        holder = self._holders.get(name)
        end = f"</{self._prefix}{name}>"
        if holder is None:
            later = _ORDER[_ORDER.index(name) + 1 :]
            places = [self._holders[item].start for item in later if item in self._holders]
            place = min(places, default=self._root.inner_end)
            edits.insert(place, f'<{self._prefix}{name} count="{count}">{text}{end}')
            return
        tag = with_attribute(self._data[holder.start : holder.tag_end], "count", str(count))
        if holder.empty:
            edits.replace(holder.start, holder.tag_end, tag[:-2].decode() + f">{text}{end}")
        else:
            edits.replace(holder.start, holder.tag_end, tag)
            edits.insert(holder.inner_end, text)


def _number(xf: bytes, name: str) -> int:
    found = re.search(rb"\s" + name.encode() + rb"\s*=\s*[\"'](\d+)[\"']", xf[: xf.index(b">") + 1])
    return int(found[1]) if found else 0


def _with_mark(look: Look, grade: Severity) -> Look:
    """Return a look with our mark: filled and framed, hatched and dashed, or underlined."""
    if grade == "error":
        return Look(solid_fill(ERROR_FILL), _framed(look.border, _SIDES, "medium", ERROR_LINE))
    if grade == "warning":
        shade = f'<fgColor rgb="{WARNING_SHADE}"/><bgColor rgb="{_ground(look.fill)}"/>'
        fill = f'<fill><patternFill patternType="lightUp">{shade}</patternFill></fill>'
        return Look(fill, _framed(look.border, _SIDES, "dashed", WARNING_LINE))
    return Look(look.fill, _framed(look.border, ("bottom",), "dotted", INFO_LINE))


def solid_fill(colour: str) -> str:
    """Return the XML of a fill in one colour."""
    inner = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{inner}</patternFill></fill>'


def _tree(xml: str) -> ElementTree.Element | None:
    try:
        return ElementTree.fromstring(xml)
    except ElementTree.ParseError:  # a prefix from elsewhere: not ours to understand
        return None


def _ground(fill: str) -> str:
    """Return the colour a hatching stands on: the cell's own where it is plainly given."""
    tree = _tree(fill)
    pattern = tree.find("patternFill") if tree is not None else None
    colour = pattern.find("fgColor") if pattern is not None else None
    if pattern is None or colour is None or pattern.get("patternType") != "solid":
        return "FFFFFFFF"
    return colour.get("rgb") or "FFFFFFFF"


def _framed(border: str, sides: tuple[str, ...], style: str, colour: str) -> str:
    """Return a border with some of its sides drawn anew; diagonals stay."""
    tree = _tree(border)
    old = {item.tag: item for item in tree} if tree is not None else {}
    new = ElementTree.Element("border", dict(tree.attrib) if tree is not None else {})
    for side, other in zip(_SIDES, ("start", "end", "", ""), strict=True):
        if side in sides:
            drawn = ElementTree.SubElement(new, side, {"style": style})
            ElementTree.SubElement(drawn, "color", {"rgb": colour})
        else:
            kept = old.get(side, old.get(other))
            new.append(_as_side(kept, side))
    new.extend(item for name, item in old.items() if name not in _SIDES_WRITTEN)
    return ElementTree.tostring(new, encoding="unicode").replace(" />", "/>")


def _as_side(kept: ElementTree.Element | None, side: str) -> ElementTree.Element:
    """Return a side of a border by its usual name; the strict edition calls two otherwise."""
    made = ElementTree.Element(side, kept.attrib if kept is not None else {})
    made.extend(kept if kept is not None else ())
    return made


def _carries_mark(look: Look) -> bool:
    border = _tree(look.border)
    sides = {item.tag: item for item in border} if border is not None else {}
    lines = {
        side: (item.get("style"), _last_six(item.find("color"))) for side, item in sides.items()
    }
    marks = (("medium", ERROR_LINE[2:]), ("dashed", WARNING_LINE[2:]), ("dotted", INFO_LINE[2:]))
    return lines.get("bottom") in marks


def _is_mark_fill(fill: str) -> bool:
    tree = _tree(fill)
    pattern = tree.find("patternFill") if tree is not None else None
    colour = _last_six(pattern.find("fgColor")) if pattern is not None else ""
    return colour in (ERROR_FILL[2:], WARNING_SHADE[2:])


def _last_six(colour: ElementTree.Element | None) -> str:
    return (colour.get("rgb") or "")[-6:].upper() if colour is not None else ""
