"""One project: its rates, months, regions against their own targets, funds, forecast, words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components import marks
from dashboard.components.strip import KeyFigure, strip
from dashboard.conclusion import (
    Names,
    basis_clause,
    rate_pieces,
    slow_by,
    slowest_parts,
    standing_of,
)
from dashboard.frame import Ask, frame_for, unknown
from dashboard.pages import begin, project_words
from dashboard.pages.parts import as_of_line, coverage_figure, foot, names_of
from dashboard.pages.project_counties import counties, county_counts
from dashboard.pages.project_money import averages, money, split
from dashboard.pages.project_months import added_by_month, months
from dashboard.pages.project_outlook import outlook_card
from dashboard.pages.project_view import ProjectView, view_of
from dashboard.pages.sheet import Cards, Sheet, exhibits_of, sections_of
from dashboard.pages.subsidy_rule import worked_rule
from dashboard.selection import address, project_path
from dashboard.shell import Head, page, siblings_class
from dashboard.sources import Source
from etl.domain.completion import REACHED, CompletionRow, Status
from etl.domain.judging import is_behind, is_reporting, status_notes
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, Level
from etl.domain.sentence import Piece, Sentence, joined
from etl.domain.text import count_text, day_text, rate_text, share_text, wan_text


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page of a project for the month asked for."""
    frame = frame_for(source, ask)
    if frame is None:
        return begin.sheet_for(source, ask)
    project = frame.plan.project(ask.code)
    if project is None:
        raise unknown("项目", ask.code, frame.month.year)
    view = view_of(source, frame, project)
    shown = _shown(view)
    tree = layout(view, shown)
    return Sheet(
        view.title,
        tree,
        frame.plan,
        exhibits=exhibits_of(shown),
        basis=view.notes[0],
        month=frame.month,
    )


def _shown(view: ProjectView) -> Cards:
    """Return the cards that can be taken away, by name."""
    return {
        "months": months(view),
        "added": added_by_month(view),
        "counties": counties(view),
        "counts": county_counts(view),
        "split": split(view),
        "averages": averages(view),
        "funds": money(view),
        "outlook": outlook_card(view),
        "history": project_words.history(view.frame, view.project),
        "subsidy": worked_rule(view.frame, _policies(view)),
    }


def layout(view: ProjectView, shown: Cards) -> html.Div:
    """Draw the page: the months, then the regions, then money, outlook and words."""
    frame = view.frame
    crumbs = [("总览", address("/", frame.month))]
    lead = marks.sentence(conclusion(view))
    line: list[marks.Node] = [*as_of_line(view.ground)]
    if any(item.definition or item.responsible for item in view.project.indicators):
        line += ["；", html.A("口径与责任单位", href="#definitions")]
    head = Head(crumbs, view.title, line, lead, view.project.name)
    cards = sections_of(shown)
    definitions = project_words.definitions(view.project)
    body = [
        _siblings(view),
        strip(_figures(view)),
        html.Div([cards["months"], cards["added"]], className="wide-and-narrow"),
        cards["counties"],
        html.Div(
            [
                _stack([cards["counts"], cards["outlook"], definitions, cards["history"]]),
                _stack(
                    [
                        *(cards[name] for name in ("split", "averages", "funds")),
                        project_words.policy(frame.plan, view.project),
                        cards["subsidy"],
                        project_words.facts(frame.plan, view.project),
                    ]
                ),
            ],
            className="halves",
        ),
    ]
    return page(frame, "project", head, body, foot(frame))


def _policies(view: ProjectView) -> list[str]:
    code = view.project.code
    return [point.text for point in view.frame.plan.policy_points if point.project == code]


def _stack(sections: Sequence[html.Section | None]) -> html.Div:
    return html.Div([item for item in sections if item is not None], className="stack")


def conclusion(view: ProjectView) -> Sentence:
    """Say in one sentence where the project stands and which region holds it back."""
    row, frame = view.row, view.frame
    names = names_of(frame, frame.plan.root, view.ground)
    if row.completed is None:
        return (Piece(f"{frame.month.label}尚无已采用的报送，暂无进度数据。"),)
    done = Piece(f"{count_text(row.completed)}{row.unit}", ref=names.ref("completed", row))
    what = f"{view.place}{view.project.name}累计完成"
    if row.is_stale:
        return (Piece(f"{_unreported(view)}：{what}"), done, Piece("，不判快慢。"))
    rates = [
        piece
        for level in JUDGED_LEVELS
        if row.levels[level].rate is not None
        for piece in (Piece("，"), *rate_pieces(row, level, names))
    ]
    opening = Piece(f"截至{day_text(view.table.as_of)}，{what}")
    body = [opening, done, *rates, Piece("，"), standing_of(row, names)]
    body += _regions_clause(view, names)
    return (*body, *basis_clause(view.table, names), Piece("。"))


def _unreported(view: ProjectView) -> str:
    """Say that nothing of the month is there, for the project if not for all of them."""
    if not view.table.coverage.reported:
        return view.ground.unreported
    return f"{view.frame.month.label}本项目尚无已采用的数；以下沿用此前月份的数"


def _regions_clause(view: ProjectView, names: Names) -> list[Piece]:
    """Say where the regions that reported stand, all of them, and name who holds it back."""
    reporting = [part for part in view.parts if is_reporting(part)]
    slow = [part for part in reporting if is_behind(part) and part.region != view.row.region]
    reached = sum(part.overall in REACHED for part in reporting)
    total = f"{'' if len(reporting) == len(view.parts) else '已报'}{len(reporting)}个县区"
    if not slow and not reached:
        return []
    ref = names.ref("reached-regions", view.row)
    if len(slow) == len(reporting) > 1:
        behind = names.ref("slow-regions", view.row)
        all_of_them = Piece(f"{total}均滞后", "slow", "slow-regions", behind)
        return [Piece("；"), all_of_them, *slowest_parts(view.row, view.parts, names)]
    if reached == len(reporting):
        each = "均" if reached > 1 else ""
        return [Piece("；"), Piece(f"{total}{each}达到本县区任务", ref=ref)]
    groups = [
        [Piece(f"{reached}个达到本县区任务", ref=ref)] if reached else [],
        *_others(view, reporting, names),
        _slow(view, slow, names),
    ]
    return [Piece(f"；{total}中"), *joined([tuple(group) for group in groups if group], "，")]


def _others(
    view: ProjectView, reporting: Sequence[CompletionRow], names: Names
) -> list[list[Piece]]:
    """Count the regions that are neither at their targets nor behind, so that the sum is whole."""
    kinds: tuple[tuple[Status, str, str], ...] = (
        ("on_pace", "达序时", "on-pace-regions"),
        ("not_started", "未到实施期", ""),
        ("no_target", "未录入任务数", ""),
    )
    found = [
        (sum(part.overall == key for part in reporting), words, kind) for key, words, kind in kinds
    ]
    return [
        [Piece(f"{count}个{words}", ref=names.ref(kind, view.row) if kind else None)]
        for count, words, kind in found
        if count
    ]


def _slow(view: ProjectView, slow: Sequence[CompletionRow], names: Names) -> list[Piece]:
    if not slow:
        return []
    ref = names.ref("slow-regions", view.row)
    counted = Piece(f"{len(slow)}个滞后", "slow", "slow-regions", ref)
    if len(slow) > 1:
        return [counted, *slowest_parts(view.row, view.parts, names)]
    (only,) = slow
    notes = "".join(f"，{note}" for note in status_notes([only]))
    return [
        counted,
        Piece(f"（{names.regions[only.region]}，"),
        slow_by(only, names),
        Piece(f"{notes}）"),
    ]


def _figures(view: ProjectView) -> list[KeyFigure]:
    row = view.row
    note: list[marks.Node] = ["资金未报"]
    if row.funds is not None:
        note = [
            "累计投入资金",
            marks.figure("funds", wan_text(row.funds), view.ref("funds")),
            "万元",
        ]
    own = view.frame.plan.pace.get(row.project)
    return [
        KeyFigure(
            "completed",
            "累计完成",
            count_text(row.completed),
            row.unit,
            note,
            ref=None if row.completed is None else view.ref("completed"),
        ),
        *(_rate(view, level) for level in JUDGED_LEVELS),
        KeyFigure(
            "pace",
            "序时进度",
            share_text(row.pace),
            "计划曲线" if own else f"{view.frame.month.number}/12个月",
            "本项目按任务书的计划曲线" if own else "按月序时",
            "pace",
            row.pace,
            view.ref("pace"),
        ),
        coverage_figure(view.frame, view.table),
    ]


def _rate(view: ProjectView, level: Level) -> KeyFigure:
    row = view.row
    result = row.levels[level]
    name = LEVEL_NAMES[level]
    if result.target is None:
        note: marks.Node = f"未录入{name}任务，不计算完成率"
    else:
        target = marks.figure("target", count_text(result.target), view.ref(f"target-{level}"))
        note = [f"{name}任务", target, result.target_unit or row.unit]
    tone = "good" if result.status in REACHED else ""
    ref = None if result.rate is None else view.ref(f"rate-{level}")
    text = rate_text(result.rate)
    return KeyFigure(f"rate-{level}", f"{name}完成率", text, "", note, tone, ref=ref)


def _siblings(view: ProjectView) -> html.Nav:
    month = view.frame.month
    items = [
        html.Li(
            html.A(
                item.short_name or item.name,
                href=address(project_path(item.code), month),
                **(marks.aria(current="page") if item.code == view.project.code else {}),
            )
        )
        for item in view.frame.plan.projects
    ]
    return html.Nav(
        html.Ul(items), className=siblings_class(len(items)), **marks.aria(label="各项目")
    )
