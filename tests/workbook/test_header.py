"""The form is found by the words of its header, wherever and however they stand."""

import pytest

from etl.workbook.header import headers
from tests.workbook.forms import COLUMNS, HEAD, ROWS, TRUTH, amounts, codes, draw, form, read, said

# 本月 and 累计 side by side in pairs of people and money
PAIRED = """
1 | 助餐 | 老年助餐 | 人 | 20 | 1.5 | 120 | 9.25 | 按月
2 | 适老化 | 城镇家庭 | 户 | 5 | 2 | 30 | 12 |
2 | ^ | 农村家庭 | 户 | 6 | 2.5 | 40 | 16 |
3 | 口袋公园 | 口袋公园 | 公顷 | 0.25 | 30 | 1.75 | 210 |
"""
WITH_TARGETS = """
1 | 助餐 | 老年助餐 | 人 | 200 | | 20 | 120 | 1.5 | 9.25 | 按月
2 | 适老化 | 城镇家庭 | 户 | 100 | 110 | 5 | 30 | 2 | 12 |
2 | ^ | 农村家庭 | 户 | ^ | ^ | 6 | 40 | 2.5 | 16 |
3 | 口袋公园 | 口袋公园 | 公顷 | | | 0.25 | 1.75 | 30 | 210 |
"""


def reads(text, **cells):
    reading = read(text, **cells)
    assert (amounts(reading), codes(reading)) == (TRUTH, [])
    return reading


# ---- where the form stands


def test_the_plain_form():
    reading = reads(form())
    row = reading.figures["homes_land"]
    assert [str(row[name].cell) for name in row.values] == [
        "月报!E7",
        "月报!F7",
        "月报!G7",
        "月报!H7",
    ]
    assert (reading.figures["meals"].note, str(reading.figures["meals"].note_cell)) == (
        "按月",
        "月报!I5",
    )


def test_blank_columns_and_rows_before_it():
    reads("\n".join(" | | " + line for line in form().split("\n")))
    reads("\n\n\n\n" + form())
    reads("\n" * 300 + form())


def test_a_title_that_says_project():
    reads(form(head="项目\n" + HEAD.strip()))
    reads(form(head=HEAD + "民生实事项目 | < | < | < | < | < | < | < | <"))


@pytest.mark.parametrize(
    "columns",
    [
        "本月完成 | 项目 | 累计投入资金 | 备注 | 指标 | 累计完成 | 单位 | 序号 | 本月投入资金",
        "累计投入资金 | 本月投入资金 | 累计完成 | 本月完成 | 备注 | 单位 | 指标 | 项目 | 序号",
    ],
)
def test_the_order_of_columns_is_free(columns):
    usual = [name.strip() for name in COLUMNS.split("|")]
    order = [usual.index(name.strip()) for name in columns.split("|")]
    cells = [[cell.strip() for cell in line.split("|")] for line in ROWS.strip().split("\n")]
    rows = [" | ".join((line + [""] * 9)[place] for place in order) for line in cells]
    reads(form(columns=columns, rows="\n".join(rows)))


def test_extra_columns_are_not_read():
    more = " | 完成率(%) | 上年同期累计完成 | 上月累计完成 | 开工数 | 到位资金(万元) | 支付资金(万元) | 责任单位"
    reads(
        form(
            columns=COLUMNS + more,
            rows=ROWS.replace("按月", "按月 | 0.5 | 99 | 3 | 4 | 5 | 6 | 甲"),
        )
    )


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (
            """序号 | 项目 | 指标 | 单位 | 本月 | < | 累计 | < | 备注
            ^ | ^ | ^ | ^ | 完成 | 投入资金(万元) | 完成 | 投入资金(万元) | ^""",
            PAIRED,
        ),
        (
            """序号 | 项目 | 指标 | 单位 | 本月 | | 累计 | | 备注
             | | | | 完成 | 投入资金(万元) | 完成 | 投入资金(万元) |
            (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9)""",
            PAIRED,
        ),
        (
            """序号 | 项目 | 指标 | 单位 | 本月完成 | < | 累计完成 | < | 备注
            ^ | ^ | ^ | ^ | 人数 | 金额(万元) | 人数 | 金额(万元) | ^""",
            PAIRED,
        ),
        (
            """序号 | 项目 | 指标 | 单位 | 完成数 | < | 投入资金（万元） | < | 备注
            ^ | ^ | ^ | ^ | 本月 | 累计 | 本月 | 累计 | ^
            甲 | 乙 | 丙 | 丁 | 1 | 2 | 3 | 4 | 5""",
            ROWS,
        ),
        (
            """项目进展情况 | < | < | < | < | < | < | < | <
            序号 | 项目 | 指标 | 单位 | 完成情况 | < | 资金情况 | < | 备注
            ^ | ^ | ^ | ^ | 本月完成 | 累计完成 | 本月投入 | 累计投入 | ^
            ^ | ^ | ^ | ^ | (人/户) | (人/户) | (万元) | (万元) | ^
            A | B | C | D | E | F | G | H | I""",
            ROWS,
        ),
        (
            """序号 | 项目 | 指标 | 单位 | 年度任务 | < | 本月完成 | 累计完成 | 本月投入 | 累计投入 | 备注 | 比 | <
            ^ | ^ | ^ | ^ | 省定 | 市定 | ^ | ^ | ^ | ^ | ^ | 省定 | 市定""",
            WITH_TARGETS,
        ),
        (
            """序号 | 项目 | 指标 | 单位 | 本年 | < | 资金 | < | 备注 | 上年 | <
            ^ | ^ | ^ | ^ | 本月完成 | 累计完成 | 本月投入资金 | 累计投入资金 | ^ | 本月完成 | 累计完成""",
            ROWS,
        ),
        (
            """序号 | 项目 | 指标 | 单位 | 完成数 | < | 投入资金 | < | 备注 | 到位资金 | <
            ^ | ^ | ^ | ^ | 本月 | 累计 | 本月 | 累计 | ^ | 本月 | 累计""",
            ROWS,
        ),
    ],
)
def test_headers_of_several_rows(columns, rows):
    reads(form(columns=columns, rows=rows))


def test_targets_under_their_group_are_read_and_rates_are_not():
    columns = """序号 | 项目 | 指标 | 单位 | 年度任务 | < | 本月完成 | 累计完成 | 本月投入资金 | 累计投入资金 | 备注
        ^ | ^ | ^ | ^ | 省定 | 市定 | ^ | ^ | ^ | ^ | ^"""
    reading = reads(form(columns=columns, rows=WITH_TARGETS))
    assert [
        (item.project, item.level, str(item.value), item.cell.address) for item in reading.targets
    ] == [
        ("meals", "province", "200", "E6"),
        ("homes", "province", "100", "E7"),
        ("homes", "city", "110", "F7"),
    ]


def test_one_merged_name_over_two_columns():
    reads(form(columns=COLUMNS.replace("项目 | 指标", "项目 | <")))
    reads(form(columns=COLUMNS.replace("项目 | 指标", "指标 | <")))


# ---- what a column is called


@pytest.mark.parametrize(
    "name",
    [
        "累计完成数", "截至本月累计完成", "截止本月底累计完成数", "本年累计完成", "年初至今累计完成",
        "完成数（累计）",
        "累 计 完 成", "累计\\n完成", "★累计完成", "累计完成*", "累计完成:", "累计完成（人、户）", "累计完成(6)",
        "1-3月累计完成", "2022年1—3月完成数", "截至3月底累计完成", "截至2022年3月31日累计完成数", "累计完成（1-3月）",
        "2022年累计完成", "5.累计完成", "累计完成（必填）", "累计已完成", "累计完成人数", "累计实际完成",
    ],
)  # fmt: skip
def test_other_names_of_the_cumulative(name):
    reads(form(columns=COLUMNS.replace("累计完成", name)))


@pytest.mark.parametrize(
    "name",
    [
        "当月完成",
        "本月份完成数",
        "本月新增",
        "3月完成",
        "3月份完成数",
        "本月（3月）完成",
        "本月完成(3月)",
        "完成数（本月）",
    ],
)
def test_other_names_of_the_month(name):
    reads(form(columns=COLUMNS.replace("本月完成", name)))


@pytest.mark.parametrize(
    "name",
    ["累计办结", "累计完成(%)", "累计完成率", "累计完成(其中:新增)", "2021年累计完成", "上年累计完成",
     "计划累计完成", "累计完成数增长", "累计应完成"],
)  # fmt: skip
def test_a_column_of_something_else_is_not_read_and_that_is_said(name):
    reading = read(form(columns=COLUMNS.replace("累计完成", name)))
    assert [(item.code, item.cell, item.field) for item in reading.findings] == [
        ("I-COLUMN-MISSING", None, "completed_total")
    ]
    assert name in reading.findings[0].message
    assert all(row.amount("completed_total") is None for row in reading.figures.values())


@pytest.mark.parametrize(
    ("own", "name", "cell", "field"),
    [
        ("累计完成", "累记完成", "F4", "completed_total"),
        ("累计完成", "1-2月累计完成", "F4", "completed_total"),
        ("累计完成", "3月累计完成", "F4", "completed_total"),
        ("累计完成", "省定任务累计完成", "F4", "completed_total"),
        ("本月完成", "2月完成", "E4", "completed_month"),
        ("累计投入资金", "累计拨付资金", "H4", "funds_total_yuan"),
    ],
)
def test_a_filled_column_that_may_well_be_the_missing_one_is_asked_about(own, name, cell, field):
    """Nothing is computed in its place either: what stands there may say something else."""
    reading = read(form(columns=COLUMNS.replace(own, name)))
    assert [(item.code, item.cell, item.field) for item in reading.findings] == [
        ("E-COLUMN-DOUBT", cell, field)
    ]
    assert all((code, field) in reading.broken for code in reading.figures)


def test_of_the_total_the_month():
    reads(form(columns=COLUMNS.replace("本月完成", "其中：本月完成")))


def test_of_columns_for_several_months_the_forms_own_is_read():
    columns = COLUMNS.replace("本月完成", "3月完成") + " | 2月完成 | 4月完成"
    reads(form(columns=columns, rows=ROWS.replace("按月", "按月 | 77 | 78")))


def test_a_bracket_that_is_not_understood_is_a_doubt():
    assert said(read(form(columns=COLUMNS.replace("累计完成", "累计完成（含结转）")))) == [
        ("E-COLUMN-DOUBT", "F4")
    ]
    more = COLUMNS + " | 累计完成（含结转）"
    reads(form(columns=more, rows=ROWS.replace("按月", "按月 | 5")))


def test_two_columns_for_one_field():
    reading = read(
        form(columns=COLUMNS + " | 截至本月累计完成", rows=ROWS.replace("按月", "按月 | 9"))
    )
    (finding,) = reading.findings
    assert (finding.code, finding.cells, finding.field) == (
        "E-COLUMN-TWO",
        ("F4", "J4"),
        "completed_total",
    )
    assert amounts(reading)["meals"] == ("20", None, "15000.00", "92500.00")
    assert ("meals", "completed_total") in reading.broken


def test_a_column_that_says_neither_month_nor_cumulative():
    assert said(read(form(columns=COLUMNS.replace("累计完成", "完成数")))) == [
        ("E-COUNT-BARE", "F4")
    ]
    bare = COLUMNS.replace("本月投入资金 | 累计投入资金", "投入资金（万元） | 说")
    assert said(read(form(columns=bare))) == [("E-FUNDS-BARE", "G4")]


def test_a_groups_name_in_the_middle_of_its_columns_is_refused():
    columns = """指标 | | 本月 | | | 累计 | | 备注
         | 完成 | 投入资金(万元) | 完成率 | 完成 | 投入资金(万元) | 完成率 |"""
    reading = read(form(columns=columns, rows="老年助餐 | 20 | 1.5 | 1 | 120 | 9.25 | 2 | 按月"))
    assert said(reading) == [("E-COUNT-BARE", "B5")]
    assert amounts(reading)["meals"][:2] == (None, None)


def test_forms_side_by_side_are_refused():
    reading = read(form(columns=COLUMNS + " | " + COLUMNS))
    assert set(codes(reading)) == {"E-COLUMN-TWO"}
    assert {row.amount("completed_total") for row in reading.figures.values()} <= {None}


def test_remarks():
    reads(form(columns=COLUMNS.replace("备注", "说明")))
    more = form(columns=COLUMNS + " | 说明", rows=ROWS.replace("按月", "按月 | 另有说明"))
    assert said(read(more)) == [("E-COLUMN-TWO", "I4")]


# ---- which sheet


def test_tables_of_places_and_persons_are_no_form():
    people = "姓名 | 项目 | 累计完成", "甲 | 助餐 | 5\n乙 | 助餐 | 6"
    places = "县区 | 项目 | 累计完成", "东湖区 | 助餐 | 5\n白石县 | 助餐 | 6"
    for columns, rows in (people, places):
        assert codes(read(form(columns=columns, rows=rows))) == ["E-FORM-NONE"]
    assert next(headers(draw("项目 | 说明\n助餐 | 按月")), None) is None
    assert next(headers(draw("县区 | 助餐 | 适老化\n东湖区 | 1 | 2")), None) is None
