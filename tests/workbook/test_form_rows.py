"""The rows under the header: which are indicators, which are sums, where the form ends."""

import pytest

from tests.workbook.forms import (
    COLUMNS,
    FOOT,
    PLAN,
    ROWS,
    TRUTH,
    amounts,
    codes,
    form,
    read,
    said,
)

MEALS, TOWN, LAND, PARKS = ROWS.strip().split("\n")
SUM = "31.25 | 191.75 | 36 | 247.25"
HOMES = "11 | 70 | 4.5 | 28"


def rows(*lines):
    return form(rows="\n".join(lines))


def reads(text, **cells):
    reading = read(text, **cells)
    assert (amounts(reading), codes(reading)) == (TRUTH, [])
    return reading


def sums(*lines):
    reading = reads(rows(*lines))
    return [(item.label, item.project, item.row, len(item.values)) for item in reading.sums]


# ---- sums


@pytest.mark.parametrize("name", ["合计", "合 计", "总计", "全市", "共计", "合计：", "合计（人、户）", "（合计）",
"全县合计",
                                  "东湖区合计", "各项合计", "合计数"])  # fmt: skip
def test_a_sum_of_everything_wherever_it_stands(name):
    for line in (f"{name} | < | < | < | {SUM}", f" | {name} | | | {SUM}", f" | | {name} | | {SUM}"):
        found = sums(MEALS, TOWN, LAND, PARKS, line)
        assert [item[1:] for item in found] == [(None, 9, 4)]


@pytest.mark.parametrize(
    "line",
    [f" | ^ | 小计 | | {HOMES}", f" | | 小 计 | | {HOMES}", f"小计 | | | | {HOMES}", f" | 适老化小计 | | | {HOMES}",
     f" | 居家适老化改造合计 | | | {HOMES}", f" | 小计（适老化） | | | {HOMES}", f" | ^ | 合计 | | {HOMES}",
     f" | 适老化 | 合计 | | {HOMES}"],
)  # fmt: skip
def test_a_sum_of_a_project(line):
    assert [item[1:] for item in sums(MEALS, TOWN, LAND, line, PARKS)] == [("homes", 8, 4)]


def test_a_sum_before_its_rows_is_of_the_project_beside_it():
    found = sums(MEALS, f"2 | 适老化 | 小计 | | {HOMES}", TOWN.replace("适老化", "^"), LAND, PARKS)
    assert found == [("小计", "homes", 6, 4)]


def test_a_sum_in_a_column_without_a_header():
    columns = COLUMNS.replace("序号", " ")
    reading = read(
        form(columns=columns, rows="\n".join((*ROWS.strip().split("\n"), f"合计 | | | | {SUM}")))
    )
    assert [item.label for item in reading.sums] == ["合计"]


def test_a_sum_of_nothing_known_is_an_unknown_row():
    assert said(read(rows(MEALS, TOWN, LAND, PARKS, " | 养老小计 | | | 5"))) == [
        ("E-INDICATOR-UNKNOWN", "B9")
    ]


# ---- parts, headings, notes


def test_of_which_rows_are_not_read():
    reads(
        rows(
            MEALS, " | | 其中：男 | 人 | 9 | 50", "其中 | | 女 | 人 | 9 | 50", TOWN, LAND,
            " | （其中：低保） | | | 2", PARKS, " | ^ | 其中：新建 | | 0.1",
        )
    )  # fmt: skip


def test_headings_and_blank_rows():
    reads(
        rows("一、服务类 | < | < | < | < | < | < | < | <", MEALS, "二、住房类", "", " | 适老化", TOWN, LAND, "", "",
             " | | 三、公园类", PARKS)
    )  # fmt: skip


def test_notes_between_and_below():
    reads(
        rows(
            MEALS,
            "注：助餐按月 500 人",
            TOWN,
            LAND,
            PARKS,
            "注：1、本表 | < | < | < | < | <",
            "说明：累计 500 人",
        )
    )


def test_another_table_below_belongs_to_the_foot():
    table = "\n\n附：资金来源\n来源 | 中央 | 省级 | 市级 | 合计\n资金 | 10 | 20 | 30 | 60\n老年助餐 | 1 | 2 | 3 | 4"
    reads(form(foot=FOOT + table))
    reads(form(foot="\n\n附：资金来源\n | 来源 | 金额 | | 中央 | 省级\n | 资金 | 10 | | 30 | 60"))
    reads(form(foot="\n序号 | 来源 | 项目 | 单位 | 中央 | 省级\n1 | 资金 | 10 | | 30 | 60"))
    reads(form(foot=FOOT + "\n项目 | 指标 | 上年累计完成\n助餐 | 老年助餐 | 99"))


def test_a_foot_with_digits():
    reads(
        form(
            foot="\n | 单位负责人： | 甲 | | 填表人 | 乙 | 联系电话 | 03351234567\n | 本表一式两份 12"
        )
    )
    reads(form(foot="\n填表人：甲 | | | | 联系电话： | 13900000000 | | 2022"))


# ---- the project beside the row


def test_the_project_merged_repeated_or_left_out():
    reads(rows(MEALS, TOWN, LAND.replace("^", ""), PARKS))
    reads(rows(MEALS, TOWN, LAND.replace("^", "适老化"), PARKS))
    reads(rows(MEALS.replace("助餐 | 老年助餐", "助餐 | <"), TOWN, LAND, PARKS))


def test_a_project_of_one_indicator_needs_no_second_name():
    reads(
        rows(
            "1 | 助餐 | | 人 | 20 | 120 | 1.5 | 9.25 | 按月",
            TOWN,
            LAND,
            PARKS.replace("口袋公园 | 口袋公园", "口袋公园建设 | -"),
        )
    )


def test_only_projects_or_only_indicators():
    few = "%s | 本月完成 | 累计完成 | 本月投入资金 | 累计投入资金"
    homes = "城镇 | 5 | 30 | 2 | 12\n农村 | 6 | 40 | 2.5 | 16"
    lines = f"%s | 20 | 120 | 1.5 | 9.25\n%s{homes}\n口袋公园 | 0.25 | 1.75 | 30 | 210"
    reads(form(columns=few % "项目", rows=lines % ("老年人助餐服务", "适老化\n")))
    reads(form(columns=few % "指标", rows=lines % ("老年助餐", "")))


def test_a_project_of_several_indicators_with_figures_is_no_indicator():
    line = f" | 适老化 | | 户 | {HOMES}"
    assert said(read(rows(MEALS, line, TOWN, LAND, PARKS))) == [("E-INDICATOR-UNKNOWN", "B6")]


def test_the_wrong_project_is_a_warning_at_its_cell():
    reading = read(rows(MEALS.replace("助餐 |", "口袋公园 |", 1), TOWN, LAND, PARKS))
    assert said(reading) == [("W-PROJECT-NAME", "B5")]
    assert amounts(reading) == TRUTH


# ---- names


def test_numbers_marks_and_units_around_names():
    reads(
        rows(
            MEALS.replace("老年助餐", "1.老年助餐（人）"), TOWN.replace("城镇家庭", "（一）城 镇 家 庭"),
            LAND.replace("农村家庭", "②农村家庭（户）"), PARKS.replace("口袋公园 | 公顷", "3口袋公园(公顷) | 公顷"),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["老年助餐(新增)", "老年人助餐", "助餐点", "老年助餐2", "老年助餐、口袋公园"]
)
def test_a_name_that_is_only_alike_is_unknown(name):
    reading = read(rows(MEALS.replace("老年助餐", name), TOWN, LAND, PARKS))
    assert said(reading) == [("E-INDICATOR-UNKNOWN", "C5")]
    assert "meals" not in reading.figures


def test_figures_without_a_name():
    assert said(read(rows(MEALS, TOWN, LAND, PARKS, " | | | | | 31人"))) == [
        ("E-ROW-NAMELESS", "F9")
    ]
    reads(rows(MEALS, TOWN, LAND, PARKS, " | | | | - | —"))


@pytest.mark.parametrize(
    ("unit", "code"), [("户", ["E-UNIT"]), ("名", []), ("(人)", []), ("/", []), ("单位：人", [])]
)
def test_the_unit_of_a_row(unit, code):
    assert codes(read(rows(MEALS.replace("| 人 |", f"| {unit} |"), TOWN, LAND, PARKS))) == code


# ---- rows that come twice


def test_the_same_row_twice():
    reading = read(rows(MEALS, TOWN, LAND, PARKS, MEALS))
    (finding,) = reading.findings
    assert (finding.code, finding.cells, finding.indicator) == (
        "W-DUPLICATE-ROW",
        ("C5", "C9"),
        "meals",
    )
    assert amounts(reading) == TRUTH


def test_rows_that_contradict_each_other():
    reading = read(rows(MEALS, TOWN, LAND, PARKS, MEALS.replace("120", "121")))
    assert said(reading) == [("E-DUPLICATE-ROW", "C5")]
    assert amounts(reading)["meals"] == (None,) * 4


def test_a_row_merged_over_two_lines_is_one_row():
    reads(rows(MEALS, " | ".join("^" * 9), TOWN, LAND, PARKS))


# ---- blocks


def test_a_header_repeated_in_the_middle():
    reads(rows(MEALS, TOWN, LAND, COLUMNS, PARKS))
    reads(rows(MEALS, "注：接下页", COLUMNS, TOWN, LAND, PARKS))


def test_a_repeated_header_has_its_own_order_and_unit():
    reading = reads(
        rows(MEALS, TOWN, LAND, "单位：元",
        "指标 | 序号 | 项目 | 累计完成 | 本月完成 | 备注 | 本月投入资金 | 累计投入资金",
             "口袋公园 | 3 | 口袋公园 | 1.75 | 0.25 | 园 | 300000 | 2100000")
    )  # fmt: skip
    parks = reading.figures["parks"]
    assert (str(parks["completed_total"].cell), parks.note) == ("月报!D10", "园")


def test_a_second_form_below_the_first():
    for second in (form(), form().replace("120", "121")):
        reading = read(form() + "\n\n" + second)
        (finding,) = reading.findings
        assert (finding.code, finding.cells) == ("E-FORM-REPEATED", ("C4", "C16"))
        assert set(amounts(reading).values()) == {(None,) * 4}


# ---- merged figures


def test_a_number_merged_over_rows_or_columns_is_nobodys():
    reading = read(
        rows(
            MEALS,
            TOWN.replace("| 12 |", "| 28 |"),
            LAND.replace("| 16 |", "| ^ |"),
            PARKS.replace("0.25 | 1.75", "0.25 | <"),
        )
    )
    assert said(reading) == [("E-CELL-SHARED", "H6"), ("E-CELL-SHARED", "E8")]
    assert amounts(reading) == {
        "meals": TRUTH["meals"],
        "homes_town": ("5", "30", "20000.00", None),
        "homes_land": ("6", "40", "25000.00", None),
        "parks": (None, None, "300000.00", "2100000.00"),
    }
    assert {("homes_land", "funds_total_yuan"), ("parks", "completed_month")} <= reading.broken


def test_a_header_merged_over_two_columns():
    columns = COLUMNS.replace("累计完成", "累计完成 | <")
    lines = (
        "1 | 助餐 | 老年助餐 | 人 | 20 | 120 | < | 1.5 | 9.25 | 按月",
        "2 | 适老化 | 城镇家庭 | 户 | 5 | | 30 | 2 | 12",
        "2 | ^ | 农村家庭 | 户 | 6 | 40 | | 2.5 | 16",
        "3 | 口袋公园 | 口袋公园 | 公顷 | 0.25 | %s | 30 | 210",
    )
    reading = reads(form(columns=columns, rows="\n".join(lines) % "1.75 |"))
    assert str(reading.figures["homes_town"]["completed_total"].cell) == "月报!G6"
    twice = read(form(columns=columns, rows="\n".join(lines) % "1.75 | 3"))
    assert said(twice) == [("E-CELLS-TWO", "F8")]


def test_the_plan_of_these_tests_has_no_two_names_alike():
    names = [
        name
        for project in PLAN.projects
        for item in project.indicators
        for name in (item.name, *item.aliases)
    ]
    assert len(names) == len(set(names))


def test_a_sum_in_words_is_told_and_not_checked():
    reading = read(rows(MEALS, TOWN, LAND, PARKS, "合计 | | | | 二十六 | — | | |"))
    assert said(reading) == [("I-SUM-UNREAD", "E9")]
    assert [item.values for item in reading.sums] == [{}]
