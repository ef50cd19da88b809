"""Every state of a county's month says what it is and who does what next; odd words are words."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import openpyxl
import pytest

from etl.domain.roles import Visitor
from etl.services.accounts import Wanted, add_account
from etl.services.database import Database
from tests.month.city import CITY, COUNTIES, PASSWORD, SECOND, statistician, workbook
from tests.month.person import Person, plain

CHANGLI = "130322"
LONG = "秦皇岛市昌黎县残疾人联合会统计与信息化工作领导小组办公室专职统计员周敏" + "补" * 25


def month_of(page: str, number: int = 8) -> str:
    """What stands under a month of the strip."""
    text = plain(page)
    strip = text[text.index(" 1月 ") : text.index(" 12月 ")]
    after = strip[strip.index(f" {number}月 ") :]
    return after[: after.index(f" {number + 1}月 ")].strip()


@pytest.mark.parametrize(
    ("today", "words", "sentence"),
    [
        ("2021-08-20", "待报送 还有21天", "还有21天"),
        ("2021-09-10", "待报送 今天截止", "今天截止"),
        ("2021-09-13", "未报送 已过期限3天", "已过期限3天，请尽快报送"),
        ("2021-07-20", "未到期 9月10日前", "还没有开始"),
    ],
)
def test_before_anything_is_filed(
    city: Database, site: str, monkeypatch, today: str, words: str, sentence: str
) -> None:
    monkeypatch.setenv("LIVELIHOOD_TODAY", today)
    page = Person(site, statistician(CHANGLI)).get("/submit?year=2021&month=8").text
    assert month_of(page).endswith(words)
    assert sentence in plain(page)


def test_filed_late_is_said_on_both_pages(city: Database, site: str, monkeypatch) -> None:
    monkeypatch.setenv("LIVELIHOOD_TODAY", "2021-09-13")
    person = Person(site, statistician(CHANGLI))
    receipt = plain(person.file(person.check(workbook(CHANGLI))[1]).text)
    assert "（迟3天）" in receipt
    review = plain(Person(site, CITY).get("/review?year=2021&month=8").text)
    assert "迟3天" in review
    assert "逾期3天" in review, "of those who have filed nothing"


def closing_of(person: Person) -> None:
    fields = {"year": "2021", "month": "8"} | {f"reason:{code}": "未报" for code in COUNTIES}
    person.post("/review/close", fields, "/review")


def test_a_closed_month_says_who_can_help(city: Database, site: str) -> None:
    closing_of(Person(site, CITY))
    page = plain(Person(site, statistician(CHANGLI)).get("/submit?year=2021&month=8").text)
    assert "未报，已关账 补报要申请延期" in page
    assert "2021年8月已由市残联陈立于" in page
    assert "补报或更正请向市残联申请延期" in page


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/submit?year=2021&month=8&region=130306", 404, "没有代码为“130306”的报送单位"),
        ("/submit?check=999999", 404, "没有编号为999999的检查"),
        ("/submit?year=1999&month=8", 404, "没有1999年的年度任务书"),
        ("/submit?month=13", 404, "月份"),
        ("/submit?receipt=1", 404, "没有编号为1的报送"),
        ("/review", 403, "您的账号是“县区统计”，不能看这一页"),
        ("/admin", 403, "您的账号是“县区统计”，不能看这一页"),
    ],
)
def test_wrong_addresses_and_no_rights(changli: Person, path: str, status: int, words: str) -> None:
    answer = changli.get(path)
    assert answer.status_code == status
    assert words in plain(answer.text)
    assert "Traceback" not in answer.text


def test_nine_workbooks_at_once(city: Database, site: str) -> None:
    person = Person(site, SECOND)
    page, numbers = person.check(*(workbook(code) for code in COUNTIES))
    assert "④ 可以报送：9份" in page
    assert all(f"{name}8月 检查结果" in plain(page) for name in COUNTIES.values())
    person.file(numbers)
    queue = plain(Person(site, CITY).get("/review").text)
    assert "待审核9份" in queue
    assert queue.count("市残联代报") >= 9


def test_a_name_of_sixty_characters(city: Database, site: str) -> None:
    assert len(LONG) == 60
    add_account(city, Wanted(LONG, "county", CHANGLI, "", PASSWORD), Visitor("cli:x"))
    person = Person(site, LONG)
    receipt = person.file(person.check(workbook(CHANGLI))[1]).text
    assert LONG in receipt
    assert LONG in Person(site, CITY).get("/review").text


@pytest.fixture
def remarked(tmp_path: Path) -> Callable[[str], Path]:
    def of(text: str) -> Path:
        book = openpyxl.load_workbook(workbook(CHANGLI))
        book["月报"]["K7"] = text
        path = tmp_path / "备注.xlsx"
        book.save(path)
        return path

    return of


TAGS = '<script>alert(1)</script><img src=x onerror="alert(2)">&amp;'
FORMULAS = ('=cmd|" /C calc"!A1', "+1+1", "-2+3", "@SUM(A1)")


def test_tags_in_a_remark_are_words_wherever_it_is_shown(
    city: Database, site: str, remarked: Callable[[str], Path]
) -> None:
    person = Person(site, statistician(CHANGLI))
    person.file(person.check(remarked(TAGS))[1])
    reviewer = Person(site, CITY)
    page = reviewer.get("/review").text
    assert escape(TAGS, quote=False) in page
    for raw in ("<script>alert", "<img src=x"):
        assert raw not in page
        assert raw not in reviewer.get("/trace?region=130322&indicator=assistive_devices").text


def test_a_remark_of_32000_characters_is_kept_whole_and_breaks_no_page(
    city: Database, site: str, remarked: Callable[[str], Path]
) -> None:
    long = "长" * 32_000
    person = Person(site, statistician(CHANGLI))
    answer = person.file(person.check(remarked(long))[1])
    assert answer.status_code == 200
    reviewer = Person(site, CITY)
    assert long in reviewer.get("/review").text


def test_a_reason_that_begins_like_a_formula_is_a_text_in_the_log(
    city: Database, site: str
) -> None:
    reviewer = Person(site, CITY)
    closing_of(reviewer)
    for formula in FORMULAS:
        _written_everywhere(reviewer, formula)
    log = Person(site, "管理员").get("/admin/audit.csv").content.decode("utf-8-sig")
    assert sum("延至2021-12-31" in line for line in log.splitlines()) == len(FORMULAS)
    for line in log.splitlines():
        assert not any(f",{formula}" in line for formula in FORMULAS)


def _written_everywhere(reviewer: Person, formula: str) -> None:
    fields = {"year": "2021", "month": "8", "region": CHANGLI, "until": "2021-12-31",
              "reason": formula, "asked_by": formula}  # fmt: skip
    reviewer.post("/review/extend", fields, "/review")
    reviewer.post("/review/reopen", {"year": "2021", "month": "8", "reason": formula}, "/review")
    closing_of(reviewer)


def test_a_file_that_cannot_be_read_is_not_called_fine(changli: Person, tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    page = plain(changli.check(empty)[0])
    assert "刚检查的文件有1处错误" in page
    assert "没有问题" not in page
    assert "还有1处错误，不能报送" in page


def test_a_blank_is_no_figure_of_the_workbook(changli: Person, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(CHANGLI))
    for cell in ("G7", "H7", "I7", "J7"):
        book["月报"][cell] = None
    path = tmp_path / "空一行.xlsx"
    book.save(path)
    page = plain(changli.check(path)[0])
    assert "辅助器具适配 785 未填，沿用785 — 37.88 未填，沿用37.88" in page


def test_the_city_sees_the_difference_of_the_county_whose_workbook_it_put_in(
    city: Database, site: str
) -> None:
    page = plain(Person(site, CITY).check(workbook("130324"))[0])
    assert "数据报送 卢龙县" in page
    assert "报送卢龙县8月月报" in page
    assert "数字都没有变" not in page


def test_two_workbooks_of_one_month_are_not_filed_one_over_the_other(
    changli: Person, remarked: Callable[[str], Path]
) -> None:
    page, numbers = changli.check(workbook(CHANGLI), remarked("另一份"))
    assert "一次只能报一份" in page
    assert "数字将改变" not in page
    assert len(numbers.split(",")) == 2


def test_the_same_workbook_again_leads_to_its_receipt(changli: Person) -> None:
    changli.file(changli.check(workbook(CHANGLI))[1])
    page = plain(changli.check(workbook(CHANGLI))[0])
    assert "与8月第1版（待审核）相同，不用再报。 回执 130322-202108-01" in page


def test_returned_reasons_are_followed_up_cell_by_cell(
    city: Database, site: str, changli: Person, tmp_path: Path
) -> None:
    from etl.services.filings import filings

    changli.file(changli.check(workbook(CHANGLI))[1])
    number = max(item.id for item in filings(city, CHANGLI, 2021))
    fields = {"submission": str(number), "pin:月报!H8": "多了12人", "pin:月报!K7": "写明情况"}
    reviewer = Person(site, CITY)
    reviewer.post("/review/return", fields, "/review")
    same = plain(changli.check(workbook(CHANGLI))[0])
    assert "刚检查的文件就是退回的那一份，还没有改" in same
    book = openpyxl.load_workbook(workbook(CHANGLI))
    book["月报"]["H8"], book["月报"]["G8"] = 1191, 107
    path = tmp_path / "改好.xlsx"
    book.save(path)
    page = plain(changli.check(path)[0])
    assert "H8 多了12人（原填1203，现填1191）" in page


def test_reasons_that_were_typed_are_there_again_when_one_was_missing(
    changli: Person, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(workbook(CHANGLI))
    for cell, value in (("I9", 66.4), ("J9", 100), ("I12", 40), ("J12", 53.58)):
        book["月报"][cell] = value
    path = tmp_path / "两处提醒.xlsx"
    book.save(path)
    page, number = changli.check(path)
    names = [part.split('"')[0] for part in page.split(f'name="{number}/')[1:]]
    assert len(names) == 2
    answer = changli.file(
        number, **{f"{number}/{names[0]}": "含人工耳蜗", f"{number}/{names[1]}": " "}
    )
    assert "有提醒没有写理由" in answer.text
    assert ">含人工耳蜗</textarea>" in answer.text


def test_numbers_that_are_none_are_not_found_and_no_failure(city: Database, site: str) -> None:
    person, reviewer = Person(site, statistician(CHANGLI)), Person(site, CITY)
    for number in ("1" * 30, "9" * 5000, "-1", "0", "１", "0001"):
        _not_found(person, reviewer, number)
    admin = Person(site, "管理员")
    assert admin.get(f"/admin?before={'9' * 5000}").status_code == 200


def _not_found(person: Person, reviewer: Person, number: str) -> None:
    for who, path in (
        (person, f"/submit?check={number}"),
        (person, f"/submit?receipt={number}"),
        (reviewer, f"/review?submission={number}"),
        (person, f"/submit/annotated/{number}"),
        (person, f"/api/v1/submissions/{number}"),
        (person, f"/api/v1/submissions/{number}/original"),
    ):
        assert who.get(path).status_code == 404, path
    assert person.post("/submit/file", {"check": number, "key": "k"}, "/submit").status_code == 200


def test_a_form_after_the_session_is_over_says_that_nothing_was_sent(
    city: Database, site: str
) -> None:
    person = Person(site, statistician(CHANGLI))
    _, number = person.check(workbook(CHANGLI))
    token = person.get("/submit").text
    other = Person(site, statistician(CHANGLI))
    other.web.cookies.update(person.web.cookies)
    other.post("/logout", {})
    from tests.month.city import token_in

    answer = person.web.post(
        f"{site}/submit/file",
        {"csrf_token": token_in(token), "check": number},
        headers={"Referer": f"{site}/submit?check={number}"},
        timeout=60,
    )
    assert answer.status_code in (400, 401)
    assert "没有提交成功" in answer.text
    assert f"next=%2Fsubmit%3Fcheck%3D{number}" in answer.text


def test_too_many_files_are_refused_before_any_is_read(changli: Person) -> None:
    files = [("file", (f"{place}.xlsx", b"x")) for place in range(41)]
    answer = changli.post("/submit/check", {}, "/submit", files)
    assert answer.status_code == 400
    assert "一次最多40个文件" in answer.text


def test_a_personal_number_in_the_name_of_an_unreadable_file_is_kept_nowhere(
    changli: Person, city: Database, tmp_path: Path
) -> None:
    from tests.services.snapshot import kept

    number = "130322" + "19900307" + "1232"
    path = tmp_path / f"张三{number}.xlsx"
    path.write_bytes(b"junk")
    page, draft = changli.check(path)
    assert number not in page + changli.get(f"/submit?check={draft}").text
    assert all(number not in row["file_name"] for row in kept(city, "attempt"))
