"""Where the figures of a source in memory come from: made-up files, a sheet, a cell each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from etl.domain.completion import FigureState
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.provenance import FigurePart, FiledForm, PlanCell
from etl.domain.refusal import NotFound
from etl.domain.submission import (
    NOT_REPORTED,
    CellRef,
    Field,
    Filing,
    IndicatorFigures,
    Value,
)

_COLUMNS: dict[Field, str] = {"completed_total": "H", "funds_total_yuan": "J"}
_AT = datetime(2021, 8, 18, 0, 12, tzinfo=UTC)


class Provenance:
    """The part of a source that tells cells; submissions are numbered by month and region."""

    plans: dict[int, Plan]
    figures: dict[tuple[Month, str, str], Any]

    def figure_parts(
        self,
        month: Month,
        regions: Sequence[str],
        indicators: Sequence[str],
        field: Field,
    ) -> tuple[FigurePart, ...]:
        return tuple(self._part(month, r, i, field) for r in regions for i in indicators)

    def _part(self, month: Month, region: str, indicator: str, field: Field) -> FigurePart:
        plan = self.plans[month.year]
        known = plan.indicator(indicator)
        assert known is not None
        found = [
            key
            for key, figure in self.figures.items()
            if key[1:] == (region, indicator)
            and key[0].year == month.year
            and key[0] <= month
            and (figure.funds if field == "funds_total_yuan" else figure.completed) is not None
        ]
        if not found:
            return FigurePart(plan.tree[region], known, field, NOT_REPORTED, "not_reported")
        last = max(found)
        state: FigureState = "reported" if last[0] == month else "carried_forward"
        form = self.filed_form(self.number_of(last[0], region))
        value = form.rows[indicator][field]
        return FigurePart(plan.tree[region], known, field, value, state, form.filing)

    def number_of(self, month: Month, region: str) -> int:
        """The number of the submission of a region and month."""
        regions = [item.code for item in self.plans[month.year].regions]
        return (month.year * 100 + month.number) * 10_000 + regions.index(region)

    def filed_form(self, submission: int) -> FiledForm:
        year_month, place = divmod(submission, 10_000)
        month = Month(*divmod(year_month, 100))
        plan = self.plans.get(month.year)
        if plan is None or place >= len(plan.regions):
            raise NotFound("没有这次报送。")
        region = plan.regions[place].code
        rows: dict[str, IndicatorFigures] = {}
        for number, indicator in enumerate(plan.indicators, start=7):
            figure = self.figures.get((month, region, indicator.code))
            if figure is not None:
                amounts = {"completed_total": figure.completed, "funds_total_yuan": figure.funds}
                values = {
                    name: Value(amounts[name], f"{amounts[name]}", CellRef("月报", f"{c}{number}"))
                    for name, c in _COLUMNS.items()
                    if amounts[name] is not None
                }
                rows[indicator.code] = IndicatorFigures(indicator.code, values)
        name = f"{plan.tree[region].name}{month.label}.xlsx"
        filing = Filing(
            submission, region, month, 1, "accepted", None, name, "ab" * 32, "甲", _AT, "乙", _AT
        )
        return FiledForm(filing, rows)

    def plan_cell(self, month: Month, sheet: str, key: str, column: str) -> PlanCell:
        return PlanCell("任务书.xlsx", sheet, "D6", "丙", _AT)

    def original_of(self, submission: int) -> tuple[str, bytes]:
        form = self.filed_form(submission)
        return form.filing.file_name, b"PK" + str(submission).encode()
