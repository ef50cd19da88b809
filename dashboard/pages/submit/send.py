"""The first two steps: the template, and the box that filled workbooks are put into."""

from __future__ import annotations

import secrets

from dashboard import html
from dashboard.components.element import Element
from dashboard.components.form import button, hidden, post_form
from dashboard.components.marks import Node, aria, silent
from dashboard.pages.submit.view import SUBMIT_PATH, SubmitView
from dashboard.selection import address
from dashboard.shell import card
from etl.services.accepted_files import AcceptedFiles, accepted_files

PRIVACY = "表里不要有姓名、身份证号、残疾人证号、手机号。发现即整份退回，不保存，只告知单元格。"


def new_key() -> str:
    """Return the key of a form: sent twice, it is done once."""
    return secrets.token_urlsafe(18)


def template_card(view: SubmitView) -> html.Section:
    """Return the way to the prefilled form, and the one click for a month with nothing new."""
    month = view.month
    href = address(f"{SUBMIT_PATH}/template", month, kept=(("region", view.region.code),))
    words = (
        f"已填好{view.region.name}、{month.label}、年度任务和已采用的上月累计；"
        "表内逐行提示“合格”或问题。"
    )
    link = html.A(
        f"下载{month.number}月模板（.xlsx）", href=href, download="", className="secondary"
    )
    return card(
        "① 下载模板", [html.P(words), html.Div([link, _nothing_new(view)], className="acts")]
    )


def _nothing_new(view: SubmitView) -> Node:
    why = _filed_already(view) or view.nothing_new or closed_words(view)
    fields = [
        hidden("year", view.month.year),
        hidden("month", view.month.number),
        hidden("region", view.region.code),
        hidden("key", new_key()),
        button(
            f"本月无新增（{view.month.number}月）",
            "secondary",
            disabled=bool(why) or None,
            **aria(describedby="nothing-new"),
        ),
    ]
    same = f"按{view.month.number - 1}月累计报送" if view.month.number > 1 else "各项报0"
    hint = why or f"“本月无新增”{same}，不等于未报送。"
    note = html.Small(html.Span(hint), id="nothing-new", disable_n_clicks=True, className="hint")
    return html.Div([post_form(f"{SUBMIT_PATH}/nothing", view.ask.token, fields), note])


def _filed_already(view: SubmitView) -> str:
    there = [item for item in view.versions if item.state in ("submitted", "accepted")]
    return f"{view.month.number}月已经报送，不用再点。" if there else ""


def closed_words(view: SubmitView) -> str:
    """Say why nothing can be filed for the month, and who can help; "" where something can."""
    closed = view.state.closed
    if closed is None or view.state.leave_of(view.region.code, view.today) is not None:
        return ""
    day = closed.at.astimezone(view.plan.zone)
    return (
        f"{view.month.label}已由{closed.by}于{day.month}月{day.day}日关账。"
        "补报或更正请向市残联申请延期。"
    )


def upload_card(view: SubmitView) -> html.Section:
    """Return the form for workbooks: works by itself, and with a script by dropping and progress."""
    taken = accepted_files()
    form = post_form(
        f"{SUBMIT_PATH}/check",
        view.ask.token,
        [
            hidden("year", view.month.year),
            hidden("month", view.month.number),
            hidden("region", view.region.code),
            _drop(taken),
            button("检查"),
        ],
        "form upload",
        encType="multipart/form-data",
        **{"data-megabytes": str(taken.megabytes)},
    )
    return card(
        "② 放入填好的工作簿",
        [form, html.P([silent("▣"), PRIVACY], className="basis")],
        anchor="upload",
    )


def _drop(taken: AcceptedFiles) -> html.Div:
    """Return the field to choose files with, its limits, and where their progress is shown."""
    limits = (
        f"{' '.join(taken.endings)}，可一次多个，每个不超过{taken.megabytes} MB，"
        "合计不超过60 MB。先检查，检查不等于报送。"
    )
    chooser = Element(
        "input",
        type="file",
        name="file",
        id="f-file",
        multiple=True,
        required=True,
        accept=",".join(taken.endings),
        **aria(describedby="file-limits"),
    )
    return html.Div(
        [
            html.Label([silent("⇧"), "拖到这里，或选择填好的工作簿"], htmlFor="f-file"),
            chooser,
            html.Small(html.Span(limits), id="file-limits", disable_n_clicks=True),
            html.Ul(className="chosen", role="status"),
            html.Div(className="progress-line", role="status"),
        ],
        className="drop",
    )
