"""A paper as a Word file: real styles, real tables, charts that can be edited.

Imported when a file is asked for: python-docx takes a while to load.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, zip_longest

import docx
from docx.document import Document

from etl.publication.document import (
    Block,
    Figure,
    Heading,
    Paper,
    Table,
    Text,
    Title,
)
from etl.publication.markup import Element, name, writable
from etl.publication.word import looks
from etl.publication.word.figures import figure
from etl.publication.word.package import saved, set_parts, set_properties
from etl.publication.word.page import set_page
from etl.publication.word.paragraphs import (
    begin_page,
    keep_off,
    paragraph,
    stay_with_next,
    text_paragraph,
)
from etl.publication.word.styles import settings, styles
from etl.publication.word.tables import table

_TABLE = name("w:tbl")
_TEXTS = {
    "text": looks.BODY,
    "note": looks.NOTE,
    "addressed": looks.ADDRESSED,
    "signed": looks.SIGNED,
}


def word_file(paper: Paper) -> bytes:
    """Return the paper as .docx."""
    document = docx.Document()
    set_parts(document)
    set_properties(document, paper, writable(paper.name), writable(paper.author))
    _refill(document.styles.element, styles())
    _refill(document.settings.element, settings())
    set_page(document, paper.stamp)
    last = document.element.body.sectPr
    for element in _body(document, paper.blocks):
        last.addprevious(element)
    return saved(document)


def _refill(root: Element, children: Iterator[Element]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(children)


def _body(document: Document, blocks: tuple[Block, ...]) -> Iterator[Element]:
    """Yield paragraphs and tables, with what has to stand between them.

    A break belongs to the paragraph that follows: an empty one that broke the page would stand
    on a page of its own after a full one. Two tables that touch become one in Word.
    """
    before, breaks = None, False
    for made in _elements(document, blocks):
        if made is None:
            breaks = before is not None
            continue
        if made.tag == _TABLE and (breaks or (before is not None and before.tag == _TABLE)):
            made = [paragraph(looks.AFTER_TABLE), made]
        else:
            made = [made]
        if breaks:
            begin_page(made[0])
        elif before is not None and before.tag == _TABLE:
            keep_off(made[0])
        yield from made
        before, breaks = made[-1], False
    if before is None or before.tag == _TABLE:
        yield paragraph(looks.AFTER_TABLE)


def _elements(document: Document, blocks: tuple[Block, ...]) -> Iterator[Element | None]:
    """Yield the elements of each block, None for a break."""
    figures = count(1)
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Title):
            yield text_paragraph(looks.TITLE, block.text)
            if block.below:
                yield text_paragraph(looks.BELOW_TITLE, block.below)
        elif isinstance(block, Heading):
            yield text_paragraph(looks.HEADINGS[block.level], block.text)
        elif isinstance(block, Text):
            made = text_paragraph(_TEXTS[block.kind], block.text, block.lead)
            if isinstance(after, Text) and (block.kind, after.kind) == ("text", "signed"):
                stay_with_next(made)
            yield made
        elif isinstance(block, Table):
            yield from table(block)
        elif isinstance(block, Figure):
            yield figure(document, block.chart, next(figures))
        else:
            yield None
