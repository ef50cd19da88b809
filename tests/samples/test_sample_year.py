"""The sample year: 70 filings that tie, look like a year, and show every status."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import openpyxl
import pytest

from data.make.figures_2021 import AID_NOW, MONTHS, NOT_FILED, sample_figures
from data.make.plan_2021 import SUBMITTING, build_plan
from data.make.submissions_2021 import FOLDER, workbooks
from etl.domain.period import Month
from etl.domain.plan import JUDGED_LEVELS, Plan, Project
from tests.samples.reading import form, indicator_name, month_files

PLAN = build_plan()
MADE = cache(lambda: tuple(workbooks()))
FIGURES = sample_figures()
CODES = [indicator.code for indicator in PLAN.indicators]
WITH_FUNDS = {
    "assistive_devices",
    "rehab_adult",
    "rehab_child",
    "care_institution",
    "care_home",
    "home_access_limb",
    "home_access_other",
}


def filed(region: str) -> Iterator[Month]:
    return (month for month in MONTHS if (month, region) in FIGURES)


def test_seventy_files_and_the_two_that_are_missing_on_purpose():
    names = {
        f"{month}/{PLAN.tree[region].name}{month.label}.xlsx"
        for month in MONTHS
        for region in SUBMITTING
        if (month, region) not in NOT_FILED
    }
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert found == names
    assert len(names) == 70
    assert sorted((str(month), PLAN.tree[region].name) for month, region in NOT_FILED) == [
        ("2021-01", "北戴河新区"),
        ("2021-04", "卢龙县"),
    ]


def test_the_files_are_the_ones_the_script_makes():
    for path, content in MADE():
        with zipfile.ZipFile(path) as kept, zipfile.ZipFile(io.BytesIO(content)) as made:
            assert kept.namelist() == made.namelist(), path
            assert all(kept.read(name) == made.read(name) for name in made.namelist()), path


def test_what_is_in_the_files_is_what_was_designed():
    names = {code: indicator_name(code) for code in CODES}
    for month in MONTHS:
        for path in month_files(str(month)):
            region = next(r.code for r in PLAN.regions if path.name.startswith(r.name + "2021"))
            for code, row in FIGURES[month, region].items():
                written = form(path)[names[code]]
                assert written["本月完成"] == row.completed_month
                assert written["累计完成"] == row.completed_total
                funds = written["累计投入资金(万元)"]
                assert (None if funds is None else Decimal(str(funds)) * 10000) == row.funds_total
                assert (written["备注"] or "") == row.note


def test_august_is_cut_off_on_the_day_of_the_conference_other_months_at_their_end():
    for path, content in MADE():
        sheet: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["月报"]
        month = Month.parse(path.parent.name)
        expected = date(2021, 8, 18) if month.number == 8 else month.last_day
        texts = [str(cell.value) for cell in sheet[3] if cell.value is not None]
        assert any(expected.isoformat() in text for text in texts), path


@pytest.mark.parametrize("region", SUBMITTING)
def test_the_year_only_grows_and_this_month_is_the_difference(region):
    for code in CODES:
        rows = [FIGURES[month, region][code] for month in filed(region)]
        totals = [row.completed_total or 0 for row in rows]
        assert [row.completed_month for row in rows] == [
            after - before for before, after in pairwise([0, *totals])
        ]
        assert min(row.completed_month or 0 for row in rows) >= 0
        funds = [row.funds_total for row in rows]
        if code not in WITH_FUNDS:
            assert set(funds) == {None}
            continue
        spent = [amount for amount in funds if amount is not None]
        assert len(spent) == len(rows)
        assert [row.funds_month for row in rows] == [
            after - before for before, after in pairwise([Decimal(0), *spent])
        ]
        assert min(row.funds_month or 0 for row in rows) >= 0
        # Two decimals of 万元, as counties write it.
        assert all(amount % 100 == 0 for amount in spent)


def test_every_average_per_person_lies_inside_the_plan_s_range():
    for (month, region), rows in FIGURES.items():
        for code, row in rows.items():
            standard = PLAN.standard(code)
            if row.funds_total is None or standard is None:
                continue
            if not row.completed_total:
                assert row.funds_total == 0
                continue
            average = Fraction(row.funds_total) / int(row.completed_total)
            assert standard.low is not None
            assert standard.high is not None
            assert standard.low <= average <= standard.high, (month, region, code, float(average))


def test_child_rehabilitation_is_paid_exactly_at_the_published_standard():
    for rows in FIGURES.values():
        row = rows["rehab_child"]
        assert row.funds_total == 12000 * (row.completed_total or 0)


def test_student_aid_is_nothing_with_a_remark():
    for (month, _), rows in FIGURES.items():
        for code in ("aid_student", "aid_child"):
            assert (rows[code].completed_month, rows[code].completed_total) == (0, 0)
            assert rows[code].note
            assert (rows[code].note == AID_NOW) == (month.number == 8)


def test_no_county_is_a_fixed_share_of_another():
    for code in CODES:
        for one, other in combinations(SUBMITTING, 2):
            months = sorted(set(filed(one)) & set(filed(other)))
            pairs = [
                tuple(int(FIGURES[m, region][code].completed_total or 0) for region in (one, other))
                for m in months
            ]
            if not pairs[-1][0] or not pairs[-1][1]:
                continue
            ratios = {Fraction(a, b) for a, b in pairs if b}
            assert len(ratios) > 1, (code, one, other)


def test_remarks_say_what_a_month_after_a_gap_holds():
    for month, region in NOT_FILED:
        rows = FIGURES[month.following, region]
        assert rows["rehab_adult"].note == f"本月数含未报的{month.number}月"


def test_targets_split_by_county_add_up_and_the_city_s_is_never_below_the_province_s():
    by_level = {(row.project, row.level): row for row in PLAN.targets}
    for row in PLAN.targets:
        assert sum(row.by_region.values()) == row.total
        assert list(row.by_region) == list(SUBMITTING)
    for project in PLAN.projects:
        province, city = by_level[project.code, "province"], by_level[project.code, "city"]
        assert province.total is not None
        assert city.total is not None
        assert city.total >= province.total
        for region in SUBMITTING:
            assert city.by_region[region] >= province.by_region[region]


def test_need_is_what_august_completed_in_every_county():
    for row in (row for row in PLAN.targets if row.level == "need"):
        project = PLAN.project(row.project)
        assert project is not None
        for region in SUBMITTING:
            assert row.by_region[region] == completed(project, region, MONTHS[-1])


# ---------------------------------------------------------------- statuses
# Written from the definition of terms alone, apart from the product's own computation.


def completed(project: Project, region: str, month: Month) -> int | None:
    """The last filed cumulative up to the month; None when nothing was ever filed."""
    months = [m for m in filed(region) if m <= month]
    if not months:
        return None
    return sum(
        int(FIGURES[months[-1], region][item.code].completed_total or 0)
        for item in project.indicators
    )


def status(done: int | None, target: Decimal, share: Fraction) -> str:
    if done is None:
        return "not_reported"
    if done >= target:
        return "exceeded" if done > target else "completed"
    if share == 0:
        return "not_started"
    behind = (share - Fraction(done) / Fraction(target)) * 100
    if behind <= 1:
        return "on_pace"
    if behind < 10:
        return "slightly_behind"
    return "behind" if behind <= 30 else "far_behind"


ORDER = "far_behind behind slightly_behind on_pace not_started completed exceeded".split()


def overall(plan: Plan, project: Project, region: str, month: Month) -> str:
    done = completed(project, region, month)
    targets = [plan.target(project.code, level, region) for level in JUDGED_LEVELS]
    values = [target.value for target in targets if target and target.value is not None]
    share = plan.planned_share(project.code, month.number)
    found = [status(done, value, share) for value in values]
    return min(found, key=ORDER.index) if done is not None else found[0]


def statuses(month: Month) -> dict[str, set[str]]:
    return {
        project.code: {overall(PLAN, project, region, month) for region in SUBMITTING}
        for project in PLAN.projects
    }


def test_over_the_eight_months_every_status_but_no_target_stands_on_some_county_s_page():
    seen = {word for month in MONTHS for row in statuses(month).values() for word in row}
    assert seen == {*ORDER, "not_reported"}


def test_in_august_some_counties_are_behind_though_the_city_is_above():
    august = statuses(MONTHS[-1])
    assert august["employment_service"] == {"exceeded", "completed", "on_pace", "behind"}
    assert "slightly_behind" in august["rehabilitation"]
    assert "slightly_behind" in august["care_service"]
    assert august["student_aid"] == {"not_started"}


def test_a_project_is_ahead_in_some_counties_and_behind_in_others_through_the_year():
    for month in MONTHS[3:]:
        words = {word for row in statuses(month).values() for word in row}
        assert words & {"slightly_behind", "behind", "far_behind"}
        assert words & {"on_pace", "completed", "exceeded"}
