"""All that texts and files of a release are made from: its head, its tables, what is held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.figure_ref import FigureRef
from etl.domain.period import Month
from etl.domain.plan import Plan, Project
from etl.domain.ranking import Position, Ranking
from etl.domain.region import Region
from etl.domain.release import Release, ReleaseHead

Shown = Literal["known", "small", "held"]
"""How a count may leave the house: as it is, as <3, or not at all."""


@dataclass(frozen=True)
class ReleaseFacts:
    """A release seen from one region: the root, or a county.

    ``table`` has a row per project of the region, ``below`` one per project and direct child,
    ``cells`` one per indicator and submitting region under it; ``months`` are the tables by
    project of the year's months up to the release's, January first. ``last_year`` is the table
    of the same month a year before, None where the year has no plan or does not know the region.
    ``rankings`` are those of the direct children, by project; ``positions`` where the region
    itself stands among those beside it, empty for the root.
    """

    release: Release
    plan: Plan
    table: CompletionTable
    below: CompletionTable
    cells: CompletionTable
    months: tuple[CompletionTable, ...]
    rankings: Mapping[str, Ranking]
    positions: Mapping[str, Position] = field(default_factory=dict)
    last_year: CompletionTable | None = None
    last_year_plan: Plan | None = None

    @property
    def head(self) -> ReleaseHead:
        """What the release says of itself."""
        return self.release.head

    @property
    def month(self) -> Month:
        """The month that was released."""
        return self.head.month

    @property
    def region(self) -> Region:
        """The region it is seen from."""
        return self.plan.tree[self.table.region]

    @property
    def is_whole(self) -> bool:
        """Whether it is seen from the root."""
        return self.region.code == self.plan.root

    @cached_property
    def rows(self) -> Mapping[str, CompletionRow]:
        """The region's row of each project."""
        return {row.project: row for row in self.table.rows}

    def project(self, code: str) -> Project:
        """Return a project; KeyError for one that the plan does not have."""
        found = self.plan.project(code)
        if found is None:
            raise KeyError(code)
        return found

    def children_rows(self, project: str) -> tuple[CompletionRow, ...]:
        """Return a project's rows of the direct children."""
        return tuple(row for row in self.below.rows if row.project == project)

    def split(self, project: str) -> tuple[tuple[str, Decimal | None, Decimal | None], ...]:
        """Return the region's sums by indicator: code, completed, funds in yuan; None if unreported."""
        found: dict[str, list[CompletionRow]] = {
            item.code: [] for item in self.project(project).indicators
        }
        for row in self.cells.rows:
            if row.project == project and row.indicator is not None:
                found[row.indicator].append(row)
        return tuple(
            (code, _sum(row.completed for row in rows), _sum(row.funds for row in rows))
            for code, rows in found.items()
        )

    @cached_property
    def _withheld(self) -> Mapping[tuple[str, str, str], bool]:
        return {(i.project, i.region, i.indicator): i.small for i in self.head.withheld}

    def shown(self, project: str, region: str, indicator: str = "") -> Shown:
        """Tell how a count may leave the house; ``indicator`` "" is the project's total."""
        if project in self.head.split_withheld and (indicator or region != self.plan.root):
            return "held"
        small = self._withheld.get((project, region, indicator))
        if small is None:
            return "known"
        return "small" if small else "held"

    def money_is_shown(self, project: str, region: str) -> bool:
        """Whether a region's money of a project may leave the house.

        Where a count of it is held back the money would give it away, by the published standards:
        at the root too, where a sum of its indicators is. And where that is so of one region alone,
        that of the others would, taken from the sum.
        """
        if project in self.head.split_withheld:
            return False
        if region == self.plan.root:
            return region not in self._without_money(project)
        hidden = self._without_money(project)
        if not hidden or region in hidden:
            return not hidden
        beside = self.plan.tree.children(self.plan.tree[region].parent or self.plan.root)
        return sum(item.code in hidden for item in beside) != 1

    def _without_money(self, project: str) -> frozenset[str]:
        """Return the regions of which a count of a project is held back."""
        return frozenset(key[1] for key in self._withheld if key[0] == project)

    def other_months_are_shown(self, project: str) -> bool:
        """Whether months beside the release's own may be told of the region.

        What is held back is worked out for the month that is released. Of a county's project with
        several indicators another month, or a difference to it, could tell what was held back then.
        """
        return self.is_whole or len(self.project(project).indicators) == 1

    def places_are_shown(self, project: str) -> bool:
        """Whether counties may be ranked: not where a place would bound a sum that is held back."""
        held = (key for key in self._withheld if key[0] == project and not key[2])
        return project not in self.head.split_withheld and next(held, None) is None

    def ref(self, kind: str, project: str = "", indicator: str = "", region: str = "") -> FigureRef:
        """Return which figure a number of the texts is."""
        return FigureRef(kind, self.month, region or self.region.code, project, indicator)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None
