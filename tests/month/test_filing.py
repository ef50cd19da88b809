"""A county's month over HTTP: checked, filed once whatever happens, receipted, found again."""

import io
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest

from etl.services.database import Database
from etl.services.filings import filings
from tests.month.city import CITY, served, token_in, workbook
from tests.month.person import Person, receipt_numbers, said

CHANGLI = "130322"


def stored(city: Database, code: str = CHANGLI, number: int = 8) -> list[tuple[int, str]]:
    found = filings(city, code, 2021)
    return [(item.version, item.state) for item in found if item.month.number == number]


def changed(folder: Path, **cells: str | int | float) -> Path:
    book = openpyxl.load_workbook(workbook(CHANGLI))
    for address, value in cells.items():
        book["月报"][address] = value
    path = folder / f"{'-'.join(cells)}.xlsx"
    book.save(path)
    return path


def test_a_right_workbook_is_checked_filed_and_receipted(changli: Person, city: Database) -> None:
    page, number = changli.check(workbook(CHANGLI))
    assert "没有问题，可以报送" in page
    assert "④ 可以报送：17个数字将改变" in page
    assert stored(city) == [], "a check is never a filing"
    receipt = changli.file(number)
    assert "回执" in receipt.text
    assert "130322-202108-01" in receipt.text
    assert stored(city) == [(1, "submitted")]
    again = changli.get("/submit?year=2021&month=8")
    assert receipt_numbers(again.text)[0] == "130322-202108-01", "found again later"


def test_every_wrong_cell_is_told_and_nothing_can_be_filed(
    changli: Person, city: Database, tmp_path: Path
) -> None:
    page, number = changli.check(changed(tmp_path, G7="约86", H8=1203.5, G11="十一"))
    for cell, words in (("G7", "约86"), ("H8", "1203.5"), ("G11", "十一")):
        assert f'class="cell">{cell}</b>' in page
        assert words in page
    assert "还有3处错误，不能报送" in page
    changli.file(number)
    assert stored(city) == []


def test_a_second_upload_says_what_is_mended_still_there_and_new(
    changli: Person, tmp_path: Path
) -> None:
    changli.check(changed(tmp_path, G7="约86", H8=1203.5))
    page, _ = changli.check(changed(tmp_path, H8=1203.5, G9="x"))
    assert "已改1处、仍有1处、新增1处" in page


def test_a_warning_needs_its_reason_and_takes_it_along(
    changli: Person, city: Database, tmp_path: Path
) -> None:
    path = changed(tmp_path, I9=66.4, J9=100)
    page, number = changli.check(path)
    assert "请写明理由" in page
    without = changli.file(number)
    assert "有提醒没有写理由" in said(without.text)
    assert stored(city) == []
    name = page.split(f'name="{number}/reason:')[1].split('"')[0]
    changli.file(number, **{f"{number}/reason:{name}": "7月起含人工耳蜗植入费用。"})
    assert stored(city) == [(1, "submitted")]
    (filing,) = [item for item in filings(city, CHANGLI, 2021) if item.month.number == 8]
    assert "7月起含人工耳蜗植入费用。" in filing.reason


def test_a_double_click_a_reload_and_two_windows_file_once(
    changli: Person, city: Database, site: str
) -> None:
    _, number = changli.check(workbook(CHANGLI))
    second = Person(site, "昌黎县统计员")
    with ThreadPoolExecutor(4) as pool:
        clicks = [pool.submit(changli.file, number, "one-form") for _ in range(2)]
        clicks += [pool.submit(second.file, number, "another") for _ in range(2)]
        answers = [click.result() for click in clicks]
    assert stored(city) == [(1, "submitted")]
    assert all("130322-202108-01" in answer.text for answer in answers)


def test_a_connection_cut_after_the_commit_and_a_retry_file_once(
    changli: Person, city: Database, site: str
) -> None:
    """The browser never hears the answer; the same form sent again gets the same receipt."""
    _, number = changli.check(workbook(CHANGLI))
    token = token_in(changli.get("/submit").text)
    body = f"csrf_token={token}&check={number}&key=once".encode()
    cookies = "; ".join(f"{item.name}={item.value}" for item in changli.web.cookies)
    parts = urlsplit(site)
    head = (
        f"POST /submit/file HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port or 80)) as line:
        line.sendall(head + body)
        wait_until(lambda: stored(city) == [(1, "submitted")])
    first = changli.file(number, "once")
    assert "130322-202108-01" in first.text
    assert stored(city) == [(1, "submitted")]


def wait_until(happened: object, rounds: int = 400) -> None:
    ready = threading.Event()
    for _ in range(rounds):
        if happened():  # type: ignore[operator]
            return
        ready.wait(0.02)
    pytest.fail("it never happened")


def test_nothing_new_is_one_click_with_a_file_and_a_cell_behind_each_figure(
    changli: Person, city: Database
) -> None:
    before = [item for item in filings(city, CHANGLI, 2021) if item.month.number == 7]
    fields = {"year": "2021", "month": "8", "region": CHANGLI, "key": "k"}
    page = changli.post("/submit/nothing", fields, "/submit")
    assert "130322-202108-01" in page.text
    (filing,) = [item for item in filings(city, CHANGLI, 2021) if item.month.number == 8]
    original = changli.get(f"/api/v1/submissions/{filing.id}/original").content
    sheet = openpyxl.load_workbook(io.BytesIO(original))["月报"]
    last = openpyxl.load_workbook(workbook(CHANGLI, 7))["月报"]
    assert (sheet["G7"].value, sheet["H7"].value) == (0, last["H7"].value)
    assert before[0].state == "accepted"


def test_nothing_new_is_refused_where_there_is_no_month_before(
    changli: Person, city: Database
) -> None:
    fields = {"year": "2021", "month": "9", "region": CHANGLI, "key": "k"}
    page = changli.post("/submit/nothing", fields, "/submit")
    assert "8月还没有已采用的报送" in said(page.text)
    assert stored(city, number=9) == []


def test_several_months_at_once_are_taken_oldest_first(site: str, city: Database) -> None:
    person = Person(site, CITY)
    page, numbers = person.check(*(workbook(code) for code in ("130324", "130302", CHANGLI)))
    assert "④ 可以报送：3份" in page
    answer = person.file(numbers)
    assert "3份月报都已报送" in said(answer.text)
    assert [stored(city, code) for code in ("130324", "130302", CHANGLI)] == [
        [(1, "submitted")]
    ] * 3
    (filing,) = [item for item in filings(city, CHANGLI, 2021) if item.month.number == 8]
    assert (filing.on_behalf, filing.filed_by) == (True, CITY)


def test_two_statisticians_of_one_county_see_the_same_drafts_and_no_other_does(
    changli: Person, site: str, city: Database, tmp_path: Path
) -> None:
    from etl.domain.roles import Visitor
    from etl.services.accounts import Wanted, add_account
    from tests.month.city import PASSWORD

    add_account(city, Wanted("昌黎县第二人", "county", CHANGLI, "", PASSWORD), Visitor("cli:x"))
    _, number = changli.check(changed(tmp_path, G7="约86"))
    colleague = Person(site, "昌黎县第二人")
    assert "约86" in colleague.get(f"/submit?check={number}").text
    assert "G7.xlsx" in colleague.get("/submit").text
    stranger = Person(site, "抚宁区统计员")
    for path in (f"/submit?check={number}", f"/submit/annotated/{number}"):
        theirs, none = stranger.get(path), stranger.get(path.replace(number, "987654"))
        assert theirs.status_code == none.status_code == 404
        assert theirs.text.replace(number, "987654") == none.text
    assert "G7.xlsx" not in stranger.get("/submit").text
    stolen = stranger.file(number)
    assert stolen.status_code == 404
    assert stored(city) == []


def test_another_countys_workbook_is_refused_at_its_cell_without_telling_anything(
    changli: Person, city: Database
) -> None:
    page, _ = changli.check(workbook("130306"))
    assert "这是抚宁区的表，您的账号只能报送昌黎县的表" in page
    assert "E-REGION-NOT-OWN" in page
    assert stored(city, "130306") == []
    assert "抚宁区" not in said(changli.get("/submit").text)


def test_a_file_with_personal_data_leaves_nothing_but_its_cells(
    changli: Person, city: Database, tmp_path: Path
) -> None:
    number = "130322" + "19900307" + "1232"
    page, draft = changli.check(changed(tmp_path, K7=f"张三 {number}"))
    assert "E-PERSONAL" in page
    assert "K7" in page
    assert number not in page
    assert number not in changli.get(f"/submit?check={draft}").text
    assert changli.get(f"/submit/annotated/{draft}").status_code == 404


def test_the_template_of_ones_own_county_only(changli: Person) -> None:
    own = changli.get(f"/submit/template?year=2021&month=8&region={CHANGLI}")
    assert own.content.startswith(b"PK")
    other = changli.get("/submit/template?year=2021&month=8&region=130306")
    none = changli.get("/submit/template?year=2021&month=8&region=999999")
    assert other.status_code == none.status_code == 404
    assert other.text.replace("130306", "999999") == none.text


def test_the_page_lives_through_a_restart_with_session_draft_and_receipt(
    city: Database, tmp_path: Path
) -> None:
    with served(city) as base:
        person = Person(base, "昌黎县统计员")
        _, number = person.check(workbook(CHANGLI))
    with served(city) as base:
        person.base = base
        assert "没有问题，可以报送" in person.get(f"/submit?check={number}").text
        assert "130322-202108-01" in person.file(number).text
