"""What became of one file that was checked or filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.domain.finding import Finding, Outcome, outcome_of
from etl.domain.period import Month
from etl.domain.submission import IndicatorFigures


@dataclass(frozen=True)
class FileResult:
    """One file's result, in the words of the contract.

    ``submission`` is the id of what was stored or, with ``unchanged``, of what counts
    already; None after a check and when nothing was filed. ``each`` are the findings before
    what says the same was folded into one line.
    """

    file: str
    findings: tuple[Finding, ...] = ()
    each: tuple[Finding, ...] = ()
    region: str | None = None
    month: Month | None = None
    template: str | None = None
    figures: Sequence[IndicatorFigures] = ()
    submission: int | None = None
    unchanged: bool = False

    @property
    def outcome(self) -> Outcome:
        """The worst that was found."""
        return outcome_of(self.findings)
