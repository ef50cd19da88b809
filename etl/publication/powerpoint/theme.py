"""An empty 16:9 presentation in the house's look: two layouts, flat theme, Chinese fonts.

python-pptx brings a 4:3 template with eleven layouts, gradients, shadows, a thumbnail of
another file and the settings of somebody's printer. What is not used goes.
"""

from __future__ import annotations

from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from etl.publication.powerpoint.fitting import Box

LATIN: Final = "Arial"
EAST_ASIAN: Final = "微软雅黑"
INK: Final = "18222D"
MUTED: Final = "4A5866"
BLUE: Final = "1D5A96"
RULE: Final = "C9D1D9"
AMBER: Final = "B5500B"

WIDTH: Final = 13.333
HEIGHT: Final = 7.5
TITLE: Final = Box(0.5, 0.3, 12.333, 0.95)
COVER_TITLE: Final = Box(1.0, 2.0, 11.333, 1.7)
COVER_TEXT: Final = Box(1.0, 4.0, 11.333, 1.9)

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_KEPT: Final = ("Title Slide", "Title Only")
_WORDS: Final = {"title": "标题", "ctrTitle": "标题", "subTitle": "副标题", "body": "文字"}
_FLAT_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def empty_deck() -> Deck:
    """Return a presentation without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    _drop(deck.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _drop(deck.part.package, RELATIONSHIP_TYPE.THUMBNAIL)
    master = deck.slide_master
    for shapes in (master.shapes, *(layout.shapes for layout in deck.slide_layouts)):
        _only_titles(shapes)
    cover, titled = deck.slide_layouts
    place(master.placeholders[0], TITLE)
    place(cover.placeholders[0], COVER_TITLE)
    place(cover.placeholders[1], COVER_TEXT)
    cover.name, titled.name = "封面", "标题和内容"
    _title_style(master._element)
    _no_bullets(cover.placeholders[1]._element)
    return deck


def rgb(colour: str) -> RGBColor:
    """Return a colour of RRGGBB."""
    found: RGBColor = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
    return found


def place(shape: Any, box: Box) -> None:
    """Put a shape into a box."""
    shape.left, shape.top = Inches(box.left), Inches(box.top)
    shape.width, shape.height = Inches(box.width), Inches(box.height)


def _drop(owner: Any, kind: str) -> None:
    """Take a part out of the file that nothing on the slides needs."""
    relations = owner._rels
    for key in [key for key, item in relations.items() if item.reltype == kind]:
        relations.pop(key)


def _only_titles(shapes: Any) -> None:
    """Keep the places of title and text; their sample words are in the users' language."""
    for shape in list(shapes):
        kind = shape._element.xpath("string(.//p:nvPr/p:ph/@type)")
        if kind not in _WORDS:
            shape._element.getparent().remove(shape._element)
        else:
            shape.text_frame.text = _WORDS[kind]
            shape.name = _WORDS[kind]


def _title_style(master: Any) -> None:
    """Set titles to the left, 28 points and bold, as all slides have them."""
    (level,) = master.xpath("p:txStyles/p:titleStyle/a:lvl1pPr")
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("sz", "2800")
    run.set("b", "1")


def _no_bullets(shape: Any) -> None:
    (styles,) = shape.xpath("p:txBody/a:lstStyle")
    for child in list(styles):
        styles.remove(child)
    styles.append(
        parse_xml(
            f'<a:lvl1pPr xmlns:a="{_A}" marL="0" indent="0" algn="l"><a:buNone/>'
            '<a:defRPr sz="2000"/></a:lvl1pPr>'
        )
    )


def set_themes(deck: Deck) -> None:
    """Give every theme of the file, that of the notes too, the house's fonts and colours."""
    for part in deck.part.package.iter_parts():
        if part.content_type != CONTENT_TYPE.OFC_THEME:
            continue
        if hasattr(part, "_element"):
            part._element = parse_xml(_THEME)
        else:
            part._blob = _THEME


def _theme() -> bytes:
    colours = {
        "dk1": INK, "lt1": "FFFFFF", "dk2": MUTED, "lt2": "F4F6F8", "accent1": BLUE,
        "accent2": MUTED, "accent3": "5D8FC4", "accent4": "6A3D9A", "accent5": AMBER,
        "accent6": "9AA7B4", "hlink": BLUE, "folHlink": "6A3D9A",
    }  # fmt: skip
    named = "".join(f'<a:{key}><a:srgbClr val="{it}"/></a:{key}>' for key, it in colours.items())
    fonts = (
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/>'
        f'<a:cs typeface="{LATIN}"/><a:font script="Hans" typeface="{EAST_ASIAN}"/>'
    )
    line = f'<a:ln w="9525">{_FLAT_FILL}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<a:theme xmlns:a="{_A}" name="民生实事"><a:themeElements>'
        f'<a:clrScheme name="民生实事">{named}</a:clrScheme>'
        f'<a:fontScheme name="民生实事"><a:majorFont>{fonts}</a:majorFont>'
        f"<a:minorFont>{fonts}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="民生实事"><a:fillStyleLst>{_FLAT_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FLAT_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    ).encode()


_THEME: Final = _theme()
