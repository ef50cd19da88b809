"""What is another between two releases: figures before and after, and the counties' cells behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from etl.domain.completion import STATUS_NAMES, CompletionRow, Status
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.release import Release
from etl.domain.text import NOTHING, count_text, points, rate_text, wan_text
from etl.publication.facts import ReleaseFacts
from etl.publication.tables import HELD, SMALL

Amount = Literal["completed", "funds"]
AMOUNT_NAMES: dict[Amount, str] = {"completed": "累计完成", "funds": "累计投入资金"}


@dataclass(frozen=True)
class ProjectChange:
    """A project of the whole, before and after; None where a release does not have it."""

    project: str
    name: str
    before: CompletionRow | None
    after: CompletionRow | None

    @property
    def is_other(self) -> bool:
        """Whether anything that is quoted of it is another."""
        return _quoted(self.before) != _quoted(self.after)

    def amount(self, kind: Amount, row: CompletionRow | None) -> Decimal | None:
        """Return a figure of one side."""
        return None if row is None else row.completed if kind == "completed" else row.funds

    def status(self, row: CompletionRow | None) -> Status | None:
        """Return how one side stands."""
        return None if row is None else row.overall


def _quoted(row: CompletionRow | None) -> tuple[object, ...]:
    if row is None:
        return ()
    levels = tuple((row.levels[level].target, row.levels[level].rate) for level in JUDGED_LEVELS)
    return (row.completed, row.funds, levels, row.overall)


@dataclass(frozen=True)
class Handling:
    """Who filed and who accepted the version that a figure was read from, and what was written."""

    submission: int
    version: int
    filed_by: str
    filed_at: datetime
    accepted_by: str | None
    accepted_at: datetime | None
    why: str


@dataclass(frozen=True)
class CellChange:
    """One cumulative of a county that is another: people, or yuan."""

    region: str
    project: str
    indicator: str
    amount: Amount
    before: Decimal | None
    after: Decimal | None
    handling: Handling | None = None


@dataclass(frozen=True)
class ReleaseChanges:
    """All that is another between a release and the one before it.

    ``is_correction``: both are of the same month; else the later one goes on from the earlier.
    """

    before: ReleaseFacts
    after: ReleaseFacts
    projects: tuple[ProjectChange, ...]
    cells: tuple[CellChange, ...] = ()

    @property
    def is_correction(self) -> bool:
        """Whether the later release says of the same month what the earlier one did not."""
        return self.after.head.corrects == self.before.head.id

    @property
    def is_of_one_month(self) -> bool:
        """Whether both are of the same month, corrected or only closed in between."""
        return self.before.month == self.after.month

    @property
    def release(self) -> Release:
        """The later release."""
        return self.after.release

    @property
    def told_cells(self) -> tuple[CellChange, ...]:
        """The counties' figures that may be told: none of a project with counts held back.

        Beside how much the sums changed, one cell named alone would give its count away.
        """
        held = {item.project for facts in (self.before, self.after) for item in facts.head.withheld}
        held |= {*self.before.head.split_withheld, *self.after.head.split_withheld}
        return tuple(item for item in self.cells if item.project not in held)

    def other(self) -> tuple[ProjectChange, ...]:
        """Return the projects of which something is another."""
        return tuple(item for item in self.projects if item.is_other)


def project_changes(before: ReleaseFacts, after: ReleaseFacts) -> tuple[ProjectChange, ...]:
    """Hold the projects of two releases against each other, in the later plan's order."""
    codes = dict.fromkeys(
        [*(i.code for i in after.plan.projects), *(i.code for i in before.plan.projects)]
    )
    names = {
        item.code: item.short_name or item.name
        for facts in (before, after)
        for item in facts.plan.projects
    }
    return tuple(
        ProjectChange(code, names[code], before.rows.get(code), after.rows.get(code))
        for code in codes
    )


def cell_changes(before: ReleaseFacts, after: ReleaseFacts) -> Iterator[CellChange]:
    """Yield the counties' cumulatives that two releases of one month have differently."""
    earlier = {(row.region, row.indicator): row for row in before.cells.rows}
    later = {(row.region, row.indicator): row for row in after.cells.rows}
    for key in dict.fromkeys([*later, *earlier]):
        old, new = earlier.get(key), later.get(key)
        row = new or old
        assert row is not None
        pairs: tuple[tuple[Amount, Decimal | None, Decimal | None], ...] = (
            ("completed", old.completed if old else None, new.completed if new else None),
            ("funds", old.funds if old else None, new.funds if new else None),
        )
        for amount, was, now in pairs:
            if was != now:
                yield CellChange(row.region, row.project, row.indicator or "", amount, was, now)


# ---------------------------------------------------------------- in words


def figure_words(facts: ReleaseFacts, row: CompletionRow | None) -> str:
    """Write what is quoted of one side: 438人，省定62.6%，市定60.8%，资金未报，略滞后."""
    if row is None:
        return NOTHING
    if row.completed is None:
        return "未报"
    rates = [
        f"{LEVEL_NAMES[level]}{rate_text(row.levels[level].rate)}"
        for level in JUDGED_LEVELS
        if row.levels[level].rate is not None
    ]
    shown = row.funds is not None and facts.money_is_shown(row.project, row.region)
    money = [f"资金{wan_text(row.funds)}万元"] if shown else []
    parts = [f"{count_text(row.completed)}{row.unit}", *rates, *money, STATUS_NAMES[row.overall]]
    return "，".join(parts)


def difference_words(changes: ReleaseChanges, change: ProjectChange) -> str:
    """Write how much more or less: counts in the unit, rates in percentage points."""
    if change.before is None or change.after is None:
        return "新列项目" if change.before is None else "不再列入"
    unit = change.after.unit
    found = []
    done = _difference(change.before.completed, change.after.completed)
    if done:
        found.append(f"{_more(done)}{count_text(abs(done))}{unit}")
    money = _difference(change.before.funds, change.after.funds)
    both = (changes.before, changes.after)
    if money and all(f.money_is_shown(change.project, change.after.region) for f in both):
        found.append(f"资金{_more(money)}{wan_text(abs(money))}万元")
    for level in JUDGED_LEVELS:
        found += _rate_words(change, level)
    if change.before.overall != change.after.overall:
        was, now = (STATUS_NAMES[row.overall] for row in (change.before, change.after))
        found.append(f"由{was}变为{now}")
    return "，".join(found) or "没有变化"


def _rate_words(change: ProjectChange, level: Level) -> list[str]:
    assert change.before is not None
    assert change.after is not None
    was, now = change.before.levels[level], change.after.levels[level]
    words = []
    if was.target != now.target:
        words.append(
            f"{LEVEL_NAMES[level]}任务由{count_text(was.target)}改为{count_text(now.target)}"
        )
    if was.rate is not None and now.rate is not None and was.rate != now.rate:
        moved: Fraction = now.rate - was.rate
        words.append(
            f"{LEVEL_NAMES[level]}完成率{'升' if moved > 0 else '降'}{points(moved)}个百分点"
        )
    return words


def _difference(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before


def _more(value: Decimal) -> str:
    return "多" if value > 0 else "少"


def cell_words(facts: ReleaseFacts, change: CellChange, value: Decimal | None) -> str:
    """Write a county's figure as it may leave the house in a release."""
    project = facts.plan.project(change.project)
    several = project is not None and len(project.indicators) > 1
    if value is None:
        return "未报"
    if change.amount == "funds":
        shown = facts.money_is_shown(change.project, change.region)
        return f"{wan_text(value)}万元" if shown else HELD
    state = facts.shown(change.project, change.region, change.indicator if several else "")
    unit = project.unit if project else ""
    if state == "known":
        return f"{count_text(value)}{unit}"
    return f"{SMALL}{unit}" if state == "small" else HELD
