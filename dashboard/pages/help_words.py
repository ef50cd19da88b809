"""The words of the help page: filing, grades, blanks, how figures come about, files."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import html
from dashboard.components.grade import grade
from dashboard.components.marks import Node, silent
from dashboard.components.tables import Column, table
from dashboard.shell import card
from etl.domain.completion import STATUS_NAMES, Status
from etl.domain.finding import Severity
from etl.domain.judging import STATUS_SHAPES
from etl.domain.plan import Plan
from etl.domain.text import plain
from etl.domain.thresholds import Thresholds
from etl.services.accepted_files import AcceptedFiles

_STEPS = (
    (
        "取模板",
        "登录后在“数据报送”页下载当月模板：县区、报告期和任务数已经填好，上月累计列在右侧供对照。",
    ),
    (
        "填报",
        "填本月完成、累计完成、投入资金，有情况的写备注。不写姓名、证件号和手机号。",
    ),
    (
        "检查",
        "一次查完整个文件，逐格写明编号、问题和怎么办。检查不保存数，改好后再查一次。",
    ),
    (
        "报送",
        "没有错误即可报送；有提醒的写明原因。本月没有变化的，点“本月无新增”。市级采用后计入进度，采用前可以再报。",
    ),
)
_GRADES: Sequence[tuple[Severity, str]] = (
    ("error", "整个文件不能报送，一个数也不保存。改好再报。"),
    ("warning", "数可能不对。核对无误的，报送时写明原因即可，原因随数交给审核人。"),
    ("info", "已经自动整理或算出，只作告知，不影响报送。"),
)
_BLANKS = (
    "空着，或填“-”“/”“无”“未开展”“未启动”，都是没有报这个数；0 就是 0。",
    "没有报的数不当作 0：沿用本年最近一次已采用的数，并注明。",
    "开展了还没有完成的填 0，没有开展的空着。",
)


def filing(plan: Plan | None) -> list[Node]:
    """Return the four steps, the grades, and that a blank is no zero."""
    due = plan.due_day if plan else None
    when = f"当月的表次月{due}日前报送（{plan.year}年任务书）。" if plan and due else ""
    steps = [
        html.Li([html.H3(f"{number} {title}"), html.P(text)])
        for number, (title, text) in enumerate(_STEPS, start=1)
    ]
    parts = [html.Ol(steps, className="four"), html.P(when, className="basis") if when else None]
    grades: list[Node] = []
    for severity, text in _GRADES:
        grades += [html.Dt(grade(severity)), html.Dd(text)]
    beside = [
        card("三种级别", [html.Dl(grades, className="terms")]),
        card("空白不是 0", [_points(_BLANKS)]),
    ]
    return [card("怎样报送", parts, anchor="filing"), html.Div(beside, className="halves")]


def _points(texts: Sequence[str]) -> html.Ul:
    return html.Ul([html.Li(text) for text in texts], className="points")


_FIGURES = (
    (
        "累计完成",
        "当年1月起的累计数，取已采用的月报。项目的数是各指标之和，地区的数是下面各报送县区之和；"
        "单位不同的项目不相加。",
    ),
    (
        "完成率",
        "累计完成÷任务数，省定、市定分别计算，不封顶。没有任务、任务是 0 或单位不同的不计算，显示“—”。",
    ),
    (
        "序时进度",
        "任务书有计划曲线的，按曲线到该月的累计比例；没有的按月份÷12，如8月是66.7%。",
    ),
    (
        "快慢",
        "完成率减序时进度，单位是百分点。",
    ),
    (
        "沿用",
        "当月没有已采用的数，沿用本年最近一个月已采用的并注明，沿用期间不判快慢。",
    ),
    (
        "未报",
        "本年还没有已采用的数。合计里写明缺哪些县区，不当作 0，也不当作落后。",
    ),
    (
        "位次",
        "按完成率排，相同的并列，后面的名次空出（1、2、2、4）。没有任务或当月没有报的不排，另列名称。",
    ),
    (
        "定版",
        "一个月的数冻结成编号的一版，供引用；以后更正另出新版，原版不变。未关账的月份定的是初步数。"
        "对外材料里，县区分项数为1、2的写作“<3”，另有数不公布，以免推算出个人。",
    ),
    (
        "取整",
        "四舍五入，完成率一位小数，资金以万元为单位、最多两位小数。没有达到任务的不显示100.0%，"
        "达到的不显示99.9%。",
    ),
)


def figures(limits: Thresholds) -> list[Node]:
    """Return how the pages' figures come about, with the statuses by the limits in force."""
    terms: list[Node] = []
    for name, text in _FIGURES:
        terms += [html.Dt(name), html.Dd(text)]
    note = "省定、市定各有一个状态，总的状态取较差的一个；没有任务的一级不算。"
    rows: list[list[Node]] = [
        [[silent(STATUS_SHAPES[status]), STATUS_NAMES[status]], text]
        for status, text in _statuses(limits)
    ]
    columns = [Column("状态"), Column("什么时候")]
    beside = [
        card("数怎样算", [html.Dl(terms, className="terms")], anchor="figures"),
        card("状态", [table("状态", columns, rows), html.P(note, className="basis")]),
    ]
    return [html.Div(beside, className="halves")]


def _statuses(limits: Thresholds) -> list[tuple[Status, str]]:
    tolerance, behind, far = (
        plain(limit)
        for limit in (limits.on_pace_tolerance, limits.behind_from, limits.far_behind_from)
    )
    return [
        ("exceeded", "累计完成多于任务数"),
        ("completed", "累计完成等于任务数"),
        ("on_pace", f"没有慢于序时进度，或慢不超过{tolerance}个百分点"),
        ("slightly_behind", f"慢超过{tolerance}、不足{behind}个百分点"),
        ("behind", f"慢{behind}至{far}个百分点"),
        ("far_behind", f"慢超过{far}个百分点"),
        ("not_started", "计划曲线到该月还是 0，也没有达到任务"),
        ("not_reported", "本年还没有已采用的数"),
        ("no_target", "没有任务数、任务数是 0，或单位不同"),
    ]


_REFUSED = (
    "带宏的 .xlsm、二进制的 .xlsb、WPS 自有格式 .et、文本表格 CSV、网页、Word、PDF、压缩包和加密的文件"
    "不收：请在 WPS 或 Excel 中打开，另存为“Excel 工作簿(*.xlsx)”。"
)


def files(accepted: AcceptedFiles) -> html.Section:
    """Return which files are taken, and how large they may be."""
    endings = "、".join(accepted.endings)
    texts = (
        f"收 {endings}（.xls 指 Excel 97 及以后的）。文件是什么，看内容，不看文件名。",
        f"文件不超过 {accepted.megabytes} MB，解开后不超过 {accepted.unpacked_megabytes} MB，"
        f"有内容的行不超过 {accepted.rows_with_content} 行；空白的行不算。",
        _REFUSED,
    )
    return card("收哪些文件", [_points(texts)], anchor="files")
