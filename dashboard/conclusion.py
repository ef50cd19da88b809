"""The one sentence at the head of a page, made from the rows and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.domain.completion import (
    STATUS_NAMES,
    CompletionRow,
    CompletionTable,
    Status,
    worst_level,
)
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import (
    Group,
    furthest_behind,
    groups_of,
    is_behind,
    is_reporting,
    judged_in_full,
    part_notes,
    status_notes,
    tasks_of,
    worst_gap,
)
from etl.domain.period import Month
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.sentence import Emphasis, Piece, Sentence
from etl.domain.text import day_text, gap_words, in_brackets, listed, rate_text

_LAMPS: tuple[Status, ...] = ("far_behind", "behind", "slightly_behind")


@dataclass(frozen=True)
class Names:
    """Of which month and region it speaks, and how it calls projects and regions.

    ``since`` has the months that carried figures are from.
    """

    month: Month
    region: str
    projects: Mapping[str, str]
    regions: Mapping[str, str]
    since: Mapping[str, Month] = field(default_factory=dict)

    def ref(self, kind: str, row: CompletionRow | None = None) -> FigureRef:
        """Return a figure of the region spoken of, or of a row's region and project."""
        if row is None:
            return FigureRef(kind, self.month, self.region)
        return FigureRef(kind, self.month, row.region, row.project)


def conclude(
    table: CompletionTable, cells: Sequence[CompletionRow], names: Names, unreported: str = ""
) -> Sentence:
    """Say how many projects are where, what is furthest behind, and on how complete a basis.

    ``table`` has a row per project, ``cells`` one per project and part of the region.
    ``unreported`` says what stands there instead when nothing of the month is filed.
    """
    if not table.rows:
        return (Piece("任务书中没有项目。"),)
    if not table.coverage.reported:
        return _nothing_filed(table, unreported)
    opening = Piece(f"截至{day_text(table.as_of)}，{names.regions.get(names.region, '')}")
    body = [opening, *_standing(table.rows, names), *_slowest(table.rows, cells, names)]
    return (*body, *basis_clause(table, names), Piece("。"))


def _nothing_filed(table: CompletionTable, unreported: str) -> Sentence:
    if all(row.completed is None for row in table.rows):
        return (Piece(f"{table.month.label}尚无已采用的报送，暂无进度数据。"),)
    words = unreported or f"{table.month.label}尚无已采用的报送，以下沿用此前月份的数"
    return (Piece(f"{words}，不判快慢。"),)


def _standing(rows: Sequence[CompletionRow], names: Names) -> list[Piece]:
    groups = groups_of(rows)
    if len(rows) == 1:
        return [Piece(names.projects[rows[0].project]), standing_of(rows[0], names)]
    if whole := _whole(groups, len(rows), names):
        return whole
    pieces = [Piece(f"{len(rows)}个项目中")]
    for place, (key, group) in enumerate(groups.items()):
        pieces += [Piece("，")] if place else []
        pieces.append(_phrase(key, group, names, f"{len(group)}个"))
    return pieces


def _whole(groups: Mapping[Group, list[CompletionRow]], count: int, names: Names) -> list[Piece]:
    """Return the sentence for projects that all stand alike; 全部 only when strictly so."""
    exceeded, completed = groups.get("exceeded", ()), groups.get("completed", ())
    in_full = judged_in_full([*exceeded, *completed])
    if len(exceeded) == count and in_full:
        text = f"{count}个项目全部超额完成{tasks_of(exceeded)}"
        return [Piece(text, "good", "exceeded", names.ref("count-exceeded"))]
    if len(exceeded) + len(completed) == count and in_full:
        text = f"{count}个项目全部完成{tasks_of([*exceeded, *completed])}"
        ref = names.ref("count-exceeded")
        more = [Piece("，其中"), Piece(f"{len(exceeded)}个超额完成", "good", "exceeded", ref)]
        return [
            Piece(text, "good", "completed", names.ref("count-completed")),
            *(more if exceeded else []),
        ]
    if len(groups.get("no_target", ())) == count:
        return [Piece(f"{count}个项目均未录入任务数，只列累计完成，不计算完成率")]
    return []


def standing_of(row: CompletionRow, names: Names) -> Piece:
    """Say where one project stands, as a clause without a subject."""
    ((key, group),) = groups_of([row]).items()
    return _phrase(key, group, names, "")


def _phrase(key: str, group: Sequence[CompletionRow], names: Names, count: str) -> Piece:
    """Return the clause of one group; ``count`` is 7个, or nothing when the subject is named."""
    ref = names.ref(f"count-{key}") if count else None
    if key == "behind":
        return Piece(count + _lamps(group, bool(count)), "slow", key, ref)
    words = {
        "exceeded": f"超额完成{tasks_of(group)}",
        "completed": f"完成{tasks_of(group)}",
        "on_pace": "达序时",
        "not_started": "未到实施期",
        "not_reported": "未报送",
        "no_target": "未录入任务数",
    }[key]
    good = key in ("exceeded", "completed", "on_pace")
    who = _basis(group) if good else _called(group, names) if count else ""
    return Piece(f"{count}{words}{who}", "good" if good else "plain", key, ref)


def _basis(group: Sequence[CompletionRow]) -> str:
    """Say in brackets which parts of a group's sums are missing or of earlier months."""
    missing = max(len(row.missing) for row in group)
    return in_brackets(part_notes(missing, max(len(row.carried_forward) for row in group)))


def _called(group: Sequence[CompletionRow], names: Names) -> str:
    return f"（{listed([names.projects[row.project] for row in group], 2, '项目')}）"


def _lamps(group: Sequence[CompletionRow], counted: bool) -> str:
    found = {lamp: sum(row.overall == lamp for row in group) for lamp in _LAMPS}
    present = [(STATUS_NAMES[lamp], number) for lamp, number in found.items() if number]
    notes = status_notes(group)
    if len(present) == 1:
        return present[0][0] + in_brackets(notes)
    split = "、".join(f"{name}{number}个" for name, number in present) if counted else ""
    return f"滞后（{'，'.join([split, *notes])}）"


def _slowest(
    rows: Sequence[CompletionRow], cells: Sequence[CompletionRow], names: Names
) -> list[Piece]:
    worst = furthest_behind(rows)
    if not worst:
        return _slow_regions(cells, names)
    called = listed([names.projects[row.project] for row in worst], 2, "项目")
    lead = f"；{called}滞后最多，" if len(rows) > 1 else "，"
    if len(worst) > 1:
        return [Piece(lead), Piece("均"), slow_by(worst[0], names, "slow", "gap")]
    parts = slowest_parts(worst[0], cells, names)
    return [Piece(lead), *_gap(worst[0], names), *parts, *_worse_elsewhere(worst[0], cells, names)]


def _worse_elsewhere(
    row: CompletionRow, cells: Sequence[CompletionRow], names: Names
) -> list[Piece]:
    """Name the part that is furthest behind of all where another project's is said to be so."""
    worst = furthest_behind(cells)
    own = [cell for cell in cells if cell.project == row.project and is_behind(cell)]
    least = min(map(worst_gap, own), default=worst_gap(row))
    if not worst or worst_gap(worst[0]) >= least:
        return []
    return [
        Piece("；县区中"),
        Piece(_called_parts(worst, names), "slow", "slowest-part"),
        Piece(f"{STATUS_NAMES[worst[0].overall]}，{'均' if len(worst) > 1 else ''}"),
        slow_by(worst[0], names),
    ]


def _called_parts(worst: Sequence[CompletionRow], names: Names) -> str:
    """Name the first of several parts by region and project, and count the others."""
    more = f"等{len(worst)}处" if len(worst) > 1 else ""
    return f"{names.regions[worst[0].region]}{names.projects[worst[0].project]}{more}"


def slow_by(row: CompletionRow, names: Names, emphasis: Emphasis = "", key: str = "") -> Piece:
    """Say how far a row is behind, leading to how that comes about."""
    ref = names.ref(f"gap-{worst_level(row)}", row)
    return Piece(gap_words(worst_gap(row)), emphasis, key, ref)


def _gap(row: CompletionRow, names: Names) -> list[Piece]:
    level = worst_level(row)
    if level is None:
        return []
    return [*rate_pieces(row, level, names), Piece("，"), slow_by(row, names, "slow", "gap")]


def rate_pieces(row: CompletionRow, level: Level, names: Names) -> list[Piece]:
    """Return a named rate: 市定完成率101.7%."""
    rate = rate_text(row.levels[level].rate)
    return [Piece(f"{LEVEL_NAMES[level]}完成率"), Piece(rate, ref=names.ref(f"rate-{level}", row))]


def slowest_parts(row: CompletionRow, cells: Sequence[CompletionRow], names: Names) -> list[Piece]:
    """Name the parts of a row that are furthest behind, unless all of them are alike.

    Among those that reported this month, and only when they are what holds the row back: else
    a missing report would make somebody the slowest.
    """
    own = [
        cell
        for cell in cells
        if cell.project == row.project and cell.region != row.region and is_reporting(cell)
    ]
    if len(own) > 1 and not any(cell.completed for cell in own):
        ref = None if row.completed else names.ref("completed", row)
        return [Piece(f"，已报的{len(own)}个县区均为"), Piece(f"0{row.unit}", ref=ref)]
    worst = furthest_behind(own)
    if not worst or len(worst) == len(own) or worst_gap(worst[0]) > worst_gap(row):
        return []
    called = listed([names.regions[cell.region] for cell in worst], 2)
    return [
        Piece("，其中"),
        Piece(f"{called}最慢", "slow", "slowest"),
        Piece(f"，{'均' if len(worst) > 1 else ''}"),
        slow_by(worst[0], names),
    ]


def _slow_regions(cells: Sequence[CompletionRow], names: Names) -> list[Piece]:
    """Say what the total hides: no project is behind, but some region's part is."""
    count = len({cell.region for cell in cells if is_behind(cell)})
    worst = furthest_behind(cells)
    if not worst or len({cell.region for cell in cells if is_reporting(cell)}) < 2:
        return []
    return [
        Piece("；分县区看，"),
        Piece(f"{count}个县区", ref=names.ref("behind-regions")),
        Piece("有项目滞后，"),
        Piece(_called_parts(worst, names), "slow", "slowest"),
        Piece("滞后最多，"),
        slow_by(worst[0], names),
    ]


def basis_clause(table: CompletionTable, names: Names) -> list[Piece]:
    """Say who is missing and who is carried forward; nothing when all have reported."""
    coverage = table.coverage
    if coverage.complete:
        return []
    parts: list[str] = []
    if coverage.missing:
        parts.append(f"{listed([names.regions[code] for code in coverage.missing])}未报送")
    if coverage.carried_forward:
        carried = [names.regions[code] for code in coverage.carried_forward]
        parts.append(f"{listed(carried)}沿用{_since(coverage.carried_forward, names)}")
    counted = f"报送{coverage.reported}/{coverage.expected}"
    return [
        Piece("；"),
        Piece(counted, "plain", "coverage", names.ref("coverage")),
        Piece("，" + "，".join(parts), "plain"),
    ]


def _since(carried: Sequence[str], names: Names) -> str:
    """Name the month that carried figures are from, where it is one and the same."""
    months = {names.since.get(code) for code in carried}
    month = months.pop() if len(months) == 1 else None
    return f"{month.number}月数" if month else "此前月份的数"
