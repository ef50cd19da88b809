"""A 报告期 that title, template and 截至日期 speak against brings no comparisons with it."""

from dataclasses import replace
from datetime import date

import pytest

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.period import Month
from etl.domain.reading import Elsewhere, Meta
from etl.domain.submission import CellRef
from tests.checks.form import MONTH, SHEET, findings_of, form, history

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
        "报告期写的是2021年8月，标题、模板、截至日期却是2021年6月；"
        "照2021年8月看，4 行与以前各月接不上"
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
