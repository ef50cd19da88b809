"""Findings: what a check says about a cell. Data, never an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning", "info"]
Outcome = Literal["ok", "warnings", "errors"]

SEVERITY_NAMES: Mapping[Severity, str] = MappingProxyType(
    {"error": "错误", "warning": "提醒", "info": "说明"}
)
SEVERITY_MARKS: Mapping[Severity, str] = MappingProxyType(
    {"error": "×", "warning": "△", "info": "·"}
)
"""Seen beside the name, so that no colour is needed."""


def marked_name(severity: Severity) -> str:
    """Return a severity as people are shown it: × 错误."""
    return f"{SEVERITY_MARKS[severity]} {SEVERITY_NAMES[severity]}"


@dataclass(frozen=True)
class Finding:
    """One finding, in words for the person who filled in the workbook.

    ``cells`` are plain addresses in the user's own ``sheet``, the first being the one to
    show; empty for a finding about a whole file or a missing row. ``raw`` is what was
    written; it never holds personal data. ``advice`` is what follows from the other figures
    of the row (last month's and this month's give the cumulative): a sentence of its own.
    ``gist`` is what a line about many cells says of this one, where that is not ``raw``.
    ``suspect`` is the cell that the advice would change, where it is one of several.
    """

    severity: Severity
    code: str
    message: str
    hint: str = ""
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    row: int | None = None
    field: str | None = None
    indicator: str | None = None
    raw: str | None = None
    advice: str = ""
    gist: str = ""
    suspect: str = ""

    @property
    def mend(self) -> str:
        """How to mend it: the hint, and what the other figures of the row say."""
        return self.hint + self.advice

    @property
    def cell(self) -> str | None:
        """The first cell, None for a finding about no cell."""
        return self.cells[0] if self.cells else None


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """Return ``errors`` if anything stops the file, else ``warnings``, else ``ok``."""
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "errors"
    return "warnings" if "warning" in severities else "ok"
