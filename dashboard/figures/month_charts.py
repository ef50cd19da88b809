"""Charts over the months of a year: cumulative against the plan, increases, funds, forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dashboard.expected import expected_text
from dashboard.figures.chart import Chart, Line, Point, Series
from etl.domain.completion import REACHED, CompletionRow, CompletionTable
from etl.domain.forecast import Forecast
from etl.domain.judging import Tone, is_behind, level_of
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES, LEVELS, Plan
from etl.domain.sentence import Sentence
from etl.domain.text import count_text, rate_text, wan_text

YUAN_PER_WAN = 10_000
MONTHS = tuple(range(1, 13))
MONTH_NAMES = tuple(f"{number}月" for number in MONTHS)


@dataclass(frozen=True)
class MonthRow:
    """One project's row of a month, with the coverage of the whole month."""

    table: CompletionTable
    row: CompletionRow

    @property
    def month(self) -> Month:
        """The month."""
        return self.table.month

    @property
    def whole(self) -> bool:
        """Whether everybody's figure is of this very month: else it is not compared."""
        return self.row.reported == self.row.expected

    @property
    def silent(self) -> bool:
        """Whether nobody reported the project: what its row has is of an earlier month."""
        return self.row.reported == 0

    @property
    def judged(self) -> bool:
        """Whether the month may be called fast or slow; a target reached stays reached."""
        return self.whole or self.row.overall in REACHED

    @property
    def covered(self) -> str:
        """How many have reported, of how many."""
        return f"{self.row.reported}/{self.row.expected}"


def silent_words(past: Sequence[MonthRow], item: MonthRow, value: Decimal | None) -> str:
    """Say of a month without a report whose figure stands for it, if any does."""
    told = [i.month.number for i in past if not i.silent and i.month < item.month]
    return f"沿用{told[-1]}月数" if told and value is not None else "未报"


@dataclass(frozen=True)
class Words:
    """Title, sentence and notes of a chart; its name is that of its exhibit."""

    name: str
    title: str
    sentence: Sentence
    notes: tuple[str, ...] = ()


def cumulative(words: Words, plan: Plan, past: Sequence[MonthRow]) -> Chart:
    """Return the cumulative figures against the plan's curve and the targets."""
    return _against_targets(words, past, _plan_curve(plan, past[-1].row))


def _against_targets(words: Words, past: Sequence[MonthRow], beside: Sequence[Series]) -> Chart:
    """Return the cumulative figures of the year with the targets, and other curves beside."""
    row = past[-1].row
    done = Series("累计完成", "line", _over_the_year([_done(item) for item in past]))
    return Chart(
        name=words.name,
        title=words.title,
        sentence=words.sentence,
        unit=row.unit,
        categories=MONTH_NAMES,
        series=(done, *beside),
        lines=target_lines(row),
        under=_under(past),
        under_name="已报",
        notes=words.notes,
    )


def _over_the_year(points: Sequence[Point]) -> tuple[Point, ...]:
    return (*points, *[Point(None)] * (12 - len(points)))


def _under(past: Sequence[MonthRow]) -> tuple[str, ...]:
    return (*(item.covered for item in past), *[""] * (12 - len(past)))


def _done(item: MonthRow) -> Point:
    row = item.row
    if row.completed is None or item.silent:
        return Point(None)
    text = count_text(row.completed)
    rates = "".join(
        f"，{LEVEL_NAMES[level]}完成率{rate_text(row.levels[level].rate)}"
        for level in LEVELS
        if row.levels[level].rate is not None
    )
    words = f"{item.month.number}月：累计{text}{row.unit}{rates}，已报{item.covered}"
    tone: Tone = "none" if not item.judged else "slow" if is_behind(row) else "good"
    return Point(Fraction(row.completed), text, tone, not item.whole, words)


def _plan_curve(plan: Plan, row: CompletionRow) -> tuple[Series, ...]:
    level = level_of(row)
    target = row.levels[level].target if level else None
    if level is None or target is None:
        return ()
    values = [Fraction(target) * plan.planned_share(row.project, n) for n in MONTHS]
    points = tuple(
        Point(value, words=f"{number}月计划累计{count_text(_whole(value))}{row.unit}")
        for number, value in zip(MONTHS, values, strict=True)
    )
    return (Series(f"序时计划（按{LEVEL_NAMES[level]}任务）", "plan", points),)


def _whole(value: Fraction) -> Decimal:
    """Return a planned count as it is spoken of: half a person is rounded up."""
    return Decimal((2 * value.numerator + value.denominator) // (2 * value.denominator))


def target_lines(row: CompletionRow) -> tuple[Line, ...]:
    """Return the targets of a row as lines, named with their numbers."""
    return tuple(
        Line(f"{LEVEL_NAMES[level]} {count_text(target)}", level, Fraction(target))
        for level in LEVELS
        if (target := row.levels[level].target) is not None
        and row.levels[level].status != "no_target"
    )


def increases(words: Words, plan: Plan, past: Sequence[MonthRow]) -> Chart:
    """Return what each month added, hatched where this month or the one before is not whole."""
    row = past[-1].row
    points = [_added(past, place) for place in range(len(past))]
    return Chart(
        name=words.name,
        title=words.title,
        sentence=words.sentence,
        unit=row.unit,
        categories=MONTH_NAMES[: len(past)],
        series=(Series("当月新增", "bar", tuple(points)), *_planned_steps(plan, row, len(past))),
        under=_under(past)[: len(past)],
        under_name="已报",
        notes=words.notes,
    )


def added(past: Sequence[MonthRow], place: int) -> tuple[Decimal | None, bool]:
    """Return what a month added, and whether it may be compared with other months.

    Where nobody reported there is no increase: figures carried forward have no difference.
    """
    now = past[place].row.completed
    if now is None or past[place].silent:
        return None, False
    if place == 0:
        return now, past[0].whole
    before = past[place - 1].row.completed
    comparable = past[place].whole and past[place - 1].whole
    return now - (before or Decimal(0)), comparable


def _added(past: Sequence[MonthRow], place: int) -> Point:
    value, comparable = added(past, place)
    if value is None:
        return Point(None)
    item = past[place]
    note = "" if comparable else "，本月或上月报送不全，不作比较"
    words = f"{item.month.number}月新增{count_text(value)}{item.row.unit}，已报{item.covered}{note}"
    return Point(Fraction(value), count_text(value), "good", not comparable, words)


def _planned_steps(plan: Plan, row: CompletionRow, count: int) -> tuple[Series, ...]:
    level = level_of(row)
    target = row.levels[level].target if level else None
    if level is None or target is None:
        return ()
    shares = [Fraction(0), *(plan.planned_share(row.project, n) for n in MONTHS)]
    steps = [Fraction(target) * (shares[n] - shares[n - 1]) for n in MONTHS[:count]]
    points = tuple(
        Point(step, words=f"{number}月计划新增{count_text(_whole(step))}{row.unit}")
        for number, step in zip(MONTHS, steps, strict=False)
    )
    return (Series("计划新增", "plan", points),)


def funds(words: Words, past: Sequence[MonthRow]) -> Chart:
    """Return the cumulative funds in 万元 month by month."""
    points = [_funds(item) for item in past]
    return Chart(
        name=words.name,
        title=words.title,
        sentence=words.sentence,
        unit="万元",
        categories=MONTH_NAMES[: len(past)],
        series=(Series("累计投入资金", "bar", tuple(points)),),
        under=_under(past)[: len(past)],
        under_name="已报",
        notes=words.notes,
    )


def _funds(item: MonthRow) -> Point:
    yuan = item.row.funds
    if yuan is None or item.silent:
        return Point(None)
    words = f"{item.month.number}月：累计投入{wan_text(yuan)}万元，已报{item.covered}"
    value = Fraction(yuan) / YUAN_PER_WAN
    return Point(value, wan_text(yuan), "good", not item.whole, words)


def outlook(words: Words, past: Sequence[MonthRow], found: Forecast, plan: Plan) -> Chart:
    """Return the cumulative figures so far and what the forecast expects.

    It ends where the target is reached: beyond that nothing is forecast.
    """
    expected = Series("按此进度预计", "plan", _over_the_year(_expected(past, found, plan)))
    return _against_targets(words, past, [expected])


def _expected(past: Sequence[MonthRow], found: Forecast, plan: Plan) -> list[Point]:
    now, assumed = found.month.number, found.assumption
    start = Fraction(past[-1].row.completed or 0)
    points = [Point(None)] * (now - 1)
    last = found.reached_in.number if found.reached_in and found.within_year else 12
    for number in range(now, last + 1):
        if assumed is not None and assumed.method == "curve" and assumed.share:
            value = start * plan.planned_share(found.project, number) / assumed.share
        else:
            each = found.average.per_month if found.average else Fraction(0)
            value = start + each * (number - now)
        text = expected_text(plan, found.project, value)
        words = f"{number}月预计累计约{text}{found.unit}"
        labelled = number == last > now and not found.within_year
        points.append(Point(value, text if labelled else "", words=words))
    return points
