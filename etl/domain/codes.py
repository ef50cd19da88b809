"""The catalogue of findings: every code with its words, in one place.

A code's first letter is its severity. ``message`` says what was found and what is
expected, ``hint`` how to mend it; both are filled with the words of the case. The help
page is made from this table. Codes are stable: they are quoted in letters and scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from etl.domain.codes_file import FILE_CODES
from etl.domain.codes_form import FORM_CODES
from etl.domain.codes_plan import PLAN_CODES
from etl.domain.codes_rules import RULE_CODES
from etl.domain.finding import Finding, Severity

_SEVERITY: Mapping[str, Severity] = {"E": "error", "W": "warning", "I": "info"}


@dataclass(frozen=True)
class Code:
    """One entry of the catalogue."""

    code: str
    message: str
    hint: str

    @property
    def severity(self) -> Severity:
        """What the code does to a file: stop it, ask for a reason, or only tell."""
        return _SEVERITY[self.code[0]]


CODES: Mapping[str, Code] = MappingProxyType(
    {
        code: Code(code, message, hint)
        for table in (FILE_CODES, FORM_CODES, RULE_CODES, PLAN_CODES)
        for code, (message, hint) in table.items()
    }
)


def finding(code: str, words: Mapping[str, Any] | None = None, **place: Any) -> Finding:
    """Make the finding of a code: ``words`` fill its sentences, ``place`` says where."""
    entry = CODES[code]
    filled = dict(words or {})
    return Finding(
        severity=entry.severity,
        code=code,
        message=entry.message.format(**filled),
        hint=entry.hint.format(**filled),
        **place,
    )
