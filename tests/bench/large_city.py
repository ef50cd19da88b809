"""Cities of any size, straight in the store: a plan and eight months of accepted figures.

Rows go in by the thousand instead of one filing after another; they are those that filing and
accepting the workbooks would leave, but for findings and cells. All of it is 示例数据.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert

from etl.domain.period import Month
from etl.domain.plan import Indicator, Level, Plan, Project, TargetRow
from etl.domain.region import Region
from etl.services.database import Database
from etl.store import data_version, originals, plans
from etl.store.tables import figure, submission

YEAR, MONTHS, PROJECTS = 2023, 8, 8
ROOT = "970000"
FIRST_PROJECT = "p1"
_ACTOR = "bench"
_AT = datetime(YEAR, 9, 1, tzinfo=UTC)
_LEVELS: tuple[tuple[Level, int], ...] = (("province", 120), ("city", 132))


def large_plan(submitting: int, between: int = 0) -> Plan:
    """Return a plan of eight projects; with ``between`` the counties hang below so many regions."""
    regions = (*_between(between), *_counties(submitting, between))
    codes = [item.code for item in regions if item.submits]
    return Plan(
        year=YEAR,
        title="大云市民生实事",
        issuer="大云市残疾人联合会",
        root=ROOT,
        due_day=5,
        sample=True,
        regions=(Region(ROOT, "大云市", None, (), 0, submits=False), *regions),
        projects=tuple(_project(number) for number in range(1, PROJECTS + 1)),
        targets=tuple(_targets(codes)),
    )


def _between(count: int) -> Iterator[Region]:
    for number in range(1, count + 1):
        yield Region(between_code(number), f"第{number}片区", ROOT, (), number, submits=False)


def between_code(number: int) -> str:
    """Return the code of a region in the middle of the tree, counted from 1."""
    return f"97{number:04d}M"


def _counties(count: int, between: int) -> Iterator[Region]:
    for number in range(1, count + 1):
        parent = between_code(1 + (number - 1) % between) if between else ROOT
        yield Region(county_code(number), f"第{number}县", parent, (), number)


def county_code(number: int) -> str:
    """Return the code of a county, counted from 1."""
    return f"97{number:04d}C"


def _project(number: int) -> Project:
    code, name = f"p{number}", f"第{number}项民生实事"
    return Project(code, name, f"事项{number}", "人", (Indicator(code, name, code, "人", number),))


def _targets(counties: list[str]) -> Iterator[TargetRow]:
    for number in range(1, PROJECTS + 1):
        for level, each in _LEVELS:
            split = dict.fromkeys(counties, Decimal(each))
            yield TargetRow(f"p{number}", level, Decimal(each * len(counties)), split)


def store_city(database: Database, plan: Plan) -> None:
    """Store a plan with every county's figures of eight months, all accepted."""
    with database.write() as connection:
        plans.add(connection, plan, "任务书.xlsx", b"plan", _ACTOR)
        original = originals.keep(connection, b"form")
        codes = [region.code for region in plan.regions if region.submits]
        filed = [(code, number) for number in range(1, MONTHS + 1) for code in codes]
        connection.execute(insert(submission), list(_submissions(filed, original)))
        _store_figures(connection, filed)
        data_version.advance(connection)


def _submissions(filed: list[tuple[str, int]], original: str) -> Iterator[dict[str, Any]]:
    for identifier, (region, number) in enumerate(filed, start=1):
        yield {
            "id": identifier,
            "region": region,
            "year": YEAR,
            "month": number,
            "version": 1,
            "state": "accepted",
            "as_of": Month(YEAR, number).last_day,
            "file_name": f"{region}-{YEAR}-{number:02d}.xlsx",
            "sheet": "月报",
            "original_sha256": original,
            "figures_sha256": f"{identifier:064x}",
            "filed_by": _ACTOR,
            "filed_at": _AT,
            "accepted_by": _ACTOR,
            "accepted_at": _AT,
            "backfilled": False,
            "reason": "",
        }


def _store_figures(connection: Connection, filed: list[tuple[str, int]]) -> None:
    """Store eight rows for each submission: a county's speed is its own, from slow to fast."""
    chance = random.Random("large city")
    speed = {
        (region, project): chance.uniform(5, 14)
        for region in dict.fromkeys(code for code, _ in filed)
        for project in range(1, PROJECTS + 1)
    }
    rows = [
        _figures(identifier, f"p{project}", int(speed[region, project]), number)
        for identifier, (region, number) in enumerate(filed, start=1)
        for project in range(1, PROJECTS + 1)
    ]
    connection.execute(insert(figure), rows)


def _figures(identifier: int, indicator: str, each: int, number: int) -> dict[str, Any]:
    return {
        "submission_id": identifier,
        "indicator": indicator,
        "completed_month": Decimal(each),
        "completed_total": Decimal(each * number),
        "funds_month": Decimal(200 * each),
        "funds_total": Decimal(200 * each * number),
        "note": "",
    }


def change(database: Database) -> None:
    """Do what accepting a filing does to pages: count up the version of the data."""
    with database.write() as connection:
        data_version.advance(connection)
