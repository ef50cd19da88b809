"""The words of a row of progress, as the pages write them."""

from __future__ import annotations

from dataclasses import dataclass

from etl.domain.completion import REACHED, CompletionRow, worst_level
from etl.domain.judging import (
    STATUS_SHAPES,
    Tone,
    is_within_tolerance,
    status_words,
    tone_of,
    worst_gap,
)
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.text import NOTHING, count_text, plain, points, rate_text, share_text, wan_text
from etl.domain.thresholds import Thresholds


@dataclass(frozen=True)
class Said:
    """Words with their shape, and the tone they are written in; ``note`` in small print."""

    words: str
    shape: str = ""
    tone: Tone = "none"
    note: str = ""

    @property
    def text(self) -> str:
        """The whole, as it reads."""
        return self.shape + self.words + self.note


def completed_words(row: CompletionRow) -> tuple[Said, str]:
    """Return what is completed, its unit as the note, and the funds beneath."""
    if row.completed is None:
        return Said("未报"), NOTHING
    funds = "资金未报" if row.funds is None else f"{wan_text(row.funds)}万元"
    return Said(count_text(row.completed), note=row.unit, tone="good"), funds


def rate_words(row: CompletionRow, level: Level) -> tuple[str, str]:
    """Return the rate of a level and the target beneath."""
    result = row.levels[level]
    if result.target is None:
        return rate_text(result.rate), "未录入任务"
    unit = result.target_unit
    other = "" if unit in ("", row.unit) else f" {unit}（单位不同，不计算）"
    return rate_text(result.rate), f"任务 {count_text(result.target)}{other}"


def gap_said(row: CompletionRow) -> Said:
    """Return the gap to the planned share; nothing for what is not judged this month."""
    level = worst_level(row)
    if level is None or row.is_stale or row.overall == "not_started":
        return Said(NOTHING)
    value = worst_gap(row)
    even = is_within_tolerance(row)
    shape = "≈" if even else "＝" if value == 0 else "▲" if value > 0 else "▼"
    words = f"{'快' if value > 0 else '慢'} {points(value)} 个百分点" if value else "与序时持平"
    suffix = "" if level == "city" else f"（{LEVEL_NAMES[level]}）"
    slow = tone_of(row) == "slow"
    return Said(words + suffix, shape, "slow" if slow else "idle" if even else "good")


def status_said(row: CompletionRow, limits: Thresholds | None) -> Said:
    """Return the overall status with its shape.

    Without the limits in force the tolerance is not named, everything else is the same.
    """
    stale = row.is_stale and row.overall not in REACHED
    words = status_words(row)
    if limits and is_within_tolerance(row):
        words += f"（差{plain(limits.on_pace_tolerance)}个百分点以内）"
    name, bracket, note = words.partition("（")
    shape = "□" if stale else STATUS_SHAPES[row.overall]
    return Said(name, shape, "stale" if stale else tone_of(row), bracket + note)


def chart_notes(row: CompletionRow, own_curve: bool) -> list[str]:
    """Return what stands under a bullet: the assessed need, and the pace of an own curve."""
    need = row.levels["need"]
    said = []
    if need.target is not None:
        said.append(f"需求 {count_text(need.target)}，需求完成率 {rate_text(need.rate)}")
    if own_curve:
        said.append(f"计划曲线序时{share_text(row.pace)}")
    return said
