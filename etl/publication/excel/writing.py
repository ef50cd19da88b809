"""A sheet written: head, rows, filter, frozen panes, and how it is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from etl.publication.clean_text import clean
from etl.publication.excel.sheet import Cell, Sheet
from etl.publication.excel.styles import (
    A4,
    MUTED,
    Styles,
    height_of,
    lines_of,
    shown,
    widths,
)
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import SAMPLE, source, stamp

HEAD_ROW: Final = 3
"""Above the head stand the title, the stamp and the source."""
_MOST: Final = 32_000
_FOOTER: Final = 180
"""A footer holds 255 characters, the page numbers among them."""


def write_sheet(book: Any, styles: Styles, sheet: Sheet, facts: ReleaseFacts) -> Any:
    """Write a sheet and return it."""
    written = book.add_worksheet(sheet.name)
    titles(written, styles, sheet.title, facts)
    sizes = widths(sheet.heads, sheet.rows)
    for column, (head, width) in enumerate(zip(sheet.heads, sizes, strict=True)):
        written.set_column(column, column, width)
        written.write_string(HEAD_ROW, column, head, styles.head())
    most = max((lines_of(head, width) for head, width in zip(sheet.heads, sizes, strict=True)))
    written.set_row(HEAD_ROW, height_of(most))
    for place, row in enumerate(sheet.rows, start=HEAD_ROW + 1):
        for column, cell in enumerate(row):
            write_cell(written, (place, column), cell, styles)
        lines = (lines_of(shown(cell), width) for cell, width in zip(row, sizes, strict=True))
        written.set_row(place, height_of(max(lines, default=1)))
    written.freeze_panes(HEAD_ROW + 1, 0 if sheet.plain else sheet.texts)
    if not sheet.plain:
        written.autofilter(HEAD_ROW, 0, HEAD_ROW + len(sheet.rows), len(sheet.heads) - 1)
    print_set_up(written, facts)
    written.fit_to_pages(1, 0)
    written.repeat_rows(HEAD_ROW)
    return written


def titles(written: Any, styles: Styles, title: str, facts: ReleaseFacts) -> None:
    """Write the lines above a head; they run on over the empty cells beside them."""
    write_text(written, (0, 0), title, styles.get(bold=True, font_size=14))
    written.set_row(0, 24)
    write_text(written, (1, 0), stamp(facts), styles.get(font_color=MUTED))
    write_text(written, (2, 0), source(facts), styles.get(font_color=MUTED))


def write_cell(written: Any, place: tuple[int, int], cell: Cell, styles: Styles) -> None:
    """Write a number as a number, a text as a text; nothing stays nothing."""
    if cell.value is None:
        written.write_blank(*place, None, styles.cell(cell))
    elif isinstance(cell.value, Decimal):
        written.write_number(*place, float(cell.value), styles.cell(cell))
    else:
        write_text(written, place, cell.value, styles.cell(cell))


def write_text(written: Any, place: tuple[int, int], text: str, style: Any) -> None:
    """Write a text that no program takes for a formula, a link or markup."""
    text = clean(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter writes what stands between these two as it is.
        text = f" {text}"
    written.write_string(*place, text[:_MOST], style)


def print_set_up(written: Any, facts: ReleaseFacts) -> None:
    """Set A4 across, the stamp and the page at the foot, and what it is when it is a sample."""
    written.set_landscape()
    written.set_paper(A4)
    written.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    stamped = _print_text(clean(stamp(facts)))[:_FOOTER].removesuffix("&")
    written.set_footer(f"&L{stamped}&R第 &P 页，共 &N 页")
    if facts.head.sample:
        written.set_header(f"&R{SAMPLE}")


def _print_text(text: str) -> str:
    """Return a text for a footer, where an ampersand begins a command."""
    return text.replace("&", "&&")
