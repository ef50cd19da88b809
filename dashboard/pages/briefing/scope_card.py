"""Choosing what the text is of: a county, a project, how long, with which parts."""

from __future__ import annotations

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.form import choice, hidden
from dashboard.components.marks import Node
from dashboard.pages.briefing.view import BRIEFING_PATH, CHOSEN, BriefingView, parts_shown
from dashboard.shell import card
from etl.services.briefing import LENGTH_NAMES, PART_NAMES


def scope_card(view: BriefingView) -> html.Section:
    """Return the form; it asks for the same page with another choice."""
    plan = view.plan
    below = [(region.code, region.name) for region in plan.tree if region.code != plan.root]
    regions = [("", plan.tree.root.name), *below]
    projects = [("", "全部项目"), *((i.code, i.short_name or i.name) for i in plan.projects)]
    lengths = list(LENGTH_NAMES.items())
    form = html.Form(
        [
            hidden("release", view.release.id),
            hidden(CHOSEN, "1"),
            choice("县区", "region", regions, view.region),
            choice("项目", "project", projects, view.options.project),
            choice("篇幅", "length", [(key, name) for key, name in lengths], view.options.length),
            _boxes(view),
            html.Button("更新文稿", type="submit", className="primary"),
        ],
        action=BRIEFING_PATH,
        method="get",
        className="form",
        autoComplete="off",
    )
    parts: list[Node] = [form, html.P(_withheld_words(view), className="basis")]
    return card("范围与要点", parts, "scope")


def _boxes(view: BriefingView) -> Element:
    shown = parts_shown(view.options)
    boxes = [
        html.Label(
            [
                Element(
                    "input",
                    type="checkbox",
                    name=part,
                    value="1",
                    checked="checked" if part in shown else None,
                ),
                f" {name}",
            ],
            className="box",
        )
        for part, name in PART_NAMES.items()
    ]
    return Element("fieldset", [Element("legend", "写入"), *boxes], className="boxes")


def _withheld_words(view: BriefingView) -> str:
    rows = view.facts.table.rows
    bearing = sum(row.overall == "exceeded" for row in rows)
    if rows and bearing == len(rows):
        return "每个项目、每一级都严格大于任务数，可以说“全部超额完成”。"
    return f"“全部超额完成”须每个项目、每一级都严格大于任务数才可用；现为{bearing}/{len(rows)}，不写这句。"
