"""What a table says of a row in words: of which month its figures are, and how it stands.

A row without any figure of the month is never called fast or slow, as on the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.domain.completion import (
    NOT_JUDGED,
    REACHED,
    STATUS_NAMES,
    CompletionRow,
    CompletionTable,
    Coverage,
    FigureState,
)
from etl.domain.plan import LEVEL_NAMES, LEVELS, Level

_ONE_STATE: Mapping[FigureState, str] = {
    "reported": "本月",
    "carried_forward": "沿用",
    "not_reported": "未报",
}


@dataclass(frozen=True)
class Origin:
    """The states of one county's figures, and the month where all of them are of one."""

    states: frozenset[FigureState] = frozenset()
    month: str | None = None


def origins(cells: CompletionTable) -> dict[tuple[str, str, str | None], Origin]:
    """Return where figures are from by county, project and indicator (None: the whole project)."""
    rows: dict[tuple[str, str, str | None], list[CompletionRow]] = {}
    for row in cells.rows:
        if row.state is not None:
            rows.setdefault((row.region, row.project, None), []).append(row)
            rows.setdefault((row.region, row.project, row.indicator), []).append(row)
    return {key: _origin(found) for key, found in rows.items()}


def _origin(rows: list[CompletionRow]) -> Origin:
    months = {str(row.from_month) for row in rows if row.from_month is not None}
    states = frozenset(row.state for row in rows if row.state is not None)
    return Origin(states, months.pop() if len(months) == 1 else None)


def status_words(row: CompletionRow) -> str:
    """Return the overall status, with how many regions below are carried forward or missing."""
    if row.is_stale and row.overall not in REACHED:
        return NOT_JUDGED
    return STATUS_NAMES[row.overall] + _parts(row)


def level_words(row: CompletionRow, level: Level) -> str:
    """Return the status at one level."""
    status = row.levels[level].status
    judged = status in REACHED or status == "no_target" or not row.is_stale
    return STATUS_NAMES[status] if judged else NOT_JUDGED


def _parts(row: CompletionRow) -> str:
    if row.completed is None:
        return ""
    carried, missing = len(row.carried_forward), len(row.missing)
    if row.expected == 1:
        return "（沿用）" if carried else ""
    parts = [f"含{carried}县区沿用"] if carried else []
    parts += [f"缺{missing}县区"] if missing else []
    return f"（{'，'.join(parts)}）" if parts else ""


def filed_words(row: CompletionRow, origin: Origin) -> str:
    """Return whether what is in a row is of this month: 本月, 沿用, 未报, or in part."""
    if row.expected == 0:
        return "本月不需报送"
    states = origin.states or _states(row)
    if len(states) == 1:
        (state,) = states
        return _ONE_STATE[state]
    parts = ["部分沿用"] if "carried_forward" in states else []
    parts += ["部分未报"] if "not_reported" in states else []
    return "，".join(parts)


def _states(row: CompletionRow) -> frozenset[FigureState]:
    """Return the states of the regions in a sum."""
    counted: dict[FigureState, int] = {
        "reported": row.reported,
        "carried_forward": len(row.carried_forward),
        "not_reported": len(row.missing),
    }
    return frozenset(state for state, count in counted.items() if count)


def other_units(row: CompletionRow) -> str | None:
    """Name the targets that are counted in another unit than the row, None without any."""
    found = [
        f"{LEVEL_NAMES[level]}：{row.levels[level].target_unit}"
        for level in LEVELS
        if row.levels[level].target_unit not in ("", row.unit)
    ]
    return "，".join(found) or None


def coverage_words(coverage: Coverage) -> str:
    """Return the coverage, and how many regions are carried forward or missing."""
    carried, missing = len(coverage.carried_forward), len(coverage.missing)
    parts = [f"沿用{carried}县区"] if carried else []
    parts += [f"缺{missing}县区"] if missing else []
    more = f"（{'，'.join(parts)}）" if parts else ""
    return f"报送覆盖 {coverage.reported}/{coverage.expected}{more}"
