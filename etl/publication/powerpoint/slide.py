"""Parts of a slide: title, text that fits its box, foot, notes for who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from etl.publication.clean_text import clean
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import source, stamp
from etl.publication.powerpoint.fitting import (
    BETWEEN,
    CUT,
    LEAST,
    Box,
    fitted,
    fitting_size,
)
from etl.publication.powerpoint.theme import BLUE, INK, MUTED, TITLE, rgb

RULE_LINE: Final = Box(0.5, 1.28, 12.333, 0.03)
FOOT: Final = Box(0.5, 6.78, 11.3, 0.6)
NUMBER: Final = Box(11.833, 6.95, 1.0, 0.4)
TITLE_SIZES: Final = (28, 26, 24, 22, 20)


@dataclass(frozen=True)
class Look:
    """How a text is set: the first of the sizes that fits; ``tail`` ends what does not."""

    sizes: tuple[int, ...] = (18, 16, LEAST)
    colour: str = INK
    bold: bool = False
    middle: bool = False
    tail: str = CUT


PLAIN: Final = Look()
QUIET: Final = Look((LEAST,), MUTED)


def titled(made: Deck, title: str) -> Any:
    """Return a new slide with its title."""
    slide = made.slides.add_slide(made.slide_layouts[1])
    fill(slide.shapes.title, [title], TITLE, Look(TITLE_SIZES, bold=True))
    bar(slide, RULE_LINE)
    return slide


def write(slide: Any, paragraphs: Sequence[str], box: Box, look: Look = PLAIN) -> Any:
    """Write paragraphs into a box of their own; return it."""
    shape = slide.shapes.add_textbox(*map(Inches, (box.left, box.top, box.width, box.height)))
    fill(shape, paragraphs, box, look)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE if look.middle else MSO_ANCHOR.TOP
    return shape


def fill(shape: Any, paragraphs: Sequence[str], box: Box, look: Look) -> None:
    """Write paragraphs at the largest size that fits; a single one is cut where none does."""
    said = [clean(text) for text in paragraphs]
    size = fitting_size(said, box, look.sizes)
    if len(said) == 1:
        text, size = fitted(said[0], box, look.sizes, look.tail)
        said = [text]
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_top = frame.margin_bottom = 0
    for place, text in enumerate(said):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * BETWEEN)
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), look.bold
        run.font.color.rgb = rgb(look.colour)


def bar(slide: Any, box: Box) -> None:
    """Draw a thin line."""
    shape = slide.shapes.add_connector(
        1, Inches(box.left), Inches(box.top), Inches(box.left + box.width), Inches(box.top)
    )
    shape.name = "线"
    # The style that python-pptx gives it asks for an effect of the theme.
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.line.color.rgb = rgb(BLUE)
    shape.line.width = Pt(1.5)


def foot(slide: Any, facts: ReleaseFacts) -> None:
    """Write at the foot what is quoted, where it comes from, and the number of the slide."""
    write(slide, [stamp(facts), source(facts)], FOOT, QUIET).name = "截至、版本和来源"
    number = write(slide, [""], NUMBER, QUIET)
    number.name = "页码"
    paragraph = number.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    _page_field(paragraph)


def _page_field(paragraph: Any) -> None:
    """Write the number of the slide as a field, which stays right when slides are moved."""
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    paragraph._p.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}"'
            f' type="slidenum"><a:rPr sz="1400"><a:solidFill><a:srgbClr val="{MUTED}"/>'
            "</a:solidFill></a:rPr><a:t>‹#›</a:t></a:fld>"
        )
    )


def speak(slide: Any, text: str) -> None:
    """Write what is said to a slide into its notes."""
    frame = slide.notes_slide.notes_text_frame
    lines = [clean(line).strip() for line in text.split("\n")]
    for place, line in enumerate(line for line in lines if line):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.add_run().text = line
