"""A 报告期 that title, template and 截至日期 speak against brings no comparisons with it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.reading import Elsewhere, Meta
from etl.domain.submission import CellRef
from tests.checks.form import (
    COUNTY,
    MONTH,
    OTHER,
    PLAN,
    SHEET,
    findings_of,
    form,
    history,
    targets,
    written_target,
)

JULY = """
    指标    | 本月 | 累计
    辅具适配 | 10  | 100
    成年康复 | 5   | 50
    儿童康复 | 2   | 20
    无障碍改造 | 4  | 40
"""
JUNE = """
    指标    | 本月 | 累计
    辅具适配 | 10  | 90
    成年康复 | 5   | 45
    儿童康复 | 2   | 18
    无障碍改造 | 4  | 36
"""
OF_JUNE = JUNE.replace("| 90", "| 91").replace("| 10 ", "| 11 ")
TITLE = Elsewhere("标题", month=Month(2021, 6), cell=CellRef(SHEET, "A1"))


def labelled(text=OF_JUNE, title=True, meta=True, as_of=True):
    """June's form, whose line of the month says August."""
    reading = form(text)
    identity = replace(reading.identity, elsewhere=(TITLE,) if title else ())
    findings: tuple[Finding, ...] = ()
    if not as_of:
        identity = replace(identity, as_of_cell=None)
    else:
        identity = replace(identity, as_of=date(2021, 6, 30))
        words = {"as_of": "2021-06-30", "month": MONTH.label}
        findings = (
            finding("E-AS-OF-MONTH", words, sheet=SHEET, cells=("I3",), row=3, field="as_of"),
        )
    return replace(
        reading,
        identity=identity,
        meta=Meta(month=Month(2021, 6)) if meta else Meta(),
        findings=findings,
    )


PAST = {6: JUNE, 7: JULY}


def test_the_month_is_asked_about_in_one_line():
    (one,) = findings_of(labelled(), history(PAST))
    assert (one.code, one.severity, one.field, one.cells) == (
        "E-MONTH-DOUBT", "error", "month", ("E3",),
    )  # fmt: skip
    assert one.message == (
        "报告期写的是2021年8月，像是2021年6月的表："
        "标题、模板、截至日期写的是2021年6月，照8月看，数与以前各月接不上"
    )


@pytest.mark.parametrize("missing", ["title", "meta", "as_of"])
def test_two_of_the_three_are_enough(missing):
    (one,) = findings_of(labelled(**{missing: False}), history(PAST))
    assert one.code == "E-MONTH-DOUBT"


def test_one_alone_is_not():
    codes = {item.code for item in findings_of(labelled(meta=False, as_of=False), history(PAST))}
    assert codes == {"W-MONTH-ELSEWHERE", "E-TOTAL-FALLS"}


def test_figures_that_follow_from_last_month_are_of_the_month_that_is_written():
    """The form of last time with a new month, whose title was forgotten."""
    august = """
        指标    | 本月 | 累计
        辅具适配 | 10  | 110
        成年康复 | 5   | 55
        儿童康复 | 2   | 22
        无障碍改造 | 4  | 44
    """
    codes = {item.code for item in findings_of(labelled(august), history(PAST))}
    assert codes == {"W-MONTH-ELSEWHERE", "W-META-STALE", "E-AS-OF-MONTH"}


def test_places_that_name_different_months_prove_nothing():
    reading = labelled(as_of=False)
    other = replace(reading, meta=Meta(month=Month(2021, 5)))
    codes = {item.code for item in findings_of(other, history(PAST))}
    assert "E-MONTH-DOUBT" not in codes


def test_another_county_in_the_title_is_still_asked_about():
    reading = labelled()
    title = replace(TITLE, region="100002")
    identity = replace(reading.identity, elsewhere=(title,))
    codes = [item.code for item in findings_of(replace(reading, identity=identity), history(PAST))]
    assert codes == ["W-REGION-ELSEWHERE", "E-MONTH-DOUBT"]


# ---------------------------------------------------------------- known by the figures

AUGUST = """
    指标    | 本月 | 累计
    辅具适配 | 12  | 112
    成年康复 | 7   | 57
    儿童康复 | 3   | 23
    无障碍改造 | 5  | 45
"""


def of_july(text=AUGUST, **more):
    """August's figures in a form that still says July."""
    return form(text, Month(2021, 7), **more)


def with_own(past):
    found = history({6: JUNE})
    own = history({7: JULY}).earlier[0]
    return replace(found, own=own, later=past)


def test_new_figures_in_last_months_form_are_told_by_what_they_go_on_from():
    (one,) = findings_of(of_july(), with_own(()))
    assert (one.code, one.cells, one.severity) == ("E-MONTH-DOUBT", ("E3",), "error")
    assert one.message == ("报告期写的是2021年7月，像是2021年8月的表：4 行的数都接着7月的累计")


def test_remarks_in_every_row_do_not_hide_it():
    noted = "\n".join(
        line if "指标" in line or not line.strip() else f"{line} | 更正"
        for line in AUGUST.replace("累计\n", "累计 | 备注\n").splitlines()
    )
    (one,) = findings_of(of_july(noted), with_own(()))
    assert (one.code, one.severity) == ("E-MONTH-DOUBT", "error")


def test_one_mistake_more_is_told_as_of_the_month_that_was_meant():
    found = findings_of(of_july(AUGUST.replace("5  | 45", "5  | 54")), with_own(()))
    assert [item.code for item in found] == ["E-MONTH-DOUBT", "E-NOT-ADDING-UP"]
    assert found[1].message == "累计完成是 54，7月累计 40 加本月 5 是 45，对不上"


def test_a_corrected_form_of_an_accepted_month_is_what_it_says():
    """One row is corrected, the others still follow from June."""
    corrected = JULY.replace("10  | 100", "12  | 102")
    assert findings_of(of_july(corrected), with_own(())) == []


def test_a_month_without_anything_new_is_what_it_says():
    still = AUGUST.replace("12  | 112", "0 | 100").replace("7   | 57", "0 | 50")
    still = still.replace("3   | 23", "0 | 20").replace("5  | 45", "0 | 40")
    codes = {item.code for item in findings_of(of_july(still), with_own(()))}
    assert "E-MONTH-DOUBT" not in codes


def test_two_months_in_one_after_a_gap_are_no_proof():
    """July was never filed: August's figures may hold both months."""
    september = form(AUGUST, Month(2021, 9), findings=())
    past = history({7: JULY})
    assert "E-MONTH-DOUBT" not in {
        item.code for item in findings_of(september, past, today=date(2021, 9, 20))
    }
    named = replace(september, meta=Meta(month=Month(2021, 8)))
    codes = [item.code for item in findings_of(named, past, today=date(2021, 9, 20))]
    assert codes == ["E-MONTH-DOUBT"]


# ---------------------------------------------------------------- region


def two_counties():
    rows = []
    for project, here, there in (
        ("辅具适配", 1000, 3000),
        ("精准康复", 2000, 4000),
        ("无障碍改造", 500, 600),
    ):
        for level in ("省定", "市定"):
            plan = targets(f"项目 | 级别 | 任务\n{project} | {level} | {here}")
            (row,) = plan.targets
            rows.append(replace(row, by_region={COUNTY: Decimal(here), OTHER: Decimal(there)}))
    return replace(PLAN, targets=tuple(rows))


def with_targets(*values):
    written = [
        written_target(project, "省定", value, f"E{row}")
        for row, (project, value) in enumerate(
            zip(("辅具适配", "精准康复", "无障碍改造"), values, strict=True), start=7
        )
    ]
    return replace(form(AUGUST), targets=tuple(written))


def test_targets_and_figures_of_another_county_are_one_line():
    past = history({7: JULY.replace("100", "900").replace("50", "800").replace("20", "700")
                    .replace("40", "600")})  # fmt: skip
    (one,) = findings_of(with_targets(3000, 4000, 600), past, two_counties())
    assert (one.code, one.field, one.cells) == ("E-REGION-DOUBT", "region", ("A3",))
    assert "有 3 个任务数与河口县的不同，却都是石门县的" in one.message


def test_figures_that_follow_from_the_countys_own_are_its_own_whatever_the_targets_say():
    codes = {item.code for item in findings_of(with_targets(3000, 4000, 600), history({7: JULY}),
                                               two_counties())}  # fmt: skip
    assert codes == {"W-TARGET-DIFFERS"}


def test_targets_of_nobody_prove_nothing():
    codes = {item.code for item in findings_of(with_targets(3000, 4000, 700), None, two_counties())}
    assert codes == {"W-TARGET-DIFFERS"}


# ---------------------------------------------------------------- sent again


def test_figures_of_last_month_in_a_form_that_says_august_everywhere_were_sent_again():
    reading = labelled(JULY, title=False, meta=False, as_of=False)
    (one,) = findings_of(reading, history(PAST))
    assert one.code == "E-LAST-MONTH-AGAIN"


def test_figures_of_an_older_month_were_sent_again_too():
    (one,) = findings_of(form(JUNE), history(PAST))
    assert one.code == "E-LAST-MONTH-AGAIN"
    assert one.message.endswith("与6月已采用的一模一样，像是完成数没有更新")


def test_last_months_form_with_only_the_month_changed_is_told_once():
    """Title, template and 截至日期 still say July, the file's name August."""
    july = Month(2021, 7)
    reading = labelled(JULY)
    identity = replace(
        reading.identity,
        as_of=july.last_day,
        elsewhere=(replace(TITLE, month=july), Elsewhere("文件名", month=MONTH)),
    )
    (one,) = findings_of(replace(reading, identity=identity, meta=Meta(month=july)), history(PAST))
    assert one.code == "E-MONTH-DOUBT"
    assert "标题、模板、截至日期写的是2021年7月，4 行的数都接着6月的累计" in one.message
