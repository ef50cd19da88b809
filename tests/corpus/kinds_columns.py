"""The columns of the form: their order, more of them, fewer, two for one, units of money, targets."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from tests.corpus.form import COLUMNS, FIELDS, HEAD, INDICATORS, ROWS, Form
from tests.corpus.kinds import kind, kinds_of
from tests.corpus.kinds_headers import (
    CM,
    CT,
    FM,
    FT,
    GRIDS,
    GROUP,
    IDENT,
    ONE,
    TASKS,
    Cells,
    by_period,
    column_marks,
    columns_of,
    draw,
    not_taken,
    rename,
    under_header,
    unread,
    with_base,
)
from tests.corpus.sheet import Put, Written

# what stands in a column: the same in every row, or made from the row's number
Filler = Any

# ---- what is done to columns


def outside(form: Form) -> None:
    """Type the title, the lines and the foot anew, wherever their columns went."""
    sheet = form.sheet
    last = form.last_row
    for place in [place for place in sheet.cells if not form.header_top <= place[0] <= last]:
        del sheet.cells[place]
    sheet.merges = [merge for merge in sheet.merges if merge[0] != 1]
    sheet.line(1, "秦皇岛市民生实事进度月报表")
    sheet.line(2, "填报单位：昌黎县", "报告期：2021年8月", "截至日期：2021-08-31")
    sheet.marks |= {("title",): (1, 1), ("region",): (2, 1), ("month",): (2, 2), ("as_of",): (2, 3)}
    sheet.line(last + 2, "填表人：甲", "审核人：乙", "填报日期：2021-09-02")


def reorder(form: Form, order: Iterable[str]) -> None:
    form.sheet.order_columns([form.column(name) for name in order])
    draw(form, ONE)
    outside(form)


def drop(form: Form, *names: str) -> None:
    """Delete columns; figures that stood in them are not reported."""
    for name in names:
        if name in TASKS:
            draw(form, ONE)
    for name in names:
        at = form.column(name)
        # a range merged within the column goes with it
        form.sheet.merges = [m for m in form.sheet.merges if not m[1] == m[3] == at]
        form.drop_column(name)
    unread(form, *(name for name in names if name in FIELDS))
    outside(form)


def fill(form: Form, column: int, value: Filler) -> None:
    for number, indicator in enumerate(INDICATORS):
        given = value(number) if callable(value) else value
        form.sheet.put(form.row(indicator), column, given)


def add(form: Form, words: Written | Put, value: Filler = None, before: str | None = None) -> str:
    """Put a column in before another (None: after the last), headed by words merged down."""
    columns = columns_of(form)
    at = form.column(before) if before else max(columns.values()) + 1
    if before:
        form.sheet.insert_columns(at)
    name = f"extra {words} {len(columns)}"
    form.sheet.marks["column", name] = (form.header_top, at)
    form.sheet.put(form.header_top, at, words)
    if form.header_bottom > form.header_top:
        form.sheet.merge(form.header_top, at, form.header_bottom, at)
    fill(form, at, value)
    return name


def total(number: int) -> int:
    return int(ROWS[number][8])


def before_this_month(number: int) -> int:
    return total(number) - int(ROWS[number][7])


def about(share: float) -> Callable[[int], int]:
    return lambda number: int(total(number) * share) + 1


def money(share: float) -> Callable[[int], Decimal]:
    return lambda number: round(Decimal(ROWS[number][10]) * Decimal(share), 2)


# ---- order

ORDERS = {
    "backwards": tuple(reversed(COLUMNS)),
    "figures before the names": (
        *FIELDS, "note", *TASKS, "sequence", "project", "indicator", "unit",
    ),
    "the total before the month": (
        "sequence", "project", "indicator", "unit", *TASKS, CT, CM, FT, FM, "note",
    ),
    "month and year by turns": (*IDENT, *TASKS, CM, FM, CT, FT, "note"),
    "money first, remark in the middle": (
        "indicator", "project", FT, FM, "note", CM, *reversed(TASKS), CT, "unit", "sequence",
    ),
}  # fmt: skip
for _name, _order in ORDERS.items():
    kind(GROUP, f"columns in another order, {_name}")(partial(reorder, order=_order))
for _seed in (1, 2, 3):
    _shuffled = random.Random(_seed).sample(COLUMNS, len(COLUMNS))
    kind(GROUP, f"columns shuffled {_seed}")(partial(reorder, order=_shuffled))


# ---- more columns than the form has


def percent(number: int) -> Put:
    return Put(Decimal("0.5") + Decimal(number) / 100, "0.0%")


def in_text(number: int) -> str:
    return f"{60 + number}.3%"


RULE = Put(None, formula="1+1")
Extra = tuple[str, Filler, str | None]
EXTRAS: dict[str, list[Extra]] = {
    "rates": [("完成率", percent, FM), ("省完成率(%)", 83.3, FM), ("市完成率", in_text, "note")],
    "rates in words of 累计": [
        ("本月完成率", in_text, CT), ("累计完成率", percent, FM), ("累计完成比例", 83.3, CM),
        ("累计占比", in_text, None),
    ],
    "the year before": [
        ("上年同期", about(0.9), CM), ("上年同期累计完成", about(0.8), CM), ("上年同期本月完成", 7, CT),
        ("同比增长(%)", 12.5, FM),
    ],
    "the month before": [
        ("上月累计完成", before_this_month, CM), ("上月完成", 5, CM),
        ("上月累计投入资金（万元）", money(0.9), FM), ("核对", "√", None),
    ],
    "help columns with rules": [
        ("上月累计完成", before_this_month, None), ("上月累计投入", money(0.9), None), ("核对", "正确", None),
    ],
    "money planned, arrived and paid": [
        ("计划资金（万元）", money(1.5), FM), ("到位资金（万元）", money(1.2), FM),
        ("支付资金（万元）", money(0.9), FT), ("资金到位率", percent, "note"),
    ],
    "cumulative money arrived and paid": [
        ("累计到位资金（万元）", money(1.2), FM), ("累计支付资金（万元）", money(0.9), "note"),
        ("本月拨付资金（万元）", money(0.1), FM), ("人均投入资金（元）", 500, None),
    ],
    "money by source": [
        ("中央资金（万元）", money(0.5), "note"), ("省级资金（万元）", money(0.3), "note"),
        ("县级资金（万元）", money(0.2), "note"),
    ],
    "planned money": [
        ("计划投入资金（万元）", money(1.5), FM), ("全年计划累计投入资金（万元）", money(1.5), FT),
        ("下月计划投入资金（万元）", money(0.1), None),
    ],
    "who answers for it": [
        ("责任单位", "县残联", "project"), ("牵头单位", "县残联", "unit"), ("配合单位", "县财政局", CM),
        ("责任部门", "康复部", None),
    ],
    "pace and rank": [
        ("序时进度", in_text, CM), ("是否达序时", "是", CT), ("排名", lambda number: number + 1, CT),
        ("亮灯", "绿灯", None),
    ],
    "begun and finished": [
        ("开工数", about(1.1), CM), ("完工数", about(0.9), CM), ("累计开工数", about(1.1), CT),
        ("开工率", in_text, CT),
    ],
    "plans": [
        ("本月计划完成", 15, CM), ("计划累计完成", about(1.1), CT), ("下月计划完成", 12, "note"),
        ("累计完成目标", about(1.2), FM), ("全年预计完成", about(1.3), None),
    ],
    "what is left": [
        ("应完成", about(1.2), CM), ("未完成", about(0.2), FM), ("累计未完成", about(0.2), CM),
        ("未完成原因", "", None),
    ],
    "other months": [
        ("7月完成", 4, CM), ("1-7月累计完成", before_this_month, CM), ("9月完成", None, FM),
        ("7月累计投入资金（万元）", money(0.9), FM),
    ],
    "other years": [
        ("去年累计完成", about(1.4), CM), ("2020年累计完成", about(1.5), CM),
        ("上年累计投入资金（万元）", money(1.4), FM), ("历年累计完成", about(6), FM),
    ],
    "codes and dates": [
        ("项目编码", "MS01", "project"), ("指标代码", lambda number: INDICATORS[number], "indicator"),
        ("完成时限", date(2021, 12, 31), CM), ("文号", "示例〔2021〕1号", None),
    ],
    "sentences": [
        ("进展情况", "正在组织，累计完成过半", CM), ("存在问题", "无", "note"),
        ("下步打算", "本月完成招标", None),
    ],
    "of which": [
        ("其中：女性", about(0.4), FM), ("其中：农村", about(0.6), FM),
        ("其中：累计完成脱贫户", about(0.1), FM),
    ],
    "checks in words of the figures": [
        ("上月累计+本月完成", total, None), ("累计完成/省定任务", percent, None),
        ("累计完成是否大于本月完成", "是", FM),
    ],
    "完成情况 in words": [("完成情况", "已验收", FM)],
    "资金情况 in words": [("资金情况", "已拨付", "note")],
    "累计服务人数": [("累计服务人数", about(1.6), FM)],
    "the county in each row": [("县区", "昌黎县", "sequence")],
    "填报单位 in each row": [("填报单位", "昌黎县残联", None)],
    "the number again at the end": [("序号", lambda number: number + 1, None)],
    "what is served": [("服务内容", "康复训练、药物补贴", "unit")],
    "cumulative with what is left from last year": [("累计完成（含上年结转）", about(1.2), FM)],
}  # fmt: skip


def extras(form: Form, columns: list[Extra]) -> None:
    for words, value, before in columns:
        add(form, words, value, before)


for _name, _columns in EXTRAS.items():
    kind(GROUP, f"extra columns: {_name}")(partial(extras, columns=_columns))


@kind(GROUP, "extra column of formulas without results", "no_result")
def formulas_beside(form: Form) -> None:
    add(form, "完成率", RULE, FM)
    add(form, "核对", RULE)


# ---- groups that hold more than the form's figures


def grouped(
    form: Form, first: Cells, columns: dict[str, Filler], before: str, second: Cells
) -> None:
    """Put columns in before another under a header of groups, which call them a, b."""
    names = {words: add(form, words, value, before) for words, value in columns.items()}

    def real(key: str | tuple[str, str]) -> str | tuple[str, str]:
        if isinstance(key, str):
            return names.get(key, key)
        return names.get(key[0], key[0]), names.get(key[1], key[1])

    rows = [{real(key): words for key, words in cells.items()} for cells in (first, second)]
    draw(form, *with_base(*rows))


MONEY: Cells = {(FM, FT): "投入资金（万元）"}
UNDER: Cells = {CM: "本月完成", CT: "累计完成", FM: "本月", FT: "累计"}
GROUPED: dict[str, tuple[Cells, dict[str, Filler], str, Cells]] = {
    "last year's and this year's": (
        {("a", "b"): "上年同期", (CM, CT): "本年", **MONEY},
        {"a": 9, "b": about(0.9)}, CM, {"a": "本月完成", "b": "累计完成", **UNDER},
    ),
    "2020 and 2021 as numbers": (
        {("a", "b"): 2020, (CM, CT): 2021, **MONEY},
        {"a": 9, "b": about(0.9)}, CM, {"a": "本月完成", "b": "累计完成", **UNDER},
    ),
    "planned and real": (
        {("a", "b"): "计划", (CM, CT): "实际", **MONEY},
        {"a": 15, "b": about(1.1)}, CM, {"a": "本月完成", "b": "累计完成", **UNDER},
    ),
    "counts and rates": (
        {(CM, CT): "完成数", ("a", "b"): "完成率", **MONEY},
        {"a": in_text, "b": percent}, FM, {CM: "本月", CT: "累计", "a": "本月", "b": "累计", FM: "本月", FT: "累计"},
    ),
    "counts and progress": (
        {(CM, CT): "完成数", ("a", "b"): "完成进度", **MONEY},
        {"a": in_text, "b": percent}, FM,
        {CM: "本月", CT: "累计", "a": "本月", "b": "累计", FM: "本月", FT: "累计"},
    ),
    "women and all": (
        {("a", "b"): "女性", (CM, CT): "合计", **MONEY},
        {"a": 2, "b": about(0.4)}, CM, {"a": "本月完成", "b": "累计完成", **UNDER},
    ),
    "money arrived and money put in": (
        {(CM, CT): "完成情况", ("a", "b"): "到位资金（万元）", **MONEY},
        {"a": money(0.2), "b": money(1.2)}, FM, {CM: "本月", CT: "累计", "a": "本月", "b": "累计", FM: "本月",
            FT: "累计"},
    ),
    "begun and done": (
        {("a", "b"): "开工数", (CM, CT): "完成数", **MONEY},
        {"a": 15, "b": about(1.1)}, CM, {"a": "本月", "b": "累计", CM: "本月", CT: "累计", FM: "本月", FT: "累计"},
    ),
    "July, August and since January": (
        {("a", "b"): "7月", (CM, FM): "8月", (CT, FT): "1-8月累计"},
        {"a": 9, "b": money(0.1)}, CM,
        {"a": "完成", "b": "投入资金（万元）", CM: "完成", FM: "投入资金（万元）", CT: "完成",
            FT: "投入资金（万元）"},
    ),
    "2020年 and 2021年": (
        {("a", "b"): "2020年", (CM, CT): "2021年", **MONEY},
        {"a": 9, "b": about(0.9)}, CM, {"a": "8月完成", "b": "1-8月累计完成", **UNDER},
    ),
    "the total and its progress": (
        {CM: "本月完成", (CT, "b"): "累计完成", **MONEY},
        {"a": in_text, "b": about(0.1)}, FM, {CT: "数量", "a": "进度", "b": "排名", FM: "本月", FT: "累计"},
    ),
    "the total, then its parts": (
        {CM: "本月完成", (CT, "b"): "累计完成", **MONEY},
        {"a": about(0.4), "b": about(0.6)}, FM, {CT: "合计", "a": "城镇", "b": "农村", FM: "本月", FT: "累计"},
    ),
    "the total and a part of it": (
        {CM: "本月完成", (CT, "b"): "累计完成", **MONEY},
        {"a": about(0.4), "b": about(0.6)}, FM,
        {CT: "合计", "a": "其中：女性", "b": "其中：农村", FM: "本月", FT: "累计"},
    ),
}  # fmt: skip
for _name, _parts in GROUPED.items():

    @kind(GROUP, f"groups of columns: {_name}")
    def in_groups(form: Form, parts: tuple[Cells, dict[str, Filler], str, Cells] = _parts) -> None:
        if "1-8月累计" in parts[0].values():
            by_period(form)
        grouped(form, *parts)


@kind(GROUP, "groups of columns: the month and the year, each with plan, result and rate")
def plan_result_rate(form: Form) -> None:
    planned = add(form, "计划", 15, CM)
    rate = add(form, "率", in_text, CT)
    planned_total = add(form, "累计计划", about(1.2), CT)
    total_rate = add(form, "累计率", percent, FM)
    draw(
        form,
        *with_base(
            {(planned, rate): "本月", (planned_total, total_rate): "累计", **MONEY},
            {planned: "计划数", CM: "完成数", rate: "完成率", planned_total: "计划数"}
            | {CT: "完成数", total_rate: "完成率", FM: "本月", FT: "累计"},
        ),
    )


# ---- blank columns


@kind(GROUP, "three blank columns before the form")
def blank_before(form: Form) -> None:
    form.sheet.insert_columns(1, 3)


@kind(GROUP, "a blank column between any two")
def blank_between(form: Form) -> None:
    draw(form, ONE)
    for column in range(11, 1, -1):
        form.sheet.insert_columns(column)


for _before in (CM, CT, FM, "indicator"):

    @kind(GROUP, f"a blank column before {HEAD[_before]}")
    def blank_column(form: Form, before: str = _before) -> None:
        form.sheet.insert_columns(form.column(before))


# ---- fewer columns

for _name, _left_out in {
    "no 序号": "sequence", "no 项目": "project", "no 单位": "unit", "no 备注": "note",
    "no 市定": "target_city", "no 年度任务": " ".join(TASKS), "no 本月完成": CM, "no money": f"{FM} {FT}",
    "no 本月投入资金": FM, "the least a form needs": f"sequence project unit {' '.join(TASKS)} note {CM} {FM} {FT}",
    "no figures of the month": f"{CM} {FM}",
}.items():  # fmt: skip

    @kind(GROUP, f"columns left out: {_name}")
    def left_out(form: Form, names: str = _left_out) -> None:
        drop(form, *names.split())


@kind(GROUP, "columns left out: no 累计完成")
def no_total(form: Form) -> None:
    drop(form, CT)
    not_taken(form, CT)


@kind(GROUP, "columns left out: no 累计投入资金")
def no_money_total(form: Form) -> None:
    drop(form, FT)
    not_taken(form, FT)


@kind(GROUP, "columns left out: neither 本月完成 nor 累计完成")
def no_counts(form: Form) -> None:
    drop(form, CM, CT)
    form.refuse_file("E-FORM-NONE")


@kind(GROUP, "columns left out: neither 项目 nor 指标")
def no_names(form: Form) -> None:
    drop(form, "project", "indicator")
    form.refuse_file("E-FORM-NONE")


@kind(GROUP, "columns left out: no 指标, the indicators stand under 项目")
def indicators_as_projects(form: Form) -> None:
    form.sheet.merges = [merge for merge in form.sheet.merges if merge[1] != 2 or merge[0] < 5]
    for row in ROWS:
        form.sheet.put(form.row(row[0]), 2, row[3])
    drop(form, "indicator")


@kind(GROUP, "columns left out: no 指标, one-indicator projects by their names")
def projects_and_indicators(form: Form) -> None:
    form.sheet.merges = [merge for merge in form.sheet.merges if merge[1] != 2 or merge[0] < 5]
    several = {row[1] for row in ROWS if sum(other[1] == row[1] for other in ROWS) > 1}
    for row in ROWS:
        form.sheet.put(form.row(row[0]), 2, row[3] if row[1] in several else row[2])
    drop(form, "indicator")


@kind(GROUP, "columns left out: no 指标, the projects' names over both their rows")
def only_projects(form: Form) -> None:
    """Of two rows of a project nobody knows which indicator is which."""
    drop(form, "indicator")
    several = {row[1] for row in ROWS if sum(other[1] == row[1] for other in ROWS) > 1}
    for row in ROWS:
        if row[1] in several:
            form.refuse("E-INDICATOR-UNKNOWN E-INDICATOR-MISSING")
            form.refuse("E-INDICATOR-UNKNOWN E-INDICATOR-MISSING")
            form.truth |= {(row[0], name): None for name in FIELDS}


@kind(GROUP, "one header 项目 over the names of projects and indicators")
def project_over_both(form: Form) -> None:
    form.sheet.put(3, 3, None)
    form.sheet.merges = [m for m in form.sheet.merges if m[:2] not in ((3, 2), (3, 3))]
    form.sheet.merge(3, 2, 4, 3)


def indicator_over_two(form: Form, at: int) -> None:
    """The header 指标 over two columns, the names in one of them or merged over both."""
    form.sheet.insert_columns(4)
    form.sheet.merges.remove((3, 3, 4, 3))
    form.sheet.merge(3, 3, 4, 4)
    for number, indicator in enumerate(INDICATORS, start=1):
        row = form.row(indicator)
        if at:
            form.sheet.put(row, 4, form.sheet.value(row, 3))
            form.sheet.put(row, 3, f"（{number}）")
        else:
            form.sheet.merge(row, 3, row, 4)


kind(GROUP, "the header 指标 over two columns, names merged over both")(
    partial(indicator_over_two, at=0)
)
kind(GROUP, "the header 指标 over two columns, numbers in the left")(
    partial(indicator_over_two, at=1)
)


@kind(GROUP, "the form turned, indicators as columns")
def turned(form: Form) -> None:
    sheet = form.sheet
    old = {(r, c): put for (r, c), put in sheet.cells.items() if 3 <= r <= 16}
    for place in old:
        del sheet.cells[place]
    sheet.merges = [m for m in sheet.merges if m[0] < 3]
    for (row, column), put in old.items():
        sheet.put(column + 2, 1 if row <= 4 else row - 3, put)
    form.refuse_file("E-FORM-NONE")
    unread(form, *FIELDS)


@kind(GROUP, "a column of figures without a header")
def headless(form: Form) -> None:
    rename(form, {CT: None})
    not_taken(form, CT)


# ---- two columns for one


def two(form: Form, name: str, words: str, value: Filler, before: str | None) -> None:
    other = add(form, words, value, before)
    form.refuse("E-COLUMN-TWO", *column_marks(form, name, other))
    unread(form, name)


TWO: dict[str, tuple[str, str, Filler, str | None]] = {
    "累计完成 twice": (CT, "累计完成", about(0.8), FM),
    "累计完成 twice, the same figures": (CT, "累计完成", total, None),
    "累计完成 and 截至本月累计完成": (CT, "截至本月累计完成", about(0.8), CM),
    "累计完成 and 1-8月累计完成 after 备注": (CT, "1-8月累计完成", about(1.1), None),
    "本月完成 and 当月完成": (CM, "当月完成", 7, CT),
    "本月完成 and 8月完成": (CM, "8月完成", 7, CM),
    "本月投入资金 twice": (FM, "本月投入资金（万元）", 1, FT),
    "累计投入资金 in 万元 and in 元": (FT, "累计投入资金（元）", 300, "note"),
}
for _name, _args in TWO.items():

    @kind(GROUP, f"two columns: {_name}")
    def two_for_one(form: Form, args: tuple[str, str, Filler, str | None] = _args) -> None:
        two(form, *args)


@kind(GROUP, "two columns: 累计完成 twice, one of them hidden", "hidden_lines")
def two_hidden(form: Form) -> None:
    two(form, CT, "累计完成", about(0.8), "note")
    form.sheet.hidden_columns.add(form.column("note") - 1)


@kind(GROUP, "two columns: 累计完成 twice, one of them blank")
def two_blank(form: Form) -> None:
    two(form, CT, "累计完成", None, None)


for _words in ("说明", "备注"):

    @kind(GROUP, f"two columns: 备注 and {_words}")
    def two_notes(form: Form, words: str = _words) -> None:
        other = add(form, words)
        row = form.row("home_sports")
        form.sheet.put(row, form.column("note"), "器材已到位")
        form.sheet.put(row, form.column(other), "三户待验收")
        form.refuse("E-COLUMN-TWO", *column_marks(form, "note", other))


def wide_header(form: Form, figures_at: Callable[[int], int], filler: Written = None) -> None:
    """The header of 累计完成 over two columns, the figures in one of them."""
    at = form.column(FM)
    form.sheet.insert_columns(at)
    form.sheet.merges = [merge for merge in form.sheet.merges if merge[:2] != (3, at - 1)]
    form.sheet.merge(3, at - 1, 4, at)
    for number, indicator in enumerate(INDICATORS):
        row, column = form.place(indicator, CT)
        to = at - 1 + figures_at(number)
        figure = form.sheet.value(row, column)
        form.sheet.put(row, column, filler)
        form.sheet.put(row, column + 1, filler)
        form.sheet.put(row, to, figure)
        form.sheet.marks[indicator, CT] = (row, to)


kinds_of(
    GROUP,
    "",
    **{
        "累计完成 over two columns, figures in the left": lambda form: wide_header(
            form, lambda _: 0
        ),
        "累计完成 over two columns, figures in the right": lambda form: wide_header(
            form, lambda _: 1
        ),
        "累计完成 over two columns, figures by turns": lambda form: wide_header(
            form, lambda n: n % 2
        ),
    },
)


@kind(GROUP, "累计完成 over two columns, figures in merged cells")
def wide_merged(form: Form) -> None:
    wide_header(form, lambda _: 0)
    for indicator in INDICATORS:
        row, column = form.place(indicator, CT)
        form.sheet.merge(row, column, row, column + 1)


@kind(GROUP, "累计完成 over two columns, a figure in each")
def wide_two(form: Form) -> None:
    wide_header(form, lambda _: 0, filler=9)
    unread(form, CT)
    for name in INDICATORS:
        form.refuse("E-CELLS-TWO E-COLUMN-TWO", (name, CT), *column_marks(form, CT))


# ---- units of money


def scaled(form: Form, name: str, factor: Decimal | int) -> None:
    """Write a column of money in another unit: so many of it are 1 万元."""
    for indicator in INDICATORS:
        yuan = form.truth[indicator, name]
        if yuan is not None:
            amount = yuan / 10_000 * factor
            whole = amount == amount.to_integral_value()
            form.sheet.put(*form.place(indicator, name), int(amount) if whole else amount)


def in_unit(form: Form, month: str, year: str, per: tuple[Decimal | int, Decimal | int]) -> None:
    rename(form, {FM: f"本月投入资金{month}", FT: f"累计投入资金{year}"})
    scaled(form, FM, per[0])
    scaled(form, FT, per[1])
    for name, factor in zip((FM, FT), per, strict=True):
        if factor not in (1, 10_000):
            form.inform("I-FUNDS-UNIT", *column_marks(form, name))


YI = Decimal("0.0001")
UNITS: dict[str, Decimal | int] = {
    "（元）": 10_000, "（千元）": 10, "（亿元）": YI, "(万元)": 1, "（ 万 元 ）": 1, "（人民币：万元）": 1,
    "（单位：元）": 10_000,
    "，万元": 1, "/万元": 1, "【万元】": 1, "\n（万元，保留两位小数）": 1, "：元": 10_000, "-万元": 1,
    "\n单位：元": 10_000,
}  # fmt: skip
for _words, _per in UNITS.items():
    kind(GROUP, f"money headed {_words.strip()}")(
        partial(in_unit, month=_words, year=_words, per=(_per, _per))
    )
kind(GROUP, "money of the month in 元, of the year in 万元")(
    partial(in_unit, month="（元）", year="（万元）", per=(10_000, 1))
)


def unitless(form: Form, *names: str) -> None:
    for name in names:
        form.refuse("E-FUNDS-UNIT E-COLUMN-DOUBT", *column_marks(form, name))
    unread(form, *names)


for _words in (
    "",
    "（百万元）",
    "（百元）",
    "（十万元）",
    "（万美元）",
    "（万元/人）",
    "（元或万元）",
    "（元/户）",
):

    @kind(GROUP, f"money headed {_words or 'without a unit'}, which is none")
    def no_unit(form: Form, words: str = _words) -> None:
        rename(form, {FM: f"本月投入资金{words}", FT: f"累计投入资金{words}"})
        unitless(form, FM, FT)


@kind(GROUP, "money of the month without a unit, of the year in 万元")
def one_unit(form: Form) -> None:
    rename(form, {FM: "本月投入资金"})
    unitless(form, FM)


def captioned(form: Form, caption: str, per: int | None) -> None:
    """A caption above the table names the unit, in one cell or two, the header does not."""
    rename(form, {FM: "本月投入资金", FT: "累计投入资金"})
    if per:
        scaled(form, FM, per)
        scaled(form, FT, per)
    else:
        unitless(form, FM, FT)
    cells = caption.split("|")
    form.sheet.insert_rows(3)
    form.sheet.line(3, *cells, left=12 - len(cells))


CAPTIONS: dict[str, int | None] = {
    "资金单位：万元": 1, "单位：万元": 1, "（单位：元）": 10_000, "金额单位：元": 10_000,
    "单位：人、户、万元": 1, "资金单位:（万元）": 1,
    "计量单位：人、户    资金单位：元": 10_000, "单位：|万元": 1, "单 位：万 元": 1,
    "投入资金单位：万元": 1, "币种：人民币  单位：元": 10_000,
    "单位：人、户": None, "单位：元、万元": None, "单位：千元": None, "资金单位：百万元": None,
}  # fmt: skip
for _caption, _rate in CAPTIONS.items():
    kind(GROUP, f"the unit of money above the table: {_caption}")(
        partial(captioned, caption=_caption, per=_rate)
    )


@kind(GROUP, "the unit of money in the line of 填报单位")
def unit_beside_region(form: Form) -> None:
    rename(form, {FM: "本月投入资金", FT: "累计投入资金"})
    form.sheet.put(2, 1, "填报单位（盖章）：昌黎县残联        单位：人、户、万元")


@kind(GROUP, "the unit of money in the title")
def unit_in_title(form: Form) -> None:
    rename(form, {FM: "本月投入资金", FT: "累计投入资金"})
    form.sheet.put(1, 1, "秦皇岛市民生实事进度月报表（单位：万元）")


@kind(GROUP, "the unit of money under the table only")
def unit_below(form: Form) -> None:
    rename(form, {FM: "本月投入资金", FT: "累计投入资金"})
    form.sheet.put(17, 1, "资金单位：万元")
    unitless(form, FM, FT)


@kind(GROUP, "the header's unit of money and another above the table")
def header_wins(form: Form) -> None:
    form.sheet.put(2, 11, "单位：元")


def money_group(
    form: Form, words: str, per: int | None, month: str = "本月", year: str = "累计"
) -> None:
    draw(form, *with_base({CM: "本月完成", CT: "累计完成", (FM, FT): words}, {FM: month, FT: year}))
    if per is None:
        return unitless(form, FM, FT)
    scaled(form, FM, per)
    scaled(form, FT, per)
    return None


kinds_of(
    GROUP,
    "",
    **{
        "money in 元 by its group": lambda form: money_group(form, "投入资金（元）", 10_000),
        "money in 千元 by its group": lambda form: money_group(form, "投入资金（千元）", 10),
        "money without a unit in group or header": lambda form: money_group(form, "投入资金", None),
        "money in 万元 by its group and in 元 by its header": lambda form: money_group(
            form, "投入资金（万元）", None, "本月（元）", "累计（元）"
        ),
        "money in 元 by its header under a group without": lambda form: money_group(
            form, "投入资金", 10_000, "本月（元）", "累计（元）"
        ),
    },
)


@kind(GROUP, "one bare column of money")
def bare(form: Form) -> None:
    drop(form, FM)
    rename(form, {FT: "投入资金（万元）"})
    unread(form, FT)
    form.refuse("E-FUNDS-BARE", *column_marks(form, FT))


@kind(GROUP, "a bare column of money beside the cumulative one")
def bare_and_total(form: Form) -> None:
    rename(form, {FM: "投入资金（万元）"})
    unread(form, FM)
    form.refuse("E-FUNDS-BARE E-COLUMN-DOUBT", *column_marks(form, FM))


@kind(GROUP, "one bare column of counts")
def bare_count(form: Form) -> None:
    drop(form, CM)
    rename(form, {CT: "完成数"})
    form.refuse_file("E-COUNT-BARE E-FORM-NONE")


# ---- the targets' headers: one wrong target shows that the column was known


def wrong_targets(form: Form) -> None:
    for name, value in zip(TASKS, (35, 41), strict=True):
        place = form.row("home_sports"), form.column(name)
        form.sheet.put(*place, value)
        form.sheet.marks["wrong", name] = place
        form.warn("W-TARGET-DIFFERS", ("wrong", name))


for _province, _city in (
    ("省任务", "市任务"), ("省定任务", "市定任务"), ("省级任务", "市级任务"), ("省定目标", "市定目标"),
    ("任务数（省）", "任务数（市）"),
    ("年度任务（省定）", "年度任务（市定）"), ("省下达任务数", "市下达任务数"), ("年度省定任务", "年度市定任务"),
    ("2021年省定任务（人/户）", "2021年市定任务（人/户）"),
):  # fmt: skip

    @kind(GROUP, f"targets headed {_province}")
    def task_words(form: Form, words: tuple[str, str] = (_province, _city)) -> None:
        draw(form, {**ONE, **dict(zip(TASKS, words, strict=True))})
        wrong_targets(form)


for _group, _province, _city in (
    ("年度目标", "省定", "市定"), ("2021年任务数", "省", "市"), ("全年任务", "省定任务", "市定任务"),
    ("任务数（人、户）", "省级", "市级"), ("目标任务", "省\n定", "市\n定"),
):  # fmt: skip

    @kind(GROUP, f"targets grouped as {_group}")
    def task_group(form: Form, words: tuple[str, str, str] = (_group, _province, _city)) -> None:
        form.sheet.put(3, 5, words[0])
        form.sheet.line(4, *words[1:], left=5)
        wrong_targets(form)


@kind(GROUP, "targets of the county and the need beside those of province and city")
def four_targets(form: Form) -> None:
    for words in ("县定", "需求"):
        form.sheet.insert_columns(7)
        form.sheet.put(4, 7, words)
        fill(form, 7, 900)
    form.sheet.merges.remove((3, 5, 3, 6))
    form.sheet.merge(3, 5, 3, 8)
    wrong_targets(form)


@kind(GROUP, "targets each with a rate under 省定 and 市定")
def targets_with_rates(form: Form) -> None:
    first = add(form, "省率", in_text, "target_city")
    second = add(form, "市率", percent, CM)
    draw(
        form,
        {
            **HEAD,
            TASKS[0]: None,
            TASKS[1]: None,
            (TASKS[0], first): "省定",
            (TASKS[1], second): "市定",
        },
        {TASKS[0]: "任务数", first: "完成率", TASKS[1]: "任务数", second: "完成率"},
    )
    wrong_targets(form)


@kind(GROUP, "one column of targets that says not whose")
def one_target(form: Form) -> None:
    drop(form, "target_city")
    form.sheet.put(form.header_top, form.column("target_province"), "年度任务")


# ---- hidden columns


for _name, _hidden in {
    "累计完成": (CT,), "the figures of the month": (CM, FM), "the names and units": ("sequence", "project", "unit"),
    "the money": (FM, FT),
}.items():  # fmt: skip

    @kind(GROUP, f"hidden: {_name}", "hidden_lines")
    def hidden(form: Form, names: tuple[str, ...] = _hidden) -> None:
        form.sheet.hidden_columns |= {form.column(name) for name in names}
        if set(names) & set(FIELDS):
            form.inform("I-HIDDEN")


@kind(GROUP, "hidden: the group row of the header", "hidden_lines")
def hidden_group(form: Form) -> None:
    draw(form, *GRIDS["counts and money"])
    form.sheet.hidden_rows.add(form.header_top)


# ---- wide sheets and what stands beside the form


@kind(GROUP, "a column for every month before the total")
def every_month(form: Form) -> None:
    rename(form, {CM: "8月完成"})
    for month in range(1, 8):
        add(form, f"{month}月完成", month, CM)
    for month in range(9, 13):
        add(form, f"{month}月完成", None, CT)


@kind(GROUP, "every month under a group, 8月 among them")
def every_month_grouped(form: Form) -> None:
    names = [add(form, f"{month}月", month, CM) for month in range(1, 8)]
    later = [add(form, f"{month}月", None, CT) for month in range(9, 13)]
    months: Cells = {name: f"{number}月" for number, name in enumerate(names, start=1)}
    rest: Cells = {name: f"{number}月" for number, name in enumerate(later, start=9)}
    draw(
        form,
        *with_base(
            {(names[0], later[-1]): "各月完成数", CT: "累计完成", FM: HEAD[FM], FT: HEAD[FT]},
            months | {CM: "8月"} | rest,
        ),
    )


@kind(GROUP, "two hundred columns beside the form")
def very_wide(form: Form) -> None:
    for column in range(12, 212):
        form.sheet.put(3, column, f"辅助列{column}")
        for row in range(5, 17):
            form.sheet.put(row, column, row * column)


def beside(form: Form, top: int, rows: Iterable[tuple[Written, ...]]) -> None:
    for row, cells in enumerate(rows, start=top):
        form.sheet.line(row, *cells, left=14)


COUNTIES = ("海港区", "山海关区", "北戴河区", "抚宁区", "昌黎县", "卢龙县")
kinds_of(
    GROUP,
    "",
    **{
        "beside the form: a table of counties": lambda form: beside(
            form,
            3,
            [
                ("县区", "累计完成", "排名"),
                *((name, 300 + n, n) for n, name in enumerate(COUNTIES)),
            ],
        ),
        "beside the form: rates for a chart": lambda form: beside(
            form, 4, [("类别", "完成率"), *((row[3], "83.3%") for row in ROWS)]
        ),
        "beside the form: a calculation that is lower": lambda form: beside(
            form, 8, [("合计", 300), ("小计", 120), ("全市", 4674), ("就业服务", 99)]
        ),
        "beside the form: remarks": lambda form: beside(
            form,
            3,
            [("注：本月完成指当月数",), ("累计完成含本月",), ("单位：元",), ("1.人、户按整数填",)],
        ),
    },
)


# ---- what really comes together


@kind(GROUP, "the city's own form of the year before")
def old_form(form: Form) -> None:
    """Four rows of header, rates, arrived money, column numbers, units above the table."""
    rate = add(form, "率", in_text, FM)
    arrived = add(form, "到位", money(1.2), FM)
    names: Cells = {**IDENT, "project": "项目名称", "indicator": "指标名称", "unit": "计量\n单位"}
    draw(
        form,
        {**names, TASKS: "年度任务", (CM, rate): "完成情况", (arrived, FT): "资金情况", "note": "备  注"},
        {TASKS[0]: "省任务", TASKS[1]: "市任务", CM: "本月\n完成", CT: "累计\n完成", rate: "完成率\n(%)",
         arrived: "到位资金", (FM, FT): "投入资金"},
        {FM: "本月", FT: "累计"},
    )  # fmt: skip
    under_header(form, *"甲乙丙丁", 1, 2, 3, 4, "5=4/1", 6, 7, 8, 9)
    form.sheet.put(2, 13, "单位：人、户、万元")
    form.sheet.insert_columns(1)


@kind(GROUP, "month's columns by turns in 元 with leading blank column and help columns")
def own_form(form: Form) -> None:
    by = ["sequence", "project", "indicator", "unit", *TASKS, CM, FM, CT, FT, "note"]
    reorder(form, by)
    rename(
        form,
        {CM: "8月完成", CT: "1-8月累计", FM: "8月投入资金（元）", FT: "1-8月累计投入资金（元）"},
    )
    scaled(form, FM, 10_000)
    scaled(form, FT, 10_000)
    extras(form, EXTRAS["help columns with rules"])
    form.sheet.insert_columns(1)
