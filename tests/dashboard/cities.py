"""The cities that the tests of the pages show: an ordinary one and every odd one."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from etl.domain.period import Month
from etl.domain.plan import Fact, FundStandard, History, PolicyPoint
from etl.domain.region import Region
from etl.domain.submission import Filing
from tests.dashboard.fake import FakeSource, Figure, flat_regions, make_plan

PROJECTS = {
    "devices": ("残疾人基本辅具适配", "人", 4500, 4600),
    "rehab": ("残疾人精准康复服务", "人", 6600, 6900),
    "training": ("残疾人职业技能培训", "人", 1500, 1600),
    "jobs": ("残疾人就业服务", "人", 700, 720),
    "care": ("残疾人托养服务", "人", 1450, 1500),
    "homes": ("残疾人家庭无障碍改造", "户", 760, 780),
    "sport": ("康复体育进家庭", "户", 220, 230),
    "students": ("困难残疾大学生及残疾人子女助学", "人", 300, 320),
}
NAMES = (
    "东湖区 西山区 清河县 平川县 安远县 永丰满族自治县 石桥县 白云经济技术开发区 青松新区".split()
)
CURVE = tuple(Decimal(0) for _ in range(8)) + (Decimal(100),) * 4


def named_regions() -> list[Region]:
    return [
        replace(region, name=NAMES[i - 1]) if i else region
        for i, region in enumerate(flat_regions(len(NAMES)))
    ]


def rich_plan(year: int = 2021, sample: bool = True):
    plan = make_plan(named_regions(), PROJECTS, year)
    projects = tuple(
        replace(
            p,
            short_name=short,
            indicators=tuple(
                replace(
                    i, responsible="市残联康复部", definition="当年接受服务的持证残疾人，按人计。"
                )
                for i in p.indicators
            ),
        )
        for p, short in zip(
            plan.projects,
            "辅具适配 精准康复 技能培训 就业服务 托养服务 无障碍改造 康复体育 学生助学".split(),
            strict=True,
        )
    )
    return replace(
        plan,
        projects=projects,
        sample=sample,
        demo_date=date(2021, 8, 20) if sample else None,
        pace={"students": CURVE},
        standards=(FundStandard("rehab", Decimal(400), Decimal(600), "文件", Decimal(500)),),
        history=(History("sport", 2020, Decimal(1470), None, 2016, "由累计1710户减240户得出"),),
        policy_points=(PolicyPoint("rehab", "每人每年补贴500元的康复医疗或康复训练。"),),
        facts=(Fact("rehab", "签约康复机构", Decimal(21), "家", as_of="2021-08-18"),),
    )


def ordinary(last: int = 8, factor: float = 1.0, seed: int = 5) -> FakeSource:
    """Eight projects, nine counties, months up to ``last``; one county slow in some projects."""
    plan = rich_plan()
    source = FakeSource({plan.year: plan})
    chance = random.Random(seed)
    for region in plan.tree.submitting(plan.root):
        for order, project in enumerate(plan.projects):
            drift = factor * (1.03 + chance.random() * 0.06)
            if region.order == 9 and order in (1, 2, 5):
                drift = factor * (0.6 - 0.12 * order)
            for number in range(1, last + 1):
                put(source, Month(2021, number), region.code, project.code, drift)
    source.cut_off = {Month(2021, 8): date(2021, 8, 18)}
    source.filed = filings_of(plan.tree.submitting(plan.root)[0].code, last)
    return source


def put(source: FakeSource, month: Month, region: str, project: str, drift: float) -> None:
    """Enter one figure: the drift is the county's share of its target by August."""
    plan = source.plans[month.year]
    target = plan.target(project, "city", region)
    share = 0.0 if project == "students" else drift * month.number / 8
    done = Decimal(int(share * int((target and target.value) or 100)))
    funds = done * 500 if project in ("devices", "rehab") else None
    source.figures[month, region, project] = Figure(done, funds)


def filings_of(region: str, last: int) -> tuple[Filing, ...]:
    def one(number: int, version: int, state: str) -> Filing:
        at = datetime(2021, number, 28, 3, 20, tzinfo=UTC)
        return Filing(
            id=number * 10 + version,
            region=region,
            month=Month(2021, number),
            version=version,
            state=state,  # type: ignore[arg-type]
            as_of=None,
            file_name=f"月报-2021-{number:02d}.xlsx",
            sha256="ab" * 32,
            filed_by="cli:test",
            filed_at=at,
            accepted_by="cli:test" if state == "accepted" else None,
            accepted_at=at if state == "accepted" else None,
            backfilled=number == 1,
        )

    returned = (one(5, 1, "returned"),) if last >= 5 else ()
    rest = tuple(one(n, 2 if n == 5 else 1, "accepted") for n in range(1, last + 1))
    return returned + rest


def incomplete() -> FakeSource:
    """May: one county never filed, another's last is March; behind and far behind."""
    source = ordinary(5, 0.9)
    plan = source.plans[2021]
    never, late = plan.tree.submitting(plan.root)[8].code, plan.tree.submitting(plan.root)[6].code
    source.figures = {
        key: value
        for key, value in source.figures.items()
        if key[1] != never and not (key[1] == late and key[0].number > 3)
    }
    slow = plan.tree.submitting(plan.root)[3].code
    for key in source.figures:
        if key[1] == slow and key[2] in ("training", "jobs", "homes"):
            source.figures[key] = Figure(Decimal(3), None)
    return source


def first_month() -> FakeSource:
    source = ordinary(1)
    gone = source.plans[2021].tree.submitting("990000")[8].code
    source.figures = {key: value for key, value in source.figures.items() if key[1] != gone}
    return source


def empty() -> FakeSource:
    return FakeSource()


def plan_only() -> FakeSource:
    plan = rich_plan(sample=False)
    return FakeSource({plan.year: plan})


def province() -> FakeSource:
    """170 counties with very long names straight under the root."""
    plan = make_plan(flat_regions(170, "云岭高原多民族自治州第{}实验经济技术开发区"), PROJECTS)
    source = FakeSource({2021: plan})
    chance = random.Random(3)
    for region in plan.tree.submitting(plan.root):
        for project in plan.projects:
            for number in (7, 8):
                drift = 0.5 + chance.random() * 0.7
                put(source, Month(2021, number), region.code, project.code, drift)
    return source


def second_city() -> FakeSource:
    """Another city: five projects, three levels of regions, no sample, odd targets."""
    regions = [
        Region("R", "临江市", None, submits=False),
        Region("N", "北片区", "R", order=1, submits=False),
        Region("S", "南片区", "R", order=2, submits=False),
        *(Region(f"N{i}", f"北{i}县", "N", order=i) for i in (1, 2, 3)),
        *(Region(f"S{i}", f"南{i}县", "S", order=i) for i in (1, 2)),
    ]
    projects = {
        "a": ("农村公路", "公里", 500, None),
        "b": ("托育学位", "个", None, 900),
        "c": ("无目标项目", "次", None, None),
        "d": ("老旧小区", "户", 100, 100),
        "e": ("就业帮扶", "人", 700, 720),
    }
    plan = make_plan(regions, projects, 2024, title="临江市实事看板", issuer="临江市政府")
    source = FakeSource({2024: plan})
    for region in plan.tree.submitting("R"):
        for number in (3, 4, 5):
            for code, share in zip("abcde", (9, 4, 3, 10, 6), strict=True):
                target = plan.target(code, "city", region.code) or plan.target(
                    code, "province", region.code
                )
                base = int((target and target.value) or 50)
                done = Decimal(base if code == "d" else base * share * number // 50)
                source.figures[Month(2024, number), region.code, code] = Figure(done)
    return source
