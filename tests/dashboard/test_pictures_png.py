"""PNG of the pictures, with fonts of our own."""

import re
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.figures.chart import Chart, Point, Series
from dashboard.pictures.chart import chart_svg
from dashboard.pictures.fonts import FILES, covered
from dashboard.pictures.png import png
from etl.domain.judging import STATUS_SHAPES
from tests.dashboard.picturing import WORDS, pixels

POINTS = tuple(Point(Fraction(n), f"{n}人") for n in (353, 765, 1387))
SHOWN = Chart("c", "", (), "人", ("1月", "2月", "3月"), (Series("新增", "bar", POINTS),))


def test_png_has_the_size_asked_for_and_shows_the_words():
    svg = chart_svg(SHOWN, WORDS)
    root = ElementTree.fromstring(svg)
    size = int(root.attrib["width"]), int(root.attrib["height"])
    wide, high, data = pixels(png(svg))
    assert (wide, high) == (2 * size[0], 2 * size[1])
    assert len(set(data)) > 50, "blank"
    assert pixels(png(svg, 1))[:2] == size
    assert png(svg, 1) == png(svg, 1)
    blank = re.sub(r"<text.*?</text>", "", svg)
    assert len(png(svg, 1)) > 2 * len(png(blank, 1)), "the words are not drawn"
    with pytest.raises(ValueError, match="SVG"):
        png("<p>no picture</p>")


def test_a_very_long_picture_gets_fewer_pixels():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="200000"></svg>'
    wide, high, _ = pixels(png(svg))
    assert wide * high <= 12_100_000


def test_our_fonts_have_gb2312_and_every_shape_of_the_pages():
    pairs = (bytes([a, b]) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    table = {sign for pair in pairs if len(sign := pair.decode("gb2312", "ignore")) == 1}
    shapes_used = set("".join(STATUS_SHAPES.values())) | set("●◎○▽▼◇□—▲△◆×÷＝＋−→↑↓≈‹›…①⑩〇·")
    ascii_signs = {chr(code) for code in range(0x20, 0x7F)}
    assert (table | shapes_used | ascii_signs) <= covered()
    assert sum(file.stat().st_size for file in FILES) <= 3_500_000
    assert "SIL OPEN FONT LICENSE" in (Path(FILES[0]).parent / "OFL.txt").read_text("utf-8")
