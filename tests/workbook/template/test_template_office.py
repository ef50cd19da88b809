"""LibreOffice reckons the live line of filled forms: it says of each row what `check` says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from data.make.plan_2021 import SUBMITTING, build_plan
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from tests.cities import RIVER, YEAR, second_city
from tests.workbook.template.live_line import (
    Filled,
    Setting,
    Typed,
    accepted,
    differences,
    first_saved,
    lines_in,
    mark_of,
    recalculated,
    without_results,
)

pytestmark = pytest.mark.office

SAMPLE = Setting(build_plan(), SUBMITTING[0], Month(2021, 8))
CITY = Setting(second_city(), RIVER, Month(YEAR, 3))

# ---------------------------------------------------------------- planted errors

LAST, LAST_FUNDS = 4, "2.5"
"""What is accepted of last month in every row, unless a test says otherwise."""
RIGHT: dict[str, Typed] = {"completed_month": 1, "completed_total": 5}
NOTED = {"note": "更正：重复计入，已核减"}


def people(month: Typed, total: Typed, **more: Typed) -> dict[str, Typed]:
    return {"completed_month": month, "completed_total": total, **more}


def money(month: Typed, total: Typed, **more: Typed) -> dict[str, Typed]:
    return {**RIGHT, "funds_month_yuan": month, "funds_total_yuan": total, **more}


PLANTED: list[tuple[dict[str, Typed], str]] = [
    (people("约1", 5), "× 本月完成应为数字"),
    (people("一", 5), "× 本月完成应为数字"),
    (people(1, "5,0"), "× 累计完成应为数字"),
    (people(1, "5户内"), "× 累计完成应为数字"),
    (people("①", 5), "× 本月完成应为数字"),
    (people(1.5, 5.5), "× 本月完成应为整数"),
    (people(1, 1234567890123), "× 累计完成超过 12 位数字"),
    (people(1, -5), "× 累计不能小于 0"),
    (people(6, 5), "× 本月多于累计"),
    (people(-1, 3), "× 本月是负数，请在备注写明原因"),
    (people(-1, 3, **NOTED), "△ 本月是负数，备注已有说明"),
    (people(0, 3), "× 累计少于{last}月的 4"),
    (people(0, 3, **NOTED), "△ 累计少于{last}月的 4"),
    (people(1, 6), "× 累计对不上：上月 4 加本月 1 是 5"),
    (people(1, 6, **NOTED), "△ 累计对不上：上月 4 加本月 1 是 5"),
    (people("１", 7), "× 累计对不上：上月 4 加本月 1 是 5"),
    ({"completed_month": 1}, "△ 累计没有填，推算为 5，请补填"),
    (money(0.5, "3万元整"), "× 累计投入应为数字"),
    (money("0.5元", 3), "× 本月投入应为数字"),
    (money(0.1234567, 2.6234567), "× 本月投入最多 6 位小数（精确到分）"),
    (money(3.5, 3), "× 本月投入多于累计投入"),
    (money(0.1, -1), "× 累计投入不能小于 0"),
    (money(-0.2, 2.3), "× 本月投入是负数，请在备注写明原因"),
    (money(0, 2.4), "× 累计投入少于{last}月的 2.5"),
    (money(0.123456, 2.7), "× 累计投入对不上：上月 2.5 加本月 0.123456 是 2.623456 万元"),
    ({**RIGHT, "funds_month_yuan": 0.5}, "△ 累计投入没有填，推算为 3，请补填"),
    (RIGHT, "合格"),
    ({}, "未填"),
    (people("-", "未开展"), "未填"),
    (people("１", "５"), "合格"),
    (people(" +1", "5 "), "合格"),
    ({"completed_total": 5}, "合格"),
    (money("0.5万元", "３．０"), "合格"),
    (money(0.1, 2.6), "合格"),
]


def with_last(setting: Setting, codes: list[str]) -> Setting:
    """The setting with the month before accepted in every row."""
    last = dict.fromkeys(codes, LAST), dict.fromkeys(codes, LAST_FUNDS)
    return replace(
        setting, history=FilingHistory(earlier=(accepted(setting.month.previous, *last),))
    )


def whole_rows(setting: Setting) -> list[str]:
    """Indicators of whole numbers, each alone in its project."""
    first = [project.indicators[0] for project in setting.plan.projects]
    alone = {item.code for item in setting.plan.projects if len(item.indicators) == 1}
    return [item.code for item in first if item.project in alone and not item.decimals]


def planted(setting: Setting) -> list[tuple[Filled, list[str]]]:
    """Forms that hold every planted case between them, each with the lines of its rows.

    Cases of money stand where the plan has no standard that they would also break.
    """
    rows = whole_rows(setting)
    free = [code for code in rows if not setting.plan.standard(code)]
    last = f"{setting.month.previous.number}"
    made = []
    for codes, of_money in ((rows, False), (free, True)):
        cases = [case for case in PLANTED if ("funds_month_yuan" in case[0]) is of_money]
        for first in range(0, len(cases), len(codes)):
            some = cases[first : first + len(codes)]
            typed = dict(zip(codes, (cells for cells, _ in some), strict=False))
            made.append((Filled(setting, typed), [line.format(last=last) for _, line in some]))
    return made


@pytest.mark.parametrize(
    ("setting", "known"),
    [
        pytest.param(SAMPLE, True, id="sample, with last month"),
        pytest.param(CITY, False, id="second city, without"),
    ],
)
def test_planted_errors_are_told_row_by_row_as_check_tells_them(office, tmp_path, setting, known):
    setting = with_last(setting, whole_rows(setting)) if known else setting
    forms = [form for form, _ in planted(setting)]
    assert differences(forms, office, tmp_path) == []


def test_the_line_says_what_is_wrong_and_which_number_is_expected(office, tmp_path):
    setting = with_last(CITY, whole_rows(CITY))
    forms = planted(setting)
    saved = recalculated(office, [form.workbook() for form, _ in forms], tmp_path)
    said = []
    for (form, expected), content in zip(forms, saved, strict=True):
        lines = lines_in(content, setting)
        said += [lines[code] for code in form.rows]
        assert [lines[code] for code in form.rows] == expected
    assert len({line for line in said if mark_of(line) == "×"}) >= 12


# ---------------------------------------------------------------- plan, last year, later months


def test_limits_of_the_plan_and_last_year_are_asked_about(office, tmp_path):
    """Standards, far too much, 同期 and later months; a sum over several rows marks them all."""
    setting = replace(
        SAMPLE,
        history=FilingHistory(
            last_year=accepted(SAMPLE.month.a_year_before, {"care_home": 300, "care_institution": 30}),
            later=(accepted(Month(2021, 9), {"employment_service": 90}),),
        ),
    )  # fmt: skip
    forms = [
        Filled(
            setting,
            {
                "assistive_devices": {"completed_total": 2300},
                "rehab_adult": {"completed_total": 100, "funds_total_yuan": 3.9999},
                "rehab_child": {"completed_total": 0, "funds_total_yuan": 0.01},
                "vocational_training": {"completed_month": 12},
                "employment_service": {"completed_total": "91人"},
                "care_institution": {"completed_total": 91, "funds_total_yuan": 9.1},
                "care_home": {"completed_total": 99},
                "home_access_limb": {"completed_total": 300},
                "home_access_other": {"completed_total": 76},
                "home_sports": {"completed_total": 10, "funds_total_yuan": 0.6},
                "aid_student": {"completed_total": 10, "funds_total_yuan": 6.01},
            },
        )
    ]
    assert differences(forms, office, tmp_path) == []
    saved = first_saved(tmp_path)
    assert lines_in(saved, setting) == {
        "assistive_devices": "△ 本项目累计 2300 超过任务 742 的 3 倍",
        "rehab_adult": "△ 每人 399.99 元，低于下限 400 元",
        "rehab_child": "△ 有累计投入，累计完成却是 0",
        "vocational_training": "△ 累计没有填，本月的 12 没有计入",
        "employment_service": "△ 累计多于9月已采用的 90",
        "care_institution": "△ 累计比上年同期的 30 多，相差超过 3 倍",
        "care_home": "△ 累计比上年同期的 300 少，相差超过 3 倍",
        "home_access_limb": "△ 本项目累计 376 超过任务 125 的 3 倍",
        "home_access_other": "△ 本项目累计 376 超过任务 125 的 3 倍",
        "home_sports": "合格",
        "aid_student": "△ 每人 6010 元，高于上限 6000 元",
        "aid_child": "未填",
    }


def test_an_older_month_is_compared_with_but_not_added_to(office, tmp_path):
    setting = replace(
        CITY, history=FilingHistory(earlier=(accepted(Month(YEAR, 1), {"skills": 4, "visits": 4}),))
    )
    form = Filled(setting, {"skills": people(1, 9), "visits": people(1, 3)})
    assert differences([form], office, tmp_path) == []
    lines = lines_in(first_saved(tmp_path), setting)
    assert (lines["skills"], lines["visits"]) == ("合格", "× 累计少于1月的 4")


def test_in_january_the_month_is_the_cumulative(office, tmp_path):
    setting = replace(CITY, month=Month(YEAR, 1))
    form = Filled(
        setting, {"skills": people(1, 1), "visits": people(1, 2), "heating": {"completed_month": 3}}
    )
    assert differences([form], office, tmp_path) == []
    lines = lines_in(first_saved(tmp_path), setting)
    assert [lines[code] for code in ("skills", "visits", "heating")] == [
        "合格",
        "× 累计对不上：1月的累计就是本月",
        "△ 累计没有填，推算为 3，请补填",
    ]


def test_a_rule_on_trial_is_a_warning_on_the_line_too(office, tmp_path):
    codes = frozenset({"E-NOT-INTEGER", "E-TOTAL-FALLS", "E-MONTH-ABOVE-TOTAL", "E-TOO-LONG"})
    plan = replace(CITY.plan, thresholds=replace(CITY.plan.thresholds, trial_codes=codes))
    setting = with_last(replace(CITY, plan=plan), whole_rows(CITY))
    assert differences([form for form, _ in planted(setting)], office, tmp_path) == []


# ---------------------------------------------------------------- what the sample holds


def test_what_is_stored_in_a_filled_form_is_what_libreoffice_reckons(office, tmp_path):
    folder = Path(__file__).parents[3] / "data" / "submissions"
    files = sorted(folder.glob("2021-0[158]/*"))[::4]
    stored = [path.read_bytes() for path in files]
    dropped = [without_results(content) for content in stored]
    for before, after in zip(stored, recalculated(office, dropped, tmp_path), strict=True):
        lines = lines_in(before, SAMPLE)
        assert lines_in(after, SAMPLE) == lines
        assert set(lines.values()) == {"合格"}


def test_sums_of_decimals_carry_no_binary_noise(office, tmp_path):
    """0.1 + 0.2 is 0.3 here, and 人月 with one decimal add up."""
    history = FilingHistory(
        earlier=(accepted(CITY.month.previous, {"post_months": "0.1"}, {"skills": "0.1"}),)
    )
    setting = replace(CITY, history=history)
    form = Filled(
        setting,
        {
            "post_months": people(0.2, 0.3),
            "skills": {"funds_month_yuan": 0.2, "funds_total_yuan": float(Decimal("0.3"))},
        },
    )
    assert differences([form], office, tmp_path) == []
    lines = lines_in(first_saved(tmp_path), setting)
    assert (lines["post_months"], lines["skills"]) == ("合格", "合格")


@pytest.mark.parametrize("unit", ['{"件"}', "", "&<>'"])
def test_a_unit_that_looks_like_a_formula_breaks_none(office, tmp_path, unit):
    projects = [
        replace(
            project,
            unit=unit,
            indicators=tuple(replace(item, unit=unit) for item in project.indicators),
        )
        for project in CITY.plan.projects
    ]
    setting = replace(CITY, plan=replace(CITY.plan, projects=tuple(projects)))
    form = Filled(
        setting, {"skills": people(6, 5), "visits": people(1, 5), "heating": people(5.5, 6)}
    )
    assert differences([form], office, tmp_path) == []
    lines = lines_in(first_saved(tmp_path), setting)
    assert [lines[code] for code in ("skills", "visits", "heating")] == [
        "× 本月多于累计",
        "合格",
        "× 本月完成应为整数",
    ]
