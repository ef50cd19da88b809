"""What the reviewer does: take the version, with what that does to the city, or send it back."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import html
from dashboard.components.form import button, hidden, post_form, text_field
from dashboard.components.marks import Node, silent
from dashboard.pages.review.queue import name_of
from dashboard.pages.review.view import REVIEW_PATH, Looked, ReviewView
from dashboard.shell import card
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.text import count_text, rate_text
from etl.services.effects import Effect

_LEVELS: tuple[Level, ...] = ("province", "city")
_LONGEST = 2000


def act_card(view: ReviewView, looked: Looked) -> html.Section | None:
    """Return the two ways to deal with a version that waits; None for one that does not."""
    if looked.filing.state != "submitted":
        return None
    halves = html.Div([_accept(view, looked), _return(view, looked)], className="halves")
    return card("处理", [halves], "act", anchor="act")


def _accept(view: ReviewView, looked: Looked) -> html.Div:
    filing = looked.filing
    why_not = _why_not(view, looked)
    form = post_form(
        f"{REVIEW_PATH}/accept",
        view.ask.token,
        [
            hidden("submission", filing.id),
            hidden("year", filing.month.year),
            hidden("month", filing.month.number),
            button(f"采用第{filing.version}版", disabled=bool(why_not) or None),
        ],
    )
    parts: list[Node] = [
        html.H3(f"采用第{filing.version}版"),
        *_effects(looked),
        *_later(view, looked),
    ]
    if why_not:
        parts.append(html.P([silent("■"), why_not]))
    else:
        parts.append(
            html.P(
                [
                    silent("●"),
                    f"报送人{filing.filed_by}、采用人{view.ask.visitor.name}，不是同一人。",
                ]
            )
        )
    return html.Div([*parts, form])


def _why_not(view: ReviewView, looked: Looked) -> str:
    filing, closed = looked.filing, view.closing.state.closed
    if filing.filed_by == view.ask.visitor.name:
        return "这一版是您自己报送的，要由另一位市级统计人员采用。"
    if filing.month == view.month and closed is not None and filing.extension is None:
        return f"{filing.month.label}已由{closed.by}关账，要先重新开账。"
    return ""


def _effects(looked: Looked) -> Iterator[Node]:
    """Say what accepting does to the city's projects."""
    if not looked.effects:
        yield html.P("采用后，全市各项目的累计完成数不变（资金的变化见上表）。")
        return
    yield html.P(f"采用后，全市{looked.filing.month.number}月累计：")
    yield html.Ul([html.Li(_effect(item)) for item in looked.effects], className="since")


def _effect(effect: Effect) -> list[Node]:
    rates = [
        f"{LEVEL_NAMES[level]}{rate_text(effect.rate(level, False))} → {rate_text(effect.rate(level, True))}"
        for level in _LEVELS
        if effect.rate(level, True) is not None
    ]
    moved = f"{count_text(effect.before)} → {count_text(effect.after)}{effect.unit}"
    return [f"{effect.name} ", html.B(moved), f"（{'，'.join(rates)}）" if rates else ""]


def _later(view: ReviewView, looked: Looked) -> Iterator[Node]:
    """Name the later months that would no longer go with this one."""
    for item in looked.disagreements:
        names = [
            indicator.name
            for code in item.indicators
            if (indicator := view.plan.indicator(code)) is not None
        ]
        yield html.P(
            [
                silent("△"),
                f"{item.month}月第{item.version}版已采用，与这一版接不上：{'、'.join(names)}。"
                f"采用后请县区也更正{item.month}月。",
            ]
        )


def _return(view: ReviewView, looked: Looked) -> html.Div:
    filing = looked.filing
    asked = view.ask.values.get("pin", "")
    pins = [_pin(asked, looked)] if asked else []
    form = post_form(
        f"{REVIEW_PATH}/return",
        view.ask.token,
        [
            hidden("submission", filing.id),
            hidden("year", filing.month.year),
            hidden("month", filing.month.number),
            html.Div(pins, className="pins", role="group"),
            text_field("总的理由（可不写）", "reason", maxLength=_LONGEST),
            button(f"退回{name_of(view, filing.region)}", "secondary"),
            html.Small("县区在批注工作簿和报送页看到同样的理由。", className="hint"),
        ],
    )
    words = html.P(
        "在上面的表里点单元格，理由就钉在那一格；也可以只写总的理由。", className="basis"
    )
    return html.Div(
        [html.H3("退回，理由钉在单元格上"), words, form], id="return", disable_n_clicks=True
    )


def _pin(cell: str, looked: Looked) -> Node:
    """Return the box for a cell that the address names, if it is one of the workbook's."""
    cells = {
        str(value.cell)
        for row in looked.own.rows.values()
        for value in row.values.values()
        if value.cell is not None
    }
    if cell not in cells:
        return html.Span("")
    return text_field(f"{cell}的理由", f"pin:{cell}", id="pin-asked", maxLength=_LONGEST)
