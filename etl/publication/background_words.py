"""History to date, facts and policy of the plan (历史累计, 事实, 政策要点), as a text may quote them.

A fact keeps its 约数 word: an exact number never becomes an approximate one, nor the reverse,
and an approximate one is never added to. A fact that is as of a later day than the release
does not stand in it. Facts that are no number are quoted only when they claim nothing that
the figures would have to bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from etl.domain.fact_words import approximate, fact_words
from etl.domain.plan import Fact, History
from etl.domain.ranking import is_whole
from etl.domain.sentence import Piece, Sentence, joined, said
from etl.domain.text import count_text, day_text, wan_text
from etl.publication.article import number
from etl.publication.facts import ReleaseFacts

_CLAIM = re.compile(r"超额|达序时|达到序时|滞后|全部\S*完成|提前\S*完成|完成\S*任务|全[省市国]第")
"""Words that the figures have to bear: a sentence of the plan that has them is not quoted."""


def history_sentences(facts: ReleaseFacts, project: str) -> Iterator[Sentence]:
    """Yield what the plan knows of the years before, with this year where it may be added."""
    if not facts.is_whole:
        return
    for item in facts.plan.history:
        if item.project == project:
            yield from _history(facts, item)


def _history(facts: ReleaseFacts, item: History) -> Iterator[Sentence]:
    unit = facts.project(item.project).unit
    clauses = []
    if item.completed is not None:
        text = approximate(count_text(item.completed), unit, item.approx)
        clauses.append(
            said("累计完成", number(text, facts.ref("history", item.project, str(item.until_year))))
        )
    if item.funds is not None:
        money = approximate(wan_text(item.funds), "万元", item.approx)
        clauses.append(
            said(
                "累计投入资金",
                number(money, facts.ref("history-funds", item.project, str(item.until_year))),
            )
        )
    if clauses:
        since = f"{item.since_year}年至" if item.since_year else "截至"
        opening = Piece(f"{since}{item.until_year}年底，")
        yield (opening, *joined(clauses, "，"), Piece("。"))
    yield from _to_date(facts, item, unit)


def _to_date(facts: ReleaseFacts, item: History, unit: str) -> Iterator[Sentence]:
    """Add this year's figure to that of the years before, where both are exact and whole."""
    row = facts.rows[item.project]
    if row.completed is not None and _is_a_fact(facts, item, row.completed):
        return
    follows = item.until_year == facts.month.year - 1
    if item.completed is None or item.approx or not follows:
        return
    if not row.completed or not is_whole(row):
        return
    total = number(
        f"{count_text(item.completed + row.completed)}{unit}",
        facts.ref("to-date", item.project, str(item.until_year)),
    )
    since = f"{item.since_year}年以来" if item.since_year else "历年"
    own = number(f"{count_text(row.completed)}{unit}", facts.ref("completed", item.project))
    yield said(f"{since}累计完成", total, f"（含{facts.month.year}年", own, "）。")


def _is_a_fact(facts: ReleaseFacts, item: History, completed: Decimal) -> bool:
    """Whether the plan has the sum as a published number of its own, which is quoted instead."""
    total = None if item.completed is None else item.completed + completed
    return any(
        fact.project == item.project and fact.value == total and not fact.approx
        for fact in facts.plan.facts
    )


def fact_sentences(facts: ReleaseFacts, project: str) -> Iterator[Sentence]:
    """Yield the facts of a project ("" for those of the whole) that a text may quote."""
    if not facts.is_whole:
        return
    clauses = [
        clause
        for place, item in enumerate(facts.plan.facts)
        if item.project == project and is_in_time(item, facts.head.as_of)
        for clause in _fact(facts, place, item)
    ]
    if clauses:
        yield (*joined(clauses, "；"), Piece(f"{_sources(facts, project)}。"))


def _sources(facts: ReleaseFacts, project: str) -> str:
    """Name where the facts come from, each source once."""
    found = (item.source.strip() for item in facts.plan.facts if item.project == project)
    named = list(dict.fromkeys(text for text in found if text))
    return f"（来源：{'、'.join(named)}）" if named else ""


def is_in_time(item: Fact, as_of: date) -> bool:
    """Whether a fact was known on the release's as-of date, as far as the plan says."""
    try:
        return date.fromisoformat(item.as_of.strip()) <= as_of
    except ValueError:
        return True


def _fact(facts: ReleaseFacts, place: int, item: Fact) -> Iterator[Sentence]:
    ref = facts.ref("fact", item.project, str(place + 1), facts.plan.root)
    if item.value is None:
        if not _CLAIM.search(item.text):
            yield said(Piece(item.text, ref=ref))
        return
    before, value, after = fact_words(item)
    yield said(before, number(value, ref), after, _as_of(facts, item))


def _as_of(facts: ReleaseFacts, item: Fact) -> str:
    """Say of when a fact is, where that is another day than the release's."""
    written = item.as_of.strip()
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return f"（{written}）" if written and written not in item.text else ""
    return "" if day == facts.head.as_of else f"（截至{day_text(day)}）"


def policy_sentences(facts: ReleaseFacts, project: str) -> Iterator[Sentence]:
    """Yield the policy points of a project, each a way to its cell in the plan."""
    for place, item in enumerate(facts.plan.policy_points):
        if item.project == project and not _CLAIM.search(item.text):
            text = item.text.rstrip("。；; ")
            yield said(
                Piece(text, ref=facts.ref("policy", project, str(place + 1), facts.plan.root)), "。"
            )


def history_notes(facts: ReleaseFacts) -> Iterator[str]:
    """Yield what the plan says of its own history figures, such as that one was worked out."""
    for item in facts.plan.history:
        project = facts.plan.project(item.project)
        if item.note and project is not None:
            yield f"{project.short_name or project.name}历年累计：{item.note.rstrip('。')}"
