"""The city's month over HTTP: looked at, returned at the cell, taken, closed, opened again."""

import io
from pathlib import Path

import openpyxl
import pytest

from etl.services.database import Database
from etl.services.filings import filings
from tests.month.city import CITY, COUNTIES, SECOND, statistician, workbook
from tests.month.person import Person, plain, said

CHANGLI = "130322"


def filed(site: str, code: str = CHANGLI, path: Path | None = None) -> Person:
    """Somebody who has filed a county's August."""
    person = Person(site, statistician(code))
    _, number = person.check(path or workbook(code))
    person.file(number)
    return person


def last(city: Database, code: str = CHANGLI, number: int = 8) -> int:
    return max(item.id for item in filings(city, code, 2021) if item.month.number == number)


def state(city: Database, code: str = CHANGLI, number: int = 8) -> list[tuple[int, str]]:
    found = filings(city, code, 2021)
    return [(item.version, item.state) for item in found if item.month.number == number]


def test_what_waits_is_opened_beside_last_month_and_taken_with_what_it_does(
    site: str, city: Database, reviewer: Person
) -> None:
    filed(site)
    page = plain(reviewer.get("/review").text)
    assert "待审核1份" in page
    assert "昌黎县 2021年8月 第1版" in page
    assert "与7月第1版对照" in page
    assert "残疾人基本辅具适配" in page
    done = reviewer.post("/review/accept", {"submission": str(last(city))}, "/review")
    assert "已采用：昌黎县2021年8月第1版" in said(done.text)
    assert state(city) == [(1, "accepted")]


def test_what_accepting_would_do_to_the_city_is_what_it_does(
    site: str, city: Database, reviewer: Person
) -> None:
    from etl.domain.period import Month
    from etl.services.completion import completion
    from etl.services.effects import effects

    filed(site)
    (filing,) = [item for item in filings(city, CHANGLI, 2021) if item.month.number == 8]
    foretold = {item.project: item.after for item in effects(city, filing)}
    before = {row.project: row.completed for row in completion(city, Month(2021, 8)).rows}
    reviewer.post("/review/accept", {"submission": str(filing.id)}, "/review")
    after = {row.project: row.completed for row in completion(city, Month(2021, 8)).rows}
    assert foretold == {key: value for key, value in after.items() if value != before[key]}
    assert len(foretold) == 7


def test_returned_reasons_stand_on_the_countys_page_and_at_the_cells_of_its_workbook(
    site: str, city: Database, reviewer: Person
) -> None:
    person, number = filed(site), last(city)
    reviewer.post(
        "/review/return",
        {"submission": str(number), "reason": "请核对", "pin:月报!H8": "与台账不符，请附清单"},
        "/review",
    )
    assert state(city) == [(1, "returned")]
    page = person.get("/submit").text
    assert "与台账不符，请附清单" in page
    assert "月报!H8" in page
    marked = person.get(f"/api/v1/submissions/{number}/annotated").content
    sheet = openpyxl.load_workbook(io.BytesIO(marked))["月报"]
    assert "与台账不符，请附清单" in sheet["H8"].comment.text
    told = person.get(f"/api/v1/submissions/{number}").json()
    assert [item["cell"] for item in told["findings"] if item["code"] == "E-RETURNED"] == [
        None,
        "H8",
    ]


def test_return_needs_a_reason(site: str, city: Database, reviewer: Person) -> None:
    filed(site)
    page = reviewer.post(
        "/review/return", {"submission": str(last(city)), "reason": " "}, "/review"
    )
    assert "退回要写明理由" in said(page.text)
    assert state(city) == [(1, "submitted")]


def test_who_filed_for_a_county_cannot_take_it_and_a_colleague_can(
    site: str, city: Database, reviewer: Person
) -> None:
    _, number = reviewer.check(workbook(CHANGLI))
    reviewer.file(number)
    own = reviewer.post("/review/accept", {"submission": str(last(city))}, "/review")
    assert "您自己报送的" in said(own.text)
    assert state(city) == [(1, "submitted")]
    assert "市残联代报" in reviewer.get("/review").text
    Person(site, SECOND).post("/review/accept", {"submission": str(last(city))}, "/review")
    assert state(city) == [(1, "accepted")]


def test_a_correction_leaves_the_accepted_version_in_force_and_names_later_months_that_disagree(
    site: str, city: Database, reviewer: Person, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(workbook(CHANGLI, 6))
    sheet = book["月报"]
    sheet["H13"], sheet["G13"] = sheet["H13"].value - 3, sheet["G13"].value - 3
    sheet["K13"] = "更正：按花名册核减3人"
    path = tmp_path / "更正.xlsx"
    book.save(path)
    filed(site, CHANGLI, path)
    assert state(city, number=6) == [(1, "accepted"), (2, "submitted")]
    page = reviewer.get(f"/review?submission={last(city, number=6)}").text
    assert "更正" in page
    assert "7月第1版已采用，与这一版接不上：居家托养" in page
    assert "采用这一版之前，各页仍显示第1版" in page
    own = Person(site, statistician(CHANGLI)).get(f"/region/{CHANGLI}?year=2021&month=6").text
    assert "已采用第1版，更正第2版待审核" in own
    number = str(last(city, number=6))
    done = said(reviewer.post("/review/accept", {"submission": number}, "/review").text)
    assert "7月与它接不上，请县区更正7月" in done
    assert "昌黎县7月：居家托养" in plain(reviewer.get("/review").text)
    county = plain(Person(site, statistician(CHANGLI)).get("/submit").text)
    assert "7月与上一次报送接不上：居家托养。" in county


def close(person: Person, reasons: dict[str, str]) -> str:
    fields = {"year": "2021", "month": "8"}
    fields |= {f"reason:{code}": text for code, text in reasons.items()}
    return said(person.post("/review/close", fields, "/review").text)


def test_a_month_is_closed_with_a_reason_for_each_county_that_lacks_and_locks_every_way(
    site: str, city: Database, reviewer: Person
) -> None:
    person = filed(site)
    assert "待审核" in close(reviewer, {})
    reviewer.post("/review/accept", {"submission": str(last(city))}, "/review")
    missing = {code: "9月补报" for code in COUNTIES if code != CHANGLI}
    assert "请写明原因" in close(reviewer, dict(list(missing.items())[1:]))
    assert "已关账" in close(reviewer, missing)
    page, number = Person(site, statistician("130306")).check(workbook("130306"))
    assert "2021年8月已由市残联陈立于" in page
    assert "延期" in page
    late = Person(site, statistician("130306"))
    late.file(number)
    late.post(
        "/submit/nothing", {"year": "2021", "month": "8", "region": "130306", "key": "k"}, "/submit"
    )
    reviewer_files = Person(site, SECOND)
    _, again = reviewer_files.check(workbook("130306"))
    reviewer_files.file(again)
    assert state(city, "130306") == []
    assert "关账。补报或更正请向市残联申请延期" in person.get("/submit?year=2021&month=8").text


def test_leave_lets_one_county_file_after_the_closing_and_the_reviewer_take_it(
    site: str, city: Database, reviewer: Person
) -> None:
    assert "已关账" in close(reviewer, dict.fromkeys(COUNTIES, "未报"))
    fields = {"year": "2021", "month": "8", "region": "130306", "until": "2021-09-20",
              "reason": "统计员换人", "asked_by": "抚宁区残联"}  # fmt: skip
    assert "已批准抚宁区2021年8月延期至2021-09-20" in said(
        reviewer.post("/review/extend", fields, "/review").text
    )
    late = filed(site, "130306")
    assert state(city, "130306") == [(1, "submitted")]
    receipt = late.get(f"/submit?receipt={last(city, '130306')}").text
    assert "关账后按延期报送" in receipt
    filed(site, CHANGLI)
    assert state(city, CHANGLI) == [], "the leave is one county's"
    reviewer.post("/review/accept", {"submission": str(last(city, "130306"))}, "/review")
    assert state(city, "130306") == [(1, "accepted")]


def test_reopening_needs_a_reason_and_leaves_a_mark(
    site: str, city: Database, reviewer: Person
) -> None:
    close(reviewer, dict.fromkeys(COUNTIES, "未报"))
    month = {"year": "2021", "month": "8"}
    assert "要写明理由" in said(reviewer.post("/review/reopen", month, "/review").text)
    page = reviewer.post("/review/reopen", {**month, "reason": "漏了两个县"}, "/review").text
    assert "重新开账：漏了两个县" in page
    filed(site)
    assert state(city) == [(1, "submitted")]


def test_the_list_to_remind_has_those_who_have_not_filed_and_only_those(
    site: str, city: Database, reviewer: Person
) -> None:
    filed(site)
    page = reviewer.get("/review?year=2021&month=8").text
    text = page.split('class="copy-text"')[1].split("</div>")[0]
    assert "昌黎县" not in text
    assert all(name in text for code, name in COUNTIES.items() if code != CHANGLI)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_of_who_filed_can_be_taken_away(
    site: str, city: Database, reviewer: Person, kind: str
) -> None:
    answer = reviewer.get(f"/export/review/filed.{kind}?year=2021&month=8")
    assert answer.status_code == 200
    if kind == "csv":
        assert "昌黎县" in answer.content.decode("utf-8-sig")
    assert Person(site, "李市长").get(f"/export/review/filed.{kind}").status_code == 403


def test_any_two_versions_are_compared(site: str, city: Database, reviewer: Person) -> None:
    filed(site)
    first = last(city)
    reviewer.post("/review/return", {"submission": str(first), "reason": "重报"}, "/review")
    filed(site)
    second = last(city)
    page = reviewer.get(f"/review?submission={second}&against={first}").text
    assert "退回后重报" in page
    assert "相同" in page
    assert CITY in reviewer.get(f"/review?submission={first}").text
