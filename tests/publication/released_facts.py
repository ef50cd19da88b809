"""Facts of two releases, and the same with names people type and with counts held back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from etl.completion.ranking import rankings
from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.period import Month
from etl.domain.release import Withheld
from etl.domain.roles import Visitor
from etl.publication.facts import ReleaseFacts
from etl.services.database import connect
from etl.services.released import facts_of
from etl.services.releases import Wanted, make_release
from tests.cities import city_copy, sample_copy

LONG = (
    "残疾人基本型辅助器具适配与家庭无障碍改造及康复体育进家庭一体化服务试点工程"
    "暨困难残疾人家庭子女助学和就业帮扶综合保障"
)
TYPED = {
    "assistive_devices": LONG,
    "rehabilitation": "=1+1",
    "care_service": "<b>&粗</b>\x0b",
    "home_access": "<r>x</r>",
}
TYPED_READ = ("=1+1", "<b>&粗</b>", "<r>x</r>", LONG)

HELD = "rehabilitation"
HELD_REGIONS = ("130302", "130303")
SPLIT = "care_service"
# What a held count, its rate, its gap and its money look like; nothing else is written so.
SECRET = Decimal(7654321)
SECRETS = ("7654321", "432.1", "333.3", "123456.78", "1234567800")


@cache
def sample_facts(region: str | None = None) -> ReleaseFacts:
    """The sample year in August."""
    return _facts(sample_copy(Path(tempfile.mkdtemp())), Month(2021, 8), region)


@cache
def city_facts(region: str | None = None) -> ReleaseFacts:
    """The second city in March: a county carried forward, a project without figures."""
    return _facts(city_copy(Path(tempfile.mkdtemp())), Month(2023, 3), region)


def _facts(url: str, month: Month, region: str | None) -> ReleaseFacts:
    database = connect(url)
    release = make_release(database, Wanted(month), Visitor("cli:测试")).release
    found = facts_of(database, release.id, region)
    database.close()
    return found


def changed(facts: ReleaseFacts, change) -> ReleaseFacts:
    """The facts with each row of their tables changed, and ranked again."""

    def table(found: CompletionTable) -> CompletionTable:
        return replace(found, rows=tuple(map(change, found.rows)))

    below = table(facts.below)
    return replace(
        facts,
        table=table(facts.table),
        below=below,
        cells=table(facts.cells),
        months=tuple(map(table, facts.months)),
        rankings=rankings(below.rows),
    )


def typed_facts() -> ReleaseFacts:
    """The sample with names as somebody may type them into a plan."""
    facts = sample_facts()
    plan = replace(
        facts.plan,
        projects=tuple(
            replace(item, name=TYPED[item.code], short_name=TYPED[item.code])
            if item.code in TYPED
            else item
            for item in facts.plan.projects
        ),
        regions=tuple(
            replace(item, name=LONG if item.order == 1 else "=2+2")
            if item.order in (1, 2)
            else item
            for item in facts.plan.regions
        ),
    )
    named = changed(facts, lambda row: replace(row, name=TYPED.get(row.project, row.name)))
    return replace(named, plan=plan)


def held_facts() -> ReleaseFacts:
    """The sample with a project's totals of two counties held back, and one project's split."""
    places = [
        Withheld(HELD, region, indicator, small=(region, indicator) == ("130303", "rehab_child"))
        for region in HELD_REGIONS
        for indicator in ("", "rehab_adult", "rehab_child")
    ]
    facts = changed(sample_facts(), _secret)
    head = replace(facts.head, withheld=tuple(places), split_withheld=(SPLIT,))
    return replace(facts, release=replace(facts.release, head=head))


MAKERS: dict[str, Callable[[], ReleaseFacts]] = {
    "sample": sample_facts,
    "city": city_facts,
    "typed": typed_facts,
    "held": held_facts,
}


def _secret(row: CompletionRow) -> CompletionRow:
    held = row.project == HELD and row.region in HELD_REGIONS
    split = row.project == SPLIT and row.region != "130300"
    if not held and not split:
        return row
    levels = {
        level: replace(result, rate=Fraction(4321, 1000), gap=Fraction(3333, 1000))
        if result.rate is not None
        else result
        for level, result in row.levels.items()
    }
    return replace(row, completed=SECRET, funds=Decimal(1234567800), levels=levels)


def many_facts() -> ReleaseFacts:
    """The sample with twenty-seven counties and sixteen projects."""
    facts = sample_facts()
    children = facts.plan.tree.children(facts.plan.root)
    more = [
        replace(item, code=f"{item.code}{n}", name=f"{item.name}{n}", order=100 * n + item.order)
        for n in (1, 2)
        for item in children
    ]
    doubled = [
        replace(item, code=f"{item.code}_b", indicators=tuple(
            replace(one, code=f"{one.code}_b", project=f"{item.code}_b") for one in item.indicators
        ))
        for item in facts.plan.projects
    ]  # fmt: skip

    def again(row: CompletionRow) -> CompletionRow:
        indicator = None if row.indicator is None else f"{row.indicator}_b"
        return replace(row, project=f"{row.project}_b", indicator=indicator)

    def wider(found: CompletionTable) -> CompletionTable:
        copies = [replace(row, region=f"{row.region}{n}") for n in (1, 2) for row in found.rows]
        return twice(replace(found, rows=(*found.rows, *copies)))

    def twice(found: CompletionTable) -> CompletionTable:
        return replace(found, rows=(*found.rows, *map(again, found.rows)))

    below = wider(facts.below)
    return replace(
        facts,
        plan=replace(
            facts.plan,
            regions=(*facts.plan.regions, *more),
            projects=(*facts.plan.projects, *doubled),
        ),
        table=twice(facts.table),
        below=below,
        cells=wider(facts.cells),
        months=tuple(map(twice, facts.months)),
        rankings=rankings(below.rows),
    )
