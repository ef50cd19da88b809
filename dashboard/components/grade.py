"""The three grades of a finding: a mark for the eye, a word for everybody."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import silent
from etl.domain.finding import SEVERITY_MARKS, SEVERITY_NAMES, Severity


def grade(severity: Severity) -> html.Span:
    """Return a grade as the annotated workbook and the command line show it: × 错误."""
    return html.Span(
        [silent(SEVERITY_MARKS[severity]), SEVERITY_NAMES[severity]], className=f"grade {severity}"
    )
