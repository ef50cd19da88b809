"""Whose form it is, of which month, and up to which day: the lines above the header.

填报单位, 报告期 and 截至日期 in every writing that occurs; names, aliases, codes; the title, the
file's name, `_meta` and the sheet's name that agree, disagree or know it alone; what must be
refused because it is unknown, names two, or could only be guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from tests.corpus.form import FIELDS, INDICATORS, ROWS, TITLE, Form
from tests.corpus.kinds import kind
from tests.corpus.sheet import Drawn, Put, Visibility, Written

GROUP = "identity"
Change = Callable[[Form], object]

# Unreadable and span are two words for a period that is not one month.
NO_MONTH = "E-MONTH-UNREADABLE E-MONTH-SPAN E-MONTH-TWO"
NO_REGION = "E-REGION-UNKNOWN E-REGION-TWO"

# The yearly tasks of the sample's other regions, 省定 and 市定 by project's number.
TARGETS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "130302": ((714, 1190, 275, 155, 255, 116, 38, 66), (730, 1240, 285, 158, 263, 122, 40, 70)),
    "130303": ((258, 380, 88, 46, 94, 39, 12, 19), (264, 395, 90, 48, 97, 41, 13, 20)),
    "130304": ((181, 270, 68, 37, 72, 27, 9, 13), (187, 283, 70, 38, 75, 29, 10, 14)),
    "130306": ((576, 800, 182, 81, 188, 91, 27, 50), (588, 838, 190, 84, 194, 96, 28, 52)),
    "130321": ((841, 1100, 252, 102, 246, 151, 37, 74), (858, 1150, 260, 105, 255, 159, 38, 78)),
    "130324": ((666, 985, 195, 87, 192, 111, 31, 58), (681, 1030, 205, 90, 198, 117, 32, 60)),
    "130371": ((275, 415, 100, 51, 119, 46, 16, 21), (282, 432, 105, 52, 124, 48, 16, 22)),
    "130372": ((149, 340, 70, 19, 23, 23, 13, 11), (152, 360, 75, 20, 24, 24, 14, 12)),
}
# Figures small enough for the smallest of them, in the order of ROWS; money in 万元.
SMALL: tuple[tuple[str, str, str, str], ...] = (
    ("6", "70", "0.31", "3.605"),
    ("12", "103", "0.58", "5.005"),
    ("1", "3", "1.2", "3.48"),
    ("2", "23", "0.2", "2.3"),
    ("1", "11", "0.15", "1.225"),
    ("1", "6", "0.1", "1.2"),
    ("2", "15", "0.12", "1.5"),
    ("1", "5", "0.18", "1.5"),
    ("1", "6", "0.14", "1.2"),
    ("1", "4", "0.05", "0.2"),
    ("1", "1", "0.4", "0.4"),
    ("2", "2", "0.8", "0.8"),
)


def register(name: str, change: Change, needs: str = "") -> None:
    kind(GROUP, name, needs)(change)


def shown(text: object) -> str:
    """A writing as it stands in a kind's name: blanks that nobody sees are named."""
    words = {"\n": "⏎", "\t": "⇥", "\u3000": "▯", "\u00a0": "␣", "\u200b": "·"}
    return "".join(words.get(sign, sign) for sign in str(text)).strip()


# ---------------------------------------------------------------- typing


def region_line(form: Form, text: Written | Put) -> None:
    form.sheet.put(2, 1, text)


def month_line(form: Form, text: Written | Put) -> None:
    form.sheet.put(2, 6, text)


def as_of_line(form: Form, text: Written | Put) -> None:
    form.sheet.put(2, 9, text)


def title(form: Form, text: str) -> None:
    form.sheet.put(1, 1, text)


def in_month(form: Form, month: str, text: str, as_of: str) -> None:
    """Make it the form of another month."""
    form.month = month
    month_line(form, f"报告期：{text}")
    as_of_line(form, f"截至日期：{as_of}")


def become(form: Form, region: str) -> None:
    """Make it the form of another region: its yearly tasks, and figures that fit them."""
    form.region = region
    province, city = TARGETS[region]
    seen: set[int] = set()
    for (indicator, sequence, *_), figures in zip(ROWS, SMALL, strict=True):
        if sequence not in seen:
            seen.add(sequence)
            row = form.row(indicator)
            form.sheet.put(row, form.column("target_province"), province[sequence - 1])
            form.sheet.put(row, form.column("target_city"), city[sequence - 1])
        for name, text in zip(FIELDS, figures, strict=True):
            amount = Decimal(text)
            whole = amount == amount.to_integral_value()
            factor = 10_000 if name.startswith("funds") else 1
            form.type(indicator, name, int(amount) if whole else amount, amount * factor)


def no_line(form: Form) -> None:
    """Take away the line with 填报单位, 报告期 and 截至日期."""
    for column in (1, 6, 9):
        form.sheet.put(2, column, None)


def two_cells(form: Form, mark: str, label: str, value: Written | Put, number_format: str) -> None:
    """A label and, in the next cell, its value."""
    column = {"region": 1, "month": 6, "as_of": 9}[mark]
    form.sheet.put(2, column, label)
    form.sheet.put(2, column + 1, value, number_format)
    form.sheet.marks |= {(mark,): (2, column + 1), ("label",): (2, column)}


def lose(form: Form, mark: str) -> None:
    """Nobody can say whose it is, or of when."""
    if mark == "region":
        form.region = None
    else:
        form.month = None


# ---------------------------------------------------------------- 填报单位: read


def reads_region(text: str) -> Change:
    return lambda form: region_line(form, text)


for written in (
    "填报单位:昌黎县", "填报单位 昌黎县", "填报单位昌黎县", "填报单位： 昌黎县 ",
    "填报单位 ： 昌黎县", "填报单位：昌　黎　县", "填 报 单 位：昌 黎 县",
    "填　报　单　位：昌　黎　县", "填报单位：\u00a0昌黎县\u00a0", "填报单位：昌\u200b黎县",
    "\u3000填报单位：昌黎县", "填报单位：\n昌黎县", "填报\n单位：昌黎县",
    "填报单位：昌黎县\n残疾人联合会", "填报单位：\t昌黎县", "填报单位（盖章）：昌黎县",
    "填报单位(盖章):昌黎县残联", "填报单位（公章）：昌黎县残联", "填报单位（盖 章）：昌黎县",
    "填报单位：昌黎县（盖章）", "填报单位：昌黎县残联（公章）", "填报单位：（盖章）昌黎县",
    "填报单位：昌黎县残疾人联合会　　　（盖章）", "填报单位：昌黎县残联", "填报单位：昌黎残联",
    "填报单位：昌黎", "填报单位：昌黎县残疾人联合会", "填报单位：秦皇岛市昌黎县",
    "填报单位：秦皇岛市昌黎县残联", "填报单位（公章）：秦皇岛市昌黎县残疾人联合会",
    "填报单位：秦皇岛昌黎县", "填报单位：130322", "填报单位：１３０３２２",
    "填报单位：130322 昌黎县", "填报单位：昌黎县（130322）", "填报单位：____昌黎县____",
    "填报单位（盖章）：昌黎县残联        单位：人、户、万元",
    "填报单位：昌黎县    填报日期：2021年9月2日", "填报单位：昌黎县    联系电话：0335-2022345",
):  # fmt: skip
    register(f"region written {shown(written)}", reads_region(written))

for label in (
    "填表单位", "上报单位", "报送单位", "单位名称", "县区", "填报县区", "县（区）", "县区名称",
    "填报地区", "报表单位", "单位（盖章）", "县（市、区）",
):  # fmt: skip
    register(f"region labelled {label}", reads_region(f"{label}：昌黎县"))


def region_in_two_cells(label: str, value: Written, number_format: str = "") -> Change:
    return lambda form: two_cells(form, "region", label, value, number_format)


for label, value in (
    ("填报单位", "昌黎县"),
    ("填报单位：", "昌黎县"),
    ("填报单位（盖章）", "昌黎县残联"),
    ("填报单位（盖章）：", "昌　黎　县"),
    ("填报单位", "：昌黎县"),
    ("填表单位", "秦皇岛市昌黎县残疾人联合会（公章）"),
    ("县区", "昌黎"),
    ("填报单位", "130322"),
    ("填报单位", 130322),
):
    kind_of = "a number" if isinstance(value, int) else "text"
    name = f"region in two cells, {label} and {shown(value)} as {kind_of}"
    register(name, region_in_two_cells(label, value))

register(
    "region's code as a number with a thousands separator",
    region_in_two_cells("填报单位", 130322, "#,##0"),
    "format",
)


@kind(GROUP, "region's label and value far apart")
def far_apart(form: Form) -> None:
    form.sheet.insert_rows(2)
    form.sheet.put(3, 1, None)
    form.sheet.put(2, 1, "填报单位：")
    form.sheet.put(2, 9, "昌黎县")
    form.sheet.marks["region",] = (2, 9)


@kind(GROUP, "region's label merged over three cells, value merged over two")
def both_merged(form: Form) -> None:
    region_line(form, "填报单位（盖章）")
    form.sheet.merge(2, 1, 2, 3)
    form.sheet.put(2, 4, "昌黎县残联")
    form.sheet.merge(2, 4, 2, 5)
    form.sheet.marks["region",] = (2, 4)


@kind(GROUP, "region in one cell merged over five")
def one_merged(form: Form) -> None:
    form.sheet.merge(2, 1, 2, 5)


@kind(GROUP, "region's label, colon and value in three cells")
def three_cells(form: Form) -> None:
    form.sheet.line(2, "填报单位", "：", "昌黎县")
    form.sheet.marks["region",] = (2, 3)


@kind(GROUP, "the line's labels above their values")
def labels_above(form: Form) -> None:
    form.sheet.insert_rows(3)
    for column, (label, value, mark) in {
        1: ("填报单位", "昌黎县", "region"),
        6: ("报告期", "2021年8月", "month"),
        9: ("截至日期", "2021-08-31", "as_of"),
    }.items():
        form.sheet.put(2, column, label)
        form.sheet.put(3, column, value)
        form.sheet.marks[mark,] = (3, column)


@kind(GROUP, "three lines instead of one, label and value in two cells")
def three_lines(form: Form) -> None:
    form.sheet.insert_rows(2, 2)
    no_line(form)
    for column in (1, 6, 9):
        form.sheet.put(4, column, None)
    for row, (label, value, mark) in enumerate(
        (
            ("填报单位：", "昌黎县残联", "region"),
            ("报告期：", "2021年8月", "month"),
            ("截至日期：", "2021年8月31日", "as_of"),
        ),
        start=2,
    ):
        form.sheet.line(row, label, value)
        form.sheet.marks[mark,] = (row, 2)


def all_in_one_cell(text: str) -> Change:
    def change(form: Form) -> None:
        no_line(form)
        form.sheet.put(2, 1, text)
        form.sheet.merge(2, 1, 2, 11)
        form.sheet.marks |= {("month",): (2, 1), ("as_of",): (2, 1)}

    return change


for number, written in enumerate(
    (
        "填报单位：昌黎县        报告期：2021年8月        截至日期：2021年8月31日",
        "填报单位（盖章）：昌黎县残联　　报告期：2021年8月　　截至日期：2021-08-31　　单位：人、户、万元",
        "填报单位：昌黎县；报告期：2021年8月；截至日期：2021-08-31",
        "填报单位:昌黎县 填报月份:8月份 截止日期:2021.8.31",
        "填报单位：昌黎县\n报告期：2021年8月\n截至日期：2021-08-31",
    ),
    start=1,
):
    register(
        f"region, month and day in one merged cell, writing {number}", all_in_one_cell(written)
    )


@kind(GROUP, "an annex number above the title")
def annex(form: Form) -> None:
    form.sheet.insert_rows(1)
    form.sheet.put(1, 1, "附件2")


@kind(GROUP, "the line above the title")
def line_above_title(form: Form) -> None:
    form.sheet.insert_rows(1)
    for column in (1, 6, 9):
        form.sheet.put(1, column, form.sheet.value(3, column))
    no_line(form)
    for column in (1, 6, 9):
        form.sheet.put(3, column, None)
    form.sheet.delete_row(3)
    for mark, column in (("region", 1), ("month", 6), ("as_of", 9)):
        form.sheet.marks[mark,] = (1, column)
    form.sheet.put(2, 1, TITLE)


@kind(GROUP, "region of many runs of rich text", "runs")
def region_in_runs(form: Form) -> None:
    region_line(form, Put("填报单位：昌黎县", runs=("填报单位：", "昌黎", "县")))


@kind(GROUP, "region and month by formulas with results", "result")
def identity_by_formula(form: Form) -> None:
    two_cells(form, "region", "填报单位：", Put("昌黎县", formula='"昌黎"&"县"'), "")
    two_cells(form, "month", "报告期：", Put("2021年8月", formula='2021&"年"&8&"月"'), "")


@kind(GROUP, "region by a formula without a result", "no_result")
def region_without_result(form: Form) -> None:
    two_cells(form, "region", "填报单位：", Put(None, formula='"昌黎"&"县"'), "")
    lose(form, "region")
    # The second one: that nothing is known of the region may be told besides.
    form.refuse("E-FORMULA-NO-RESULT", ("region",))
    form.refuse("E-REGION-MISSING E-FORMULA-NO-RESULT", ("region",), None, ("label",))


@kind(GROUP, "month by a formula without a result", "no_result")
def month_without_result(form: Form) -> None:
    two_cells(form, "month", "报告期：", Put(None, formula='TEXT(TODAY(),"yyyy-mm")'), "")
    lose(form, "month")
    form.refuse("E-FORMULA-NO-RESULT", ("month",))
    form.refuse("E-MONTH-MISSING E-FORMULA-NO-RESULT", ("month",), None, ("label",))


@kind(GROUP, "the line in a hidden row", "hidden_lines")
def hidden_line(form: Form) -> None:
    form.sheet.hidden_rows.add(2)


# ---------------------------------------------------------------- 填报单位: the other regions


def other_region(region: str, written: Written) -> Change:
    def change(form: Form) -> None:
        become(form, region)
        if isinstance(written, str):
            region_line(form, f"填报单位：{written}")
        else:
            two_cells(form, "region", "填报单位：", written, "")

    return change


for region, names in {
    "130302": "海港区 海港 海港区残联 秦皇岛市海港区残疾人联合会",
    "130303": "山海关区 山海关 关区 山海关区残联 秦皇岛市山海关区",
    "130304": "北戴河区 北戴河 秦皇岛市北戴河区残联 北戴河残联",
    "130306": "抚宁区 抚宁 抚宁县 抚宁县残联",
    "130321": "青龙满族自治县 青龙 青龙县 青龍 青龙县残联 青龙满族自治县残疾人联合会 青龍残联",
    "130324": "卢龙县 卢龙 盧龍 蘆龍 卢龙县残联",
    "130371": (
        "秦皇岛经济技术开发区 开发区 经开区 经济技术开发区 秦皇岛开发区 市开发区 秦皇岛市开发区 "
        "秦皇岛市经济技术开发区 开发区管委会 秦皇岛经济技术开发区管委会 经开区残联"
    ),
    "130372": "北戴河新区 新区 北戴河新区管委会 新区管委会 秦皇岛市北戴河新区 北戴河新区残联",
}.items():
    for alias in names.split():
        register(f"region {alias} is {region}", other_region(region, alias))

for region in TARGETS:
    register(f"region's code {region} as text", other_region(region, region))
register("region's code 130372 as a number", other_region("130372", 130372))


@kind(GROUP, "a new zone's name in line breaks")
def broken_name(form: Form) -> None:
    become(form, "130372")
    two_cells(form, "region", "填报单位", "北戴河\n新区", "")


def everywhere(region: str, name: str) -> Change:
    """The same name in the title, the line and the file's name: nothing to be said."""

    def change(form: Form) -> None:
        become(form, region)
        title(form, f"{name}民生实事进度月报表（2021年8月）")
        region_line(form, f"填报单位：{name}")
        form.file_name = f"{name}2021年8月月报.xlsx"

    return change


for region, name in (
    ("130372", "北戴河新区"),
    ("130304", "北戴河区"),
    ("130303", "山海关区"),
    ("130371", "秦皇岛经济技术开发区"),
    ("130371", "开发区"),
    ("130321", "青龙满族自治县"),
):
    register(f"{name} in title, line and file's name", everywhere(region, name))


@kind(GROUP, "北戴河新区 in the title and the file's name, 新区 in the line")
def new_zone_by_alias(form: Form) -> None:
    everywhere("130372", "北戴河新区")(form)
    region_line(form, "填报单位：新区")


# ---------------------------------------------------------------- 填报单位: refused


def unknown_region(written: str) -> Change:
    def change(form: Form) -> None:
        region_line(form, f"填报单位：{written}")
        lose(form, "region")
        form.refuse(NO_REGION, ("region",))

    return change


for written in (
    "滦南县", "唐山市", "昌梨县", "昌黎区", "昌黎县民政局", "昌黎县昌黎镇", "昌黎镇", "昌黎縣",
    "盧龍縣", "青龙满族县", "青龙自治县", "高新区", "北戴河新", "北戴河经济开发区",
    "山海关经济开发区", "昌黎经济开发区", "海港经济开发区", "北新区", "县残联", "我县", "×××县",
    "XX县区", "130323", "130399", "13032", "130322000000", "昌黎县、卢龙县", "昌黎县和卢龙县",
    "昌黎县/卢龙县", "昌黎县 卢龙县", "昌黎县卢龙县", "昌黎县（含北戴河新区托管村）",
    "昌黎县（代报卢龙县）", "昌黎县或卢龙县", "130321 昌黎县",
):  # fmt: skip
    register(f"region {shown(written)} is unknown", unknown_region(written))


@kind(GROUP, "two lines name two counties")
def two_lines(form: Form) -> None:
    form.sheet.insert_rows(3)
    form.sheet.put(3, 1, "填报单位：卢龙县")
    form.sheet.marks["second",] = (3, 1)
    lose(form, "region")
    form.refuse(NO_REGION, ("region",), ("second",))


@kind(GROUP, "a boolean for a county", "bool")
def region_is_boolean(form: Form) -> None:
    two_cells(form, "region", "填报单位：", True, "")
    lose(form, "region")
    form.refuse("E-REGION-UNKNOWN E-REGION-MISSING", ("region",))


def root_region(written: str) -> Change:
    def change(form: Form) -> None:
        region_line(form, f"填报单位：{written}")
        lose(form, "region")
        form.refuse("E-REGION-ROOT", ("region",))

    return change


for written in ("秦皇岛市", "秦皇岛", "市本级", "市直", "秦皇岛市残联", "秦皇岛市残疾人联合会", "130300"):  # fmt: skip
    register(f"the root region {written} does not submit", root_region(written))


@kind(GROUP, "市残联 and 全市 are no county")
def city_federation(form: Form) -> None:
    region_line(form, "填报单位：市残联")
    lose(form, "region")
    form.refuse("E-REGION-ROOT E-REGION-UNKNOWN", ("region",))


def region_gone(change: Change) -> Change:
    """What is left says nowhere whose form it is."""

    def gone(form: Form) -> None:
        form.sheet.marks["label",] = (2, 1)
        change(form)
        lose(form, "region")
        form.refuse("E-REGION-MISSING", None, ("region",), ("label",))

    return gone


def region_nowhere(text: Written) -> Change:
    return region_gone(lambda form: region_line(form, text))


for name, text in {
    "no line about the region": None,
    "region left blank": "填报单位：",
    "region left blank before the seal": "填报单位（盖章）：",
    "region left with dashes": "填报单位：——",
}.items():
    register(name, region_nowhere(text))


@region_gone
def only_in_file_name(form: Form) -> None:
    region_line(form, None)
    form.file_name = "昌黎县2021年8月月报.xlsx"


@region_gone
def only_in_sheet_name(form: Form) -> None:
    region_line(form, None)
    form.sheet.name = "昌黎县"


@region_gone
def only_in_foot(form: Form) -> None:
    region_line(form, None)
    form.sheet.put(19, 1, "昌黎县残疾人联合会")
    form.sheet.put(20, 1, "2021年9月2日")


@region_gone
def only_in_remark(form: Form) -> None:
    region_line(form, None)
    form.say("rehab_adult", "昌黎县残联已核实")


@region_gone
def high_tech_zone_in_title(form: Form) -> None:
    region_line(form, None)
    title(form, "高新区民生实事进度月报表")


@region_gone
def port_economy_zone_in_title(form: Form) -> None:
    region_line(form, None)
    title(form, "山海关经济开发区民生实事进度月报表")


@region_gone
def two_counties_in_title(form: Form) -> None:
    region_line(form, None)
    title(form, "昌黎县、卢龙县民生实事进度月报表")


@region_gone
def only_in_meta(form: Form) -> None:
    region_line(form, None)
    form.after.append(meta_sheet("visible"))


def meta_sheet(
    state: Visibility = "very_hidden",
    rows: Iterable[tuple[Written, Written]] = (),
    **changes: Written,
) -> Drawn:
    """The sheet `_meta` as the template makes it, with changes; None leaves a key out."""
    keys: dict[str, Written] = {"template": "2021.1", "region": "130322", "month": "2021-08"}
    keys |= {"plan_revision": 1} | changes
    drawn = Drawn(name="_meta", state=state)
    kept = [*rows] or [(key, value) for key, value in keys.items() if value is not None]
    for row, (key, value) in enumerate(kept, start=1):
        drawn.line(row, key, value)
    return drawn


for name, change in {
    "region only in the file's name": only_in_file_name,
    "region only in the sheet's name": only_in_sheet_name,
    "region only in the foot, without a label": only_in_foot,
    "region only in a remark": only_in_remark,
    "region only in `_meta`": only_in_meta,
    "the title's 高新区 is not 新区": high_tech_zone_in_title,
    "the title's 山海关经济开发区 is neither 山海关区 nor 开发区": port_economy_zone_in_title,
    "the title names two counties and no line any": two_counties_in_title,
}.items():
    register(name, change)


# What a form for all of them may be called: it names nobody.
FOR_ALL = (
    "各县区、开发区民生实事进度月报表",
    "县（区、开发区）民生实事进度月报表",
    "各县（区）、北戴河新区民生实事进度月报表",
    "各县区（含北戴河新区、开发区）民生实事进度月报表",
    "×××县（开发区）民生实事进度月报表",
    "秦皇岛市县区、新区民生实事进度月报表",
    "全市各县区民生实事进度月报表",
)


def titled_for_all(heading: str) -> Change:
    return lambda form: title(form, heading)


def title_of_nobody(heading: str) -> Change:
    def change(form: Form) -> None:
        region_line(form, None)
        title(form, heading)

    return region_gone(change)


for written in FOR_ALL:
    register(f"title for all, {written}", titled_for_all(written))
    register(f"title for all, {written}, and no line", title_of_nobody(written))


# ---------------------------------------------------------------- 填报单位: from the title


def region_from_title(text: str, line: Written = None) -> Change:
    def change(form: Form) -> None:
        region_line(form, line)
        title(form, text)
        form.sheet.marks["region",] = (1, 1)

    return change


for written in (
    "昌黎县民生实事进度月报表", "秦皇岛市昌黎县民生实事进度月报表",
    "秦皇岛市昌黎县残联民生实事进度月报表（2021年8月）", "秦皇岛市民生实事进度月报表（昌黎县）",
    "2021年8月昌黎县残疾人民生实事进度月报表", "昌黎县\n民生实事进度月报表",
    "昌　黎　县　民　生　实　事　进　度　月　报　表",
    "昌黎县残疾人联合会2021年1-8月民生实事进度月报表",
):  # fmt: skip
    register(f"region only in the title {shown(written)}", region_from_title(written))
for blank in ("填报单位（盖章）：", "填报单位：________（盖章）", "填报单位：　　　　（公章）"):
    register(
        f"region in the title, its line {blank}",
        region_from_title("昌黎县民生实事进度月报表", blank),
    )


@kind(GROUP, "北戴河新区 only in the title")
def new_zone_in_title(form: Form) -> None:
    become(form, "130372")
    region_from_title("北戴河新区民生实事进度月报表")(form)


@kind(GROUP, "北戴河区 only in the title")
def beach_in_title(form: Form) -> None:
    become(form, "130304")
    region_from_title("秦皇岛市北戴河区民生实事进度月报表")(form)


@kind(GROUP, "region in the title below an annex number")
def title_below_annex(form: Form) -> None:
    region_from_title("昌黎县民生实事进度月报表")(form)
    form.sheet.insert_rows(1)
    form.sheet.put(1, 1, "附件3")


@kind(GROUP, "a title that is not merged, in the middle of its row")
def title_in_the_middle(form: Form) -> None:
    region_from_title("昌黎县2021年8月民生实事进度月报表")(form)
    form.sheet.merges = [merge for merge in form.sheet.merges if merge[0] != 1]
    form.sheet.put(1, 5, form.sheet.value(1, 1))
    form.sheet.put(1, 1, None)
    form.sheet.marks |= {("region",): (1, 5), ("title",): (1, 5)}


# ---------------------------------------------------------------- 填报单位: others say otherwise


def elsewhere(heading: str = TITLE, file_name: str = "月报.xlsx") -> Change:
    """The title or the file's name names another county than the line."""

    def change(form: Form) -> None:
        title(form, heading)
        form.file_name = file_name
        form.warn("W-REGION-ELSEWHERE", ("region",), ("title",))

    return change


for name, change in {
    "title of another county": elsewhere("卢龙县民生实事进度月报表"),
    "title of the new zone": elsewhere("北戴河新区民生实事进度月报表"),
    "title of another county's federation": elsewhere("青龙满族自治县残联民生实事进度月报表"),
    "file's name of another county": elsewhere(file_name="卢龙县2021年8月月报.xlsx"),
    "file's name with another county's short name": elsewhere(file_name="抚宁8月.xlsx"),
    "file's name with another county's code": elsewhere(file_name="130324-2021-08.xlsx"),
}.items():
    register(name, change)


@kind(GROUP, "title of 北戴河区, line of 北戴河新区")
def neighbours(form: Form) -> None:
    become(form, "130372")
    region_line(form, "填报单位：北戴河新区")
    title(form, "北戴河区民生实事进度月报表")
    form.warn("W-REGION-ELSEWHERE", ("region",), ("title",))


@kind(GROUP, "title of 北戴河新区, line of 北戴河区")
def neighbours_again(form: Form) -> None:
    become(form, "130304")
    region_line(form, "填报单位：北戴河")
    title(form, "北戴河新区民生实事进度月报表")
    form.warn("W-REGION-ELSEWHERE", ("region",), ("title",))


def named_file(file_name: str) -> Change:
    def change(form: Form) -> None:
        form.file_name = file_name

    return change


for file_name in (
    "昌黎县.xlsx", "昌黎残联8月份（终稿）(2).xlsx", "130322-2021-08.xlsx",
    "秦皇岛市民生实事进度月报表.xlsx", "新建 Microsoft Excel 工作表.xlsx",
    "副本昌黎县202108.xlsx", "秦皇岛市昌黎县残联2021年1-8月.xlsx", "2021.8.31昌黎县.xlsx",
    "昌黎8月月报（9月2日报送）.xlsx", "8月报表.xlsx", "changli-2021-08.xlsx",
    "昌黎县月报第13版.xlsx", "关于报送8月份月报的通知附件.xlsx", "昌黎县2021年8月 v2.xlsx",
):  # fmt: skip
    register(f"file called {file_name}", named_file(file_name))


@kind(GROUP, "a sheet named after last month")
def sheet_of_last_month(form: Form) -> None:
    form.sheet.name = "7月"


@kind(GROUP, "a sheet named after another county")
def sheet_of_another(form: Form) -> None:
    form.sheet.name = "卢龙县"


# ---------------------------------------------------------------- `_meta`


def with_meta(
    state: Visibility = "visible",
    rows: Iterable[tuple[Written, Written]] = (),
    **changes: Written,
) -> Change:
    return lambda form: form.after.append(meta_sheet(state, rows, **changes))


for name, change in {
    "`_meta` visible and agreeing": with_meta(),
    "`_meta` with the region as a number": with_meta(region=130322),
    "`_meta` with the region's name": with_meta(region="昌黎县"),
    "`_meta` with the revision as text": with_meta(plan_revision="1"),
    "`_meta` with the month as a date": with_meta(month=date(2021, 8, 1)),
    "`_meta` with the month as people write it": with_meta(month="2021年8月"),
    "`_meta` without a month": with_meta(month=None),
    "`_meta` with the template only": with_meta(region=None, month=None, plan_revision=None),
    "`_meta` with one more key": with_meta(made_by="示例"),
    "`_meta` with blank values": with_meta(region="", month="", plan_revision=""),
    "`_meta` of another template": with_meta(template="2020.3"),
    "`_meta` empty": with_meta(rows=[(None, None)]),
    "`_meta` with a sentence": with_meta(rows=[("此表为系统使用，请勿改动", None)]),
    "`_meta` with a month that is none": with_meta(month="不详", plan_revision="最新"),
    "`_meta` with an error's text": with_meta(month="#REF!", plan_revision="#REF!"),
}.items():
    register(name, change)
register("`_meta` very hidden and agreeing", with_meta("very_hidden"), "hidden_sheet")
register("`_meta` hidden and agreeing", with_meta("hidden"), "hidden_sheet")


@kind(GROUP, "`_meta` as the first sheet")
def meta_first(form: Form) -> None:
    form.before.append(meta_sheet("visible"))


@kind(GROUP, "`_meta` agrees, the line has an alias")
def meta_and_alias(form: Form) -> None:
    form.after.append(meta_sheet("visible"))
    region_line(form, "填报单位：昌黎")


def meta_of(state: Visibility, code: str) -> Change:
    def change(form: Form) -> None:
        form.after.append(meta_sheet(state, region=code))
        form.refuse("E-REGION-META", ("region",))

    return change


register("`_meta` of another county", meta_of("visible", "130324"))
register("`_meta` of the new zone, very hidden", meta_of("very_hidden", "130372"), "hidden_sheet")
register("`_meta` of a county of another city", meta_of("visible", "130224"))


def stale(**changes: Written) -> Change:
    def change(form: Form) -> None:
        form.after.append(meta_sheet("visible", (), **changes))
        # With both, one may stand for the other.
        codes = {"month": "W-META-STALE", "plan_revision": "W-META-PLAN"}
        for _ in changes:
            form.warn(" ".join(codes[key] for key in changes))

    return change


for name, change in {
    "last month's template filled for this month": stale(month="2021-07"),
    "last month's template, its month a date": stale(month=date(2021, 7, 1)),
    "last month's template, its month in words": stale(month="2021年7月"),
    "last month's template, its month in six digits": stale(month=202107),
    "last year's template": stale(month="2020-08"),
    "template of an older plan revision": stale(plan_revision=7),
    "template of last month and another revision": stale(month="2021-07", plan_revision="3"),
}.items():
    register(name, change)


@kind(GROUP, "`_meta` of another county and month")
def meta_of_others(form: Form) -> None:
    form.after.append(meta_sheet("visible", region="130324", month="2021-07"))
    form.refuse("E-REGION-META", ("region",))
    form.warn("W-META-STALE", ("month",))


@kind(GROUP, "neither line nor title, `_meta` knows both")
def meta_alone(form: Form) -> None:
    form.after.append(meta_sheet("visible"))
    no_line(form)
    lose(form, "region")
    lose(form, "month")
    form.refuse("E-REGION-MISSING", None, ("region",))
    form.refuse("E-MONTH-MISSING", None, ("month",))


@kind(GROUP, "last month's form retyped, only the line is new")
def retyped(form: Form) -> None:
    form.after.append(meta_sheet("visible", month="2021-07"))
    title(form, "昌黎县民生实事进度月报表（2021年7月）")
    form.file_name = "昌黎县2021年7月月报.xlsx"
    as_of_line(form, "截至日期：2021-07-31")
    form.warn("W-META-STALE", ("month",))
    for _ in range(2):  # one for the title, one for the file's name, or both in one
        form.warn("W-MONTH-ELSEWHERE", ("month",), ("title",))
    form.refuse("E-AS-OF-MONTH", ("as_of",))


@kind(GROUP, "last month's title forgotten, all else new")
def title_forgotten(form: Form) -> None:
    title(form, "昌黎县2021年7月民生实事进度月报表")
    form.warn("W-MONTH-ELSEWHERE", ("month",), ("title",))


# ---------------------------------------------------------------- 报告期: read


def reads_month(text: str, heading: str = TITLE) -> Change:
    def change(form: Form) -> None:
        month_line(form, f"报告期：{text}")
        title(form, heading)

    return change


for written in (
    "2021年08月", "2021年8月份", "2021年08月份", "2021-08", "2021-8", "2021.8", "2021.08",
    "2021/8", "2021/08", "202108", "２０２１年８月", "２０２１．８", "２０２１０８",
    "2021 年 8 月", "2021　年　8　月　份", " 2021年8月 ", "2021年\n8月", "2021 - 08",
    "2021年八月", "2021年八月份", "二〇二一年八月", "二○二一年八月", "二0二一年八月",
    "二零二一年八月", "二〇二一年八月份", "（2021年8月）", "2021年8月1日-31日",
    "2021年8月1日至31日", "2021年8月1日—8月31日", "2021年8月1日至2021年8月31日",
    "2021-08-01至2021-08-31", "2021年8月31日", "2021-08-31", "2021年（8月）",
    "2021-08-01 00:00:00",
):  # fmt: skip
    register(f"month written {shown(written)}", reads_month(written))

YEAR_IN_TITLE = "秦皇岛市2021年民生实事进度月报表"
for written in (
    "8月", "08月", "8月份", "八月", "八月份", "８月", "8 月", "8月1日-31日", "8月1日至8月31日",
):  # fmt: skip
    register(
        f"month written {shown(written)}, year in the title", reads_month(written, YEAR_IN_TITLE)
    )
register(
    "month written 8月, year in the title in characters",
    reads_month("8月", "秦皇岛市二〇二一年民生实事进度月报表"),
)
register(
    "month written 8月, year as 2021年度 in the title",
    reads_month("8月份", "秦皇岛市2021年度民生实事进度月报表"),
)
register(
    "month written 8月, title with the whole month",
    reads_month("8月", "秦皇岛市民生实事进度月报表（2021年8月）"),
)
register("month written 八月, year only in 截至日期", reads_month("八月"))

for label in (
    "填报月份", "统计月份", "所属月份", "月份", "报表期", "报告期间", "报表月份", "所属期",
    "报送月份", "报 告 期", "报告期（月）", "填报期", "统计期",
):  # fmt: skip
    register(
        f"month labelled {label}",
        lambda form, label=label: month_line(form, f"{label}：2021年8月"),  # type: ignore[misc]
    )


def month_in_two_cells(value: Written, number_format: str = "", label: str = "报告期：") -> Change:
    return lambda form: two_cells(form, "month", label, value, number_format)


MONTH_CELLS: tuple[Written, ...] = (
    *("2021年8月", "2021-08", "2021.8", "202108"),
    *(202108, Decimal("2021.8"), Decimal("2021.08")),
)
for month_cell in MONTH_CELLS:
    kind_of = "text" if isinstance(month_cell, str) else "a number"
    name = f"month in a cell of its own, {month_cell} as {kind_of}"
    register(name, month_in_two_cells(month_cell))
register(
    "month in a cell of its own, label without colon", month_in_two_cells("2021年8月", "", "报告期")
)
for day in (date(2021, 8, 1), date(2021, 8, 31), date(2021, 8, 18)):
    register(f"month as the date {day}", month_in_two_cells(day))
DATE_FORMATS = (
    'yyyy"年"m"月"',
    "yyyy-mm",
    "mmm-yy",
    "yyyy/m/d",
    'm"月"',
    '[$-804]yyyy"年"m"月";@',
    '[DBNum1][$-804]yyyy"年"m"月";@',
    "yyyymm",
)
for number_format in DATE_FORMATS:
    register(
        f"month as a date shown as {number_format}",
        month_in_two_cells(date(2021, 8, 1), number_format),
        "format",
    )
register("month as a number with two decimals", month_in_two_cells(202108, "0.00"), "format")


@kind(GROUP, "month as a date, days counted from 1904", "1904")
def month_from_1904(form: Form) -> None:
    form.date_1904 = True
    two_cells(form, "month", "报告期：", date(2021, 8, 1), 'yyyy"年"m"月"')


def other_month(month: str, text: str, as_of: str) -> Change:
    return lambda form: in_month(form, month, text, as_of)


for month, text, as_of in (
    ("2021-02", "2021年2月", "2021-02-28"),
    ("2021-03", "2021.3", "2021.3.31"),
    ("2021-06", "2021-6", "2021-06-30"),
    ("2021-07", "２０２１年７月", "2021年7月30日"),
):
    register(f"an earlier month, {text}", other_month(month, text, as_of))


# ---------------------------------------------------------------- 报告期: from January on


def reads_range(text: str, heading: str = TITLE) -> Change:
    def change(form: Form) -> None:
        reads_month(text, heading)(form)
        form.inform("I-MONTH-RANGE", ("month",))

    return change


for written in (
    "2021年1-8月", "2021年1—8月", "2021年1－8月", "2021年1～8月", "2021年1~8月", "2021年1至8月",
    "2021年1月至8月", "2021年1月-8月", "2021年1-8月份", "2021年1月-2021年8月", "2021年１－８月",
    "2021年 1 - 8 月", "2021年01-08月", "2021年一至八月", "二〇二一年一至八月",
    "2021年1-8月累计", "2021年元月-8月", "2021.1-2021.8", "2021-01至2021-08",
    "2021年1月1日至8月31日",
):  # fmt: skip
    register(f"from January on, {shown(written)}", reads_range(written))
for written in ("1-8月", "1—8月份", "1至8月", "一至八月"):
    register(f"from January on, {written}, year in the title", reads_range(written, YEAR_IN_TITLE))


@kind(GROUP, "from January on, March")
def until_march(form: Form) -> None:
    in_month(form, "2021-03", "2021年1-3月", "2021-03-31")
    form.inform("I-MONTH-RANGE", ("month",))


@kind(GROUP, "from January on in the title, the month in the line")
def range_in_title(form: Form) -> None:
    title(form, "昌黎县2021年1-8月民生实事进度月报表")


@kind(GROUP, "the month in the title, from January on in the line")
def range_in_line(form: Form) -> None:
    reads_range("2021年1-8月", "昌黎县2021年8月民生实事进度月报表")(form)


# ---------------------------------------------------------------- 报告期: from the title


def month_from_title(text: str, line: Written = None) -> Change:
    def change(form: Form) -> None:
        month_line(form, line)
        title(form, text)
        form.sheet.marks["month",] = (1, 1)

    return change


for written in (
    "秦皇岛市民生实事进度月报表（2021年8月）", "秦皇岛市2021年8月民生实事进度月报表",
    "秦皇岛市2021年8月份民生实事进度月报表", "秦皇岛市民生实事进度月报表(2021-08)",
    "秦皇岛市民生实事进度月报表\n2021年8月", "秦皇岛市民生实事进度月报表　二〇二一年八月",
    "秦皇岛市民生实事进度月报表（２０２１年８月）",
    "秦皇岛市民生实事进度月报表（2021 年 8 月）", "2021年度秦皇岛市民生实事8月份进度月报表",
    "秦皇岛市2021年民生实事进度月报表（8月）", "秦皇岛市2021年1-8月民生实事进度月报表",
):  # fmt: skip
    register(f"month only in the title {shown(written)}", month_from_title(written))
for text in ("报告期：", "报告期：    年  月", "报告期：____年__月"):
    register(
        f"month in the title, its line {shown(text)}",
        month_from_title("秦皇岛市民生实事进度月报表（2021年8月）", text),
    )


@kind(GROUP, "month in a second title line")
def second_title(form: Form) -> None:
    month_line(form, None)
    form.sheet.insert_rows(2)
    form.sheet.put(2, 1, "（2021年8月）")
    form.sheet.merge(2, 1, 2, 11)
    form.sheet.marks["month",] = (2, 1)


@kind(GROUP, "region and month only in the title, the line gone")
def only_title(form: Form) -> None:
    title(form, "昌黎县残联2021年8月民生实事进度月报表")
    form.sheet.delete_row(2)
    form.sheet.marks |= {("region",): (1, 1), ("month",): (1, 1)}


@kind(GROUP, "date of filling in the line, month in the title")
def date_of_filling(form: Form) -> None:
    month_from_title("秦皇岛市民生实事进度月报表（2021年8月）")(form)
    month_line(form, "填报日期：2021年9月2日")


# ---------------------------------------------------------------- 报告期: refused


def bad_month(text: Written, codes: str = NO_MONTH, heading: str = TITLE) -> Change:
    def change(form: Form) -> None:
        title(form, heading)
        month_line(form, f"报告期：{text}")
        lose(form, "month")
        form.refuse(codes, ("month",))

    return change


for written in (
    "2021年三季度", "2021年第三季度", "2021年第3季度", "2021年3季度", "2021年Q3", "三季度",
    "2021年7-8月", "2021年7—8月", "2021年7、8月", "2021年7月、8月", "2021年7月和8月",
    "2021年7月至8月", "2021年7月-2021年8月", "2021年2-8月", "2021年5至8月", "2021年上半年",
    "上半年", "2021年下半年", "2020年1月-2021年8月", "2021年8-9月", "2021年8-12月",
    "2021年8-1月", "2021年7月26日-8月25日", "2021年1-13月", "2021年1-6月、8月", "2021年",
    "2021年度", "2021年全年", "2021", "2021年13月", "2021年0月", "2021年00月", "2021年88月",
    "2021-13", "2021.13", "202113", "202100", "20218", "21年8月", "2021年十三月", "8月2021",
    "2021 8", "Aug-21", "2021年8月？", "2021年8月或9月", "上月", "本月", "当月", "见标题",
    "2021年8月上旬", "2021年  月",
):  # fmt: skip
    register(f"no month: {shown(written)}", bad_month(written))

for written in ("7-8月", "三季度", "上半年", "13月", "7、8月"):
    register(f"no month: {written}, year in the title", bad_month(written, heading=YEAR_IN_TITLE))


@kind(GROUP, "no month: 8月 and no year anywhere")
def no_year(form: Form) -> None:
    bad_month("8月", "E-MONTH-UNREADABLE E-MONTH-MISSING")(form)
    as_of_line(form, "截至日期：")
    form.sheet.put(18, 9, "填报日期：")


def bad_month_cell(value: Written, number_format: str = "") -> Change:
    def change(form: Form) -> None:
        two_cells(form, "month", "报告期：", value, number_format)
        lose(form, "month")
        form.refuse(NO_MONTH, ("month",))

    return change


for amount in (44409, Decimal("2021.13"), 2021, 8, 202113, 20218):
    register(f"no month: the number {amount}", bad_month_cell(amount))
# January or, with a zero lost, October: nobody can say.
register("no month: the number 2021.1", bad_month_cell(Decimal("2021.1")))
register("no month: true", bad_month_cell(True), "bool")


def gone(change: Change) -> Change:
    """What is left says nowhere of which month it is."""

    def nowhere(form: Form) -> None:
        change(form)
        lose(form, "month")
        form.sheet.marks["label",] = (2, 6)
        form.refuse("E-MONTH-MISSING E-MONTH-UNREADABLE", None, ("month",), ("label",), ("title",))

    return nowhere


def month_nowhere(text: Written) -> Change:
    return gone(lambda form: month_line(form, text))


for name, text in {
    "no line about the month": None,
    "month left blank": "报告期：",
    "month left to be filled": "报告期：    年    月",
    "month left to be filled on lines": "报告期：______年____月",
}.items():
    register(name, month_nowhere(text))


@gone
def month_in_file_name(form: Form) -> None:
    month_line(form, None)
    form.file_name = "昌黎县2021年8月月报.xlsx"


@gone
def month_in_sheet_name(form: Form) -> None:
    month_line(form, None)
    form.sheet.name = "2021年8月"


@gone
def month_in_as_of(form: Form) -> None:
    month_line(form, None)
    as_of_line(form, "截至日期：2021年8月31日")


@gone
def month_in_foot(form: Form) -> None:
    month_line(form, None)
    form.sheet.put(18, 9, "填报日期：2021年8月20日")


@gone
def month_in_date_of_filling(form: Form) -> None:
    month_line(form, "填报日期：2021年9月2日")


@gone
def month_in_meta(form: Form) -> None:
    month_line(form, None)
    form.after.append(meta_sheet("visible"))


@gone
def year_in_title(form: Form) -> None:
    month_line(form, None)
    title(form, "秦皇岛市2021年度民生实事进度月报表")


for name, change in {
    "month only in the file's name": month_in_file_name,
    "month only in the sheet's name": month_in_sheet_name,
    "month only in 截至日期": month_in_as_of,
    "month only in the foot's date": month_in_foot,
    "month only in the date of filling": month_in_date_of_filling,
    "month only in `_meta`": month_in_meta,
    "only the year in the title": year_in_title,
}.items():
    register(name, change)

for written in ("2021年三季度", "2021年上半年", "2021年7-8月"):

    def span_in_title(form: Form, written: str = written) -> None:
        month_from_title(f"秦皇岛市{written}民生实事进度月报表")(form)
        lose(form, "month")
        form.refuse("E-MONTH-MISSING E-MONTH-UNREADABLE E-MONTH-SPAN", None, ("title",))

    register(f"only the title has a period, {written}", span_in_title)


def not_begun(month: str, text: str, as_of: str) -> Change:
    def change(form: Form) -> None:
        in_month(form, month, text, as_of)
        form.refuse("E-MONTH-FUTURE", ("month",))

    return change


register("next month", not_begun("2021-09", "2021年9月", "2021-09-30"))
register("December to come", not_begun("2021-12", "2021.12", "2021-12-31"))
register("October written as 2021.10", not_begun("2021-10", "2021.10", "2021-10-31"))


def without_plan(year: int) -> Change:
    def change(form: Form) -> None:
        in_month(form, f"{year}-08", f"{year}年8月", f"{year}-08-31")
        # That it has not begun may be told besides, or instead.
        for _ in range(2):
            form.refuse_file("E-MONTH-NO-PLAN E-MONTH-FUTURE", ("month",))

    return change


for year in (2020, 2022, 2012):
    register(f"a year without a plan, {year}", without_plan(year))


@kind(GROUP, "a small number shown as a date, of a year without a plan", "format")
def small_number_as_date(form: Form) -> None:
    two_cells(form, "month", "报告期：", 8, "yyyy-mm")
    form.refuse_file(f"{NO_MONTH} E-MONTH-NO-PLAN", ("month",))
    form.refuse_file("E-AS-OF-MONTH E-MONTH-UNREADABLE E-MONTH-NO-PLAN", ("as_of",), ("month",))


# ---------------------------------------------------------------- 报告期: others say otherwise


def other_period(heading: str = TITLE, file_name: str = "月报.xlsx") -> Change:
    def change(form: Form) -> None:
        title(form, heading)
        form.file_name = file_name
        form.warn("W-MONTH-ELSEWHERE", ("month",), ("title",))

    return change


for name, change in {
    "title of another month": other_period("秦皇岛市民生实事进度月报表（2021年7月）"),
    "title of the same month last year": other_period("秦皇岛市2020年8月民生实事进度月报表"),
    "title up to another month": other_period("秦皇岛市2021年1-7月民生实事进度月报表"),
    "title with another month and no year": other_period("秦皇岛市7月份民生实事进度月报表"),
    "title with another month in characters": other_period("秦皇岛市民生实事进度月报表（七月份）"),
    "file's name of another month": other_period(file_name="昌黎县2021年7月月报.xlsx"),
    "file's name of another month without year": other_period(file_name="昌黎7月月报.xlsx"),
    "file's name with another month in digits": other_period(file_name="130322-2021-07.xlsx"),
    "file's name with another month in six digits": other_period(file_name="月报202107.xlsx"),
    "file's name of the same month last year": other_period(file_name="昌黎县2020年8月.xlsx"),
    "file's name up to another month": other_period(file_name="昌黎县1-7月月报.xlsx"),
}.items():
    register(name, change)


@kind(GROUP, "last month's form in a file of this month")
def july_in_august(form: Form) -> None:
    in_month(form, "2021-07", "2021年7月", "2021-07-31")
    form.file_name = "昌黎县2021年8月月报.xlsx"
    form.warn("W-MONTH-ELSEWHERE", ("month",))


@kind(GROUP, "title of another county and another month")
def title_of_others(form: Form) -> None:
    title(form, "卢龙县2021年7月民生实事进度月报表")
    form.warn("W-REGION-ELSEWHERE", ("region",), ("title",))
    form.warn("W-MONTH-ELSEWHERE", ("month",), ("title",))


for written in (
    "昌黎县2021年8月民生实事进度月报表", "秦皇岛市民生实事进度月报表（2021年8月）",
    "2021年秦皇岛市民生实事进度月报表", "秦皇岛市“十四五”民生实事进度月报表",
    "秦皇岛市民生实事进度月报表（截至2021年8月31日）", "秦皇岛市8月份民生实事进度月报表",
    "秦皇岛市20件民生实事进度月报表", "秦残联〔2021〕7号附件：民生实事进度月报表",
    "秦皇岛市残疾人联合会民生实事进度月报表（试行）",
):  # fmt: skip
    register(
        f"title {written}",
        lambda form, written=written: title(form, written),  # type: ignore[misc]
    )


# ---------------------------------------------------------------- 截至日期


def reads_as_of(text: str) -> Change:
    return lambda form: as_of_line(form, text)


for written in (
    "截至日期：2021年8月31日", "截至日期：2021.8.31", "截至日期：2021.08.31",
    "截至日期：2021/8/31", "截至日期：2021-8-31", "截至日期：20210831",
    "截至日期：２０２１年８月３１日", "截至日期：2021 年 8 月 31 日",
    "截至日期：二〇二一年八月三十一日", "截至日期：8月31日", "截至日期：08月31日",
    "截至日期：8.31", "截至日期：31日", "截至日期：月底", "截至日期：8月底",
    "截至日期：2021年8月底", "截至日期：2021年8月18日", "截至日期：2021年8月1日",
    "截至日期:2021-08-31", "截至日期 2021-08-31", "截止日期：2021-08-31",
    "截至时间：2021年8月31日", "截止时间：2021年8月31日", "截 至 日 期：2021-08-31",
    "数据截至：2021-08-31", "截至：2021年8月31日", "截至2021年8月31日",
    "截至日期（年月日）：2021-08-31", "截至日期：2021-08-31 00:00:00",
):  # fmt: skip
    register(f"day written {shown(written)}", reads_as_of(written))


def as_of_in_two_cells(value: Written, number_format: str = "") -> Change:
    return lambda form: two_cells(form, "as_of", "截至日期：", value, number_format)


DAY_CELLS: tuple[Written, ...] = (
    *("2021-08-31", "2021年8月31日", "20210831"),
    *(20210831, date(2021, 8, 31)),
)
for day_cell in DAY_CELLS:
    words = {str: "as text", int: "as a number"}.get(type(day_cell), "as a date")
    register(f"day in a cell of its own, {day_cell} {words}", as_of_in_two_cells(day_cell))
for number_format in (
    'yyyy"年"m"月"d"日"',
    "yyyy/m/d",
    "m/d/yyyy",
    'm"月"d"日"',
    "d-mmm-yy",
    "yyyymmdd",
):
    register(
        f"day as a date shown as {number_format}",
        as_of_in_two_cells(date(2021, 8, 31), number_format),
        "format",
    )


@kind(GROUP, "day as a date, days counted from 1904", "1904")
def day_from_1904(form: Form) -> None:
    form.date_1904 = True
    two_cells(form, "as_of", "截至日期：", date(2021, 8, 31), "yyyy-mm-dd")


def no_day(text: Written) -> Change:
    def change(form: Form) -> None:
        as_of_line(form, text)
        form.inform("I-AS-OF-BLANK")

    return change


for name, text in {
    "day left blank": "截至日期：",
    "no line about the day": None,
    "day left to be filled": "截至日期：    年  月  日",
    "day left with a dash": "截至日期：——",
}.items():
    register(name, no_day(text))


def bad_day(text: str, codes: str) -> Change:
    def change(form: Form) -> None:
        as_of_line(form, f"截至日期：{text}")
        form.refuse(codes, ("as_of",))

    return change


for written in (
    "2021-07-31", "2021年9月2日", "2020-08-31", "2022.8.31", "20210731", "7月31日", "7月底",
    "2021/9/1",
):  # fmt: skip
    register(f"day in another month, {written}", bad_day(written, "E-AS-OF-MONTH"))
for written in (
    "2021-08-32", "2021年8月0日", "20210832", "2021-13-31", "2021年8月", "2021年", "8月",
    "昨天", "2021-08-31至2021-09-02", "32日", "三十二日", "2021-08-3l",
):  # fmt: skip
    register(f"no day: {written}", bad_day(written, "E-AS-OF-UNREADABLE E-AS-OF-MONTH"))


def bad_day_cell(value: Written, codes: str) -> Change:
    def change(form: Form) -> None:
        two_cells(form, "as_of", "截至日期：", value, "")
        form.refuse(codes, ("as_of",))

    return change


register("day in another month, as a date", bad_day_cell(date(2021, 9, 2), "E-AS-OF-MONTH"))
register("day in another month, as a number", bad_day_cell(20210731, "E-AS-OF-MONTH"))
register("no day: the number 44439", bad_day_cell(44439, "E-AS-OF-UNREADABLE"))
register("no day: the number 20210832", bad_day_cell(20210832, "E-AS-OF-UNREADABLE"))
# 3 August or, with a zero lost, 30 August: nobody can say.
register("no day: the number 8.3", bad_day_cell(Decimal("8.3"), "E-AS-OF-UNREADABLE"))


@kind(GROUP, "no day: 30 February")
def february(form: Form) -> None:
    in_month(form, "2021-02", "2021年2月", "2021-02-30")
    form.refuse("E-AS-OF-UNREADABLE E-AS-OF-MONTH", ("as_of",))


# ---------------------------------------------------------------- blanks beside other labels


@kind(GROUP, "region left blank, the month's line in the next cell")
def blank_region_and_month(form: Form) -> None:
    region_nowhere("填报单位：")(form)
    month_line(form, None)
    form.sheet.put(2, 2, "报告期：2021年8月")
    form.sheet.marks["month",] = (2, 2)


@kind(GROUP, "region left blank, the person's line in the next cell")
def blank_region_and_person(form: Form) -> None:
    region_nowhere("填报单位")(form)
    form.sheet.put(2, 2, "填报人：甲")


@kind(GROUP, "month left blank, the day's line in the next cell")
def blank_month_and_day(form: Form) -> None:
    month_nowhere("报告期：")(form)
    as_of_line(form, None)
    form.sheet.put(2, 7, "截至日期：2021-08-31")
    form.sheet.marks["as_of",] = (2, 7)


@kind(GROUP, "month left blank, the day's label and value in the next cells")
def blank_month_and_day_apart(form: Form) -> None:
    month_nowhere("报告期")(form)
    form.sheet.put(2, 7, "截至日期")
    form.sheet.put(2, 8, "2021年8月31日")
    as_of_line(form, None)
    form.sheet.marks["as_of",] = (2, 8)


@kind(GROUP, "day left blank, the date of filling in the next cell")
def blank_day(form: Form) -> None:
    no_day("截至日期：")(form)
    form.sheet.put(2, 10, "填报日期：2021-09-02")


@kind(GROUP, "day left blank, the unit of money in the next cell")
def blank_day_and_unit(form: Form) -> None:
    no_day("截至日期：")(form)
    form.sheet.put(2, 11, "单位：人、户、万元")


@kind(GROUP, "two labels in one cell name two counties")
def two_labels(form: Form) -> None:
    region_line(form, "填报单位：昌黎县  县区：卢龙县")
    lose(form, "region")
    form.refuse(NO_REGION, ("region",))


@kind(GROUP, "two lines name two months")
def two_months(form: Form) -> None:
    form.sheet.insert_rows(3)
    form.sheet.put(3, 6, "填报月份：2021年7月")
    form.sheet.marks["second",] = (3, 6)
    lose(form, "month")
    form.refuse(NO_MONTH, ("month",), ("second",))


@kind(GROUP, "two lines name the same county and month")
def same_twice(form: Form) -> None:
    form.sheet.insert_rows(3)
    form.sheet.put(3, 1, "单位名称：昌黎县残联")
    form.sheet.put(3, 6, "填报月份：8月")


# ---------------------------------------------------------------- several at once


@kind(GROUP, "everything about it wrong, the figures right")
def all_wrong(form: Form) -> None:
    region_line(form, "填报单位：滦南县")
    month_line(form, "报告期：2021年三季度")
    as_of_line(form, "截至日期：2021-08-32")
    lose(form, "region")
    lose(form, "month")
    form.refuse(NO_REGION, ("region",))
    form.refuse(NO_MONTH, ("month",))
    form.refuse("E-AS-OF-UNREADABLE E-AS-OF-MONTH", ("as_of",))


@kind(GROUP, "annex, title in two lines, all in one cell, a hidden `_meta`", "hidden_sheet")
def as_offices_do(form: Form) -> None:
    all_in_one_cell(
        "填报单位（盖章）：昌黎县残联      报告期：2021年8月      截至日期：2021年8月31日"
    )(form)
    form.after.append(meta_sheet())
    form.sheet.insert_rows(1)
    form.sheet.put(1, 1, "附件2")
    form.sheet.insert_rows(3)
    form.sheet.put(3, 1, "（2021年1-8月）")
    form.sheet.merge(3, 1, 3, 11)


@kind(GROUP, "nothing reported and of another month's title")
def nothing_and_stale(form: Form) -> None:
    for indicator in INDICATORS:
        for name in FIELDS:
            form.type(indicator, name, None)
    title(form, "昌黎县2021年7月民生实事进度月报表")
    form.warn("W-NOTHING-REPORTED", None)
    form.warn("W-MONTH-ELSEWHERE", ("month",), ("title",))
