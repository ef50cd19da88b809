"""The workbook: its sheets in their order, its properties fixed to the release."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook

from etl.publication.charts import charts_of
from etl.publication.excel.about import about_sheet, book_title, places_sheet
from etl.publication.excel.drawing import write_charts
from etl.publication.excel.sheet import Sheet
from etl.publication.excel.styles import Styles
from etl.publication.excel.tables import (
    counties_sheet,
    county_split_sheet,
    months_sheet,
    projects_sheet,
    split_sheet,
)
from etl.publication.excel.writing import write_sheet
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import SAMPLE_NOTE, stamp


def book(facts: ReleaseFacts) -> bytes:
    """Return the workbook as a file."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as written:
        written.set_properties(
            {
                "title": book_title(facts),
                "subject": stamp(facts),
                "author": facts.plan.issuer,
                "company": facts.plan.issuer,
                "keywords": facts.head.id,
                "comments": SAMPLE_NOTE if facts.head.sample else "",
                "created": facts.head.made_at.astimezone(UTC),
            }
        )
        styles = Styles(written)
        for sheet in sheets_of(facts):
            write_sheet(written, styles, sheet, facts)
        charts = charts_of(facts)
        if charts:
            write_charts(written, styles, charts, facts)
    return target.getvalue()


def sheets_of(facts: ReleaseFacts) -> tuple[Sheet, ...]:
    """Return the sheets that have something in them; a county has none below it."""
    found = (
        about_sheet(facts),
        projects_sheet(facts),
        counties_sheet(facts),
        split_sheet(facts),
        county_split_sheet(facts),
        months_sheet(facts),
        places_sheet(facts),
    )
    return tuple(sheet for sheet in found if sheet.rows)
