"""The help page: how filing works, every code with its mend, limits, figures, files."""

from __future__ import annotations

from dashboard import html
from dashboard.code_groups import grouped
from dashboard.components.marks import aria
from dashboard.frame import Ask, known_plan
from dashboard.pages import help_codes, help_words
from dashboard.pages.help_limits import limits_card
from dashboard.pages.sheet import Sheet
from dashboard.shell import whole
from dashboard.sources import Source
from etl.domain.plan import PlanRevision
from etl.domain.roles import NOBODY, Visitor
from etl.domain.thresholds import Thresholds
from etl.services.accepted_files import accepted_files

_LEAD = (
    "交上一次，就列出全部问题，不会改好一处再报一处；标好的工作簿随结果返回，"
    "照格子上的话改好，没有错误即可报送。"
)
_WAYS = (
    ("filing", "怎样报送"),
    ("codes", "问题编号"),
    ("limits", "现行阈值"),
    ("figures", "数怎样算"),
    ("files", "收哪些文件"),
)


def sheet(source: Source, ask: Ask) -> Sheet:
    """Return the page; it has no month, and the limits are those of the newest plan."""
    known = known_plan(source)
    plan = known.plan if known else None
    return Sheet("帮助", layout(known, source.newest_plan(), ask.visitor), plan)


def layout(
    known: PlanRevision | None, newest: PlanRevision | None, visitor: Visitor = NOBODY
) -> html.Div:
    """Draw the page: what a county needs first, what the city looks up behind it."""
    limits = newest.plan.thresholds if newest else Thresholds()
    content = [
        html.Div([html.H1("帮助"), html.P(_LEAD, className="conclusion")], className="words"),
        _contents(),
        *help_words.filing(newest.plan if newest else None),
        *help_codes.sections(grouped(), limits.trial_codes),
        limits_card(newest),
        *help_words.figures(limits),
        help_words.files(accepted_files()),
    ]
    return whole(known.plan if known else None, None, "help", content, [_FOOT], visitor)


_FOOT = "编号长期不变，可以写进通知和脚本。本页由程序里的编号表和最新的年度任务书生成。"


def _contents() -> html.Nav:
    items = [html.Li(html.A(text, href=f"#{key}")) for key, text in _WAYS]
    return html.Nav(html.Ul(items), className="siblings", **aria(label="本页内容"))
