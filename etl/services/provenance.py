"""The cells behind a figure: of counties' workbooks, and of the plan's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from etl.completion.standing import Standing
from etl.domain.completion import FigureState
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.plan import Indicator
from etl.domain.plan_places import PlanPlaces
from etl.domain.provenance import FigurePart, FiledForm, PlanCell
from etl.domain.refusal import NotFound
from etl.domain.region import Region
from etl.domain.standing import StandingFigure
from etl.domain.submission import NOT_REPORTED, Field, IndicatorFigures
from etl.services.completion import stand_in
from etl.services.database import Database
from etl.services.standings import Memory
from etl.store import attempts, originals, plans, submissions
from etl.store.database import Connection

COMPLETED: Field = "completed_total"
FUNDS: Field = "funds_total_yuan"


def figure_parts(
    database: Database,
    month: Month,
    regions: Iterable[str],
    indicators: Iterable[str],
    field: Field = COMPLETED,
    memory: Memory | None = None,
) -> tuple[FigurePart, ...]:
    """Return what a cumulative figure is made of: a part per submitting region and indicator.

    ``regions`` are codes of submitting regions, ``indicators`` those of indicators; ``field``
    is 累计完成 or 累计投入资金. Raises NotFound for codes the plan does not know.
    """
    with database.read() as connection:
        found = stand_in(connection, month, memory=memory)
        chosen = [region_in(found, region) for region in regions]
        known = tuple(item for code in indicators for item in indicators_of(found, code))
        return parts_of(connection, found, chosen, known, field)


def indicators_of(found: Standing, code: str) -> tuple[Indicator, ...]:
    """Return the indicator of a code, else all of the project of this code."""
    indicator = found.plan.indicator(code)
    if indicator is not None:
        return (indicator,)
    project = found.plan.project(code)
    if project is None:
        raise NotFound(f"{found.month.year}年任务书里没有代码为 {code} 的指标。")
    return project.indicators


def region_in(found: Standing, code: str) -> Region:
    """Return the region of a code; raises NotFound."""
    region = found.plan.tree.get(code)
    if region is None:
        raise NotFound(NO_REGION.format(year=found.month.year, code=code))
    return region


NO_REGION = "{year}年任务书里没有代码为 {code} 的县区。"


@dataclass(frozen=True)
class _Counts:
    """Which submission a standing figure is of, and of which month."""

    submission: int | None
    month: Month | None


def parts_of(
    connection: Connection,
    found: Standing,
    regions: Iterable[Region],
    indicators: tuple[Indicator, ...],
    field: Field,
) -> tuple[FigurePart, ...]:
    """Return the parts within a transaction of the caller's, in the order given."""
    wanted = [(region, indicator) for region in regions for indicator in indicators]
    counts = [_counts(found.figure(r.code, i.code), field) for r, i in wanted]
    used = {item.submission for item in counts if item.submission is not None}
    filings = submissions.filings_by_id(connection, used)
    figures = submissions.figures_of(connection, used)
    said = attempts.that_filed(connection, used)
    parts: list[FigurePart] = []
    for (region, indicator), item in zip(wanted, counts, strict=True):
        if item.submission is None:
            parts.append(FigurePart(region, indicator, field, NOT_REPORTED, "not_reported"))
            continue
        row = figures[item.submission][indicator.code]
        parts.append(
            FigurePart(
                region,
                indicator,
                field,
                row[field],
                _state(item, found.month),
                filings[item.submission],
                row.note,
                _warnings(said.get(item.submission, ()), row, field),
            )
        )
    return tuple(parts)


def _counts(figure: StandingFigure | None, field: Field) -> _Counts:
    if figure is None:
        return _Counts(None, None)
    if field == FUNDS:
        return _Counts(figure.funds_submission, figure.funds_month)
    return _Counts(figure.submission, figure.month)


def _state(item: _Counts, month: Month) -> FigureState:
    return "reported" if item.month == month else "carried_forward"


def _warnings(
    said: tuple[Finding, ...], row: IndicatorFigures, field: Field
) -> tuple[Finding, ...]:
    """Return what was asked about a row, or about its figure among others, when it was filed."""
    cell = row[field].cell
    return tuple(
        item
        for item in said
        if item.severity == "warning"
        and (item.indicator == row.indicator or (cell is not None and cell.address in item.cells))
    )


def filed_form(database: Database, submission: int) -> FiledForm:
    """Return what was read of a submission; raises NotFound."""
    with database.read() as connection:
        filings = submissions.filings_by_id(connection, [submission])
        if submission not in filings:
            raise NotFound(f"没有编号为 {submission} 的报送。")
        rows = submissions.figures_of(connection, [submission])[submission]
    return FiledForm(filings[submission], rows)


def original_of(database: Database, submission: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a submission's workbook, as sent; raises NotFound."""
    with database.read() as connection:
        filing = submissions.filings_by_id(connection, [submission]).get(submission)
        content = originals.fetch(connection, filing.sha256) if filing else None
    if filing is None or content is None:
        raise NotFound(f"没有编号为 {submission} 的报送，或原件已不在库里。")
    return filing.file_name, content


def plan_cell(
    database: Database,
    month: Month,
    sheet: str,
    place: tuple[str, str],
    memory: Memory | None = None,
) -> PlanCell:
    """Return where a number stands in the plan workbook that a month is computed with.

    ``place`` is key and column as ``PlanPlaces`` has them. Raises NotFound without a plan.
    """
    with database.read() as connection:
        loaded = plans.loaded_file(connection, month)
        if loaded is None:
            raise NotFound(f"还没有录入{month.year}年的年度任务书。")
        places = memory.places.get(loaded.sha256) if memory else None
        content = originals.fetch(connection, loaded.sha256) if places is None else None
    if places is None:
        places = _places(content) if content is not None else PlanPlaces()
        if memory is not None and content is not None:
            memory.places.put(loaded.sha256, places)
    cells = places.cells(sheet, place)
    return PlanCell(
        loaded.file_name, sheet, cells[0] if cells else None, loaded.loaded_by, loaded.loaded_at
    )


def _places(content: bytes) -> PlanPlaces:
    """Read the plan's workbook once more: its places are not stored."""
    from etl.workbook.opening import open_workbook
    from etl.workbook.plan_places import plan_places
    from etl.workbook.plan_reader import read_plan

    workbook = open_workbook(content)
    plan, _ = read_plan(workbook)
    return PlanPlaces() if plan is None else plan_places(workbook, plan.region_names)
