"""Which sheet of a workbook is the form, and what stands in the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from tests.corpus.form import FIELDS, HEAD, INDICATORS, ROWS, TITLE, Form, plain_form
from tests.corpus.kinds import kind
from tests.corpus.sheet import Drawn, Put, Visibility, Written

TWO = "E-FORM-TWO"


# ---------------------------------------------------------------- other sheets


def sheet(name: str, *lines: Sequence[Any], state: Visibility = "visible") -> Drawn:
    """A sheet with these lines from its first row."""
    made = Drawn(name, state)
    for row, line in enumerate(lines, start=1):
        made.line(row, *line)
    return made


def twin(name: str, state: Visibility = "visible", less: int = 0) -> Drawn:
    """Another form of the county; ``less`` is taken off every figure of people."""
    made = plain_form()
    made.sheet.name, made.sheet.state = name, state
    for indicator in INDICATORS:
        for field in FIELDS[:2]:
            row, column = made.place(indicator, field)
            value = made.sheet.value(row, column)
            assert isinstance(value, int)
            made.sheet.put(row, column, max(value - less, 0))
    return made.sheet


def last_month(name: str, state: Visibility = "visible") -> Drawn:
    made = twin(name, state, less=3)
    made.put(2, 6, "报告期：2021年7月")
    made.put(2, 9, "截至日期：2021-07-31")
    return made


def guide(name: str = "填报说明") -> Drawn:
    return sheet(
        name,
        ["填报说明"],
        ["1.指标、单位不要改动；本月完成、累计完成填整数，累计投入资金填万元。"],
        ["2.每月2日前报送，共12个指标、8个项目。"],
        ["栏目", "怎么填"],
        ["指标", "模板已填"],
        ["本月完成", "8月1日至31日完成数"],
        ["累计完成", "1月1日至8月31日完成数，如 120"],
    )


def cover(name: str = "封面") -> Drawn:
    return sheet(
        name,
        [TITLE],
        ["填报单位：昌黎县残联"],
        ["报告期：2021年8月"],
        ["单位负责人：", "丙"],
        ["报送日期", date(2021, 9, 2)],
    )


def places(name: str = "全市汇总") -> Drawn:
    counties = "海港区 山海关区 北戴河区 抚宁区 青龙满族自治县 昌黎县 卢龙县".split()
    return sheet(
        name,
        ["全市8月进度表"],
        ["序号", "县区", "年度任务", "本月完成", "累计完成", "完成率"],
        *[[n, county, 1000, 10 * n, 100 * n, "10%"] for n, county in enumerate(counties, 1)],
        [None, "合计", 7000, 280, 2800, "40%"],
    )


def meta(*lines: Sequence[Any], state: Visibility = "very_hidden") -> Drawn:
    return sheet(
        "_meta",
        *(
            lines
            or (
                ("template", "2021.1"),
                ("region", "130322"),
                ("month", "2021-08"),
                ("plan_revision", 1),
            )
        ),
        state=state,
    )


# ---------------------------------------------------------------- names


def _named(form: Form, name: str) -> None:
    form.sheet.name = name


def names(prefix: str, needs: str, *given: str) -> None:
    for name in given:

        def made(form: Form, name: str = name) -> None:
            _named(form, name)

        kind("sheets", f"{prefix} {name!r}", needs)(made)


names(
    "named",
    "",
    "8月",
    "Sheet1",
    "工作表1",
    "2021.8",
    "2021年8月进度月报表",
    "月报（8月）",
    "月报 (2)",
    " 月报 ",
    "昌黎's月报",
    '"月报"',
    "月报!8",
    "!",
    "R1C1",
    "8月&9月<草稿>",
    "#REF",
    "$月报$",
    "海港区",
    "7月",
    "_meta2",
    "秦皇岛市昌黎县残疾人民生工程实事进度月报表二〇二一年八月终稿",
    "😀月报",
)


# ---------------------------------------------------------------- the form is not the first


@kind("sheets", "form after the explanations")
def after_guide(form: Form) -> None:
    form.before.append(guide())


@kind("sheets", "form after a cover and the explanations, before two empty sheets")
def third(form: Form) -> None:
    form.before += [cover(), guide()]
    form.after += [Drawn("Sheet2"), Drawn("Sheet3")]


@kind("sheets", "form after empty sheets")
def after_empty(form: Form) -> None:
    form.before += [Drawn("Sheet1"), Drawn("Sheet2")]


@kind("sheets", "form after a sheet with one stray cell")
def after_stray(form: Form) -> None:
    form.before.append(sheet("Sheet1", [None, None, 2486]))


@kind("sheets", "form after a cover of another month")
def cover_of_other_month(form: Form) -> None:
    made = cover()
    made.put(3, 1, "报告期：2021年7月")
    form.before.append(made)


@kind("sheets", "the form is called 填报说明 and the explanations 月报")
def names_changed(form: Form) -> None:
    form.sheet.name = "填报说明"
    form.before.append(guide("月报"))


# ---------------------------------------------------------------- tables that are no form


def beside(name: str, *made: Callable[[], Drawn], before: bool = True) -> None:
    """A form with other sheets that are none."""

    def change(form: Form) -> None:
        (form.before if before else form.after).extend(one() for one in made)

    kind("sheets", name)(change)


def by_project() -> Drawn:
    return sheet(
        "分项目",
        ["序号", "项目", "年度任务", "完成数", "完成率"],
        *[[n, row[2], row[5], 10 * n, "50%"] for n, row in enumerate(ROWS, 1)],
    )


def by_place_and_project() -> Drawn:
    lines: list[list[Written]] = [["序号", "县区", "项目", "本月完成", "累计完成"]]
    lines += [[n, "海港区" if n % 2 else "卢龙县", row[2], n, 10 * n] for n, row in enumerate(ROWS)]
    return sheet("汇总", *lines)


def indicator_without_figures() -> Drawn:
    return sheet(
        "指标口径",
        ["序号", "指标", "单位", "口径"],
        *[[n, row[3], row[4], "一人全年计一次"] for n, row in enumerate(ROWS, 1)],
    )


def targets() -> Drawn:
    return sheet(
        "年度任务",
        ["序号", "项目", "指标", "省定", "市定", "完成率"],
        *[[n, row[2], row[3], row[5], row[6], Decimal("0.5")] for n, row in enumerate(ROWS, 1)],
    )


def chart_data() -> Drawn:
    return sheet(
        "图表",
        ["月份", "累计完成", "完成率"],
        *[[f"{n}月", 300 * n, Decimal("0.1") * n] for n in range(1, 9)],
    )


def townships() -> Drawn:
    return sheet(
        "乡镇台账",
        ["序号", "乡镇", "本月完成", "累计完成", "本月投入资金（万元）", "累计投入资金（万元）"],
        *[[n, f"示例{n}镇", n, 10 * n, n, 10 * n] for n in range(1, 13)],
    )


def projects_across() -> Drawn:
    return sheet(
        "县区汇总",
        ["县区", *[row[3] for row in ROWS]],
        [None, *["累计完成" for _ in ROWS]],
        ["海港区", *range(12)],
        ["卢龙县", *range(12)],
    )


def words_of_a_header() -> Drawn:
    return sheet(
        "说明",
        ["指标的本月完成和累计完成如何计算"],
        ["指标", "按任务书"],
        ["累计完成", "从年初算起"],
    )


def letter() -> Drawn:
    return sheet(
        "情况说明",
        ["昌黎县8月工作情况"],
        ["截至8月31日，辅助器具适配累计完成700人，本月完成60人。"],
    )


def rates() -> Drawn:
    return sheet(
        "完成率",
        ["序号", "指标", "本月完成率", "累计完成率"],
        *[[n, row[3], "10%", "50%"] for n, row in enumerate(ROWS, 1)],
    )


def by_project_and_unit() -> Drawn:
    """The places stand under 单位: it is a list of counties all the same."""
    lines: list[list[Written]] = [["序号", "项目", "单位", "本月完成", "累计完成"]]
    lines += [[n, row[2], ("海港区", "卢龙县")[n % 2], n, 10 * n] for n, row in enumerate(ROWS)]
    return sheet("汇总", *lines)


def by_place_and_indicator() -> Drawn:
    lines: list[list[Written]] = [["序号", "县（市、区）", "指标", "单位", "本月完成", "累计完成"]]
    lines += [[n, "海港区", row[3], row[4], n, 10 * n] for n, row in enumerate(ROWS, 1)]
    return sheet("明细", *lines)


def funds_by_project() -> Drawn:
    return sheet(
        "资金",
        ["项目", "本月投入资金（万元）", "累计投入资金（万元）"],
        *[[row[2], 1, 10] for row in ROWS],
    )


beside("with rates of the same indicators", rates)
beside("with a list by project whose 单位 are counties", by_project_and_unit)
beside("with a list by county and indicator", by_place_and_indicator)
beside("with the funds by project", funds_by_project)
beside("with a table of counties before", places)
beside("with a table of counties after", places, before=False)
beside("with a summary by project with other columns", by_project)
beside("with a list by county and project", by_place_and_project)
beside("with a table of indicators and no figures", indicator_without_figures)
beside("with the year's targets and a rate", targets)
beside("with the data of a chart", chart_data)
beside("with a ledger of townships", townships)
beside("with counties down and indicators across", projects_across)
beside("with the words of a header on other sheets", words_of_a_header, letter)
beside("with seven other sheets", cover, guide, places, by_project, targets, chart_data, letter)


# ---------------------------------------------------------------- hidden sheets


def hidden(name: str, make: Callable[[], Drawn], state: Visibility, before: bool = True) -> None:
    def change(form: Form) -> None:
        made = make()
        made.state = state
        if before:
            # Some programs cannot hide the first sheet of a workbook.
            form.before += [cover(), made]
        else:
            form.after.append(made)

    kind("sheets", name, "hidden_sheet")(change)


hidden("hidden: last month's form before it", lambda: last_month("7月"), "hidden")
hidden("hidden: last month's form after it", lambda: last_month("7月"), "hidden", before=False)
hidden("hidden: last month's form, very hidden", lambda: last_month("上月"), "very_hidden")
hidden("hidden: the same form with other figures", lambda: twin("月报旧", less=5), "hidden")
hidden("hidden: the template's blank form", lambda: blank("模板"), "hidden")
hidden("hidden: _meta that fits", meta, "very_hidden", before=False)
hidden("hidden: _meta only hidden", meta, "hidden", before=False)
hidden(
    "hidden: lists for the drop-downs",
    lambda: sheet("字典", ["单位", "指标"], ["人", "机构托养"], ["户", "居家托养"]),
    "hidden",
)
hidden(
    "hidden: a broken table", lambda: sheet("旧", ["指标", "累计完成"], ["不明", "约100"]), "hidden"
)


def blank(name: str) -> Drawn:
    made = twin(name)
    for row in range(5, 17):
        for column in range(7, 11):
            made.put(row, column, None)
    return made


@kind("sheets", "hidden: _meta visible and fitting")
def meta_visible(form: Form) -> None:
    form.after.append(meta(state="visible"))


@kind("sheets", "hidden: _meta of last month", "hidden_sheet")
def meta_stale(form: Form) -> None:
    form.after.append(
        meta(
            ("template", "2021.1"), ("region", "130322"), ("month", "2021-07"), ("plan_revision", 1)
        )
    )
    form.warn("W-META-STALE", ("month",))


@kind("sheets", "hidden: _meta of another county", "hidden_sheet")
def meta_elsewhere(form: Form) -> None:
    form.after.append(meta(("template", "2021.1"), ("region", "130324"), ("month", "2021-08")))
    form.refuse("E-REGION-META", ("region",))


@kind("sheets", "hidden: _meta with the month as a number and blanks", "hidden_sheet")
def meta_number(form: Form) -> None:
    form.after.append(
        meta(
            ("template", "2021.1"),
            ("region", 130322),
            ("month", " 2021-08 "),
            ("plan_revision", "1"),
        )
    )


@kind("sheets", "hidden: _meta empty", "hidden_sheet")
def meta_empty(form: Form) -> None:
    form.after.append(Drawn("_meta", "very_hidden"))


@kind("sheets", "hidden: only the form, all else visible", "hidden_sheet")
def only_form_hidden(form: Form) -> None:
    form.before += [cover(), guide()]
    form.sheet.state = "hidden"
    form.inform("I-HIDDEN")


@kind("sheets", "hidden: only the form, very hidden", "hidden_sheet")
def only_form_very_hidden(form: Form) -> None:
    form.before.append(cover())
    form.sheet.state = "very_hidden"
    form.inform("I-HIDDEN")


@kind("sheets", "hidden: seven months before the visible one", "hidden_sheet")
def months_hidden(form: Form) -> None:
    form.sheet.name = "8月"
    form.before.append(cover())
    for month in range(1, 8):
        made = last_month(f"{month}月", "hidden")
        made.put(2, 6, f"报告期：2021年{month}月")
        form.before.append(made)


@kind("sheets", "hidden: the form, and a visible table of counties", "hidden_sheet")
def form_hidden_with_places(form: Form) -> None:
    form.before.append(places())
    form.sheet.state = "hidden"
    form.inform("I-HIDDEN")


@kind("sheets", "hidden: two forms and none visible", "hidden_sheet")
def two_hidden(form: Form) -> None:
    form.before.append(guide())
    form.sheet.state = "hidden"
    form.after.append(last_month("7月", "hidden"))
    form.refuse_file("E-FORM-TWO E-FORM-NONE")


@kind("sheets", "hidden: this month's form, the visible one is last month's", "hidden_sheet")
def wrong_one_hidden(form: Form) -> None:
    """By the rule the visible one is the form, and read as what it says it is."""
    other = plain_form()
    other.sheet.name, other.sheet.state = "8月", "hidden"
    other.sheet.put(2, 6, "报告期：2021年9月")
    form.before += [cover(), other.sheet]


# ---------------------------------------------------------------- two forms


def two(name: str, *made: Callable[[], Drawn], before: bool = False) -> None:
    def change(form: Form) -> None:
        (form.before if before else form.after).extend(one() for one in made)
        form.refuse_file(TWO)

    kind("sheets", f"two forms: {name}")(change)


def other_county() -> Drawn:
    made = twin("卢龙", less=2)
    made.put(2, 1, "填报单位：卢龙县")
    return made


def summary_with_totals() -> Drawn:
    return sheet(
        "项目汇总",
        ["序号", "项目", "年度任务", "累计完成", "完成率"],
        *[[n, row[2], row[5], 10 * n, "50%"] for n, row in enumerate(ROWS, 1)],
    )


def example() -> Drawn:
    made = guide("填报示例")
    made.line(10, "序号", "项目", "指标", "单位", "本月完成", "累计完成")
    made.line(11, 1, ROWS[0][2], ROWS[0][3], "人", 10, 100)
    return made


def ledger() -> Drawn:
    months = [f"{n}月" for n in range(1, 9)]
    return sheet(
        "全年台账",
        ["序号", "指标", "单位", *months, "累计完成"],
        *[[n, row[3], row[4], *([1] * 8), 8] for n, row in enumerate(ROWS, 1)],
    )


def weekly() -> Drawn:
    return sheet(
        "周报",
        ["指标", "单位", "本周完成", "累计完成"],
        *[[row[3], row[4], 1, 8] for row in ROWS],
    )


def skeleton() -> Drawn:
    return sheet("空", ["序号", "项目", "指标", "本月完成", "累计完成"])


two("a ledger of the months", ledger)
two("a weekly report with the same indicators", weekly)
two("an empty table with the same header", skeleton)
two("one sheet a month", *[lambda n=n: last_month(f"{n}月") for n in range(1, 8)], before=True)
two("last month's visible", lambda: last_month("7月"))
two("last month's before it", lambda: last_month("上月"), before=True)
two("the same one twice", lambda: twin("月报 (2)"))
two("a blank one after it", lambda: blank("空表"))
two("two counties", other_county)
two("two counties, the other first", other_county, before=True)
two("three of them", lambda: twin("甲"), other_county)
two("one of the projects with 累计完成", summary_with_totals)
two("an example among the explanations", example, before=True)


@kind("sheets", "two forms: one split over two sheets")
def split(form: Form) -> None:
    other = deepcopy(form.sheet)
    other.name = "月报（续）"
    other.merges = [merge for merge in other.merges if not 5 <= merge[0] <= 16]
    form.sheet.merges = [merge for merge in form.sheet.merges if not 5 <= merge[0] <= 16]
    for row in range(11, 17):
        form.sheet.delete_row(11)
        other.delete_row(5)
        assert row
    form.after.append(other)
    form.refuse_file(TWO)


@kind("sheets", "two forms: the second half has no header")
def split_without_header(form: Form) -> None:
    """The second sheet is no form: what stands on it is missing in the first."""
    part = Drawn("续表")
    for indicator in INDICATORS[6:]:
        row = form.row(indicator)
        part.line(row, *[form.sheet.value(row, column) for column in range(1, 12)])
    form.sheet.merges = [merge for merge in form.sheet.merges if not 5 <= merge[0] <= 16]
    for indicator in INDICATORS[6:]:
        form.drop_row(indicator)
        form.refuse("E-INDICATOR-MISSING", None)
    form.after.append(part)


# ---------------------------------------------------------------- no form


def none(name: str, change: Callable[[Form], object], codes: str = "E-FORM-NONE") -> None:
    def made(form: Form) -> None:
        change(form)
        form.refuse_file(codes)

    kind("sheets", f"no form: {name}")(made)


def _header(form: Form, *words: str) -> None:
    """Keep only these columns' headers; the other cells of the header are emptied."""
    for kind_, text in HEAD.items():
        row = form.header_top + kind_.startswith("target")
        form.sheet.put(row, form.column(kind_), text if kind_ in words else "其他")


none("nothing on any sheet", lambda form: form.sheet.cells.clear())
none("only a cover", lambda form: setattr(form, "sheet", cover()))
none("only a table of counties", lambda form: setattr(form, "sheet", places()))
none("only the explanations", lambda form: setattr(form, "sheet", guide()))
none("only a list of townships", lambda form: setattr(form, "sheet", townships()))
none(
    "指标 but neither 本月完成 nor 累计完成",
    lambda form: _header(form, "sequence", "project", "indicator", "unit", "note"),
)
none(
    "本月完成 and 累计完成 but neither 指标 nor 项目",
    lambda form: _header(form, "sequence", "completed_month", "completed_total", "note"),
)
none("the year's targets", lambda form: setattr(form, "sheet", targets()))


@kind("sheets", "no form: only a table of counties and last month's hidden", "hidden_sheet")
def none_but_hidden(form: Form) -> None:
    """The only form is hidden: it is read as what it says it is."""
    form.sheet.state = "hidden"
    form.before += [places(), by_project()]
    form.inform("I-HIDDEN")


@kind("sheets", "formulas without results on the other sheets", "no_result")
def formulas_elsewhere(form: Form) -> None:
    made = by_project()
    for row in range(2, 6):
        made.put(row, 4, Put(None, formula=f"月报!H{row + 3}"))
    form.after.append(made)
