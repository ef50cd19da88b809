"""Where a number comes from: formula, parts, and the file and cell of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from etl.completion.table import Standing
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.plan import Indicator
from etl.domain.refusal import NotFound, WrongUsage
from etl.domain.region import Region
from etl.domain.submission import NOT_REPORTED, Field, Filing, IndicatorFigures, Value
from etl.services.answers import finding_answer
from etl.services.completion import stand_in
from etl.services.database import Database
from etl.services.numbers import plain_count
from etl.store import attempts, originals, submissions
from etl.store.database import Connection

FIELD: Field = "completed_total"


@dataclass(frozen=True)
class _Part:
    region: Region
    indicator: Indicator
    filing: Filing | None
    figure: Value
    state: str
    note: str = ""
    warnings: tuple[Finding, ...] = ()


def trace(database: Database, month: Month, region: str, indicator: str) -> dict[str, Any]:
    """Return the contract's answer: value, unit, formula and one part per county and indicator.

    ``indicator`` may also be a project's code. Raises NotFound for unknown codes.
    """
    with database.read() as connection:
        found = stand_in(connection, month)
        indicators = _indicators(found, indicator)
        if region not in found.plan.tree:
            raise NotFound(f"{month.year}年任务书里没有代码为 {region} 的县区。")
        parts = _parts(connection, found, region, indicators)
    given = [part.figure.value for part in parts if part.figure.value is not None]
    value = sum(given, Decimal(0)) if given else None
    return {
        "value": plain_count(value),
        "unit": indicators[0].unit,
        "formula": _formula(found, parts, value, indicators),
        "parts": [_answer(part) for part in parts],
    }


def _indicators(found: Standing, code: str) -> tuple[Indicator, ...]:
    indicator = found.plan.indicator(code)
    if indicator is not None:
        return (indicator,)
    project = found.plan.project(code)
    if project is None:
        raise NotFound(f"{found.month.year}年任务书里没有代码为 {code} 的指标。")
    return project.indicators


def _parts(
    connection: Connection, found: Standing, region: str, indicators: tuple[Indicator, ...]
) -> list[_Part]:
    """Return a part per submitting region and indicator, in the order of the plan."""
    wanted = [
        (below, indicator)
        for below in found.plan.tree.submitting(region)
        for indicator in indicators
    ]
    standing = [found.figures.get((below.code, indicator.code)) for below, indicator in wanted]
    used = {item.submission for item in standing if item and item.submission is not None}
    filings = submissions.filings_by_id(connection, used)
    figures = submissions.figures_of(connection, used)
    said = attempts.that_filed(connection, used)
    parts: list[_Part] = []
    for (below, indicator), item in zip(wanted, standing, strict=True):
        number = item.submission if item else None
        state = found.state(below.code, indicator.code)
        if number is None:
            parts.append(_Part(below, indicator, None, NOT_REPORTED, state))
            continue
        row = figures[number][indicator.code]
        warned = _warnings(said.get(number, ()), row)
        parts.append(_Part(below, indicator, filings[number], row[FIELD], state, row.note, warned))
    return parts


def _warnings(said: tuple[Finding, ...], row: IndicatorFigures) -> tuple[Finding, ...]:
    """Return what was asked about a row, or about its figure among others, when it was filed."""
    cell = row[FIELD].cell
    return tuple(
        item
        for item in said
        if item.severity == "warning"
        and (item.indicator == row.indicator or (cell is not None and cell.address in item.cells))
    )


def _formula(
    found: Standing, parts: list[_Part], value: Decimal | None, indicators: tuple[Indicator, ...]
) -> str:
    """Write the sum as a person would: 海港区 1236 + 昌黎县 1033 = 2269."""
    if value is None:
        return "没有已采用的报送"
    several = len(indicators) > 1
    terms = [
        f"{part.region.name}{part.indicator.name if several else ''} {plain_count(part.figure.value)}"
        + _carried(part)
        for part in parts
        if part.figure.value is not None
    ]
    if len(terms) == 1:
        return terms[0]
    return f"{' + '.join(terms)} = {plain_count(value)}"


def _carried(part: _Part) -> str:
    if part.state != "carried_forward" or part.filing is None:
        return ""
    return f"（沿用{part.filing.month.number}月）"


def _answer(part: _Part) -> dict[str, Any]:
    filing, figure, cell = part.filing, part.figure, part.figure.cell
    return {
        "region": part.region.code,
        "region_name": part.region.name,
        "indicator": part.indicator.code,
        "field": FIELD,
        "value": plain_count(figure.value),
        "state": part.state,
        "month": str(filing.month) if filing else None,
        "file": filing.file_name if filing else None,
        "sheet": cell.sheet if cell else None,
        "cell": cell.address if cell else None,
        "raw": figure.raw,
        "computed": figure.computed,
        "submission": filing.id if filing else None,
        "version": filing.version if filing else None,
        "sha256": filing.sha256 if filing else None,
        "filed_by": filing.filed_by if filing else None,
        "filed_at": _time(filing.filed_at) if filing else None,
        "accepted_by": filing.accepted_by if filing else None,
        "accepted_at": _time(filing.accepted_at) if filing else None,
        "note": part.note,
        "reason": filing.reason if filing else "",
        "warnings": [finding_answer(item) for item in part.warnings],
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def traced_original(database: Database, month: Month, region: str, indicator: str) -> bytes:
    """Return the workbook a figure was read from; asks for one county where there are several."""
    parts = [part for part in trace(database, month, region, indicator)["parts"] if part["sha256"]]
    hashes = {part["sha256"] for part in parts}
    if not hashes:
        raise NotFound("这个数没有已采用的报送，没有原件。")
    if len(hashes) > 1:
        names = "、".join(dict.fromkeys(part["region_name"] for part in parts))
        raise WrongUsage(f"这个数出自 {len(hashes)} 个文件，请指定其中一个县区：{names}。")
    with database.read() as connection:
        content = originals.fetch(connection, hashes.pop())
    if content is None:
        raise NotFound("原件已不在库里。")
    return content
