"""A release as a workbook: every table of it, with charts that Excel itself can edit."""

from __future__ import annotations

from etl.publication.facts import ReleaseFacts


def excel_file(facts: ReleaseFacts) -> bytes:
    """Return a release as .xlsx: the same bytes whenever it is made."""
    # XlsxWriter is loaded by who asks for a workbook only.
    from etl.publication.excel.book import book

    return book(facts)
