"""What the monthly notice needs beyond a release's tables: places overall, forecasts, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from etl.domain.completion import CompletionRow
from etl.domain.forecast import Forecast
from etl.domain.judging import is_behind, worst_gap
from etl.domain.ranking import Overall
from etl.publication.facts import ReleaseFacts


@dataclass(frozen=True)
class Remark:
    """What a county wrote itself: beside an indicator's row, or to the warnings of its workbook."""

    indicator: str
    note: str
    reason: str = ""


@dataclass(frozen=True)
class BulletinFacts:
    """A release seen from the root, with what a notice says of each county.

    ``filing`` are the rows of the regions that file, at any depth: who is behind is told to who
    can do something about it. ``forecasts`` are by region and project, of those that have not
    reached their target; ``remarks`` by region and project. ``due`` is the day by which the next
    month's workbook is asked for, None where the plan has none.
    """

    facts: ReleaseFacts
    overall: Overall
    filing: tuple[CompletionRow, ...]
    forecasts: Mapping[tuple[str, str], Forecast]
    remarks: Mapping[tuple[str, str], tuple[Remark, ...]]
    due: date | None = None

    def behind(self, project: str) -> list[CompletionRow]:
        """Return who files and is behind in a project, furthest first, on figures of the month."""
        rows = (row for row in self.filing if row.project == project and is_behind(row))
        return sorted(rows, key=worst_gap)
