"""Reviewing: who may accept and return what, and what stays in force meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.domain.period import Month
from etl.domain.refusal import NotFound, Refusal, SystemFault
from etl.domain.roles import Visitor
from etl.domain.submission import CellRef, Filing
from etl.services import review, uploads
from etl.services.database import Database, connect, data_version
from etl.services.filed_answer import submission, submission_answer
from etl.services.filings import filings
from etl.services.orders import Order
from etl.services.review import Remark
from etl.services.trace import trace
from etl.services.uploads import Upload
from etl.workbook.template.form import FilledRow
from tests.cities import ACCEPTED, COUNTY, YEAR, city_copy, load_forms, load_plan
from tests.services.filing import PLAN, form
from tests.services.snapshot import all_but_the_log, everything, kept

APRIL = Month(YEAR, 4)
DESK = Visitor("石门统计", "county", COUNTY, "10.0.3.1")
FIRST = Visitor("市统计甲", "city", "", "10.0.0.2")
SECOND = Visitor("市统计乙", "city", "", "10.0.0.3")
COMMAND_LINE = Visitor("cli:root")
REASON = "慰问人数与台账不符，请核对"
AT_VISITS = Remark(CellRef("月报", "H11"), "与台账差40人")
AT_HALL = Remark(CellRef("月报", "H9"), "食堂已停办")
NO_REVIEWERS = [
    Visitor("某领导", "leadership"),
    DESK,
    Visitor("某记者", "press"),
    Visitor("总管", "admin"),
]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    """The second city with three months, all accepted."""
    opened = connect(city_copy(tmp_path))
    yield opened
    opened.close()


def file(database: Database, visits: int = 20, by: Visitor = DESK, number: int = 4) -> int:
    """File the county's form, as it does each month, with some number of visits."""
    content = form(number, visits=FilledRow(visits, 60 + visits))
    (result,) = uploads.file(database, [Upload(f"{visits}.xlsx", content)], Order.of(by))
    assert result.submission is not None, result.findings
    return result.submission


def states(database: Database, month: Month = APRIL) -> list[tuple[int, str]]:
    found = filings(database, COUNTY, YEAR)
    return [(item.version, item.state) for item in found if item.month == month]


def the(database: Database, identifier: int) -> Filing:
    return submission(database, identifier).filing


def visits_that_count(database: Database) -> int:
    """What the city counts for April's visits of the county."""
    return trace(database, APRIL, COUNTY, "visits")["value"]


def unchanged(database: Database, act: object, said: str, kind: type[Refusal] = Refusal) -> str:
    """Hold an act to it that it is refused with these words and leaves everything as it was."""
    before = everything(database)
    assert callable(act)
    with pytest.raises(kind, match=said) as refused:
        act()
    assert everything(database) == before
    return refused.value.message


# ---------------------------------------------------------------- who may


def test_the_city_accepts_what_a_county_filed(database: Database) -> None:
    load_plan(database, PLAN)
    identifier = file(database)
    assert states(database) == [(1, "submitted")]
    found = review.accept(database, identifier, FIRST)
    assert (found.state, found.accepted_by, found.filed_by) == ("accepted", FIRST.name, DESK.name)
    assert found.accepted_at is not None
    assert not found.backfilled


def test_an_unknown_number_is_not_found(city: Database) -> None:
    for act in (
        lambda: review.accept(city, 999, FIRST),
        lambda: review.give_back(city, 999, FIRST, REASON),
    ):
        unchanged(city, act, "没有编号为999的报送", NotFound)


@pytest.mark.parametrize("by", NO_REVIEWERS, ids=lambda by: by.role)
def test_nobody_but_the_city_reviews(city: Database, by: Visitor) -> None:
    identifier = file(city)
    for act in (
        lambda: review.accept(city, identifier, by),
        lambda: review.give_back(city, identifier, by, REASON),
    ):
        unchanged(city, act, "只有市级统计人员可以审核")


def test_whoever_filed_for_a_county_does_not_accept_it(city: Database) -> None:
    identifier = file(city, by=FIRST)
    assert the(city, identifier).on_behalf
    said = unchanged(city, lambda: review.accept(city, identifier, FIRST), "您自己报送")
    assert "另一位" in said
    assert review.accept(city, identifier, SECOND).accepted_by == SECOND.name


def test_the_command_line_accepts_also_what_it_filed(city: Database) -> None:
    (result,) = load_forms(city, {"四月.xlsx": form(4)}, Order(COMMAND_LINE.name))
    assert result.submission is not None
    assert review.accept(city, result.submission, COMMAND_LINE).state == "accepted"


def test_an_account_may_return_what_it_filed_itself(city: Database) -> None:
    # Taking one's own mistake back lets nothing count that nobody else has seen.
    identifier = file(city, by=FIRST)
    assert review.give_back(city, identifier, FIRST, REASON).state == "returned"


# ---------------------------------------------------------------- accepting


def test_accepted_again_a_version_stays_as_it_is(city: Database) -> None:
    identifier = file(city)
    review.accept(city, identifier, FIRST)
    before = everything(city)
    again = [review.accept(city, identifier, by) for by in (FIRST, SECOND, COMMAND_LINE)]
    assert {item.accepted_by for item in again} == {FIRST.name}
    assert everything(city) == before


def test_a_returned_version_is_not_accepted(city: Database) -> None:
    identifier = file(city)
    review.give_back(city, identifier, FIRST, REASON)
    said = unchanged(city, lambda: review.accept(city, identifier, SECOND), "已经退回")
    assert said == "2023年4月第1版不能采用：它已经退回，请等县区重新报送。"


def test_a_version_that_was_replaced_is_neither_accepted_nor_returned(city: Database) -> None:
    old = file(city, 20)
    file(city, 21)
    for act, what in (
        (lambda: review.accept(city, old, FIRST), "采用"),
        (lambda: review.give_back(city, old, FIRST, REASON), "退回"),
    ):
        said = unchanged(city, act, "已被后来的版本替代")
        assert f"第1版不能{what}" in said


def test_an_accepted_version_is_not_returned(city: Database) -> None:
    identifier = file(city)
    review.accept(city, identifier, FIRST)
    said = unchanged(city, lambda: review.give_back(city, identifier, SECOND, REASON), "已经采用")
    assert "更正版" in said  # what to do instead


# ---------------------------------------------------------------- returning


@pytest.mark.parametrize("remarks", [(), (Remark(CellRef("月报", "H11"), "  "),)])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_return_needs_a_reason(city: Database, reason: str, remarks: tuple[Remark, ...]) -> None:
    identifier = file(city)
    act = lambda: review.give_back(city, identifier, FIRST, reason, remarks)  # noqa: E731
    unchanged(city, act, "要写明理由")


@pytest.mark.parametrize(
    ("reason", "remark", "said"),
    [
        ("请联系13812345678", "", "身份证号"),
        (REASON, "王某11010119900307123X不符", "身份证号"),
        ("长" * 2001, "", "太长"),
        (REASON, "长" * 2001, "太长"),
    ],
)
def test_a_reason_holds_no_personal_number_and_is_not_endless(
    city: Database, reason: str, remark: str, said: str
) -> None:
    identifier = file(city)
    pinned = [Remark(CellRef("月报", "H11"), remark)]
    act = lambda: review.give_back(city, identifier, FIRST, reason, pinned)  # noqa: E731
    message = unchanged(city, act, said)
    assert "13812345678" not in message


def test_a_return_keeps_its_reason_and_the_remarks_at_their_cells(database: Database) -> None:
    load_plan(database, PLAN)
    identifier = file(database)
    found = review.give_back(database, identifier, FIRST, f" {REASON} ", [AT_VISITS, AT_HALL])
    assert (found.state, found.returned_by, found.return_reason) == (
        *("returned", FIRST.name, REASON),
    )
    assert found.returned_at is not None
    assert review.remarks_of(database, identifier) == (AT_VISITS, AT_HALL)
    told = submission_answer(submission(database, identifier))
    said = [item for item in told["findings"] if item["code"] == "E-RETURNED"]
    assert [(item["sheet"], item["cell"], item["row"]) for item in said] == [
        (None, None, None),
        ("月报", "H11", 11),
        ("月报", "H9", 9),
    ]
    assert [item["message"] for item in said] == [
        f"审核退回：{text}" for text in (REASON, AT_VISITS.text, AT_HALL.text)
    ]


@pytest.mark.parametrize("address", ["备注", "H11到H20的每一格都要再核对"])
def test_a_remark_at_no_cell_is_refused_or_told_like_any_other(
    database: Database, address: str
) -> None:
    # What a page sends is not always what it showed; the county's page must open all the same.
    load_plan(database, PLAN)
    identifier = file(database)
    try:
        review.give_back(
            database, identifier, FIRST, REASON, [Remark(CellRef("月报", address), "?")]
        )
    except SystemFault:
        raise
    except Refusal:
        return
    assert submission_answer(submission(database, identifier))["state"] == "returned"


def test_remarks_alone_are_reason_enough(city: Database) -> None:
    identifier = file(city)
    empty = Remark(CellRef("月报", "H9"), " ")
    review.give_back(city, identifier, FIRST, "", [empty, AT_VISITS])
    assert review.remarks_of(city, identifier) == (AT_VISITS,)


def test_returned_twice_in_the_same_words_a_version_stays_as_it_is(city: Database) -> None:
    identifier = file(city)
    review.give_back(city, identifier, FIRST, REASON, [AT_VISITS])
    before = everything(city)
    again = review.give_back(city, identifier, FIRST, f"{REASON} ", [AT_VISITS])
    assert again.state == "returned"
    assert everything(city) == before


def test_other_words_for_what_was_returned_are_refused_and_not_swallowed(city: Database) -> None:
    identifier = file(city)
    review.give_back(city, identifier, FIRST, REASON, [AT_VISITS])
    for act in (
        lambda: review.give_back(city, identifier, FIRST, "另外的理由", [AT_VISITS]),
        lambda: review.give_back(city, identifier, SECOND, REASON, [AT_VISITS]),
        # Nobody would ever read a remark that is taken with a nod and thrown away.
        lambda: review.give_back(city, identifier, FIRST, REASON, [AT_HALL]),
    ):
        unchanged(city, act, "已经退回")


def test_a_returned_file_can_be_sent_again_as_it_is(city: Database) -> None:
    first = file(city)
    review.give_back(city, first, FIRST, REASON)
    second = file(city)
    assert states(city) == [(1, "returned"), (2, "submitted")]
    assert review.accept(city, second, FIRST).version == 2
    assert the(city, first).return_reason == REASON  # stays on record


# ---------------------------------------------------------------- versions


def test_a_new_version_counts_only_when_it_is_accepted(database: Database) -> None:
    load_plan(database, PLAN)
    review.accept(database, file(database, 20), FIRST)
    assert visits_that_count(database) == 80
    second = file(database, 21)
    assert states(database) == [(1, "accepted"), (2, "submitted")]
    assert visits_that_count(database) == 80
    review.accept(database, second, FIRST)
    assert states(database) == [(1, "superseded"), (2, "accepted")]
    assert visits_that_count(database) == 81


def test_a_correction_that_is_returned_leaves_in_force_what_was_accepted(city: Database) -> None:
    review.accept(city, file(city, 20), FIRST)
    review.give_back(city, file(city, 21), FIRST, REASON)
    assert states(city) == [(1, "accepted"), (2, "returned")]
    assert visits_that_count(city) == 80


def test_a_newer_version_takes_the_place_of_one_that_waits_and_of_no_other(city: Database) -> None:
    review.accept(city, file(city, 20), FIRST)
    review.give_back(city, file(city, 21), FIRST, REASON)
    file(city, 22)
    file(city, 23)
    assert states(city) == [
        (1, "accepted"),
        (2, "returned"),
        (3, "superseded"),
        (4, "submitted"),
    ]


def test_accepting_leaves_other_counties_and_months_alone(city: Database) -> None:
    before = all_but_the_log(city)["submission"]
    review.accept(city, file(city), FIRST)
    assert set(before) < set(all_but_the_log(city)["submission"])


def test_what_was_filed_and_judged_moves_the_counters_that_pages_ask(database: Database) -> None:
    load_plan(database, PLAN)
    seen = [data_version(database)]

    def moved() -> tuple[bool, bool]:
        seen.append(data_version(database))
        before, after = seen[-2:]
        return after.figures > before.figures, after.filings > before.filings

    first = file(database, 20)
    assert moved() == (False, True)
    review.give_back(database, first, FIRST, REASON)
    assert moved() == (False, True)
    review.give_back(database, first, FIRST, REASON)
    assert moved() == (False, False)
    second = file(database, 21)
    assert moved() == (False, True)
    review.accept(database, second, FIRST)
    assert moved() == (True, True)
    review.accept(database, second, FIRST)
    assert moved() == (False, False)


def test_who_judged_stands_in_the_answer_of_a_submission(city: Database) -> None:
    first = file(city, 20)
    review.give_back(city, first, FIRST, REASON)
    second = file(city, 21)
    review.accept(city, second, SECOND)
    told = [submission_answer(submission(city, number)) for number in (first, second)]
    assert [(item["state"], item["returned_by"], item["accepted_by"]) for item in told] == [
        ("returned", FIRST.name, None),
        ("accepted", None, SECOND.name),
    ]
    assert [item["version"] for item in told[0]["versions"]] == [1, 2]


def test_accepting_by_filing_again_keeps_the_reasons_that_were_written_to_warnings(
    city: Database,
) -> None:
    content = form(4, visits=FilledRow(2000, 2060))
    order = Order.of(DESK, reasons={("W-FAR-OVER-TARGET", "H11"): "含上级专项走访"})
    (filed,) = uploads.file(city, [Upload("四月.xlsx", content)], order)
    assert filed.submission is not None
    before = submission_answer(submission(city, filed.submission))["findings"]
    assert [item["reason"] for item in before] == ["含上级专项走访"]
    (again,) = load_forms(city, {"四月.xlsx": content}, ACCEPTED)
    assert again.submission == filed.submission
    assert the(city, filed.submission).state == "accepted"
    assert submission_answer(submission(city, filed.submission))["findings"] == before
    assert [row["reason"] for row in kept(city, "finding") if row["reason"]] == ["含上级专项走访"]
