"""What is another than in the release before: a correction notice, or the way the month went."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import Node
from dashboard.pages.briefing.view import BriefingView
from dashboard.shell import card
from etl.services.release_changes import (
    HELD_CELLS,
    ProjectChange,
    ReleaseChanges,
    cell_row,
    correction_lead,
    difference_words,
    figure_words,
    other_changes,
)


def changes_card(view: BriefingView) -> html.Section:
    """Return the card; of the whole, whatever county the text is of."""
    changes = view.read.changes()
    if changes is None:
        return _card(html.P("之前没有可比的定版。"))
    if changes.is_correction:
        return card("更正通知", _correction(changes), "changes", anchor="changes")
    before = changes.before.head
    if changes.is_of_one_month:
        words = "；".join(other_changes(changes)) or "依据的报送有变化"
        return _card(html.P(f"代替{before.id}：{words}，各数没有变化。"))
    lead = html.P(f"与{before.id}（截至{before.as_of}）相比：", className="basis")
    return _card(lead, *_figures(changes))


def _card(*parts: Node) -> html.Section:
    return card("与上一版相比", parts, "changes", anchor="changes")


def _correction(changes: ReleaseChanges) -> list[Node]:
    parts: list[Node] = [html.P(correction_lead(changes))]
    other = list(other_changes(changes))
    if other:
        parts.append(html.Ul([html.Li(f"{words}。") for words in other], className="points"))
    parts += _figures(changes)
    if changes.told_cells:
        cells = [_cell(*cell_row(changes, item)) for item in changes.told_cells]
        parts += [html.H3("更正的县区数"), html.Ul(cells, className="points moved")]
    if len(changes.told_cells) < len(changes.cells):
        parts.append(html.P(HELD_CELLS))
    return parts


def _cell(region: str, what: str, before: str, after: str, why: str, by: str) -> html.Li:
    """Return a county's corrected figure: before, after, why, by whom and when."""
    pairs = [
        html.Dt("更正前"), html.Dd(before), html.Dt("更正后"), html.Dd(after),
        html.Dt("原因"), html.Dd(why), html.Dt("经办"), html.Dd(by),
    ]  # fmt: skip
    return html.Li([html.Strong(f"{region}{what}"), html.Dl(pairs, className="pairs")])


def _figures(changes: ReleaseChanges) -> list[Node]:
    found = changes.other()
    if not found:
        return [html.P("合计数没有变化。")]
    opened = changes.is_correction
    return [html.Ul([_figure(changes, item, opened) for item in found], className="points moved")]


def _figure(changes: ReleaseChanges, item: ProjectChange, opened: bool) -> html.Li:
    """Return a project: by how much it moved; before and after stand beneath it."""
    pairs = [
        html.Dt("原来"),
        html.Dd(figure_words(changes.before, item.before)),
        html.Dt("现在"),
        html.Dd(figure_words(changes.after, item.after)),
    ]
    both = html.Dl(pairs, className="pairs")
    head: list[Node] = [html.Strong(item.name), f"：{difference_words(changes, item)}。"]
    if opened:
        return html.Li([html.Div(head), both])
    return html.Li([html.Details([html.Summary(head), both], className="more")])
