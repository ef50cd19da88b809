"""Letters and lines of native charts: every piece of text says its Chinese font."""

from __future__ import annotations

from etl.publication.markup import Element, tag

LATIN = "Times New Roman"
LABEL_FONT = "仿宋"
TITLE_FONT = "黑体"
LEAST_POINTS = 9  # of a title, however small its labels
INK = "222222"
QUIET = "4A4A4A"
THIN = 6350  # 0.5 pt in EMU
UPRIGHT: dict[str, str | int] = {"rot": -5400000, "vert": "horz"}


def solid(colour: str) -> Element:
    """Build a fill of one colour, RRGGBB."""
    return tag("a:solidFill", tag("a:srgbClr", val=colour))


def characters(kind: str, points: float, font: str, colour: str = INK) -> Element:
    """Return run properties: a:ea is what Chinese is set in, a:latin does not reach it."""
    return tag(
        kind,
        solid(colour),
        tag("a:latin", typeface=LATIN),
        tag("a:ea", typeface=font),
        tag("a:cs", typeface=LATIN),
        **({"lang": "zh-CN"} if kind == "a:rPr" else {}),
        sz=round(points * 100),
        b=0,
    )


def letters(points: float, font: str, colour: str = INK, **body: str | int) -> Element:
    """Build the letters of labels; ``body`` is how they are turned."""
    paragraph = tag(
        "a:p",
        tag("a:pPr", characters("a:defRPr", points, font, colour)),
        tag("a:endParaRPr", lang="zh-CN"),
    )
    return tag("c:txPr", tag("a:bodyPr", **body), tag("a:lstStyle"), paragraph)


def line_of_text(text: str, points: float, font: str, colour: str) -> Element:
    """Build one line of a title, whose look the next line does not inherit."""
    return tag(
        "a:p",
        tag("a:pPr", characters("a:defRPr", points, font, colour)),
        tag("a:r", characters("a:rPr", points, font, colour), tag("a:t", text)),
    )


def rich_title(lines: list[Element], **body: str | int) -> Element:
    """Build the title of a chart or of an axis, beside what is drawn and not over it."""
    rich = tag("c:rich", tag("a:bodyPr", **body), tag("a:lstStyle"), *lines)
    return tag("c:title", tag("c:tx", rich), tag("c:overlay", val=0))
