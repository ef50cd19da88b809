"""Cities of any shape drawn at random and stored: gaps, holes, versions, revised plans."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import delete, insert

from etl.domain.period import Month
from etl.domain.plan import LEVELS, Indicator, Plan, Project, TargetRow
from etl.domain.region import Region
from etl.services.database import Database
from etl.store import data_version, originals, plans
from etl.store.tables import figure, plan_revision, submission
from tests.services.slow_completion import Form, SlowCity

YEAR, LAST = 2023, 5
STRANGER = "外地"
_AT = datetime(YEAR, 9, 1, tzinfo=UTC)


def drawn_city(seed: int) -> SlowCity:
    """A year up to May: three levels, months with holes, and sometimes a revised plan."""
    chance = random.Random(seed)
    plan = _plan(chance)
    revised = (_revised(chance, plan),) if chance.random() < 0.4 else ()
    regions = [region.code for region in plan.regions if region.submits]
    forms = [
        form
        for number in range(1, LAST + 1)
        for region in (*regions, *[STRANGER] * (seed % 2))
        for form in _forms(chance, plan, region, number)
    ]
    numbered = (replace(form, id=place) for place, form in enumerate(forms, start=1))
    return SlowCity((plan, *revised), tuple(numbered))


def _plan(chance: random.Random) -> Plan:
    regions = [Region("市", "市", None, submits=False)]
    for district in range(chance.randint(1, 3)):
        inner = chance.randint(0, 3)
        code = f"区{district}"
        regions.append(_region(chance, code, "市", submits=not inner or chance.random() < 0.2))
        regions += [_region(chance, f"{code}街{place}", code) for place in range(inner)]
    projects = [_project(name, chance.randint(1, 2)) for name in ("康复", "助学")]
    return Plan(
        year=YEAR,
        title="市",
        issuer="市残联",
        root="市",
        due_day=5,
        sample=False,
        regions=tuple(regions),
        projects=tuple(projects),
        targets=tuple(_targets(chance, regions, projects)),
    )


def _region(chance: random.Random, code: str, parent: str, submits: bool = True) -> Region:
    first, last = chance.choice([(None, None)] * 4 + [(3, None), (None, 3), (2, 4)])
    return Region(code, code, parent, (), chance.randint(0, 2), submits, first, last)


def _project(name: str, count: int) -> Project:
    items = [Indicator(f"{name}{n}", f"{name}{n}", name, "人", n) for n in range(count)]
    return Project(name, name, name, "人", tuple(items))


def _targets(
    chance: random.Random, regions: list[Region], projects: list[Project]
) -> list[TargetRow]:
    codes = [item.code for item in regions if item.submits]
    return [
        TargetRow(
            project.code,
            level,
            Decimal(chance.randint(0, 300)),
            {code: Decimal(chance.randint(0, 90)) for code in codes if chance.random() < 0.9},
            chance.choice([None, None, None, "人次"]),
        )
        for project in projects
        for level in LEVELS
        if chance.random() < 0.9
    ]


def _revised(chance: random.Random, plan: Plan) -> Plan:
    """A later revision: from March, at once or from next year, sometimes without a region."""
    effective = chance.choice([None, date(YEAR, 3, 31), date(YEAR + 1, 1, 1)])
    targets = tuple(
        replace(row, total=Decimal(chance.randint(1, 300)), effective=effective)
        for row in plan.targets
    )
    leaves = [
        item
        for item in plan.regions[1:]
        if all(other.parent != item.code for other in plan.regions)
    ]
    gone = leaves[-1].code if effective is None and len(leaves) > 1 else ""
    kept = tuple(item for item in plan.regions if item.code != gone)
    return replace(plan, title="改", targets=targets, regions=kept)


def _forms(chance: random.Random, plan: Plan, region: str, number: int) -> list[Form]:
    if chance.random() < 0.3:
        return []
    states = chance.choice([["accepted"]] * 3 + [["superseded", "accepted"], ["submitted"]])
    return [
        Form(region, number, _amounts(chance, plan), _day(chance, number), state, version)
        for version, state in enumerate(states, start=1)
    ]


def _day(chance: random.Random, number: int) -> date | None:
    return chance.choice([None, Month(YEAR, number).last_day, date(YEAR, number, 18)])


def _amounts(chance: random.Random, plan: Plan) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """Indicators without people, without money, with neither, or not there at all."""
    return {
        item.code: (
            chance.choice([None, Decimal(chance.randint(0, 99)), Decimal("2.5")]),
            chance.choice([None, Decimal(chance.randint(0, 10**7)) / 100]),
        )
        for item in plan.indicators
        if chance.random() < 0.9
    }


def store(database: Database, city: SlowCity) -> None:
    """Put a drawn city in place of what the database has."""
    with database.write() as connection:
        for table in (figure, submission, plan_revision):
            connection.execute(delete(table))
        for plan in city.plans:
            plans.add(connection, plan, "任务书.xlsx", b"plan", "测试")
        original = originals.keep(connection, b"form")
        for form in city.forms:
            connection.execute(insert(submission).values(_submission(form, original)))
        rows = [row for form in city.forms for row in _figures(form)]
        if rows:
            connection.execute(insert(figure), rows)
        data_version.advance(connection)


def _submission(form: Form, original: str) -> dict[str, object]:
    return {
        "id": form.id,
        "region": form.region,
        "year": YEAR,
        "month": form.number,
        "version": form.version,
        "state": form.state,
        "as_of": form.as_of,
        "file_name": "月报.xlsx",
        "sheet": "月报",
        "original_sha256": original,
        "figures_sha256": f"{form.id:064x}",
        "filed_by": "测试",
        "filed_at": _AT,
        "backfilled": False,
        "reason": "",
    }


def _figures(form: Form) -> list[dict[str, object]]:
    return [
        {
            "submission_id": form.id,
            "indicator": indicator,
            "completed_total": completed,
            "funds_total": funds,
            "note": "",
        }
        for indicator, (completed, funds) in form.amounts.items()
    ]
