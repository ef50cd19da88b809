"""The parts word/styles.xml and word/settings.xml."""

from __future__ import annotations

from collections.abc import Iterator

from etl.publication.markup import Element, w
from etl.publication.word import fonts
from etl.publication.word.looks import CELL, LOOKS, NORMAL, PAGE_FOOT, PAGE_HEAD, Look
from etl.publication.word.paragraphs import characters, indents, spacing

TABLE_STYLE = "PaperTable"
CELL_MARGIN = 60  # twentieths of a point, about 1 mm
_WORD = "http://schemas.microsoft.com/office/word"
_QUIET = {"Normal", PAGE_HEAD.id, PAGE_FOOT.id}


def styles() -> Iterator[Element]:
    """Yield what stands in word/styles.xml."""
    base = characters(NORMAL)
    base.append(w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    yield w("docDefaults", w("rPrDefault", base), w("pPrDefault", w("pPr")))
    yield from map(_paragraph_style, LOOKS)
    yield w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        w("semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    yield from _table_styles()


def _paragraph_style(look: Look) -> Element:
    properties = w(
        "pPr",
        *([w("keepNext"), w("keepLines")] if look.with_next else []),
        w("widowControl", val=1),
        spacing(look),
        indents(look),
        w("jc", val=look.align),
        *([] if look.outline is None else [w("outlineLvl", val=look.outline)]),
    )
    normal = look is NORMAL
    return w(
        "style",
        w("name", val=look.name),
        *([] if normal else [w("basedOn", val="Normal")]),
        *([] if look.id in _QUIET else [w("qFormat")]),
        properties,
        characters(look),
        type="paragraph",
        styleId=look.id,
        **({"default": 1} if normal else {}),
        **({} if look.name.isascii() else {"customStyle": 1}),
    )


def _table_styles() -> Iterator[Element]:
    """Yield the plain table that Word asks for, and the thin lines of a paper's tables."""
    sides = w(
        "tblCellMar",
        *(w(side, w=CELL_MARGIN if side in ("left", "right") else 20, type="dxa")
          for side in ("top", "left", "bottom", "right")),
    )  # fmt: skip
    yield w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("tblPr", w("tblInd", w=0, type="dxa"), sides),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    lines = w(
        "tblBorders",
        *(w(side, val="single", sz=4, space=0, color="auto")
          for side in ("top", "left", "bottom", "right", "insideH", "insideV")),
    )  # fmt: skip
    yield w(
        "style",
        w("name", val="公文表格"),
        w("basedOn", val="TableNormal"),
        w("qFormat"),
        characters(CELL),
        w("tblPr", lines),
        w("tblStylePr", characters(_HEAD_CELL), type="firstRow"),
        type="table",
        customStyle=1,
        styleId=TABLE_STYLE,
    )


_HEAD_CELL = Look("", "", fonts.HEI, points=CELL.points)


def settings() -> Iterator[Element]:
    """Yield what stands in word/settings.xml: a present Word, odd and even pages, Chinese."""
    yield w("zoom", percent=100)
    yield w("defaultTabStop", val=640)
    yield w("evenAndOddHeaders")
    yield w("characterSpacingControl", val="compressPunctuation")
    compatible = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
    }
    yield w(
        "compat",
        w("useFELayout"),
        *(w("compatSetting", name=key, uri=_WORD, val=val) for key, val in compatible.items()),
    )
    yield w("themeFontLang", val="en-US", eastAsia="zh-CN")
    yield w("decimalSymbol", val=".")
    yield w("listSeparator", val=",")
