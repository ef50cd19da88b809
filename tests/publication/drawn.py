"""Small releases drawn from whole numbers: what the words of a text must bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from etl.completion.ranking import rankings
from etl.completion.standing import Standing
from etl.completion.table import completion_table
from etl.domain.period import Month
from etl.domain.plan import Indicator, Level, Plan, PlanRevision, Project, TargetRow
from etl.domain.region import Region
from etl.domain.release import Release, ReleaseHead
from etl.domain.standing import MonthFiled, StandingFigure
from etl.publication.facts import ReleaseFacts

MONTH = Month(2023, 6)
ROOT, EAST, WEST = "市", "东县", "西县"
COUNTIES = (EAST, WEST)
_AT = datetime(2023, 7, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Drawn:
    """One project: what each county reported (None: nothing), and its targets (None: not set)."""

    counts: Sequence[int | None]
    province: int | None
    city: int | None
    funds: Sequence[int | None] = (None, None)
    unit: str = "人"
    curve: tuple[Decimal | None, ...] | None = None
    city_unit: str | None = None

    @property
    def completed(self) -> int | None:
        given = [item for item in self.counts if item is not None]
        return sum(given) if given else None


def plan_of(projects: Sequence[Drawn]) -> Plan:
    return Plan(
        year=2023,
        title="市民生实事看板",
        issuer="市残联",
        root=ROOT,
        due_day=5,
        sample=False,
        regions=(
            Region(ROOT, "某市", None, submits=False),
            Region(EAST, EAST, ROOT, order=1),
            Region(WEST, WEST, ROOT, order=2),
        ),
        projects=tuple(_project(place, item) for place, item in enumerate(projects)),
        targets=tuple(row for place, item in enumerate(projects) for row in _targets(place, item)),
        pace={f"p{place}": item.curve for place, item in enumerate(projects) if item.curve},
    )


def _project(place: int, item: Drawn) -> Project:
    code, name = f"p{place}", f"项目{'甲乙丙丁戊'[place]}"
    return Project(code, name, name, item.unit, (Indicator(code, name, code, item.unit, place),))


def _targets(place: int, item: Drawn) -> list[TargetRow]:
    levels: tuple[tuple[Level, int | None], ...] = (
        ("province", item.province),
        ("city", item.city),
    )
    return [
        TargetRow(
            f"p{place}", level, Decimal(value), unit=item.city_unit if level == "city" else None
        )
        for level, value in levels
        if value is not None
    ]


def facts_of(
    projects: Sequence[Drawn], filed: Sequence[str] = COUNTIES, of: Month = MONTH
) -> ReleaseFacts:
    """The facts of a release in which the counties ``filed`` reported June; counts are ``of``."""
    plan = plan_of(projects)
    figures = [
        StandingFigure(
            county, f"p{place}", Decimal(count), of, 1,
            None if money is None else Decimal(money), of if money is not None else None, 1,
        )
        for place, item in enumerate(projects)
        for county, count, money in zip(COUNTIES, item.counts, item.funds, strict=True)
        if count is not None
    ]  # fmt: skip
    months = [MonthFiled(county, MONTH, date(2023, 6, 30), 1) for county in filed]
    if of != MONTH:
        months += [MonthFiled(county, of, of.last_day, 2) for county in COUNTIES]
    standing = Standing.of(PlanRevision(plan, 1, _AT, "t"), MONTH, figures, months)
    below = completion_table(standing, ROOT, "region")
    table = completion_table(standing, ROOT, "project")
    return ReleaseFacts(
        release=Release(head_of(table), "f" * 64),
        plan=plan,
        table=table,
        below=below,
        cells=completion_table(standing, ROOT, "cell"),
        months=(table,),
        rankings=rankings(below.rows),
    )


def head_of(table: object, **more: object) -> ReleaseHead:
    given: Mapping[str, object] = {
        "id": "2023-06-1", "month": MONTH, "number": 1, "as_of": date(2023, 6, 30),
        "today": date(2023, 7, 5), "made_at": _AT, "made_by": "t", "plan_revision": 1,
        "coverage": table.coverage, "sample": False, "figures_sha256": "", "values_sha256": "", "schema": "0004",  # type: ignore[attr-defined]
        "audit_last": 0, "audit_hash": "0" * 64, **more,
    }  # fmt: skip
    return ReleaseHead(**given)  # type: ignore[arg-type]
