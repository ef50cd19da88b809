"""The monthly notice (通报): how it stands, places, who is behind in what, by which rule.

Its order is that of cities' own notices: 六安 2017 ranks the counties and names the slow ones
per project, 银川 2025 says how far behind gives which lamp. The rule stands under the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.domain.completion import CompletionRow, worst_level
from etl.domain.judging import status_words, worst_gap
from etl.domain.plan import LEVEL_NAMES
from etl.domain.ranking import RANKING_REFUSAL_NAMES, Overall, Ranking
from etl.domain.sentence import sentence_text
from etl.domain.text import NOTHING, count_text, day_text, plain, points, rate_number, share_text
from etl.publication.article import Options
from etl.publication.bulletin_facts import BulletinFacts
from etl.publication.compose import programme
from etl.publication.document import (
    Block,
    Heading,
    PageBreak,
    Paper,
    Table,
    TableColumn,
    Text,
    Title,
)
from etl.publication.facts import ReleaseFacts
from etl.publication.note_words import SAMPLE_NOTE, gap_words, paper_day, source, stamp
from etl.publication.place_words import unranked_words
from etl.publication.project_words import project_sentence
from etl.publication.summary_words import short_name, summary
from etl.publication.tables import (
    HELD,
    county_marks,
    county_tables,
    target_text,
)

OVERALL_RULE = (
    "综合完成＝已到实施期各项目完成率（市定，未设市定的按省定）的平均，单项超过100%的按100%计"
)
PLACE_RULE = "按未取整的完成率排，相同的并列，其后名次空出；没有任务数或本月没有报全的不排位"


def bulletin(found: BulletinFacts) -> Paper:
    """Return the notice as a paper."""
    facts = found.facts
    title = f"关于{facts.month.label}{programme(facts)}进展情况的通报"
    return Paper(
        name=title,
        stamp=stamp(facts),
        author=facts.plan.issuer,
        made_on=facts.head.made_at.isoformat(),
        blocks=(Title(title), *_blocks(found)),
    )


def _blocks(found: BulletinFacts) -> Iterator[Block]:
    facts = found.facts
    yield Text("各填报单位：", kind="addressed")
    opening = f"现将截至{day_text(facts.head.as_of)}{programme(facts)}进展情况通报如下。"
    yield Text(opening if facts.head.final else f"{opening}本月尚未关账，以下为初步数。")
    yield Heading("一、总体进展")
    yield Text(sentence_text(summary(facts, with_funds=False)))
    yield Heading("二、各项目进展")
    for place, project in enumerate(facts.plan.projects, 1):
        words = project_sentence(facts, project.code, Options("medium", parts=frozenset()))
        yield Text(f"{place}.{sentence_text(words)}")
    yield Heading("三、县区位次")
    yield from _places(found)
    yield Heading("四、慢于序时进度的县区")
    yield from _behind(found)
    yield Heading("五、有关要求")
    yield Text(_asked(found))
    yield Text(facts.plan.issuer, kind="signed")
    yield Text(day_text(paper_day(facts)), kind="signed")
    yield from _notes(facts)
    yield PageBreak()
    yield Heading("附表")
    yield from county_tables(facts)
    yield from county_marks(facts)


# ---------------------------------------------------------------- places


def _places(found: BulletinFacts) -> Iterator[Block]:
    facts = found.facts
    yield from _overall(facts, found.overall)
    yield _project_places(facts)
    yield Text(f"排位规则：{PLACE_RULE}。", kind="note")
    for project in facts.plan.projects:
        ranking = facts.rankings.get(project.code)
        if words := _left_out(facts, ranking):
            yield Text(f"{short_name(facts, project.code)}：{words}。", kind="note")


def _overall(facts: ReleaseFacts, found: Overall) -> Iterator[Block]:
    """Yield the overall places; none where a sum is held back, which a mean would give away."""
    if not all(facts.places_are_shown(item.code) for item in facts.plan.projects):
        yield Text("有项目的县区数因小数值不公布，本月不作综合排位。")
        return
    if found.refusal is not None:
        yield Text(f"本月不作综合排位：{_why_not(facts, found)}。")
        return
    turnout = found.turnout
    title = "县区综合位次" + (
        "" if turnout.complete else f"（已报{turnout.reported}/{turnout.expected}）"
    )
    columns = (
        TableColumn("位次", True, 0.8),
        TableColumn("县区", width=2.4),
        TableColumn("综合完成(%)", True, 1.2),
        TableColumn("慢于序时的项目数", True, 1.4),
    )
    rows = tuple(
        (
            f"{item.place}{'（并列）' if item.tied else ''}",
            facts.plan.tree[item.region].name,
            rate_number(item.score),
            str(item.behind),
        )
        for item in found.placed
    )
    yield Table(title, "", columns, rows)
    weights = "按任务书的权重加权" if found.rule == "weighted" else "各项目权重相同"
    yield Text(f"排位规则：{OVERALL_RULE}，{weights}；{PLACE_RULE}。", kind="note")
    if found.unplaced:
        yield Text(f"不参加排位：{unranked_words(facts, found.unplaced)}。", kind="note")


def _why_not(facts: ReleaseFacts, found: Overall) -> str:
    """Say why nobody has a place; a project that nobody filled in keeps all from having one."""
    assert found.refusal is not None
    blank = [
        short_name(facts, row.project)
        for row in facts.table.rows
        if row.completed is None and row.pace > 0 and facts.table.coverage.reported
    ]
    why = RANKING_REFUSAL_NAMES[found.refusal]
    return f"{why}（{'、'.join(blank)}没有县区填报）" if blank else why


def _project_places(facts: ReleaseFacts) -> Table:
    """Return places by project: a row per county; counts and rates stand in tables of their own."""
    heads = [TableColumn(short_name(facts, item.code), True) for item in facts.plan.projects]
    placed = {
        (item.region, code): f"{item.place}{'（并列）' if item.tied else ''}"
        for code, ranking in facts.rankings.items()
        for item in ranking.placed
    }
    rows = [
        (
            region.name,
            *(
                placed.get((region.code, item.code), NOTHING)
                if facts.places_are_shown(item.code)
                else HELD
                for item in facts.plan.projects
            ),
        )
        for region in facts.plan.tree.children(facts.plan.root)
    ]
    title = "各项目县区位次"
    coverage = facts.table.coverage
    if not coverage.complete:
        title += f"（已报{coverage.reported}/{coverage.expected}）"
    return Table(title, "", (TableColumn("县区", width=2.2), *heads), tuple(rows))


def _left_out(facts: ReleaseFacts, ranking: Ranking | None) -> str:
    if ranking is None:
        return ""
    if ranking.refusal is not None:
        return f"不排位，{RANKING_REFUSAL_NAMES[ranking.refusal]}"
    turnout = ranking.turnout
    coverage = "" if turnout.complete else f"当月报全的县区{turnout.reported}/{turnout.expected}；"
    words = unranked_words(facts, ranking.unplaced)
    return coverage + (f"不参加排位：{words}" if words else "") if coverage or words else ""


# ---------------------------------------------------------------- who is behind


def _behind(found: BulletinFacts) -> Iterator[Block]:
    facts = found.facts
    rows = [
        row
        for item in facts.plan.projects
        for row in found.behind(item.code)
        if facts.shown(item.code, row.region) == "known"
    ]
    yield _behind_table(facts, rows) if rows else Text(_nobody(found))
    if not all(facts.places_are_shown(item.code) for item in facts.plan.projects):
        yield Text("县区数因小数值不公布的，没有列入。", kind="note")
    yield Text(f"判定规则：{lamp_rule(facts)}。", kind="note")


def _nobody(found: BulletinFacts) -> str:
    """Say that nobody is behind, of those who can be said to be or not."""
    judged = [row for row in found.filing if row.overall not in ("no_target", "not_reported")]
    if not judged:
        return "没有可比的任务数和完成数，不判快慢。"
    complete = found.facts.table.coverage.complete
    return f"{'' if complete else '已报的'}各县区在各项目上都没有慢于序时进度。"


def _behind_table(facts: ReleaseFacts, rows: Sequence[CompletionRow]) -> Table:
    """Return who is behind, project by project, furthest first."""
    columns = (
        TableColumn("项目", width=1.5),
        TableColumn("县区", width=1.8),
        TableColumn("单位", width=0.6),
        *BEHIND_COLUMNS,
        TableColumn("状态", width=1.4),
    )
    return Table("慢于序时进度的县区", "", columns, tuple(_behind_row(facts, row) for row in rows))


def _behind_row(facts: ReleaseFacts, row: CompletionRow) -> tuple[str, ...]:
    return (
        short_name(facts, row.project),
        facts.plan.tree[row.region].name,
        row.unit,
        *behind_figures(row),
        status_words(row),
    )


BEHIND_COLUMNS = (
    TableColumn("累计完成", True),
    TableColumn("任务数", True, 1.5),
    TableColumn("完成率(%)", True),
    TableColumn("序时进度(%)", True, 1.1),
    TableColumn("慢(百分点)", True, 1.1),
)


def behind_figures(row: CompletionRow) -> tuple[str, ...]:
    """Return by how much a row is behind, at the level that is worst, under those columns."""
    level = worst_level(row)
    assert level is not None  # what is behind has a gap
    return (
        count_text(row.completed),
        f"{LEVEL_NAMES[level]}{target_text(row, level)}",
        rate_number(row.levels[level].rate),
        share_text(row.pace).rstrip("%"),
        points(worst_gap(row)),
    )


def lamp_rule(facts: ReleaseFacts) -> str:
    """Return the rule by which somebody is called behind, with the limits in force."""
    limits = facts.plan.thresholds
    on_pace, behind, far = (
        plain(item)
        for item in (limits.on_pace_tolerance, limits.behind_from, limits.far_behind_from)
    )
    return (
        f"完成率比序时进度慢不超过{on_pace}个百分点为达序时，不到{behind}个百分点为略滞后，"
        f"{behind}至{far}个百分点为黄灯滞后，超过{far}个百分点为红灯滞后；"
        "省定、市定两级取较差的一级；按未取整的数计算；沿用此前月份数的县区不判快慢"
    )


def _asked(found: BulletinFacts) -> str:
    facts = found.facts
    slow = {row.region for item in facts.plan.projects for row in found.behind(item.code)}
    missing = [*facts.table.coverage.missing, *facts.table.coverage.carried_forward]
    names = "、".join(facts.plan.tree[code].name for code in missing)
    when = f"，{day_text(found.due)}前" if found.due else ""
    clauses = []
    if slow:
        clauses.append(
            f"{len(slow)}个慢于序时进度的填报单位，请对照督办提示单逐项说明原因，写明每月完成数"
            f"{when}随{facts.month.following.number}月报表一并报送"
        )
    if names:
        clauses.append(f"{names}请尽快补报{facts.month.number}月报表")
    clauses.append("各填报单位请按时如实报送，数有更正的及时报更正版")
    return "；".join(clauses) + "。"


def _notes(facts: ReleaseFacts) -> Iterator[Block]:
    found = [source(facts), gap_words(facts), SAMPLE_NOTE if facts.head.sample else ""]
    for place, note in enumerate([item for item in found if item], 1):
        yield Text(f"{place}.{note}。", "注：" if place == 1 else "", "note")
