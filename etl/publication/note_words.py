"""What stands small under every text, table and file of a release: source, date, rounding, state."""

from __future__ import annotations

from datetime import date

from etl.domain.closing import GAP_NAMES
from etl.domain.text import day_text
from etl.publication.facts import ReleaseFacts

ROUNDING = (
    "完成率＝累计完成÷任务数，四舍五入到一位小数，未达到任务不写作100.0%；"
    "因四舍五入，合计与分项之和可能不等，未作调整"
)
WORDS = "“超额完成”指大于任务数，“完成”指等于任务数，“达序时”指未完成任务但不慢于序时进度"
SMALL = "分项的县区数为1或2的写作“<3”，另有数不公布，以免推算出个人"


def stamp(facts: ReleaseFacts) -> str:
    """Say in a line what is quoted: as of when, which release, on how many reports."""
    head = facts.head
    parts = [
        f"截至{day_text(head.as_of)}",
        f"{head.id}{head.kind}",
        f"报送{facts.table.coverage.reported}/{facts.table.coverage.expected}",
        f"任务书第{head.plan_revision}版",
    ]
    return (f"{SAMPLE} · " if head.sample else "") + " · ".join(parts)


SAMPLE = "示例数据"
SAMPLE_NOTE = "本稿为示例数据，不得对外引用"


def source(facts: ReleaseFacts) -> str:
    """Say where the figures come from."""
    return f"来源：{facts.plan.issuer}，各县区月报表，{facts.head.id}{facts.head.kind}"


def paper_day(facts: ReleaseFacts) -> date:
    """Return the day that stands under a paper: when the release was made; in a demonstration
    year the day that it plays on."""
    if facts.plan.demo_date is not None:
        return facts.head.today
    return facts.head.made_at.astimezone(facts.plan.zone).date()


def notes(facts: ReleaseFacts) -> tuple[str, ...]:
    """Return the notes of a text, each a sentence without its end."""
    head = facts.head
    state = (
        "月份已关账，为当年累计的统计数，以年终核定数为准"
        if head.final
        else "月份尚未关账，本版为初步数"
    )
    thresholds = facts.plan.thresholds
    found = [
        f"{source(facts)}，校验码{facts.release.sha256[:12]}，{state}",
        f"{ROUNDING}；{WORDS}（容差{thresholds.on_pace_tolerance:f}个百分点）",
        "资金为各县区报送的累计投入资金，未报送的不作为零，没有计入",
    ]
    if head.withheld or head.split_withheld:
        found.append(SMALL)
    found += [gaps] if (gaps := gap_words(facts)) else []
    return (*([SAMPLE_NOTE] if head.sample else []), *found)


def gap_words(facts: ReleaseFacts) -> str:
    """Say why counties are missing, as it was written when the month was closed."""
    if facts.head.closed is None or not facts.head.closed.gaps:
        return ""
    below = {region.code for region in facts.plan.tree.submitting(facts.region.code)}
    said = [
        f"{facts.plan.tree[gap.region].name}{GAP_NAMES[gap.decision]}（{gap.reason}）"
        for gap in facts.head.closed.gaps
        if gap.region in below
    ]
    return "缺报说明：" + "，".join(said) if said else ""
