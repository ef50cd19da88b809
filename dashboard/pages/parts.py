"""What the pages about figures share: as-of line, key figures, rows, matrix, foot."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dashboard import html
from dashboard.components.marks import Node, figure
from dashboard.components.matrix import Matrix
from dashboard.components.progress import Line
from dashboard.components.spark import MonthPoint
from dashboard.components.strip import KeyFigure
from dashboard.conclusion import Names
from dashboard.frame import Frame
from dashboard.ground import Ground
from dashboard.selection import address, project_path
from dashboard.sources import Source
from etl.domain.completion import STATUS_NAMES, CompletionRow, CompletionTable, Status
from etl.domain.figure_ref import FigureRef
from etl.domain.judging import is_behind, is_reached, status_notes
from etl.domain.plan import LEVEL_NAMES, Level
from etl.domain.region import Region
from etl.domain.text import NOTHING, half_up, in_brackets, listed, span_text

_SIDE_BY_SIDE = 20


def as_of_line(ground: Ground) -> list[str]:
    """Return the line under the title: as-of date, coverage, plan revision, release or none."""
    revision = ground.table.plan_revision
    return [f"{ground.as_of}；{ground.covered}；任务书第{revision}版；{ground.edition}"]


def names_of(frame: Frame, region: str, ground: Ground) -> Names:
    """Return how sentences about a region call things."""
    return Names(frame.month, region, frame.project_names, frame.region_names, ground.since)


def span_of(ground: Ground) -> str:
    """Return the period in a page's title; a month without reports does not name a span."""
    month = ground.table.month
    if ground.table.coverage.reported:
        return span_text(month.year, month.number)
    return month.label


def own_report(ground: Ground) -> KeyFigure:
    """Return where the own report of a region that files itself stands."""
    newest, reported = ground.newest, ground.table.coverage.reported
    counts = ground.counting
    words = [f"计入第{counts.version}版"] if counts and newest and counts.id != newest.id else []
    if newest and newest.state == "submitted":
        words.append(f"第{newest.version}版，等待审核")
    elif newest and newest.state == "returned":
        words.append(f"第{newest.version}版已退回，等待重新报送")
    elif newest and reported:
        words.append(f"第{newest.version}版")
    if ground.earlier:
        words.append(f"现沿用{ground.earlier.words}")
    return KeyFigure("own-report", "本月报送", ground.own_state, "", "；".join(words))


def key_figures(
    frame: Frame, ground: Ground, parts: Sequence[CompletionRow] = ()
) -> list[KeyFigure]:
    """Return pace, targets reached per level, projects behind, coverage.

    ``parts`` are the rows of the region's children.
    """
    table = ground.table
    return [
        _pace(frame, table.region),
        _reached(frame, table, "province"),
        _reached(frame, table, "city"),
        _behind(frame, table, parts),
        own_report(ground) if ground.files_itself else coverage_figure(frame, table),
    ]


def _whole(frame: Frame, code: str) -> str:
    """Return how a region with parts is called as a whole, by its own kind: 全市."""
    if not frame.plan.tree.children(code):
        return ""
    name = frame.plan.tree[code].name
    return f"全{name[-1]}" if name[-1] in "省市区县旗州盟镇乡" else name


def _pace(frame: Frame, region: str) -> KeyFigure:
    linear = Fraction(frame.month.number, 12)
    own = sum(bool(frame.plan.pace.get(item.code)) for item in frame.plan.projects)
    each = "各自" if own > 1 else ""
    note = f"{own}个项目按{each}计划曲线" if own else "各项目均按月序时"
    return KeyFigure(
        "pace", "序时进度", f"{half_up(linear * 100, 1):f}%", f"{frame.month.number}/12个月", note,
        "pace", linear, FigureRef("linear-pace", frame.month, region),
    )  # fmt: skip


def _reached(frame: Frame, table: CompletionTable, level: Level) -> KeyFigure:
    label, rows = f"达到{LEVEL_NAMES[level]}任务", table.rows
    if all(row.completed is None for row in rows):
        return KeyFigure(f"reached-{level}", label, NOTHING, "", "尚无报送，不作判断")
    having = [row for row in rows if row.levels[level].status != "no_target"]
    short = [row.project for row in having if not is_reached(row, level)]
    names = listed([frame.project_names[code] for code in short], 2, "项目")
    note = f"未达到：{names}" if short else "全部达到"
    if len(short) == len(having):
        note = "尚无项目达到" if having else "未录入任务数"
    return KeyFigure(
        f"reached-{level}",
        label,
        f"{len(having) - len(short)}/{len(having)}",
        "个项目",
        note,
        "good" if len(having) > len(short) else "",
        ref=FigureRef(f"reached-{level}", frame.month, table.region),
    )


def _behind(frame: Frame, table: CompletionTable, parts: Sequence[CompletionRow]) -> KeyFigure:
    label, rows = f"{_whole(frame, table.region)}滞后项目", table.rows
    if all(row.reported == 0 for row in rows):
        return KeyFigure("behind", label, NOTHING, "", "本月无已采用的报送，不判快慢")
    slow = [row for row in rows if is_behind(row)]
    lamps: tuple[Status, ...] = ("slightly_behind", "behind", "far_behind")
    split = [
        f"{STATUS_NAMES[lamp]}{count}"
        for lamp in lamps
        if (count := sum(row.overall == lamp for row in slow))
    ]
    words = "、".join(split) + in_brackets(status_notes(slow)) if slow else "没有滞后项目"
    note: list[Node] = [words]
    if below := sum(map(is_behind, parts)):
        more = FigureRef("behind-below", frame.month, table.region)
        note += ["；县区共", figure("behind-below", str(below), more), "项滞后"]
    tone = "slow" if slow else ""
    ref = FigureRef("behind", frame.month, table.region)
    return KeyFigure("behind", label, str(len(slow)), "个项目", note, tone, ref=ref)


def coverage_figure(frame: Frame, table: CompletionTable) -> KeyFigure:
    """Return how many have reported, and who has not."""
    coverage, names = table.coverage, frame.region_names
    missing = listed([names[code] for code in coverage.missing], 3)
    carried = listed([names[code] for code in coverage.carried_forward], 3)
    notes = [f"未报送：{missing}" if missing else "", f"沿用：{carried}" if carried else ""]
    done = "本月报送全部已采用" if coverage.expected else "本月不需要报送"
    text = "；".join(note for note in notes if note) or done
    value = f"{coverage.reported}/{coverage.expected}"
    ref = FigureRef("coverage", frame.month, table.region)
    return KeyFigure("coverage", "报送覆盖", value, "县区", text, ref=ref)


def project_line(
    frame: Frame,
    row: CompletionRow,
    trend: Sequence[MonthPoint] = (),
) -> Line:
    """Return a project's row with the way to its page and its months."""
    project = frame.plan.project(row.project)
    href = address(project_path(row.project), frame.month)
    return Line(
        html.A(row.name, href=href),
        project.responsible if project else "",
        row,
        f"p-{row.project}",
        curve=bool(frame.plan.pace.get(row.project)),
        name=row.name,
        trend=trend,
    )


def matrix_of(frame: Frame, parts: CompletionTable, table: CompletionTable) -> Matrix | None:
    """Return the matrix of a region's direct children, None where it has none."""
    regions: Sequence[Region] = frame.plan.tree.children(table.region)
    if not regions:
        return None
    return Matrix(
        frame.month,
        "县区",
        regions,
        frame.plan.projects,
        {(row.region, row.project): row for row in parts.rows},
        frame.plan.tree[table.region].name,
        {row.project: row for row in table.rows},
    )


def foot(frame: Frame) -> list[str]:
    """Return the rules that hold on every page with figures."""
    return [
        "口径：完成率＝累计完成÷任务数，省定、市定分别计算，不封顶；累计完成为当年1月起的累计数。"
        "序时进度按已过月份÷12，任务书另有计划曲线的从其曲线；与序时比＝市定完成率－序时进度，未录入市定任务的按省定。",
        "完成率四舍五入保留一位小数，未达任务的不显示为100.0%；与序时比、位次按未取整的数算，"
        "与显示的数相减可能差0.1。资金单位为万元，最多两位小数。"
        "当月未报送的沿用本年最近一次已采用的数并注明，从未报送的不作为零。",
        f"数据来源：各县区残联报送并经采用的进度月报表；任务数取自{frame.plan.year}年度任务书"
        f"第{frame.revision}版。",
    ]


def past_of(source: Source, frame: Frame, region: str) -> tuple[CompletionTable, ...]:
    """Return a region's own tables of the months up to the page's, which is the last."""
    return source.completions(frame.month, region)


def columns_for(frame: Frame, region: str) -> str:
    """Put rows and matrix side by side while the matrix is about as high as the rows."""
    return "two" if len(frame.plan.tree.children(region)) <= _SIDE_BY_SIDE else "one"
