"""What may be said about a row: which level speaks, whether it is judged, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, cast

from etl.domain.completion import (
    BEHIND,
    NOT_JUDGED,
    REACHED,
    STATUS_NAMES,
    CompletionRow,
    LevelResult,
    Status,
    worst_level,
)
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.ranking import ranked_level
from etl.domain.text import in_brackets

Tone = Literal["good", "slow", "idle", "stale", "none"]
Group = Literal[
    "exceeded", "completed", "on_pace", "behind", "not_started", "not_reported", "no_target"
]

STATUS_SHAPES: dict[Status, str] = {
    "exceeded": "●",
    "completed": "◎",
    "on_pace": "○",
    "slightly_behind": "▽",
    "behind": "▼",
    "far_behind": "▼▼",
    "not_started": "◇",
    "not_reported": "□",
    "no_target": "—",
}


def level_of(row: CompletionRow) -> Level | None:
    """Return the level that a row's axis and matrix cell speak of: 市定, else 省定."""
    return ranked_level(row)


def result_of(row: CompletionRow) -> LevelResult | None:
    """Return the result at that level, None where no rate can be computed."""
    level = level_of(row)
    return row.levels[level] if level else None


def is_behind(row: CompletionRow) -> bool:
    """Whether a row may be called behind: judged on figures of this very month."""
    return row.overall in BEHIND and not row.is_stale


def count_behind(rows: Sequence[CompletionRow]) -> int | None:
    """Count the rows behind; None where none has a report of this month."""
    if all(row.reported == 0 for row in rows):
        return None
    return sum(is_behind(row) for row in rows)


def is_reached(row: CompletionRow, level: Level) -> bool:
    """Whether the target of a level is reached."""
    return row.levels[level].status in REACHED


def worst_gap(row: CompletionRow) -> Fraction:
    """Return that level's gap; only for rows that have one."""
    level = worst_level(row)
    gap = row.levels[level].gap if level else None
    return Fraction(0) if gap is None else gap


def furthest_behind(rows: Iterable[CompletionRow]) -> tuple[CompletionRow, ...]:
    """Return the rows that are furthest behind: one, several that tie, or none."""
    slow = [row for row in rows if is_behind(row)]
    worst = min((worst_gap(row) for row in slow), default=None)
    return tuple(row for row in slow if worst_gap(row) == worst)


def tone_of(row: CompletionRow) -> Tone:
    """Return how a row is drawn; the words beside it say the same."""
    if row.completed is None or row.overall == "no_target":
        return "none"
    if row.is_stale:
        return "stale"
    if row.overall in BEHIND:
        return "slow"
    return "idle" if row.overall == "not_started" else "good"


def status_words(row: CompletionRow) -> str:
    """Return the overall status with what it leaves out or has from earlier months."""
    if row.is_stale and row.overall not in REACHED:
        return NOT_JUDGED
    notes = status_notes([row]) if row.completed is not None else []
    return STATUS_NAMES[row.overall] + in_brackets(notes)


def status_notes(rows: Sequence[CompletionRow]) -> list[str]:
    """Say how many regions are missing; and, of rows behind, how many are carried forward.

    Else what was reported late would read as work done slowly.
    """
    missing = max((len(row.missing) for row in rows), default=0)
    carried = max((len(row.carried_forward) for row in rows if is_behind(row)), default=0)
    return part_notes(missing, carried)


def part_notes(missing: int, carried: int) -> list[str]:
    """Say of how many regions a sum has no figure, and of how many one of an earlier month."""
    return [
        *([f"缺{missing}县区"] if missing else []),
        *([f"含{carried}县区沿用"] if carried else []),
    ]


def is_reporting(row: CompletionRow) -> bool:
    """Whether a region's row has figures of this very month."""
    return row.completed is not None and not row.is_stale


def is_within_tolerance(row: CompletionRow) -> bool:
    """Whether a row is on pace though its gap is below nothing."""
    return row.overall == "on_pace" and not row.is_stale and worst_gap(row) < 0


def remaining_of(row: CompletionRow) -> Fraction | None:
    """Return what lacks to the target at 市定, else 省定; None where that cannot be said."""
    for level in ("city", "province"):
        result = row.levels[level]
        if result.status != "no_target" and result.target is not None:
            if row.completed is None:
                return None
            return max(Fraction(result.target) - Fraction(row.completed), Fraction(0))
    return None


GROUPS: tuple[Group, ...] = (
    "exceeded", "completed", "on_pace", "behind", "not_started", "not_reported", "no_target",
)  # fmt: skip
"""How projects are counted in a sentence, best first; all that are behind count together."""


def groups_of(rows: Iterable[CompletionRow]) -> dict[Group, list[CompletionRow]]:
    """Gather rows by how they stand; groups without any are left out."""
    groups: dict[Group, list[CompletionRow]] = {key: [] for key in GROUPS}
    for row in rows:
        groups[group_of(row)].append(row)
    return {key: group for key, group in groups.items() if group}


def group_of(row: CompletionRow) -> Group:
    """Return the group of a row by its overall status."""
    return "behind" if row.overall in BEHIND else cast(Group, row.overall)


def tasks_of(rows: Iterable[CompletionRow]) -> str:
    """Name the levels that every one of these rows is judged at; else that it is what compares."""
    sets = {
        tuple(level for level in JUDGED_LEVELS if row.levels[level].status != "no_target")
        for row in rows
    }
    if len(sets) != 1:
        return "可比的年度任务"
    return "、".join(LEVEL_NAMES[level] for level in sets.pop()) + "任务"


def judged_in_full(rows: Iterable[CompletionRow]) -> bool:
    """Whether every judged target of these rows can be held against what is completed.

    Else 全部 would be said of tasks that nobody has compared, such as one in another unit.
    """
    results = (row.levels[level] for row in rows for level in JUDGED_LEVELS)
    return all(result.target is None or result.rate is not None for result in results)
