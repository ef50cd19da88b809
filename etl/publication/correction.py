"""更正通知: which figures of an earlier release are another, by how much, why, by whom, when."""

from __future__ import annotations

from collections.abc import Iterator

from etl.domain.text import day_text, moment_text
from etl.publication.changes import (
    AMOUNT_NAMES,
    CellChange,
    ReleaseChanges,
    cell_words,
    difference_words,
    figure_words,
)
from etl.publication.compose import programme
from etl.publication.document import Block, Heading, Paper, Table, TableColumn, Text, Title
from etl.publication.note_words import SAMPLE_NOTE, SMALL, source, stamp

NO_REASON = "没有写明"
HELD_CELLS = "含小数值的项目，更正的县区数不公布。"


def correction(changes: ReleaseChanges) -> Paper:
    """Return the notice as a paper; only of two releases of one month."""
    facts = changes.after
    name = f"关于{facts.month.label}{programme(facts)}数的更正通知"
    return Paper(
        name, stamp(facts), facts.plan.issuer, facts.head.made_at.isoformat(),
        (Title(name), *_blocks(changes)),
    )  # fmt: skip


def lead(changes: ReleaseChanges) -> str:
    """Say in a sentence what corrects what."""
    before, after = changes.before.head, changes.after.head
    made = moment_text(after.made_at, changes.after.plan.zone)
    count = len(changes.other())
    figures = f"涉及{count}个项目的合计数" if count else "各项目合计数没有变化"
    why = f"更正原因：{after.reason}。" if after.reason else "更正原因见县区数。"
    return (
        f"{after.id}更正{before.id}（{made}由{after.made_by}定版），{figures}。{why}"
        f"已引用{before.id}的，请改用{after.id}。"
    )


def other_changes(changes: ReleaseChanges) -> Iterator[str]:
    """Yield what is another beside the figures: plan, coverage, as-of date, state of the month."""
    before, after = changes.before.head, changes.after.head
    if before.plan_revision != after.plan_revision:
        yield f"任务书由第{before.plan_revision}版改为第{after.plan_revision}版"
    if before.as_of != after.as_of:
        yield f"截至日期由{before.as_of}改为{after.as_of}"
    was, now = before.coverage, after.coverage
    if (was.reported, was.expected) != (now.reported, now.expected):
        yield f"报送由{was.reported}/{was.expected}变为{now.reported}/{now.expected}"
    if before.final != after.final:
        yield "由初步数变为已关账的定版" if after.final else "月份重新开账，变为初步数"


def _blocks(changes: ReleaseChanges) -> Iterator[Block]:
    yield Text("各填报单位、各新闻单位：", kind="addressed")
    yield Text(lead(changes))
    for words in other_changes(changes):
        yield Text(f"{words}。")
    figures = changes.other()
    if figures:
        yield Heading("一、合计数")
        rows = tuple(
            (item.name, figure_words(changes.before, item.before), figure_words(changes.after, item.after),
             difference_words(changes, item))
            for item in figures
        )  # fmt: skip
        columns = (TableColumn("项目", width=1.2), TableColumn("更正前", width=2.2),
                   TableColumn("更正后", width=2.2), TableColumn("变化", width=2.2))  # fmt: skip
        yield Table("更正的合计数", "", columns, rows)
    if changes.told_cells:
        yield Heading("二、县区数及原因")
        yield _cells(changes)
    if len(changes.told_cells) < len(changes.cells):
        yield Text(HELD_CELLS)
    facts = changes.after
    yield Text(facts.plan.issuer, kind="signed")
    yield Text(day_text(facts.head.made_at.astimezone(facts.plan.zone).date()), kind="signed")
    small = f"{SMALL}。" if facts.head.withheld or facts.head.split_withheld else ""
    yield Text(f"{source(facts)}。{small}", "注：", "note")
    if facts.head.sample:
        yield Text(f"{SAMPLE_NOTE}。", kind="note")


def _cells(changes: ReleaseChanges) -> Table:
    columns = (
        TableColumn("县区", width=1.3),
        TableColumn("数字", width=1.6),
        TableColumn("更正前", True),
        TableColumn("更正后", True),
        TableColumn("原因", width=2.2),
        TableColumn("经办", width=2.4),
    )
    return Table(
        "更正的县区数", "", columns, tuple(cell_row(changes, item) for item in changes.told_cells)
    )


def cell_row(changes: ReleaseChanges, item: CellChange) -> tuple[str, ...]:
    """Return a county's changed figure: whose, which, before, after, why, by whom and when."""
    plan = changes.after.plan
    region = plan.tree.get(item.region)
    indicator = plan.indicator(item.indicator)
    why = item.handling.why if item.handling and item.handling.why else NO_REASON
    return (
        region.name if region else item.region,
        f"{indicator.name if indicator else item.indicator}{AMOUNT_NAMES[item.amount]}",
        cell_words(changes.before, item, item.before),
        cell_words(changes.after, item, item.after),
        why,
        handled(changes, item),
    )


def handled(changes: ReleaseChanges, item: CellChange) -> str:
    """Say who filed and who accepted the version that counts now."""
    found = item.handling
    if found is None:
        return "现在没有计入的报送"
    zone = changes.after.plan.zone
    words = f"第{found.version}版，{found.filed_by} {moment_text(found.filed_at, zone)}报送"
    if found.accepted_at is None:
        return words
    return f"{words}，{found.accepted_by} {moment_text(found.accepted_at, zone)}采用"
