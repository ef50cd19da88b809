"""The header of the form: its words, its rows and groups, what stands under it and in its cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, cast

from tests.corpus.form import FIELDS, HEAD, INDICATORS, ROWS, Form, Severity
from tests.corpus.kinds import kind, kinds_of
from tests.corpus.sheet import Put, Written

GROUP = "columns"
CM, CT, FM, FT = FIELDS
TASKS = ("target_province", "target_city")
# header words by kind of column, or by a pair of kinds for a group
Cells = dict[Any, Any]
IDENT: Cells = {name: HEAD[name] for name in ("sequence", "project", "indicator", "unit")}


# ---- what is done to headers


def column_marks(form: Form, *kinds: str) -> list[object]:
    """Marks of all header cells over these columns, group cells included."""
    marks: list[object] = []
    for name in kinds:
        column = form.column(name)
        for row in range(form.header_top, form.header_bottom + 1):
            covers = [merge for merge in form.sheet.merges if _within(merge, row, column)]
            place = covers[0][:2] if covers else (row, column)
            form.sheet.marks["head", name, row] = place
            marks.append(("head", name, row))
    return marks


def _within(merge: tuple[int, int, int, int], row: int, column: int) -> bool:
    top, left, bottom, right = merge
    return top <= row <= bottom and left <= column <= right


def unread(form: Form, *names: str) -> None:
    """Nothing under these columns can be taken for a figure."""
    for name in names:
        for indicator in INDICATORS:
            form.truth[indicator, name] = None


class _Any(str):
    """A severity that is as good as another: what matters is that something is said."""

    def __eq__(self, other: object) -> bool:
        return other in ("error", "warning", "info")

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


TOLD = "E-COLUMN-DOUBT E-COUNT-BARE E-UNIT W-TOTAL-MISSING I-COLUMN-MISSING E-FORMULA-NO-RESULT"


def not_taken(form: Form, *names: str, codes: str = TOLD) -> None:
    """The columns are not read for the figures, and that is said in one way or another."""
    unread(form, *names)
    for _ in range(14 * len(names)):
        form._expect(cast(Severity, _Any("some finding")), codes, ())


def rename(form: Form, words: dict[str, Written | Put]) -> None:
    """Type other words into header cells."""
    for name, text in words.items():
        row = form.header_bottom if name in TASKS else form.header_top
        form.sheet.put(row, form.column(name), text)


def reword(form: Form, change: Callable[[int, str], str]) -> None:
    """Change the words of every header cell; the column's number comes first."""
    for place, put in [*form.sheet.cells.items()]:
        if form.header_top <= place[0] <= form.header_bottom and isinstance(put.value, str):
            form.sheet.put(*place, change(place[1], put.value))


def draw(form: Form, *rows: Cells, groups: str = "merged", down: bool = True) -> None:
    """Draw the header anew: a pair of kinds is a group cell over all from one to the other.

    ``groups``: "merged", or "first" (typed in the first cell, centred across the blank ones
    beside it), or "repeated" in each cell. ``down``: merge words over the blanks below them.
    """
    drawn: list[dict[str, Written]] = []
    for cells in rows:
        line: dict[str, Written] = {}
        for key, words in cells.items():
            covered = between(form, key)
            line |= dict.fromkeys(covered if groups == "repeated" else covered[:1], words)
        drawn.append(line)
    form.head(drawn)
    top, bottom = form.header_top, form.header_bottom
    for row, cells in enumerate(rows, start=top):
        for key in cells:
            covered = between(form, key)
            left, right = form.column(covered[0]), form.column(covered[-1])
            if left != right and groups == "merged":
                form.sheet.merge(row, left, row, right)
            below = range(row + 1, bottom + 1)
            if left == right and below and down and not any((r, left) in form.sheet.cells for r in below):  # fmt: skip
                form.sheet.merge(row, left, bottom, left)


def columns_of(form: Form) -> dict[str, int]:
    """Every headed column by its kind or name."""
    marks: dict[Any, Any] = dict(form.sheet.marks)
    return {mark[1]: place[1] for mark, place in marks.items() if mark[0] == "column"}


def between(form: Form, key: str | tuple[str, str]) -> list[str]:
    """The columns from one to another, in their order."""
    first, last = (key, key) if isinstance(key, str) else key
    columns = columns_of(form)
    inside = [name for name, at in columns.items() if columns[first] <= at <= columns[last]]
    return sorted(inside, key=columns.__getitem__)


def with_base(first: Cells, second: Cells, *more: Cells) -> list[Cells]:
    """Header rows for the figures, with those of the other columns."""
    top: Cells = {**IDENT, TASKS: "年度任务", **first, "note": "备注"}
    return [top, {TASKS[0]: "省定", TASKS[1]: "市定", **second}, *more]


def under_header(form: Form, *cells: Written) -> None:
    """Put a row in under the header."""
    form.sheet.insert_rows(form.header_bottom + 1)
    form.sheet.line(form.header_bottom + 1, *cells)


def by_period(form: Form) -> None:
    """Both figures of the month first, then both of the year."""
    order = ["sequence", "project", "indicator", "unit", *TASKS, CM, FM, CT, FT, "note"]
    form.sheet.order_columns([form.column(name) for name in order])


# ---- the words of the figures, as different people write them

# the month's count, the cumulative count, what stands before 投入资金（万元）in both
DIALECTS = {
    "当月": ("当月完成", "累计完成数", "当月投入资金(万元)", "累计投入资金(万元)"),
    "本期": ("本期完成", "本年累计完成", "本期投入资金（万元）", "本年累计投入资金（万元）"),
    "8月": ("8月完成", "1-8月累计完成", "8月投入资金（万元）", "1-8月累计投入资金（万元）"),
    "8月份": ("8月份完成数", "1—8月份累计完成数", "8月份投入资金（万元）", "1—8月份累计投入资金（万元）"),
    "full-width digits": ("８月完成", "１～８月累计完成", "８月投入资金（万元）", "１～８月累计投入资金（万元）"),
    "八月": ("八月份完成", "一至八月累计完成", "八月份投入资金（万元）", "一至八月累计投入资金（万元）"),
    "2021年8月": ("2021年8月完成", "2021年1-8月累计完成", "2021年8月投入资金（万元）", "2021年累计投入资金（万元）"),
    "截至本月": ("本月完成情况", "截至本月累计完成", "本月投入（万元）", "截至本月累计投入（万元）"),
    "截止8月底": ("本月完成数", "截止8月底累计完成", "本月资金投入（万元）", "截止8月底累计资金投入（万元）"),
    "8月底": ("8月当月完成", "8月底累计完成", "8月当月投入资金（万元）", "8月底累计投入资金（万元）"),
    "截至8月31日": ("本月完成量", "截至8月31日累计完成情况", "本月投入金额（万元）",
        "截至8月31日累计投入金额（万元）"),
    "人数/户数": ("本月完成人数/户数", "累计完成人数/户数", "本月投入资金数（万元）", "累计投入资金数（万元）"),
    "a unit in brackets": ("本月完成（人/户）", "累计完成（人、户）", "本月投入资金（单位：万元）",
        "累计投入资金（单位:万元）"),
    "months in brackets": ("本月完成\n（8月）", "累计完成\n（1-8月）", "本月投入资金（8月）（万元）",
        "累计投入资金（1-8月）（万元）"),
    "实际": ("本月实际完成", "累计实际完成", "本月实际投入资金（万元）", "累计实际投入资金（万元）"),
    "年初至今": ("本月新增完成", "年初至今累计完成", "本月新增投入资金（万元）", "年初至今累计投入资金（万元）"),
    "已完成": ("本月已完成", "截至目前累计已完成", "本月已投入资金（万元）", "累计已投入资金（万元）"),
    "今年以来": ("本月完成数量", "今年以来累计完成数量", "本月投入资金（万元）", "今年以来累计投入资金（万元）"),
    "1-8月 without the word 累计": ("8月完成数", "1-8月实际完成情况", "8月投入资金（万元）", "1-8月投入资金（万元）"),
}  # fmt: skip
for _name, _words in DIALECTS.items():
    kind(GROUP, f"figures headed in the manner of {_name}")(
        partial(rename, words=dict(zip(FIELDS, _words, strict=True)))
    )

# headers of the rows and the remark: 序号, 项目, 指标, 单位, 备注
NAMERS = {
    "项目名称": ("编号", "项目名称", "指标名称", "计量单位", "说明"),
    "考核指标": ("序 号", "实事项目", "考核指标", "计量单位", "备注说明"),
    "具体指标": ("№", "民生实事项目", "具体指标", "单位（人/户）", "备注（说明）"),
}
for _name, _named in NAMERS.items():

    @kind(GROUP, f"rows headed in the manner of {_name}")
    def named(form: Form, words: tuple[str, ...] = _named) -> None:
        rename(form, dict(zip([*IDENT, "note"], words, strict=True)))
        form.say("home_sports", "器材已全部到位")


# ---- the same words, otherwise typed


def broken(_: int, words: str) -> str:
    middle = len(words) // 2
    return f"{words[:middle]}\n{words[middle:]}"


TYPINGS: dict[str, Callable[[int, str], str]] = {
    "letter-spaced": lambda _, words: " ".join(words),
    "with full-width spaces": lambda _, words: "　".join(words),
    "with line breaks": broken,
    "with line breaks of two characters": lambda at, words: broken(at, words).replace("\n", "\r\n"),
    "with blanks that are none": lambda _, words: f"\u00a0{words[0]}\u200b{words[1:]}\ufeff",
    "with a tab and blanks around": lambda _, words: f"\t {words}  ",
    "with a colon after": lambda _, words: f"{words}：",
    "with one character to a line": lambda _, words: "\n".join(words),
    "with an arrow after": lambda _, words: f"{words}▼",
    "with the mark of a footnote after": lambda _, words: f"{words}①",
    "with a star before": lambda _, words: f"★{words}",
    "with a star after": lambda _, words: f"{words}*",
    "with half-width brackets": lambda _, words: words.replace("（", "(").replace("）", ")"),
    "with square brackets": lambda _, words: words.replace("（", "【").replace("）", "】"),
    "with the number and a stop before": lambda at, words: f"{at}.{words}",
    "with the number in brackets before": lambda at, words: f"（{at}）{words}",
    "with a circled number before": lambda at, words: f"{chr(0x245F + at)}{words}",
    "with 一、before": lambda _, words: f"一、{words}",
    "in quotation marks": lambda _, words: f"“{words}”",
}
for _name, _change in TYPINGS.items():
    kind(GROUP, f"header words {_name}")(partial(reword, change=_change))

for _bracket in ("必填", "含本月", "人或户"):
    kind(GROUP, f"累计完成（{_bracket}）")(partial(rename, words={CT: f"累计完成（{_bracket}）"}))


# ---- words that must not be taken for the figures, where the real ones are missing


def other_words(form: Form, name: str, words: str) -> None:
    rename(form, {name: words})
    not_taken(form, name)


OTHER_WORDS = {
    CM: """本月计划完成 上年同期本月完成 上月完成 本月应完成 本月未完成 本月完成率 下月计划完成 本月开工数
        本月完成目标 本月完成投资（万元） 本月完成排名 本月完成（含上月补报） 9月完成 7月完成 7、8月完成
        7-8月完成 6、7、8月完成 七、八月完成 完成数 本月完成（万元）""",
    CT: """上月累计完成 去年累计完成 上年同期累计完成 累计完成率 计划累计完成 累计完成比例 累计完成目标
        预计累计完成 累计应完成 累计未完成 累计开工数 累计完成投资（万元） 2020年累计完成 上月累计
        1-7月累计完成 1-9月累计完成 截至7月底累计完成 累计完成（1-7月） 7-8月累计完成 第三季度累计完成
        累计完成（含上年结转） 累计完成（不含本月） 累计完成（预计） 累计完成（其中：女性） 历年累计完成
        累计完成（2020年） 本月累计完成 完成数 累计完成（人次） 累计完成人次 累计完成（万元） 累计完成（元）
        累计完成（%） 累计完成万元""",
}
for _field, _list in OTHER_WORDS.items():
    for _other in _list.split():
        kind(GROUP, f"{_other} for {HEAD[_field]}")(partial(other_words, name=_field, words=_other))


def under_group(form: Form, name: str, group: Written, words: str) -> None:
    """Put a group's words over one column that has the words of a figure."""
    rows: list[Cells] = [
        {**HEAD, TASKS[0]: "省定任务", TASKS[1]: "市定任务", name: group},
        {name: words},
    ]
    draw(form, *rows)
    not_taken(form, name, codes=f"{TOLD} E-FUNDS-UNIT E-FUNDS-BARE")


UNDER_GROUPS: dict[str, list[tuple[Written, str]]] = {
    CM: [("7月", "完成")],
    CT: [
        ("计划", "累计完成"), ("应完成数", "累计"), ("第三季度", "累计完成"), ("女性", "累计完成"),
        ("十三五", "累计完成"), (2020, "累计完成"), ("支付资金（万元）", "累计完成"),
        ("累计完成", "进度"), ("累计", "完成进度"), ("累计完成", "排名"), ("累计完成", "万元"),
    ],
    FT: [("省级资金（万元）", "累计投入资金"), ("计划数（万元）", "累计投入资金"), ("累计投入资金（万元）", "占比")],
}  # fmt: skip
for _below, _pairs in UNDER_GROUPS.items():
    for _group, _leaf in _pairs:
        kind(GROUP, f"{_group} over {_leaf}")(
            partial(under_group, name=_below, group=_group, words=_leaf)
        )


# ---- rows and groups

FOUR = {CM: "本月", CT: "累计", FM: "本月", FT: "累计"}
GRIDS: dict[str, list[Cells]] = {
    "counts and money": with_base({(CM, CT): "完成情况", (FM, FT): "投入资金（万元）"}, {**FOUR}),
    "three rows": with_base(
        {(CM, FT): "进展情况"},
        {(CM, CT): "完成数（人、户）", (FM, FT): "投入资金（万元）"},
        {**FOUR},
    ),
    "four rows": with_base(
        {(CM, FT): "工作进展"},
        {(CM, CT): "完成", (FM, FT): "投入资金"},
        {**FOUR},
        {CM: "人/户", CT: "人/户", FM: "万元", FT: "万元"},
    ),
}
PERIODS: dict[str, list[Cells]] = {
    "month and year": with_base(
        {(CM, FM): "本月", (CT, FT): "累计"},
        {CM: "完成数", FM: "投入资金（万元）", CT: "完成数", FT: "投入资金（万元）"},
    ),
    "8月 and 1-8月": with_base(
        {(CM, FM): "8月", (CT, FT): "1-8月累计"},
        {CM: "完成", FM: "投入资金（万元）", CT: "完成", FT: "投入资金（万元）"},
    ),
    "当月 and up to the 31st": with_base(
        {(CM, FM): "当月", (CT, FT): "截至8月31日"},
        {CM: "完成数", FM: "投入资金（万元）", CT: "完成数", FT: "投入资金（万元）"},
    ),
    "the month and since January": with_base(
        {(CM, FM): "本月情况", (CT, FT): "年初至本月累计情况"},
        {
            CM: "完成人数（户数）",
            FM: "投入资金（万元）",
            CT: "完成人数（户数）",
            FT: "投入资金（万元）",
        },
    ),
}
GROUPS = {"merged": "merged across", "first": "centred across", "repeated": "in every cell"}


def by_grid(form: Form, rows: list[Cells], groups: str, periods: bool) -> None:
    if periods:
        by_period(form)
    draw(form, *rows, groups=groups)


for _name, _rows in (GRIDS | PERIODS).items():
    for _style, _said in GROUPS.items():
        kind(GROUP, f"header by {_name}, groups {_said}")(
            partial(by_grid, rows=_rows, groups=_style, periods=_name in PERIODS)
        )

for _over in ("8月", "2021年8月", "2021年8月完成情况", "项目完成情况", "推进情况", "工作推进情况", "任务落实情况",
              "任务完成及资金投入情况", "工作任务完成情况", "8月份进展情况"):  # fmt: skip

    @kind(GROUP, f"{_over} over all the figures")
    def over_all(form: Form, words: str = _over) -> None:
        draw(form, *with_base({(CM, FT): words}, {name: HEAD[name] for name in FIELDS}))


PLAIN = {CM: "本月完成", CT: "累计完成", FM: "本月投入资金", FT: "累计投入资金"}
ONE: Cells = {**HEAD, TASKS[0]: "省定任务", TASKS[1]: "市定任务"}
UNITS: Cells = {CM: "（人、户）", CT: "（人、户）", FM: "（万元）", FT: "（万元）"}
CUT = with_base(
    {CM: "本月", CT: "累计", FM: "本月投入", FT: "累计投入"},
    {CM: "完成", CT: "完成", FM: "资金（万元）", FT: "资金（万元）"},
)


def headless_group(form: Form, words: str) -> None:
    """One merged cell over both columns of counts, which does not say which is which."""
    form.sheet.merges = [m for m in form.sheet.merges if m[:2] not in ((3, 7), (3, 8))]
    form.sheet.merge(3, 7, 4, 8)
    form.sheet.put(3, 7, words)
    form.refuse_file("E-FORM-NONE E-COUNT-BARE E-CELLS-TWO E-COLUMN-DOUBT")
    unread(form, CM, CT)


LOW: list[Cells] = [{TASKS: "年度任务"}, {**HEAD}]
kinds_of(
    GROUP,
    "",
    **{
        "header of one row": lambda form: draw(form, ONE),
        "header of one row, nothing but it merged down three": lambda form: draw(form, ONE, {}, {}),
        "units in the header's second row": lambda form: draw(form, *with_base({**PLAIN}, UNITS)),
        "header words cut in two cells": lambda form: draw(form, *CUT, down=False),
        "header words in the upper row, not merged": lambda form: draw(
            form, *with_base({**PLAIN, FM: HEAD[FM], FT: HEAD[FT]}, {}), down=False
        ),
        "header words in the lower row, not merged": lambda form: draw(form, *LOW, down=False),
        "group words typed in the first cell, the others in the lower row": lambda form: draw(
            form, *LOW, groups="first", down=False
        ),
        "完成情况 over both counts and no word below": lambda form: headless_group(
            form, "完成情况"
        ),
        "本月/累计完成 over both counts": lambda form: headless_group(form, "本月/累计完成"),
        "a blank row under the header": lambda form: form.sheet.insert_rows(5),
        "a blank row between the header's rows": lambda form: form.sheet.insert_rows(4),
    },
)


@kind(GROUP, "a note about 本月完成 and 累计完成 above the header")
def note_above(form: Form) -> None:
    form.sheet.insert_rows(3)
    form.sheet.put(3, 1, "说明：本月完成指8月当月数，累计完成指1-8月数，项目、指标、单位不要改动。")


@kind(GROUP, "nothing above the header")
def header_first(form: Form) -> None:
    for row in (1, 2):
        for column in range(1, 12):
            form.sheet.put(row, column, None)
    form.sheet.merges.remove((1, 1, 1, 11))
    form.sheet.delete_row(1)
    form.sheet.delete_row(1)
    form.refuse_file("E-REGION-MISSING")
    form.refuse_file("E-MONTH-MISSING")


@kind(GROUP, "the header in the first row, the lines under the table")
def lines_below(form: Form) -> None:
    for column, text in (
        (1, "填报单位：昌黎县"),
        (6, "报告期：2021年8月"),
        (9, "截至日期：2021-08-31"),
    ):
        form.sheet.put(2, column, None)
        form.sheet.put(17, column, text)
    form.sheet.merges.remove((1, 1, 1, 11))
    form.sheet.delete_row(1)
    form.sheet.delete_row(1)


# ---- rows of column numbers and of rules

LETTERS = "ABCDEFGHIJK"
NUMBERS: dict[str, tuple[Written, ...]] = {
    "(1)(2)(3)": tuple(f"({n})" for n in range(1, 12)),
    "full-width (1)(2)(3)": tuple(f"（{n}）" for n in range(1, 12)),
    "1 2 3 as numbers": tuple(range(1, 12)),
    "1 2 3 as text": tuple(str(n) for n in range(1, 12)),
    "①②③": tuple(chr(0x245F + n) for n in range(1, 12)),
    "A B C": tuple(LETTERS),
    "甲乙丙丁 1 2": (*"甲乙丙丁", 1, 2, 3, 4, 5, 6, "戊"),
    "栏次": ("栏次", None, None, None, *range(1, 7)),
    "第1栏": tuple(f"第{n}栏" for n in range(1, 12)),
    "numbers over the figures only": (None, None, None, None, 1, 2, 3, 4, 5, 6),
    "roman numbers": tuple("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪ"),
    "a rule in it": (*(f"({n})" for n in range(1, 8)), "(8)=上月(8)+(7)", "(9)", "(10)", "(11)"),
    "a rule of order in it": (*(f"({n})" for n in range(1, 8)), "(8)≥(7)", "(9)", "(10)≥(9)", "(11)"),
    "a rule without brackets": (*"甲乙丙丁", 1, 2, 3, "4≥3", 5, "6≥5", None),
}  # fmt: skip
for _name, _cells in NUMBERS.items():

    @kind(GROUP, f"a row of column numbers, {_name}")
    def numbered(form: Form, cells: tuple[Written, ...] = _cells) -> None:
        under_header(form, *cells)


@kind(GROUP, "a row of column numbers under a blank row")
def numbers_apart(form: Form) -> None:
    under_header(form, *NUMBERS["(1)(2)(3)"])
    form.sheet.insert_rows(form.header_bottom + 1)


def with_rate(form: Form) -> None:
    form.sheet.insert_columns(9)
    form.sheet.put(3, 9, "完成率")
    form.sheet.merge(3, 9, 4, 9)
    for number, indicator in enumerate(INDICATORS):
        form.sheet.put(form.row(indicator), 9, f"{80 + number}.5%")
    numbers = [f"({n})" for n in range(1, 13)]
    under_header(form, *numbers[:8], "(9)=(8)/(6)", *numbers[9:])


kind(GROUP, "a row of column numbers, (9)=(8)/(6) in it")(with_rate)


@kind(GROUP, "a row of rules under the row of column numbers")
def rules_row(form: Form) -> None:
    with_rate(form)
    form.sheet.insert_rows(6)
    form.sheet.line(
        6, "逻辑关系", None, None, None, None, "≥(5)", "≤(8)", "≥(7)", "%", "≤(11)", "≥(10)"
    )


@kind(GROUP, "a row of units under the row of column numbers")
def units_row(form: Form) -> None:
    under_header(
        form, None, None, None, None, "人、户", "人、户", "人、户", "人、户", "万元", "万元"
    )
    under_header(form, *range(1, 12))


@kind(GROUP, "a remark over all columns right under the header")
def remark_row(form: Form) -> None:
    under_header(form, "填表说明：本月完成、累计完成按人、户填整数，资金按万元填。")
    form.sheet.merge(5, 1, 5, 11)


@kind(GROUP, "a row of column numbers above the header")
def numbers_above(form: Form) -> None:
    form.sheet.insert_rows(3)
    form.sheet.line(3, *range(1, 12))


@kind(GROUP, "a row of column numbers between the header's rows")
def numbers_between(form: Form) -> None:
    draw(form, {**HEAD}, {}, down=False)
    rename(form, {TASKS[0]: None, TASKS[1]: None})
    form.sheet.put(3, 5, "省定任务")
    form.sheet.put(3, 6, "市定任务")
    form.sheet.line(4, *(f"({n})" for n in range(1, 12)))


# ---- the header again further down


def again(form: Form, indicator: str, *before: Written) -> int:
    """Draw the header a second time above an indicator's row, with lines before it."""
    sheet, at, lines = form.sheet, form.row(indicator), [*before]
    height = form.header_bottom - form.header_top + 1
    sheet.insert_rows(at, height + len(lines))
    for row, text in enumerate(lines, start=at):
        sheet.put(row, 1, text)
    down = at + len(lines) - form.header_top
    for (row, column), put in [*sheet.cells.items()]:
        if form.header_top <= row <= form.header_bottom:
            sheet.put(row + down, column, put)
    for top, left, bottom, right in [*sheet.merges]:
        if form.header_top <= top <= form.header_bottom:
            sheet.merges.append((top + down, left, bottom + down, right))
    return down


@kind(GROUP, "the header again above each project")
def header_each_project(form: Form) -> None:
    firsts = {row[1]: row[0] for row in reversed(ROWS)}
    for number, indicator in firsts.items():
        if number > 1:
            again(form, indicator)


@kind(GROUP, "the header again at a page break, with the title and the lines")
def header_at_page_break(form: Form) -> None:
    form.sheet.merges.remove((1, 1, 1, 11))
    again(
        form,
        "care_institution",
        "秦皇岛市民生实事进度月报表（续）",
        "填报单位：昌黎县   报告期：2021年8月",
    )


@kind(GROUP, "the header again with its column numbers and a page number before")
def header_with_numbers_again(form: Form) -> None:
    again(form, "home_sports", "第1页", None)
    form.sheet.line(form.row("home_sports") - 1, "(1)")
    form.sheet.insert_rows(form.row("home_sports"))
    form.sheet.line(form.row("home_sports") - 1, *range(1, 12))
    under_header(form, *range(1, 12))


@kind(GROUP, "the header again with the month and the total the other way round")
def header_again_swapped(form: Form) -> None:
    down = again(form, "care_institution")
    form.sheet.put(form.header_top + down, form.column(CM), "累计完成")
    form.sheet.put(form.header_top + down, form.column(CT), "本月完成")
    for indicator in INDICATORS[INDICATORS.index("care_institution") :]:
        month, total = form.place(indicator, CM), form.place(indicator, CT)
        first, second = form.sheet.value(*month), form.sheet.value(*total)
        form.sheet.put(*month, second)
        form.sheet.put(*total, first)
        form.sheet.marks[indicator, CM], form.sheet.marks[indicator, CT] = total, month


@kind(GROUP, "the header again with the money in 元")
def header_again_in_yuan(form: Form) -> None:
    down = again(form, "care_institution")
    for name, words in ((FM, "本月投入资金（元）"), (FT, "累计投入资金（元）")):
        form.sheet.put(form.header_top + down, form.column(name), words)
        for indicator in INDICATORS[INDICATORS.index("care_institution") :]:
            form.sheet.put(*form.place(indicator, name), form.truth[indicator, name])


@kind(GROUP, "only the column numbers again at a page break")
def numbers_again(form: Form) -> None:
    under_header(form, *range(1, 12))
    form.sheet.insert_rows(form.row("care_institution"))
    form.sheet.line(form.row("care_institution") - 1, *range(1, 12))


# ---- header cells that are no plain text


def formula(form: Form, text: str, shown: str | None) -> None:
    form.sheet.put(3, form.column(CT), Put(shown, formula=text))


@kind(GROUP, "a header made by a formula", "result")
def made_by_formula(form: Form) -> None:
    formula(form, '"1-"&MONTH(DATE(2021,8,1))&"月累计完成"', "1-8月累计完成")


@kind(GROUP, "a header made by a formula for the month before", "result")
def made_for_july(form: Form) -> None:
    formula(form, '"1-"&MONTH(DATE(2021,7,1))&"月累计完成"', "1-7月累计完成")
    not_taken(form, CT)


@kind(GROUP, "a header made by a formula without its result", "no_result")
def made_without_result(form: Form) -> None:
    formula(form, "NA()", None)
    not_taken(form, CT)


@kind(GROUP, "an extra column headed by a formula without its result", "no_result")
def extra_without_result(form: Form) -> None:
    form.sheet.put(3, 12, Put(None, formula='"核"&"对"'))
    form.sheet.put(form.row("home_sports"), 12, 3)


@kind(GROUP, "header in runs of different letters", "runs")
def in_runs(form: Form) -> None:
    form.sheet.put(3, form.column(CT), Put("累计完成", runs=("累计", "完成")))


@kind(GROUP, "comments on header cells that speak of other columns", "comment")
def comments(form: Form) -> None:
    form.sheet.comments[3, form.column(CM)] = "不要填累计完成"
    form.sheet.comments[3, form.column(CT)] = "本月完成 + 上月累计完成"


def period_as(form: Form, month: Written | Put, year: Written | Put) -> None:
    by_period(form)
    draw(form, *PERIODS["month and year"])
    form.sheet.put(3, form.column(CM), month)
    form.sheet.put(3, form.column(CT), year)


@kind(GROUP, "8月 in the header kept as a date", "format")
def month_as_date(form: Form) -> None:
    period_as(form, Put(date(2021, 8, 1), 'm"月"'), "1-8月累计")


@kind(GROUP, "7月 in the header kept as a date", "format")
def other_month_as_date(form: Form) -> None:
    period_as(form, Put(date(2021, 7, 1), 'm"月"'), "1-8月累计")
    not_taken(form, CM, FM, codes=f"{TOLD} E-FUNDS-BARE")
