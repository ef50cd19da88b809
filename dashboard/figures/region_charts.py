"""Charts over regions: counts against each one's own targets, averages against a standard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dashboard.figures.chart import Chart, Point, Series
from dashboard.figures.month_charts import Words
from etl.domain.completion import CompletionRow
from etl.domain.judging import remaining_of, status_words, tone_of
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.text import count_text, rate_text

MOST = 30
"""More regions than this are not drawn: those furthest from their target are, and it is said."""


def counts(words: Words, rows: Sequence[CompletionRow], names: Mapping[str, str]) -> Chart:
    """Return completed counts beside each region's own targets, as bars to the right."""
    shown = _shown(rows)
    targets = [
        Series(f"{LEVEL_NAMES[level]}任务", level, tuple(_target(row, level) for row in shown))
        for level in ("province", "city")
        if any(row.levels[level].target is not None for row in shown)
    ]
    return Chart(
        name=words.name,
        title=words.title,
        sentence=words.sentence,
        unit=rows[0].unit if rows else "",
        categories=tuple(names[row.region] for row in shown),
        series=(Series("累计完成", "bar", tuple(_bar(row, names) for row in shown)), *targets),
        sideways=True,
        notes=words.notes,
    )


def _shown(rows: Sequence[CompletionRow]) -> list[CompletionRow]:
    if len(rows) <= MOST:
        return list(rows)
    return sorted(rows, key=lambda row: -(remaining_of(row) or Fraction(0)))[:MOST]


def _bar(row: CompletionRow, names: Mapping[str, str]) -> Point:
    if row.completed is None:
        return Point(None, "未报", words=f"{names[row.region]}：未报")
    rates = "".join(
        f"，{LEVEL_NAMES[level]}完成率{rate_text(row.levels[level].rate)}"
        for level in ("province", "city")
        if row.levels[level].rate is not None
    )
    text = count_text(row.completed)
    words = f"{names[row.region]}：累计{text}{row.unit}{rates}，{status_words(row)}"
    return Point(Fraction(row.completed), text, tone_of(row), row.is_stale, words)


def _target(row: CompletionRow, level: Level) -> Point:
    result = row.levels[level]
    if result.target is None or result.status == "no_target":
        return Point(None)
    words = f"{LEVEL_NAMES[level]}任务{count_text(result.target)}{row.unit}"
    return Point(Fraction(result.target), words=words)
