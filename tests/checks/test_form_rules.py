"""Rows, sums, targets and standards of a form; whose it is and of which month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.domain.codes import finding
from etl.domain.period import Month
from etl.domain.reading import Elsewhere, Meta
from etl.domain.submission import CellRef
from tests.checks.form import (
    DISTRICT,
    LATE,
    MONTH,
    OTHER,
    PLAN,
    SHEET,
    findings_of,
    form,
    history,
    limits,
    standard,
    targets,
    tells,
    whole,
    written_target,
)

FULL = """
指标      | 本月 | 累计 | 本月资金 | 累计资金 | 备注
辅具适配   | 10  | 100 | 1       | 5       |
成年康复   | 5   | 50  | 1       | 2.5     |
儿童康复   | 1   | 7   | 0.5     | 1.25    |
无障碍改造 | 2   | 20  |         |         |
"""
COLUMNS = "级别 | 代码 | 单元格 | 行 | 栏目 | 指标 | 话"


# ---------------------------------------------------------------- rows


def test_a_whole_form_raises_nothing():
    assert findings_of(form(FULL)) == []


def test_each_row_that_is_missing_is_named():
    found = findings_of(form("指标 | 累计\n成年康复 | 5"))
    tells(
        found,
        f"""
        {COLUMNS}
        错误 | E-INDICATOR-MISSING | | | | 辅具适配 | 少了“辅具适配”这一行
        错误 | E-INDICATOR-MISSING | | | | 儿童康复 | 少了“儿童康复”这一行
        错误 | E-INDICATOR-MISSING | | | | 无障碍改造 | 少了“无障碍改造”这一行
        """,
    )


def test_a_form_without_a_figure():
    tells(
        findings_of(whole("指标 | 本月 | 累计 | 累计资金\n辅具适配 | | | ")),
        f"{COLUMNS}\n提醒 | W-NOTHING-REPORTED | | | | | 整张表没有填一个数",
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("指标 | 累计\n辅具适配 | 0", id="一个 0 也是数"),
        pytest.param("指标 | 累计\n辅具适配 | 坏", id="有读不出的，那一格已经说过"),
    ],
)
def test_a_form_with_something_in_it(text):
    assert findings_of(whole(text)) == []


def test_without_any_row_only_the_missing_rows_are_said():
    codes = {item.code for item in findings_of(form("指标 | 累计"))}
    assert codes == {"E-INDICATOR-MISSING"}


# ---------------------------------------------------------------- sums


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("小计:精准康复 | 6 | 57 | 1.5 | 3.75 |", "", id="小计对"),
        pytest.param("合计 | 18 | 177 | 2.5 | 8.75 |", "", id="合计对，不论单位"),
        pytest.param("合计 | | | | |", "", id="没有填"),
        pytest.param(
            "小计:精准康复 | 6 | 58 | 1.5 | 3.75 |",
            "错误 | E-SUM | H11 | 11 | 累计完成 | | 小计写的是 58，第 8—9 行相加是 57",
            id="小计错",
        ),
        pytest.param(
            "合计 | 18 | 177 | 2.5 | 87500=8.76 |",
            "错误 | E-SUM | J11 | 11 | 累计投入资金 | |"
            " 合计写的是 87500（即 8.76万元），第 7—10 行相加是 8.75万元",
            id="资金合计错",
        ),
        pytest.param(
            "合计 | 0 | 0 | |",
            "错误 | E-SUM | G11 | 11 | 本月完成 | | 合计写的是 0，第 7—10 行相加是 18\n"
            "错误 | E-SUM | H11 | 11 | 累计完成 | | 合计写的是 0，第 7—10 行相加是 177",
            id="写了 0",
        ),
    ],
)
def test_a_sum_is_that_of_its_rows(line, expected):
    found = findings_of(form(f"{FULL.strip()}\n{line}{' |' * (5 - line.count('|'))}"))
    tells(found, f"{COLUMNS}\n{expected}" if expected else "")


def test_a_sum_says_nothing_of_rows_that_are_wrong_already():
    wrong = "合计 | 1 | 1 | 1 | 1 |"
    broken = FULL.strip().replace("| 50  |", "| 坏  |")
    found = findings_of(form(f"{broken}\n{wrong}"))
    assert [item.field for item in found] == [
        "completed_month", "funds_month_yuan", "funds_total_yuan",
    ]  # fmt: skip
    lines = FULL.strip().splitlines()
    missing = [line for line in lines if not line.startswith("儿童康复")]
    found = findings_of(form("\n".join([*missing, wrong, "小计:无障碍改造 | 2 | 21 | | |"])))
    assert [(item.code, item.cell) for item in found] == [
        ("E-SUM", "H11"), ("E-INDICATOR-MISSING", None),
    ]  # fmt: skip
    twice = finding(
        "W-DUPLICATE-ROW",
        {"indicator": "成年康复", "count": 2, "rows": "8、9"},
        sheet=SHEET,
        cells=("C8", "C9"),
        indicator="rehab_adult",
    )
    found = findings_of(form(f"{FULL.strip()}\n{wrong}", findings=(twice,)))
    assert [item.code for item in found] == ["W-DUPLICATE-ROW"]


# ---------------------------------------------------------------- targets


TARGETS = """
项目      | 级别 | 任务 | 单位
辅具适配   | 省定 | 30  |
辅具适配   | 市定 | 40  |
精准康复   | 省定 | 500 |
精准康复   | 市定 | 600 | 人次
无障碍改造 | 市定 | 0   |
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (("辅具适配", "省定", 30, "E7"), ""),
        (
            ("辅具适配", "省定", 31, "E7"),
            "提醒 | W-TARGET-DIFFERS | E7 | 7 | 省定任务 | 辅具适配 | 省定任务写的是 31，任务书里是 30",
        ),
        (
            ("辅具适配", "市定", 0, "F7"),
            "提醒 | W-TARGET-DIFFERS | F7 | 7 | 市定任务 | 辅具适配 | 市定任务写的是 0，任务书里是 40",
        ),
        (
            ("精准康复", "省定", 5000, "E8"),
            "提醒 | W-TARGET-DIFFERS | E8 | 8 | 省定任务 | | 省定任务写的是 5000，任务书里是 500",
        ),
        (
            ("无障碍改造", "省定", 9, "E10"),
            "提醒 | W-TARGET-DIFFERS | E10 | 10 | 省定任务 | 无障碍改造 | 省定任务写的是 9，任务书里没有设",
        ),
        (("无障碍改造", "市定", 0, "F10"), ""),
        (("精准康复", "市定", 7, "F8"), ""),
    ],
)
def test_targets_on_the_form_are_the_plans(written, expected):
    plan = targets(TARGETS)
    reading = form(FULL, targets=(written_target(*written),))
    found = [item for item in findings_of(reading, None, plan) if item.code != "W-FAR-OVER-TARGET"]
    tells(found, f"{COLUMNS}\n{expected}" if expected else "")


def test_targets_are_not_compared_when_nobody_knows_whose_they_are():
    reading = form(FULL, region=None, targets=(written_target("辅具适配", "省定", 31, "E7"),))
    assert findings_of(reading, None, targets(TARGETS)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("辅具适配 | 120", "", id="正好三倍"),
        pytest.param(
            "辅具适配 | 121",
            "提醒 | W-FAR-OVER-TARGET | H7 | 7 | 累计完成 | 辅具适配 |"
            " “辅具适配”累计完成 121，超过任务数 40 的 3 倍",
            id="比较大的任务算",
        ),
        pytest.param("成年康复 | 1000\n儿童康复 | 500", "", id="两项相加正好三倍，人次不算"),
        pytest.param(
            "成年康复 | 1000\n儿童康复 | 501",
            "提醒 | W-FAR-OVER-TARGET | H7、H8 | | 累计完成 | |"
            " “精准康复”累计完成 1501，超过任务数 500 的 3 倍",
            id="两项相加",
        ),
        pytest.param(
            "儿童康复 | 1501",
            "提醒 | W-FAR-OVER-TARGET | H7 | 7 | 累计完成 | 儿童康复 |"
            " “精准康复”累计完成 1501，超过任务数 500 的 3 倍",
            id="只报了一项",
        ),
        pytest.param("无障碍改造 | 99999", "", id="任务是 0，不比"),
    ],
)
def test_far_over_the_largest_target(line, expected):
    found = findings_of(whole(f"指标 | 累计\n{line}"), None, targets(TARGETS))
    tells(found, f"{COLUMNS}\n{expected}" if expected else "")


def test_the_multiple_is_the_plans():
    plan = replace(targets(TARGETS), thresholds=limits(target_multiple=Decimal("2.50")).thresholds)
    (found,) = findings_of(whole("指标 | 累计\n辅具适配 | 101"), None, plan)
    assert found.message == "“辅具适配”累计完成 101，超过任务数 40 的 2.5 倍"
    assert findings_of(whole("指标 | 累计\n辅具适配 | 100"), None, plan) == []


# ---------------------------------------------------------------- funds


def funds(done, money, low, high):
    return findings_of(
        whole(f"指标 | 累计 | 累计资金\n辅具适配 | {done} | {money}"),
        None,
        standard("辅具适配", low, high),
    )


@pytest.mark.parametrize(
    ("done", "money", "low", "high", "said"),
    [
        ("10", "0.4", 400, 600, ""),
        ("10", "0.6", 400, 600, ""),
        ("10", "0.3999", 400, 600, "每人 399.90 元，核对范围是 400—600 元"),
        ("10", "0.6001", 400, 600, "每人 600.10 元，核对范围是 400—600 元"),
        ("3", "0.1", 400, None, "每人 333.33 元，核对范围是 400 元以上"),
        ("10", "0.6001", None, 600, "每人 600.10 元，核对范围是 600 元以下"),
        ("10", "99", 400, None, ""),
        ("10", "0", None, 600, ""),
        ("10", "0", 400, 600, "每人 0.00 元，核对范围是 400—600 元"),
        ("10", "", 400, 600, ""),
        ("", "5", 400, 600, ""),
        ("0", "0", 400, 600, ""),
        ("坏", "5", 400, 600, ""),
        ("10", "5", None, None, ""),
    ],
)
def test_total_funds_over_total_completed(done, money, low, high, said):
    amount = money and f"{Decimal(money).normalize():f}"
    sentence = f"“辅具适配”累计资金 {amount} 万元 ÷ {done}人 = {said}"
    expected = f"提醒 | W-FUNDS-STANDARD | J7、H7 | 7 | 累计投入资金 | 辅具适配 | {sentence}"
    tells(funds(done, money, low, high), f"{COLUMNS}\n{expected}" if said else "")


def test_funds_without_anybody():
    tells(
        funds("0", "5", 400, 600),
        f"{COLUMNS}\n提醒 | W-FUNDS-WITHOUT-COUNT | J7、H7 | 7 | 累计投入资金 | 辅具适配 |"
        " “辅具适配”累计资金 5 万元，但累计完成是 0",
    )


def test_an_indicator_without_a_standard_is_not_checked():
    text = "指标 | 累计 | 累计资金\n无障碍改造 | 0 | 5\n成年康复 | 1 | 500"
    assert findings_of(whole(text), None, standard("辅具适配", 400, 600)) == []


# ---------------------------------------------------------------- whose and of when


IDENTITY = "级别 | 代码 | 单元格 | 行 | 栏目 | 话"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2021-08-01", ""),
        ("2021-08-20", ""),
        ("2021-07-31", "报告期是2021年8月，这个月还没有开始（今天是2021-07-31）"),
    ],
)
def test_a_month_that_has_not_begun(today, said):
    found = findings_of(form(FULL), today=date.fromisoformat(today))
    expected = f"{IDENTITY}\n错误 | E-MONTH-FUTURE | E3 | 3 | 报告期 | {said}"
    tells(found, expected if said else "")


@pytest.mark.parametrize(
    ("region", "month", "expected"),
    [
        (LATE, Month(2021, 9), ""),
        (
            *(LATE, Month(2021, 8)),
            "错误 | E-REGION-NOT-EXPECTED | A3 | 3 | 填报单位 |"
            " 松林区在2021年8月不需要报送（任务书规定的起止月之外）",
        ),
        (
            *(DISTRICT, Month(2021, 8)),
            "错误 | E-REGION-ROOT | A3 | 3 | 填报单位 | 填报单位写的是“东片”，它本身不报月报表",
        ),
    ],
)
def test_who_is_expected_to_file(region, month, expected):
    found = findings_of(form(FULL, month, region), today=date(2021, 12, 1))
    tells(found, f"{IDENTITY}\n{expected}" if expected else "")


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        (Meta(), ""),
        (Meta("2021.1", "100001", MONTH, 1), ""),
        (
            Meta(region=OTHER, month=MONTH, plan_revision=1),
            "错误 | E-REGION-META | A3 | 3 | 填报单位 | 填报单位写的是河口县，但这份模板是发给石门县的",
        ),
        (
            Meta(region="999999"),
            "错误 | E-REGION-META | A3 | 3 | 填报单位 | 填报单位写的是河口县，但这份模板是发给代码 999999 的",
        ),
        (
            Meta(month=Month(2021, 7), plan_revision=1),
            "提醒 | W-META-STALE | E3 | 3 | 报告期 | 这份模板是2021年7月的，报告期写的是2021年8月",
        ),
        (
            Meta(month=MONTH, plan_revision=2),
            "提醒 | W-META-PLAN | | | | 这份模板按任务书第2版做成，现行的是第1版",
        ),
        (
            Meta(month=Month(2021, 7), plan_revision=2),
            "提醒 | W-META-STALE | E3 | 3 | 报告期 | 这份模板是2021年7月的，报告期写的是2021年8月",
        ),
    ],
)
def test_the_templates_own_memory(meta, expected):
    found = findings_of(form(FULL, meta=meta))
    tells(found, f"{IDENTITY}\n{expected}" if expected else "")


def elsewhere(*found):
    reading = form(FULL)
    return replace(reading, identity=replace(reading.identity, elsewhere=found))


TITLE = CellRef(SHEET, "A1")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Elsewhere("标题", "100001", MONTH, 8, TITLE), ""),
        (Elsewhere("文件名", None, None, 8), ""),
        (
            Elsewhere("标题", None, Month(2021, 7), 7, TITLE),
            "提醒 | W-MONTH-ELSEWHERE | E3 | 3 | 报告期 | 报告期写的是2021年8月，但标题里写的是2021年7月",
        ),
        (
            Elsewhere("标题", None, Month(2020, 8), 8, TITLE),
            "提醒 | W-MONTH-ELSEWHERE | E3 | 3 | 报告期 | 报告期写的是2021年8月，但标题里写的是2020年8月",
        ),
        (
            Elsewhere("文件名", None, None, 7),
            "提醒 | W-MONTH-ELSEWHERE | E3 | 3 | 报告期 | 报告期写的是2021年8月，但文件名里写的是7月",
        ),
        (
            Elsewhere("文件名", OTHER, None, None),
            "提醒 | W-REGION-ELSEWHERE | A3 | 3 | 填报单位 | 填报单位写的是河口县，但文件名里写的是石门县",
        ),
        (Elsewhere("标题", None, Month(2021, 7), 7, CellRef(SHEET, "E3")), ""),
        (Elsewhere("标题", OTHER, None, None, CellRef(SHEET, "A3")), ""),
    ],
)
def test_the_title_and_the_files_name(found, expected):
    tells(findings_of(elsewhere(found)), f"{IDENTITY}\n{expected}" if expected else "")


def test_who_and_when_come_first_then_the_cells_downwards():
    reading = elsewhere(Elsewhere("文件名", OTHER, None, 7))
    lower = whole("指标 | 本月 | 累计\n辅具适配 | 9 | 8\n成年康复 | -1 | 5\n儿童康复 | | -3")
    rows = {code: number for code, number in lower.rows.items() if code != "homes"}
    figures = {code: row for code, row in lower.figures.items() if code != "homes"}
    found = findings_of(
        replace(lower, identity=reading.identity, rows=rows, figures=figures),
        today=date(2021, 7, 1),
    )
    tells(
        found,
        """
        代码                | 单元格
        W-REGION-ELSEWHERE  | A3
        E-MONTH-FUTURE      | E3
        E-MONTH-ABOVE-TOTAL | G7、H7
        E-NEGATIVE-MONTH    | G8
        E-NEGATIVE-TOTAL    | H9
        E-INDICATOR-MISSING |
        """,
    )


def test_nobody_and_no_month_leave_the_other_rules_at_work():
    reading = form(FULL, region=None)
    reading = replace(reading, identity=replace(reading.identity, month=None))
    assert findings_of(reading) == []
    assert PLAN.tree.get(DISTRICT) is not None


def test_a_demonstration_date_is_never_called_today():
    day = date(2021, 7, 20)
    plan = replace(PLAN, sample=True, demo_date=day)
    (found,) = findings_of(form(FULL), None, plan, today=day)
    assert "这个月还没有开始（演示日期是2021-07-20）" in found.message


def test_a_form_of_another_county_is_told_once_and_not_compared():
    """Targets and history of the county it names would only echo the mistake."""
    before = history({7: "指标 | 累计\n辅具适配 | 9999"})
    reading = form(FULL, meta=Meta(region=OTHER, month=MONTH, plan_revision=1))
    assert [item.code for item in findings_of(reading, before)] == ["E-REGION-META"]
    assert findings_of(form(FULL), before) != []


def test_words_where_a_target_should_stand_differ_from_a_number_and_agree_with_none():
    number = written_target("辅具适配", "省定", 0, "E7")
    words = replace(number, value=None, raw="待定")
    reading = replace(form(FULL), targets=(words,))
    assert [item.code for item in findings_of(reading, None, PLAN)] == []
    plan = targets("项目 | 级别 | 任务\n辅具适配 | 省定 | 80")
    (found,) = findings_of(reading, None, plan)
    assert found.message == "省定任务写的是“待定”，任务书里是 80"
