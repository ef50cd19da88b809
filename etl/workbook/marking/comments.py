"""Cell comments with the reasons, beside those that the sender wrote.

A cell has one comment, so ours goes under the sender's where there is one. Each of ours
begins with the same words, by which it is known again whatever program saved the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from etl.workbook.grid import address, position
from etl.workbook.marking.comment_boxes import SPACES, CommentBoxes
from etl.workbook.marking.office_parts import OfficeParts, xml_part
from etl.workbook.marking.xml_edit import Edits, Element, elements, written

OURS, ENDS = "【系统检查】", "【检查到此】"
"""What our text begins and ends with: people reply under it, and that is theirs."""
ENDED = f"\n{ENDS}"
BETWEEN = "————"
"""The line between what we say of two findings."""
_LINE_END = re.compile("(\n|&#10;)")
_CODE_LINE = re.compile("编号 [EWI]-[A-Z0-9-]+(.*)")
_Where = Literal["outside", "ours", "theirs"]
_AUTHOR = "系统检查"
_FONT = '<{0}sz val="9"/><{0}color indexed="81"/><{0}rFont val="微软雅黑"/><{0}charset val="134"/>'

# Prefixes differ between the programs that write such drawings.
_SHAPE = re.compile(rb"<(\w+):shape\b.*?</\1:shape>", re.DOTALL)
_NUMBERS = re.compile(rb"_x0000_s(\d+)")
_SHAPE_TYPE = (
    f'<v:shapetype {SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_DRAWING = (
    f'<xml {SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
)
_MAIN = "application/vnd.openxmlformats-officedocument."

Place = tuple[int, int]


class SheetComments:
    """The comments of one sheet: ours are taken off, then put on where they are wanted."""

    def __init__(self, parts: OfficeParts, sheet: str) -> None:
        self._parts = parts
        self._sheet = sheet
        self._part = parts.related(sheet, "comments")

    def put(
        self, texts: Mapping[Place, str], drawing: str | None, boxes: CommentBoxes
    ) -> str | None:
        """Replace our comments with these, by cell.

        ``drawing`` is the relationship of the sheet's drawing of comments. Returns that of
        a new one, which the sheet must refer to; None when it needs none.
        """
        if self._part is None and not texts:
            return None
        if self._part is None:
            self._part = self._new_part()
        removed, kept = self._write(texts)
        return self._draw(texts, removed, kept, drawing, boxes)

    def threads(self) -> frozenset[Place]:
        """Return the cells with a conversation, whose comment is not a text of its own."""
        part = self._parts.related(self._sheet, "threadedComment")
        if part is None:
            return frozenset()
        found = elements(self._parts.read(part), "threadedComment")
        return frozenset(position(item.attribute("ref") or "A1") for item in found)

    def _new_part(self) -> str:
        part = self._parts.free_name("xl/comments{}.xml")
        head = f'<comments xmlns="{self._parts.names.main}"><authors/><commentList/></comments>'
        self._parts.write(part, xml_part(head))
        self._parts.declare(part, f"{_MAIN}spreadsheetml.comments+xml")
        self._parts.relate(self._sheet, "comments", part)
        return part

    # ---- the texts

    def _write(self, texts: Mapping[Place, str]) -> tuple[set[Place], dict[Place, str]]:
        """Write the comments; return the cells that lost ours, and what the sender's say."""
        assert self._part is not None
        data = self._parts.read(self._part)
        found = elements(data, "authors", "author", "commentList", "comment", "text", "r", "t")
        listed = next(item for item in found if item.name == "commentList")
        edits = Edits(data)
        author = self._author(edits, found)
        removed: set[Place] = set()
        kept: dict[Place, str] = {}
        for item in (item for item in found if item.name == "comment"):
            place = position(item.attribute("ref") or "A1")
            whole = _text_of(data, found, item)
            theirs = _without_ours(whole, "outside")[0]
            if whole.startswith(OURS) and not theirs.strip():
                removed.add(place)
                edits.replace(item.start, item.stop, "")
                continue
            kept[place] = theirs
            self._change(edits, found, item, texts.get(place))
        new = "".join(
            self._comment(listed, author, place, text + ENDED)
            for place, text in texts.items()
            if place not in kept
        )
        if new:
            edits.append(listed, new)
        self._parts.write(self._part, edits.result())
        return removed, kept

    def _author(self, edits: Edits, found: Sequence[Element]) -> int:
        data = edits.data
        names = [data[item.tag_end : item.inner_end].decode() for item in found
                 if item.name == "author"]  # fmt: skip
        if _AUTHOR in names:
            return names.index(_AUTHOR)
        holder = next(item for item in found if item.name == "authors")
        tag = f"{holder.prefix}:author" if holder.prefix else "author"
        edits.append(holder, f"<{tag}>{_AUTHOR}</{tag}>")
        return len(names)

    @staticmethod
    def _change(edits: Edits, found: Sequence[Element], item: Element, ours: str | None) -> None:
        """Put our text under the sender's, in the place of an older one of ours."""
        inner = [part for part in found if item.start < part.start < item.stop]
        where: _Where = "outside"
        for part in (part for part in inner if part.name == "t"):
            said = edits.data[part.tag_end : part.inner_end].decode()
            left, where = _without_ours(said, where)
            if left != said:
                run = next((one for one in inner if one.name == "r" and _within(part, one)), part)
                gone = run is not part and not left.strip()
                place = (run.start, run.stop) if gone else (part.tag_end, part.inner_end)
                edits.replace(*place, "" if gone else left)
        holder = next((part for part in inner if part.name == "text"), None)
        if ours is not None and holder is not None:
            prefix = f"{holder.prefix}:" if holder.prefix else ""
            edits.append(holder, _run(prefix, "\n" + ours + ENDED))

    @staticmethod
    def _comment(near: Element, author: int, place: Place, text: str) -> str:
        prefix = f"{near.prefix}:" if near.prefix else ""
        tag = f'<{prefix}comment ref="{address(*place)}" authorId="{author}">'
        return f"{tag}<{prefix}text>{_run(prefix, text)}</{prefix}text></{prefix}comment>"

    # ---- the boxes

    def _draw(
        self, texts: Mapping[Place, str], removed: set[Place], kept: Mapping[Place, str],
        drawing: str | None, boxes: CommentBoxes,
    ) -> str | None:  # fmt: skip
        relation = None
        part = self._parts.target(self._sheet, drawing) if drawing else None
        data = self._parts.read(part) if part else _DRAWING.encode()
        if part is None:
            part = self._parts.free_name("xl/drawings/vmldrawing{}.vml")
            self._parts.declare(part, f"{_MAIN}vmlDrawing")
            relation = self._parts.relate(self._sheet, "vmlDrawing", part)
        both = {place: f"{kept[place]}\n{text}{ENDED}"
                for place, text in texts.items() if place in kept}  # fmt: skip
        data = _SHAPE.sub(lambda match: boxes.kept(match[0], removed, both), data)
        if b'"_x0000_t202"' not in data:
            data = _before_end(data, _SHAPE_TYPE)
        number = max([int(found) for found in _NUMBERS.findall(data)], default=1024) + 1
        shapes = (
            boxes.shape(number + offset, place, text + ENDED)
            for offset, (place, text) in enumerate(
                (place, text) for place, text in texts.items() if place not in kept
            )
        )
        self._parts.write(part, _before_end(data, "".join(shapes)))
        return relation


def _without_ours(said: str, where: _Where) -> tuple[str, _Where]:
    """Return a piece of a comment without our text, and where in it the next piece begins.

    What we say of a finding ends with its code: lines behind that are typed by somebody, also
    where our own end is still to come. A line's end may be written as a number.
    """
    kept: list[str] = []
    lines = _LINE_END.split(said)
    for mark, line in zip(["", *lines[1::2]], lines[::2], strict=True):
        if where == "outside":
            left, ours, line = line.partition(OURS)
            kept += [mark, left] if left or not ours else []
            if not ours:
                continue
            where = "ours"
        inner, ends, after = line.partition(ENDS)
        code = _CODE_LINE.fullmatch(inner)
        if code is not None or where == "theirs":
            left = code[1] if code is not None else inner
            where = "ours" if left == BETWEEN else "theirs"
            kept += [mark, left] if left.strip() and left != BETWEEN else []
        if ends:
            kept.append(after)
            where = "outside"
    return "".join(kept), where


def _within(part: Element, other: Element) -> bool:
    return other.start < part.start < other.stop


def _text_of(data: bytes, found: Sequence[Element], item: Element) -> str:
    pieces = (
        data[part.tag_end : part.inner_end].decode()
        for part in found
        if part.name == "t" and item.start < part.start < item.stop
    )
    return "".join(pieces).lstrip()


def _run(prefix: str, text: str) -> str:
    font = _FONT.format(prefix)
    inner = f"<{prefix}rPr>{font}</{prefix}rPr>"
    return (
        f'<{prefix}r>{inner}<{prefix}t xml:space="preserve">{written(text)}</{prefix}t></{prefix}r>'
    )


def _before_end(data: bytes, text: str) -> bytes:
    """Put shapes at the end of a drawing; it need not be well-formed, as Excel writes it."""
    place = data.rindex(b"</xml>")
    return data[:place] + text.encode() + data[place:]
