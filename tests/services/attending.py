"""A city of one project with a pace of its own, its forms, and what needs attention in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from etl.domain.attention import (
    Attention,
)
from etl.domain.period import Month
from etl.domain.plan import Plan, TargetRow
from etl.services.attention import attention
from etl.services.database import Database
from etl.services.submit import Order
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    SUBMITTING,
    YEAR,
    file_form,
    load_forms,
    second_city,
)

FEBRUARY, MARCH, APRIL = (Month(YEAR, number) for number in (2, 3, 4))
DUE = date(YEAR, 4, 5)
SUBMITTED = Order("cli:测试")


def points(number: int | str) -> Fraction:
    return Fraction(number) / 100


def plan_of(*shares: int, target: int = 100, **changes: object) -> Plan:
    """The second city with one 省定 target for visits in every region, and a pace of its own."""
    each = dict.fromkeys(SUBMITTING, Decimal(target))
    rows = (
        TargetRow("visits", "province", Decimal(5 * target), each),
        TargetRow("visits", "city", Decimal(900), {}, "人次"),
    )
    curve = tuple(Decimal(share) for share in (*shares, *[100] * 12)[:12])
    return replace(second_city(), targets=rows, pace={"visits": curve}, **changes)  # type: ignore[arg-type]


def file(
    database: Database,
    plan: Plan,
    month: Month,
    total: int | None,
    *,
    region: str = COUNTY,
    note: str = "",
    order: Order = ACCEPTED,
) -> int:
    """File a form that reports nothing but the cumulative of visits; return the submission."""
    rows = {} if total is None else {"visits": FilledRow(None, total, note=note)}
    (result,) = load_forms(
        database, {f"{region}-{month}.xlsx": file_form(plan, region, month, rows)}, order
    )
    assert result.submission is not None, result.findings
    return result.submission


def seen(database: Database, month: Month = MARCH, region: str = COUNTY) -> Attention:
    return attention(database, month, region, today=DUE)
