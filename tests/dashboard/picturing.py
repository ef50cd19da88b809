"""Reading a picture as somebody who looks at it would: what is drawn where, and its words."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from dashboard.pictures.measure import width
from dashboard.pictures.words import PictureWords

SPACE = "{http://www.w3.org/2000/svg}"
WORDS = PictureWords(
    "精准康复：累计进度与两级任务",
    "截至8月18日，全市完成7014人，两级均超额完成。",
    ("截至2021-08-18", "2021-08-1定版", "报送覆盖9/9", "任务书第1版", "蓝色为达序时及以上。"),
    "某市残疾人联合会",
)


@dataclass(frozen=True)
class Shape:
    """An element with the box it takes; ``text`` of texts, lines joined."""

    tag: str
    name: str
    text: str
    paint: str
    box: tuple[float, float, float, float]

    @property
    def size(self):
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


def shapes(svg):
    """Every drawn element of a picture, where it stands in the whole."""
    return list(_below(ElementTree.fromstring(svg), 0.0, 0.0))


def _below(node, right, down, key=""):
    for child in node:
        tag, a = child.tag.removeprefix(SPACE), child.attrib
        if tag == "g":
            x, y = map(float, a["transform"].removeprefix("translate(").rstrip(")").split())
            within = "key " if a.get("class") == "legend" else key
            yield from _below(child, right + x, down + y, within)
        elif tag not in ("defs", "title", "desc"):
            left, top, end, low = _extent(tag, child)
            box = (left + right, top + down, end + right, low + down)
            paint = f"{a.get('fill')} {a.get('stroke')}"
            words = "".join(child.itertext()) if tag == "text" else ""
            yield Shape(tag, key + a.get("class", ""), words, paint, box)


def _extent(tag, node):
    a = node.attrib
    if tag == "text":
        return _text_extent(node)
    if tag == "rect":
        x, y = float(a.get("x", 0)), float(a.get("y", 0))
        return x, y, x + float(a["width"]), y + float(a["height"])
    if tag == "circle":
        (cx, cy, r) = (float(a[key]) for key in ("cx", "cy", "r"))
        return cx - r, cy - r, cx + r, cy + r
    outline = " ".join(a[key] for key in ("x1", "y1", "x2", "y2")) if tag == "line" else a["d"]
    numbers = [float(item) for item in re.findall(r"-?\d+(?:\.\d+)?", outline)]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def _text_extent(node):
    a = node.attrib
    lines = node.findall(f"{SPACE}tspan") or [node]
    size, bold = int(a["font-size"]), a.get("font-weight") == "700"
    wide = float(max(width(item.text or "", size, bold) for item in lines))
    last = float(lines[-1].get("y", a["y"]))
    left = float(a["x"]) - wide * {"middle": 0.5, "end": 1.0}.get(a.get("text-anchor", ""), 0.0)
    return left, float(a["y"]) - size * 0.88, left + wide, last + size * 0.2


def named(drawn, name):
    """The elements of a class, those of the legend left out."""
    classes = [(shape, shape.name.split()) for shape in drawn]
    return [shape for shape, has in classes if name in has and "key" not in has]


def texts(drawn, name):
    return [shape.text for shape in drawn if shape.tag == "text" and name in shape.name.split()]


def assert_nothing_outside(svg):
    root = ElementTree.fromstring(svg)
    wide, high = float(root.attrib["width"]), float(root.attrib["height"])
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    for shape in shapes(svg):
        left, top, right, low = shape.box
        assert left >= -0.01, shape
        assert top >= -0.01, shape
        assert right <= wide + 0.01, shape
        assert low <= high + 0.01, shape


def assert_no_words_on_words(svg):
    written = [shape for shape in shapes(svg) if shape.tag == "text" and shape.text.strip()]
    for one, other in combinations(written, 2):
        (a, b, c, d), (e, f, g, h) = one.box, other.box
        assert not (a < g - 0.1 and e < c - 0.1 and b < h - 1 and f < d - 1), (one, other)


def pixels(data: bytes):
    """Width, height and the unpacked bytes of a PNG."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", data[16:24])
    packed, place = b"", 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    return wide, high, zlib.decompress(packed)
