"""督办提示单: a page for each county that is behind: in what, by how much, why, what it takes."""

from __future__ import annotations

from functools import partial

from etl.domain.completion import STATUS_NAMES, CompletionRow
from etl.domain.forecast import FORECAST_REFUSAL_NAMES
from etl.domain.judging import worst_gap
from etl.domain.plan import LEVEL_NAMES
from etl.domain.text import (
    NOTHING,
    count_text,
    day_text,
    rounded_count,
)
from etl.publication.bulletin import BEHIND_COLUMNS, behind_figures, lamp_rule
from etl.publication.bulletin_facts import BulletinFacts
from etl.publication.compose import programme
from etl.publication.document import (
    Block,
    PageBreak,
    Paper,
    Table,
    TableColumn,
    Text,
    TextKind,
    Title,
)
from etl.publication.note_words import SAMPLE_NOTE, paper_day, stamp
from etl.publication.one_page import first_on_one_page
from etl.publication.summary_words import short_name


def units_behind(found: BulletinFacts) -> dict[str, list[CompletionRow]]:
    """Return who files and is behind, in the plan's order, each with its rows, worst first."""
    rows = [row for item in found.facts.plan.projects for row in found.behind(item.code)]
    tree = found.facts.plan.tree
    by_region = {
        region.code: sorted((row for row in rows if row.region == region.code), key=worst_gap)
        for region in tree.submitting(tree.root.code)
    }
    return {code: items for code, items in by_region.items() if items}


def supervision_sheets(found: BulletinFacts, region: str = "") -> Paper:
    """Return the sheets of all counties behind, or of one; without any it says so."""
    facts = found.facts
    below = {item.code for item in facts.plan.tree.submitting(region or facts.plan.root)}
    chosen = {code: rows for code, rows in units_behind(found).items() if code in below}
    blocks: list[Block] = []
    for code, rows in chosen.items():
        blocks += [PageBreak()] if blocks else []
        blocks += _sheet(found, code, rows)
    if not blocks:
        blocks = [
            Title("督办提示单"),
            Text(f"{facts.month.label}已报的填报单位没有慢于序时进度的项目。"),
        ]
    name = f"督办提示单（{facts.month.label}）"
    if region:
        name = f"{facts.plan.tree[region].name}{name}"
    return Paper(
        name, stamp(facts), facts.plan.issuer, facts.head.made_at.isoformat(), tuple(blocks)
    )


def _sheet(found: BulletinFacts, code: str, rows: list[CompletionRow]) -> list[Block]:
    """One page: sentences as large as they fit, then the table and the reasons alone.

    The rule stands in the month's notice as well, so it goes last; a county's words never do.
    """
    kinds: tuple[TextKind, ...] = ("text", "note")
    rule = f"判定规则：{lamp_rule(found.facts)}。"
    lay_out = partial(_laid_out, found, code, rows)
    told = [partial(lay_out, _told(found, rows, kind), rule) for kind in kinds]
    reasons = [_reasons(found, rows)]
    shorter = [partial(lay_out, reasons, rule), partial(lay_out, reasons, "判定规则见当月通报。")]
    return first_on_one_page([*told, *shorter])


def _laid_out(
    found: BulletinFacts, code: str, rows: list[CompletionRow], words: list[Text], rule: str
) -> list[Block]:
    facts = found.facts
    return [
        Title("督办提示单", f"（{facts.month.label}）"),
        Text(f"{facts.plan.tree[code].name}：", kind="addressed"),
        Text(
            f"截至{day_text(facts.head.as_of)}，你单位承担的{programme(facts)}中有{len(rows)}个项目慢于序时进度。"
            f"请逐项核实原因，写明每月完成数{_when(found)}。"
        ),
        _table(found, rows),
        *words,
        Text(facts.plan.issuer, kind="signed"),
        Text(day_text(paper_day(facts)), kind="signed"),
        Text(rule + (f"{SAMPLE_NOTE}。" if facts.head.sample else ""), kind="note"),
    ]


def _told(found: BulletinFacts, rows: list[CompletionRow], kind: TextKind) -> list[Text]:
    """Two paragraphs to a project: what it takes from now, and what the county wrote."""
    words = []
    for row in rows:
        words.append(Text(_needed(found, row), f"{short_name(found.facts, row.project)}。", kind))
        words.append(Text(_reason(found, row), "你单位的说明：", kind))
    return words


def _reasons(found: BulletinFacts, rows: list[CompletionRow]) -> Text:
    """All that the county wrote in one paragraph; who wrote nothing to a project is told so."""
    by_words: dict[str, list[str]] = {}
    for row in rows:
        name = short_name(found.facts, row.project)
        by_words.setdefault(_reason(found, row), []).append(name)
    said = "".join(
        "、".join(names) + ("：" if "“" in words else "") + words
        for words, names in by_words.items()
    )
    return Text(said, "你单位的说明：", "note")


def _when(found: BulletinFacts) -> str:
    """Say by when an answer is asked for: with the next month's workbook."""
    following = found.facts.month.following.number
    day = f"，于{day_text(found.due)}前" if found.due else "，"
    return f"{day}随{following}月报表报送"


def _table(found: BulletinFacts, rows: list[CompletionRow]) -> Table:
    columns = (
        TableColumn("项目", width=1.9),
        *BEHIND_COLUMNS,
        TableColumn("还差", True, 0.8),
        TableColumn("每月需", True),
        TableColumn("近期月均", True),
        TableColumn("状态", width=1.3),
    )
    made = []
    for row in rows:
        forecast = found.forecasts.get((row.region, row.project))
        left = forecast.remaining if forecast else None
        needed = forecast.needed if forecast else None
        average = forecast.average if forecast else None
        made.append(
            (
                f"{short_name(found.facts, row.project)}({row.unit})",
                *behind_figures(row),
                count_text(left),
                NOTHING if needed is None else rounded_count(needed),
                NOTHING if average is None else rounded_count(average.per_month),
                STATUS_NAMES[row.overall],
            )
        )
    return Table("慢于序时进度的项目", "", columns, tuple(made))


def _needed(found: BulletinFacts, row: CompletionRow) -> str:
    """Say what each month from now takes to reach the target by the end of the year."""
    forecast = found.forecasts.get((row.region, row.project))
    if forecast is None or forecast.remaining is None or forecast.needed is None:
        why = (
            FORECAST_REFUSAL_NAMES[forecast.refusal] if forecast and forecast.refusal else "数不全"
        )
        return f"今后每月需完成数不作推算：{why}。"
    level = LEVEL_NAMES[forecast.level]
    left = f"距{level}任务还差{count_text(forecast.remaining)}{row.unit}"
    if forecast.months_left == 0:
        return f"{left}，本年已没有剩余月份。"
    each = f"{rounded_count(forecast.needed)}{row.unit}"
    months = "12月" if forecast.months_left == 1 else f"{forecast.month.number + 1}—12月"
    text = f"{left}，{months}平均每月需完成{each}"
    if forecast.average is None:
        return f"{text}。"
    count, recent = len(forecast.average.months), forecast.average.per_month
    enough = "，照此可以在年内完成" if recent >= forecast.needed else ""
    return f"{text}；近{count}个月平均每月{rounded_count(recent)}{row.unit}{enough}。"


def _reason(found: BulletinFacts, row: CompletionRow) -> str:
    """Quote what the county wrote itself; nothing is made up where it wrote nothing."""
    remarks = found.remarks.get((row.region, row.project), ())
    names = {item.code: item.name for item in found.facts.project(row.project).indicators}
    several = len(names) > 1
    said = [
        (f"{names[item.indicator]}：" if several else "") + f"“{item.note}”"
        for item in remarks
        if item.note
    ]
    said += list(dict.fromkeys(f"报送说明“{item.reason}”" for item in remarks if item.reason))
    return "；".join(said) + "。" if said else "本月报表没有写明原因。"
