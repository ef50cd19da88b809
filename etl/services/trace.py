"""Where a number comes from: formula, parts, and the file and cell of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from etl.domain.period import Month
from etl.domain.provenance import FigurePart
from etl.domain.refusal import NotFound, WrongUsage
from etl.domain.submission import Field
from etl.services.answers import finding_answer
from etl.services.completion import stand_in
from etl.services.database import Database
from etl.services.numbers import plain_count
from etl.services.provenance import COMPLETED, indicators_of, parts_of, region_in
from etl.store import originals


def trace(
    database: Database, month: Month, region: str, indicator: str, field: Field = COMPLETED
) -> dict[str, Any]:
    """Return the contract's answer: value, unit, formula and one part per county and indicator.

    ``indicator`` may also be a project's code. Raises NotFound for unknown codes.
    """
    with database.read() as connection:
        found = stand_in(connection, month, region)
        indicators = indicators_of(found, indicator)
        below = found.plan.tree.submitting(region_in(found, region).code)
        parts = parts_of(connection, found, below, indicators, field)
    given = [part.value.value for part in parts if part.value.value is not None]
    value = sum(given, Decimal(0)) if given else None
    return {
        "value": plain_count(value),
        "unit": indicators[0].unit,
        "formula": _formula(parts, value, len(indicators) > 1),
        "parts": [_answer(part) for part in parts],
    }


def _formula(parts: Sequence[FigurePart], value: Decimal | None, several: bool) -> str:
    """Write the sum as a person would: 海港区 1236 + 昌黎县 1033 = 2269."""
    if value is None:
        return "没有已采用的报送"
    terms = [
        f"{part.region.name}{part.indicator.name if several else ''} {plain_count(part.value.value)}"
        + _carried(part)
        for part in parts
        if part.value.value is not None
    ]
    if len(terms) == 1:
        return terms[0]
    return f"{' + '.join(terms)} = {plain_count(value)}"


def _carried(part: FigurePart) -> str:
    if part.state != "carried_forward" or part.filing is None:
        return ""
    return f"（沿用{part.filing.month.number}月）"


def _answer(part: FigurePart) -> dict[str, Any]:
    filing, figure, cell = part.filing, part.value, part.value.cell
    return {
        "region": part.region.code,
        "region_name": part.region.name,
        "indicator": part.indicator.code,
        "field": part.field,
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
