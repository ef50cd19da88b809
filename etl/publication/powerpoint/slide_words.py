"""What slides say: a conclusion as title, the sentences beneath, the words where a chart is not."""

from __future__ import annotations

from collections.abc import Iterable

from etl.domain.completion import BEHIND, NOT_JUDGED, REACHED, CompletionRow
from etl.domain.judging import is_behind, part_notes
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.sentence import sentence_text
from etl.domain.text import count_text, in_brackets, points
from etl.publication.article import DEFAULT_PARTS, Options
from etl.publication.chart_words import why_no_bar
from etl.publication.charts import is_open, ordered_children
from etl.publication.compose import compose, programme
from etl.publication.facts import ReleaseFacts
from etl.publication.project_words import project_sentence
from etl.publication.summary_words import short_name, summary


def deck_title(facts: ReleaseFacts) -> str:
    """Return the title of the slides and of the file."""
    where = "" if facts.is_whole else f"（{facts.region.name}）"
    return f"{programme(facts)}{where}进展情况"


def conclusion(facts: ReleaseFacts) -> tuple[str, str]:
    """Return the summary as its first sentence, which is the conclusion, and the rest."""
    text = sentence_text(summary(facts, True))
    first, _, rest = text.partition("。")
    return first, rest + who_is_behind(facts)


def who_is_behind(facts: ReleaseFacts) -> str:
    """Name the counties behind, project by project: what a whole may hide."""
    found = []
    for project in facts.plan.projects:
        rows = [
            row
            for row in facts.children_rows(project.code)
            if is_behind(row) and is_open(facts, row)
        ]
        if rows and facts.places_are_shown(project.code):
            names = "、".join(facts.plan.tree[row.region].name for row in rows)
            found.append(f"{short_name(facts, project.code)}（{names}）")
    return f"县区慢于序时进度的有：{'，'.join(found)}。" if found else ""


def headline(facts: ReleaseFacts, code: str) -> str:
    """Return the conclusion of a project in short words: 辅具适配：4674人，超额完成省定、市定任务."""
    row, name = facts.rows[code], short_name(facts, code)
    if row.completed is None:
        return f"{name}：{'未到实施期' if row.pace <= 0 else '尚无已采用的报送'}"
    if not is_open(facts, row):
        return f"{name}：完成数按规定不公布"
    parts = in_brackets(part_notes(len(row.missing), len(row.carried_forward)))
    return f"{name}：{count_text(row.completed)}{row.unit}{parts}，{_verdict(row)}"


def _verdict(row: CompletionRow) -> str:
    """Say how the levels stand: together where they stand alike."""
    levels = [level for level in JUDGED_LEVELS if row.levels[level].rate is not None]
    if not levels:
        return "不计算完成率"
    found = {row.levels[level].status for level in levels}
    if row.is_stale and not found <= REACHED:
        return NOT_JUDGED
    named = "、".join(LEVEL_NAMES[level] for level in levels)
    if found == {"not_started"}:
        return "未到实施期"
    if len(found) == 1 and not found & BEHIND:
        return _standing(row, levels[0], named)
    return "，".join(_standing(row, level, LEVEL_NAMES[level]) for level in levels)


def _standing(row: CompletionRow, level: Level, named: str) -> str:
    result = row.levels[level]
    if result.status in BEHIND and result.gap is not None:
        return f"{named}任务慢{points(result.gap)}个百分点"
    words = {"exceeded": "超额完成{}任务", "completed": "完成{}任务", "on_pace": "{}任务达序时"}
    return words.get(result.status, "{}任务未到实施期").format(named)


def sentence_of(facts: ReleaseFacts, code: str) -> str:
    """Return what stands beneath the charts of a project; it names who has no bar in them."""
    said = sentence_text(project_sentence(facts, code, Options("full", code)))
    rows = ordered_children(facts, code)
    left = [row for row in rows if why_no_bar(facts, row)]
    if not left or len(left) == len(rows):
        return said
    return f"{said}图中没有：{_by_reason(facts, left)}。"


def speaker_text(facts: ReleaseFacts, code: str) -> str:
    """Return all that a release says of a project, for who speaks.

    How the counties compare is left out where one of them is held back: how far the last one
    is behind would tell its count.
    """
    parts = DEFAULT_PARTS["full"]
    if all(is_open(facts, row) for row in facts.children_rows(code)):
        parts |= {"places"}
    return compose(facts, Options("full", code, parts)).text


def no_counties(facts: ReleaseFacts, code: str) -> str:
    """Say why there is no chart of the counties of a project."""
    said = _by_reason(facts, ordered_children(facts, code))
    return f"各县区没有可画的完成率：{said}。" if said else "没有下级县区。"


def _by_reason(facts: ReleaseFacts, rows: Iterable[CompletionRow]) -> str:
    """Name counties by the reason for which they have no bar."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(why_no_bar(facts, row), []).append(facts.plan.tree[row.region].name)
    return "；".join(f"{'、'.join(names)}（{reason}）" for reason, names in reasons.items())


def no_months(facts: ReleaseFacts, code: str) -> str:
    """Say why there is no chart of the months of a project."""
    row = facts.rows[code]
    if not is_open(facts, row):
        return "各月累计完成数按小数值保护规定不公布。"
    if row.completed is None and row.pace <= 0:
        return "未到实施期，各月尚无完成数。"
    return "各月都没有报全的完成数，不画各月进度。"
