"""The words of a project's page: definitions, policy points, facts, history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dashboard import html
from dashboard.components.exhibit_card import exhibit_card
from dashboard.components.marks import Node
from dashboard.components.tables import Cell, Column, Entry, Row, table
from dashboard.exhibits import Exhibit, grid
from dashboard.frame import Frame
from dashboard.pages.sheet import Shown
from dashboard.shell import card
from etl.domain.figure_ref import FigureRef
from etl.domain.plan import Fact, History, Plan, Project
from etl.domain.text import NOTHING, count_text, day_text, wan_text

_SHOWN = 8
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ABOUT = ("as_of", "source")


def definitions(project: Project) -> html.Section | None:
    """Return what each indicator counts and who answers for it."""
    items: list[Node] = []
    for item in project.indicators:
        unit = f"责任单位：{item.responsible}" if item.responsible else ""
        words = [html.Dd(word) for word in (item.definition, unit) if word]
        items += [html.Dt(item.name), *words] if words else []
    if not items:
        return None
    return card("口径与责任单位", [html.Dl(items, className="terms")], anchor="definitions")


def policy(plan: Plan, project: Project) -> html.Section | None:
    """Return the policy sentences of the project."""
    texts = [point.text for point in plan.policy_points if point.project == project.code]
    return card("政策要点", [_list(texts)], anchor="policy") if texts else None


def facts(plan: Plan, project: Project) -> html.Section | None:
    """Return published numbers that are no monthly figures."""
    known = [fact for fact in plan.facts if fact.project == project.code]
    if not known:
        return None
    common = _common(known)
    texts = [fact_text(fact, common) for fact in known]
    said = "，".join(_about(known[0], common))
    parts: list[Node] = [_list(texts[:_SHOWN])]
    if texts[_SHOWN:]:
        more = html.Summary(f"其余{len(texts) - _SHOWN}条")
        parts.append(html.Details([more, _list(texts[_SHOWN:])], className="more"))
    if said:
        parts.append(html.P(f"{said}。", className="basis"))
    return card("相关事实", parts)


def _common(known: Sequence[Fact]) -> list[str]:
    """Return what all of several facts share: it is said once beneath them."""
    if len(known) < 2:
        return []
    return [name for name in _ABOUT if len({getattr(item, name) for item in known}) == 1]


def _about(fact: Fact, names: Sequence[str]) -> list[str]:
    """Say as of when and by whom a fact is known, as far as asked."""
    words = {
        "as_of": f"截至{_days(fact.as_of)}" if fact.as_of else "",
        "source": f"来源：{_days(fact.source)}" if fact.source else "",
    }
    return [words[name] for name in names if words[name]]


def _days(text: str) -> str:
    """Write the days of a text in full; a year or what else the plan says stays as it is."""
    return _ISO_DAY.sub(lambda found: _written(found[0]), text)


def _written(day: str) -> str:
    try:
        return day_text(date.fromisoformat(day))
    except ValueError:
        return day


def _list(texts: Sequence[str]) -> html.Ul:
    return html.Ul([html.Li(text) for text in texts], className="points")


def fact_text(fact: Fact, common: Sequence[str] = ()) -> str:
    """Write a fact with its number, if the text does not say it, its date and its source.

    What it has in ``common`` with others is left out.
    """
    number = (
        "" if fact.value is None else amount_text(fact.value, fact.upper, fact.unit, fact.approx)
    )
    body = fact.text if not number or number in fact.text else f"{fact.text}：{number}"
    known = "，".join(_about(fact, [name for name in _ABOUT if name not in common]))
    return body + (f"（{known}）" if known else "")


def amount_text(value: Decimal, upper: Decimal | None, unit: str, approx: str) -> str:
    """Write a number or range with its unit, the word for inexact where it belongs."""
    number = count_text(value) + (f"—{count_text(upper)}" if upper is not None else "")
    if approx in ("约", "近"):
        return f"{approx}{number}{unit}"
    if approx in ("以上", "以下"):
        return f"{number}{unit}{approx}"
    return f"{number}{approx}{unit}"


def history(frame: Frame, project: Project) -> Shown | None:
    """Return the totals of the years before."""
    past = [item for item in frame.plan.history if item.project == project.code]
    if not past:
        return None
    columns = [
        Column("期间"),
        Column(f"累计完成（{project.unit}）", True),
        Column("累计资金（万元）", True),
        Column("说明"),
    ]
    rows = [_past(frame, item) for item in past]
    body = table("以前年度的累计", columns, rows)
    note = "取自任务书“历史累计”，不含本年，本年的报送不改变它。"
    exhibit = Exhibit("history", "历年累计", grid(columns, rows))
    return Shown(exhibit_card(frame, exhibit, [body, html.P(note, className="basis")]), exhibit)


def _past(frame: Frame, item: History) -> Row:
    def ref(kind: str) -> FigureRef:
        year = str(item.until_year)
        return FigureRef(kind, frame.month, frame.plan.root, item.project, year)

    since = f"{item.since_year}—" if item.since_year else "至"
    done: Entry = NOTHING
    if item.completed is not None:
        text = amount_text(item.completed, None, "", item.approx)
        done = Cell(text, ref("history"))
    funds: Entry = NOTHING
    if item.funds is not None:
        funds = Cell(wan_text(item.funds), ref("history-funds"))
    note = Cell(item.note, node=html.Span(item.note, className="words"))
    return (f"{since}{item.until_year}年", done, funds, note)
