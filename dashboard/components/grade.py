"""The three grades of a finding: a mark for the eye, a word for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dash import html

from dashboard.components.marks import silent
from etl.domain.finding import Severity

GRADE_WORDS: Mapping[Severity, str] = MappingProxyType(
    {"error": "错误", "warning": "提醒", "info": "说明"}
)
_MARKS: Mapping[Severity, str] = MappingProxyType({"error": "×", "warning": "△", "info": "·"})


def grade(severity: Severity) -> html.Span:
    """Return a grade as the annotated workbook and the command line show it: × 错误."""
    return html.Span(
        [silent(_MARKS[severity]), GRADE_WORDS[severity]], className=f"grade {severity}"
    )
