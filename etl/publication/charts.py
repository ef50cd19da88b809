"""The charts of a release: its figures as they are to be drawn, whatever the program.

What is not reported, not comparable or held back is a gap, and the sentence beside the chart
names it: a bar of no length would say that nothing was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from etl.domain.completion import CompletionRow, CompletionTable, LevelResult
from etl.domain.judging import Tone, level_of, result_of, tone_of
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level, Project, Target
from etl.domain.text import half_up, in_brackets, rounded_rate
from etl.publication.chart import Chart, Role, Series
from etl.publication.chart_words import (
    STANDINGS,
    counties_words,
    funds_words,
    months_words,
    rates_words,
    why_no_bar,
)
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import source, stamp
from etl.publication.summary_words import short_name

RATE_FORMAT = '0.0"%"'
LEVEL_ROLES: dict[Level, Role] = {"province": "province", "city": "city"}
YEAR = 12


def charts_of(facts: ReleaseFacts) -> tuple[Chart, ...]:
    """Return every chart that a release has numbers for, those of all projects first."""
    found = [rates_chart(facts), funds_chart(facts)]
    for project in facts.plan.projects:
        found += [counties_chart(facts, project.code), months_chart(facts, project.code)]
    return tuple(chart for chart in found if not is_empty(chart))


def is_empty(chart: Chart) -> bool:
    """Whether a chart has nothing to draw but what is planned."""
    measured = [series for series in chart.series if series.role != "pace"]
    return all(value is None for series in measured for value in series.values)


def rates_chart(facts: ReleaseFacts) -> Chart:
    """Return both rates of every project that has one."""
    known = [row for row in facts.table.rows if is_open(facts, row)]
    rows = [
        row for row in known if any(row.levels[level].rate is not None for level in JUDGED_LEVELS)
    ]
    return Chart(
        name="rates",
        kind="bars",
        stamp=stamp(facts),
        source=source(facts),
        title=f"{_where(facts)}各项目完成率（%）",
        axis="完成率（%）",
        number_format=RATE_FORMAT,
        categories=tuple(short_name(facts, row.project) for row in rows),
        series=_level_series(rows),
        alternative=rates_words(facts, rows),
        mark=100,
    )


def counties_chart(facts: ReleaseFacts, project: str) -> Chart:
    """Return the rate of each direct child at 市定, else at 省定, those behind told apart.

    Where they are not all of one level, each name says of which it is.
    """
    rows = ordered_children(facts, project)
    level = one_level(rows)
    named = LEVEL_NAMES[level] if level else ""
    return Chart(
        name=f"counties-{project}",
        kind="bars",
        stamp=stamp(facts),
        source=source(facts),
        title=f"{short_name(facts, project)}：各县区{named}完成率（%）",
        axis=f"{named}完成率（%）",
        number_format=RATE_FORMAT,
        categories=tuple(_county(facts, row, level) for row in rows),
        series=_standing_series(facts, rows, level),
        alternative=counties_words(facts, project, rows),
        mark=100,
    )


def months_chart(facts: ReleaseFacts, project: str) -> Chart:
    """Return what was completed by each month of the year, beside what should have been."""
    found = facts.project(project)
    done = tuple(months_done(facts, project))
    series = [Series("累计完成", "done", tuple(_drawn(value) for value in done))]
    level = pace_level(facts, project)
    if level is not None:
        planned = (planned_by(facts, project, level, number) for number in range(1, YEAR + 1))
        values = tuple(_drawn(value) for value in planned)
        series.append(Series(f"{LEVEL_NAMES[level]}任务×序时", "pace", values))
    return Chart(
        name=f"months-{project}",
        kind="lines",
        stamp=stamp(facts),
        source=source(facts),
        title=f"{short_name(facts, project)}：{facts.month.year}年各月累计完成（{found.unit}）",
        axis=f"累计完成（{found.unit}）",
        number_format=count_format(found),
        categories=tuple(f"{number}月" for number in range(1, YEAR + 1)),
        series=tuple(series),
        alternative=months_words(facts, project, done),
    )


def funds_chart(facts: ReleaseFacts) -> Chart:
    """Return the money of every project in 万元; what was not reported is a gap."""
    rows = facts.table.rows
    if all(shown_funds(facts, row) is None for row in rows):
        rows = ()
    values = tuple(_drawn(wan(shown_funds(facts, row))) for row in rows)
    return Chart(
        name="funds",
        kind="columns",
        stamp=stamp(facts),
        source=source(facts),
        title=f"{_where(facts)}各项目累计投入资金（万元）",
        axis="累计投入资金（万元）",
        number_format="General",
        categories=tuple(short_name(facts, row.project) for row in rows),
        series=(Series("累计投入资金", "done", values),),
        alternative=funds_words(facts, facts.table.rows),
    )


# ---------------------------------------------------------------- what may be drawn


def is_open(facts: ReleaseFacts, row: CompletionRow) -> bool:
    """Whether a row's count, and with it its rate and how it stands, may leave the house."""
    return facts.shown(row.project, row.region) == "known"


def shown_funds(facts: ReleaseFacts, row: CompletionRow) -> Decimal | None:
    """Return a row's money in yuan, None where it is not reported or may not be said."""
    return row.funds if facts.money_is_shown(row.project, row.region) else None


def wan(yuan: Decimal | None) -> Decimal | None:
    """Return yuan in 万元 as it is written: with up to two decimals."""
    return None if yuan is None else half_up(Fraction(yuan) / 10_000, 2)


def ordered_children(facts: ReleaseFacts, project: str) -> tuple[CompletionRow, ...]:
    """Return a project's rows of the direct children in the plan's order."""
    rows = {row.region: row for row in facts.children_rows(project)}
    children = facts.plan.tree.children(facts.region.code)
    return tuple(rows[child.code] for child in children if child.code in rows)


def one_level(rows: Sequence[CompletionRow]) -> Level | None:
    """Return the level that all of these rows are compared at, None where there are several."""
    levels = {level for row in rows if (level := level_of(row)) is not None}
    return levels.pop() if len(levels) == 1 else None


def pace_level(facts: ReleaseFacts, project: str) -> Level | None:
    """Return the level whose target the months are held against: 市定, else 省定."""
    levels: tuple[Level, ...] = ("city", "province")
    return next((level for level in levels if _comparable(facts, project, level)), None)


def _comparable(facts: ReleaseFacts, project: str, level: Level) -> Target | None:
    found = facts.plan.target(project, level, facts.region.code)
    return found if found is not None and found.comparable and found.value else None


def planned_by(facts: ReleaseFacts, project: str, level: Level, month: int) -> Decimal | None:
    """Return what a level's target asks for by a month, in the decimals of the project's counts."""
    target = _comparable(facts, project, level)
    if target is None or target.value is None:
        return None
    share = facts.plan.planned_share(project, month)
    return half_up(Fraction(target.value) * share, decimals_of(facts.project(project)))


def decimals_of(project: Project) -> int:
    """Return how many decimals a project's counts may have."""
    return max((item.decimals for item in project.indicators), default=0)


def count_format(project: Project) -> str:
    """Return the number format of a project's counts."""
    places = decimals_of(project)
    return "0." + "0" * places if places else "0"


def months_done(facts: ReleaseFacts, project: str) -> list[Decimal | None]:
    """Return what was completed by each month of the year; months to come have nothing yet."""
    found = {table.month.number: month_row(facts, table, project) for table in facts.months}
    rows = (found.get(number) for number in range(1, YEAR + 1))
    return [None if row is None or row.partial else row.completed for row in rows]


def month_row(facts: ReleaseFacts, table: CompletionTable, project: str) -> CompletionRow | None:
    """Return a month's row of a project, None where it may not be shown.

    Below the root a month's count of a project with several indicators is guarded in the
    month of the release only.
    """
    row = next((row for row in table.rows if row.project == project), None)
    if row is None or facts.is_whole:
        return row
    own = table.month == facts.month or facts.other_months_are_shown(project)
    return row if own and is_open(facts, row) else None


# ---------------------------------------------------------------- making


def _level_series(rows: Sequence[CompletionRow]) -> tuple[Series, ...]:
    """Return a series per level with a rate in it."""
    return _with_values(
        Series(
            f"{LEVEL_NAMES[level]}完成率",
            LEVEL_ROLES[level],
            tuple(_rate(row.levels[level]) for row in rows),
        )
        for level in JUDGED_LEVELS
    )


def _standing_series(
    facts: ReleaseFacts, rows: Sequence[CompletionRow], level: Level | None
) -> tuple[Series, ...]:
    """Return a series per standing with a rate in it; each county is in one of them at most.

    What has not begun is neither on pace nor behind.
    """
    named = LEVEL_NAMES[level] if level else ""
    roles: dict[Tone, Role] = {
        "good": "done", "slow": "slow", "idle": LEVEL_ROLES[level or "city"],
    }  # fmt: skip
    tones = [None if why_no_bar(facts, row) else tone_of(row) for row in rows]
    return _with_values(
        Series(
            f"{named}完成率：{words}的县区",
            roles[tone],
            tuple(
                _rate(result_of(row)) if own == tone else None
                for row, own in zip(rows, tones, strict=True)
            ),
        )
        for tone, words in STANDINGS.items()
    )


def _with_values(found: Iterable[Series]) -> tuple[Series, ...]:
    return tuple(item for item in found if any(value is not None for value in item.values))


def _rate(result: LevelResult | None) -> float | None:
    return None if result is None or result.rate is None else float(rounded_rate(result.rate))


def _county(facts: ReleaseFacts, row: CompletionRow, level: Level | None) -> str:
    """Return the name on the axis, with the level that its bar is of where that is not one."""
    own = level_of(row)
    more = [LEVEL_NAMES[own]] if own is not None and level is None else []
    return facts.plan.tree[row.region].name + in_brackets(more)


def _drawn(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _where(facts: ReleaseFacts) -> str:
    return "" if facts.is_whole else facts.region.name
