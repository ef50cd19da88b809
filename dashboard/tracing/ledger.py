"""The computed tables that explanations are made from, each asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.frame import Frame
from dashboard.sources import Source
from etl.domain.completion import CompletionRow, CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.region import Region


@dataclass
class Ledger:
    """The tables of one plan's year around a page's month."""

    source: Source
    frame: Frame
    _tables: dict[tuple[str, Grouping, Month], CompletionTable] = field(default_factory=dict)

    def table(
        self, region: str, by: Grouping = "project", month: Month | None = None
    ) -> CompletionTable:
        """Return a table; the month is the page's unless another is named."""
        key = (region, by, month or self.frame.month)
        if key not in self._tables:
            self._tables[key] = self.source.completion(key[2], region, by)
        return self._tables[key]

    def row(self, region: str, project: str, month: Month | None = None) -> CompletionRow:
        """Return the row of one project of one region."""
        rows = self.table(region, "project", month).rows
        return next(row for row in rows if row.project == project)

    def children(self, region: str, project: str) -> tuple[CompletionRow, ...]:
        """Return one project's rows of a region's direct children."""
        rows = self.table(region, "region").rows
        return tuple(row for row in rows if row.project == project)

    def cells(self, region: str, project: str) -> tuple[CompletionRow, ...]:
        """Return one project's rows by indicator and submitting region below a region."""
        rows = self.table(region, "cell").rows
        return tuple(row for row in rows if row.project == project)

    def siblings(self, region: str) -> Sequence[Region]:
        """Return a region with those beside it; the root is alone."""
        tree = self.frame.plan.tree
        parent = tree[region].parent
        if region == tree.root.code or parent is None or parent not in tree:
            return (tree[region],)
        return tree.children(parent)

    def months(self) -> tuple[Month, ...]:
        """Return the months of the year up to the page's."""
        year = self.frame.month.year
        return tuple(Month(year, number) for number in range(1, self.frame.month.number + 1))
