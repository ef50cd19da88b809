"""Everything a project's page shows, asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dashboard.components.basis import basis_text, colour_text
from dashboard.figures.month_charts import MonthRow
from dashboard.frame import Frame
from dashboard.ground import Ground, ground_of
from dashboard.pages.parts import span_of
from dashboard.parts_of_project import Part, parts_of
from dashboard.sources import Source
from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import Project


@dataclass(frozen=True)
class ProjectView:
    """The rows are this project's only: its own by month, its regions', its cells'."""

    frame: Frame
    project: Project
    ground: Ground
    past: tuple[MonthRow, ...]
    tables_below: tuple[CompletionTable, ...]
    cells: tuple[CompletionRow, ...]

    @property
    def row(self) -> CompletionRow:
        """The whole's row of the month."""
        return self.past[-1].row

    @property
    def table(self) -> CompletionTable:
        """The table of the month, with the rows of all projects."""
        return self.ground.table

    @cached_property
    def parts(self) -> tuple[CompletionRow, ...]:
        """The rows of the root's children in the month."""
        return _only(self.tables_below[-1], self.project)

    @property
    def title(self) -> str:
        """The project and the month."""
        return f"{self.project.name}（{span_of(self.ground)}）"

    @property
    def per(self) -> str:
        """Per whom money is averaged: 人, 户, or the unit."""
        return self.project.unit

    @property
    def place(self) -> str:
        """The whole's name."""
        return self.frame.plan.tree.root.name

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """As-of, release, coverage and revision; and the rule of the colours."""
        return basis_text(self.ground), colour_text(self.frame.plan.thresholds)

    @cached_property
    def by_indicator(self) -> Mapping[str, Part]:
        """People, money and average of each indicator."""
        return parts_of(self.project, self.cells)

    def ref(self, kind: str, region: str = "", indicator: str = "") -> FigureRef:
        """Return a figure of this project, by default of the whole."""
        where = region or self.frame.plan.root
        return FigureRef(kind, self.frame.month, where, self.project.code, indicator)


def view_of(source: Source, frame: Frame, project: Project) -> ProjectView:
    """Return everything the page shows."""
    month, code = frame.month, project.code
    tables = source.completions(month)
    past = tuple(MonthRow(table, _only(table, project)[0]) for table in tables)
    return ProjectView(
        frame,
        project,
        ground_of(source, frame, tables[-1]),
        past,
        source.completions(month, by="region", project=code),
        source.completion(month, by="cell", project=code).rows,
    )


def _only(table: CompletionTable, project: Project) -> tuple[CompletionRow, ...]:
    return tuple(row for row in table.rows if row.project == project.code)
