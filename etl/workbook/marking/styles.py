"""Cell styles of a sender's workbook with a mark on them: a fill and a frame, nothing else.

Number format, font, alignment and protection stay those of the cell.
"""

from __future__ import annotations

import re

from etl.domain.finding import Severity
from etl.workbook.marking.marks import PLAIN, Look, is_mark_fill, mark_number, with_mark
from etl.workbook.marking.office_parts import OfficeParts, xml_part
from etl.workbook.marking.xml_edit import Edits, elements, with_attribute

_ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
).split()
_LISTS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
_LOOK = re.compile(rb"\s(?:fillId|borderId|applyFill|applyBorder)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_DEFAULTS = {
    "fonts": ('<font><sz val="11"/><name val="宋体"/></font>',),
    "fills": (PLAIN.fill, '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": (PLAIN.border,),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}


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
        self._looks: dict[int, Look] = {}
        self._numbers: dict[int, int | None] = {}
        self._our_fills: dict[int, bool] = {}
        self._changed: dict[tuple[int, Look], int] = {}

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

    def marked(self, style: int, grade: Severity, number: int, *, filled: bool) -> int:
        """Return the style of a cell with a mark on it that carries a number."""
        return self.with_look(style, with_mark(self.look(style), grade, number, filled=filled))

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

    def rest(self, style: int) -> bytes:
        """Return all else that a style says, to tell which cells are of one kind."""
        return _LOOK.sub(b"", self._style(style))

    def _style(self, style: int) -> bytes:
        styles = self._items["cellXfs"]
        return styles[style] if style < len(styles) else self._named(_DEFAULTS["cellXfs"][0])

    def mark_number(self, style: int) -> int | None:
        """Return the number that a mark on a style carries, None without a mark."""
        border = _number(self._style(style), "borderId")
        if border not in self._numbers:
            self._numbers[border] = mark_number(self.look(style).border)
        return self._numbers[border]

    def is_filled_by_us(self, style: int) -> bool:
        """Whether a style has a fill of ours, be its frame ours or drawn anew by the sender."""
        fill = _number(self._style(style), "fillId")
        if fill not in self._our_fills:
            self._our_fills[fill] = is_mark_fill(self.look(style).fill)
        return self._our_fills[fill]

    def marked_styles(self) -> frozenset[int]:
        """Return the styles that came with a mark of ours on them."""
        return frozenset(
            style for style in range(self._were["cellXfs"]) if self.mark_number(style) is not None
        )

    def without_mark(self, style: int, under: Look) -> int:
        """Return a marked style with the look it had; what was changed since stays."""
        own = self.look(style)
        fill = under.fill if is_mark_fill(own.fill, under) else own.fill
        border = under.border if mark_number(own.border) is not None else own.border
        return self.with_look(style, Look(fill, border))

    def with_look(self, style: int, look: Look) -> int:
        """Return the style with another fill and border, made if there is none yet."""
        if (style, look) not in self._changed:
            self._changed[style, look] = self._find_or_make(style, look)
        return self._changed[style, look]

    def _find_or_make(self, style: int, look: Look) -> int:
        xf, wanted = self._style(style), self.rest(style)
        fill, border = self._place("fills", look.fill), self._place("borders", look.border)
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
