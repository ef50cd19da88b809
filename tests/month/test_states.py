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


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_reason_that_begins_like_a_formula_is_a_text_in_the_log(
    city: Database, site: str, formula: str
) -> None:
    person, reviewer = Person(site, statistician(CHANGLI)), Person(site, CITY)
    person.file(person.check(workbook(CHANGLI))[1])
    closing_of(reviewer)
    fields = {"year": "2021", "month": "8", "region": CHANGLI, "until": "2021-12-31",
              "reason": formula, "asked_by": formula}  # fmt: skip
    reviewer.post("/review/extend", fields, "/review")
    reviewer.post("/review/reopen", {"year": "2021", "month": "8", "reason": formula}, "/review")
    log = Person(site, "管理员").get("/admin/audit.csv").content.decode("utf-8-sig")
    for line in log.splitlines():
        assert f",{formula}" not in line
