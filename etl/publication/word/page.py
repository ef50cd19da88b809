"""The page: its size and margins, the line in its head, its number in the foot.

GB/T 9704-2012, 6.1 and 7.5: A4, 37 mm above, 28 mm to the left, a text of 156 mm by 225 mm.
The number stands between dashes 7 mm below the text, to the right on odd pages, to the left
on even ones.
"""

from __future__ import annotations

from docx.document import Document
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from etl.publication.markup import Element, w
from etl.publication.word.looks import PAGE_FOOT, PAGE_HEAD, Look
from etl.publication.word.paragraphs import field, run


def set_page(document: Document, stamp: str) -> None:
    """Set the page of the only section."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(24), Mm(22)
    for head in (section.header, section.even_page_header):
        head.is_linked_to_previous = False
        _fill(head.paragraphs[0], PAGE_HEAD, run(stamp, PAGE_HEAD))
    for foot in (section.footer, section.even_page_footer):
        foot.is_linked_to_previous = False
        number = field("PAGE", PAGE_FOOT)
        line = foot.paragraphs[0]
        _fill(line, PAGE_FOOT, run("— ", PAGE_FOOT), *number, run(" —", PAGE_FOOT))
    line._p.pPr.extend([_outer_left(), w("jc", val="left")])


def _fill(paragraph: Paragraph, look: Look, *runs: Element) -> None:
    element = paragraph._p
    element.clear()
    element.append(w("pPr", w("pStyle", val=look.id)))
    element.extend(runs)


def _outer_left() -> Element:
    """Return the indent of an even page: one character from the left instead of the right."""
    character = round(PAGE_FOOT.points * 20)
    return w("ind", leftChars=100, left=character, rightChars=0, right=0)
