"""Months that are closed: what keeps them from it, what they refuse then, and who has leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.domain.closing import GapDecision, MonthEvent
from etl.domain.file_result import FileResult
from etl.domain.period import Month
from etl.domain.refusal import NotFound, Refusal
from etl.domain.roles import Visitor
from etl.services import months, review, uploads
from etl.services.database import Database, connect, data_version
from etl.services.filings import filings
from etl.services.months import Leave
from etl.services.orders import Order
from etl.services.uploads import Upload
from etl.store import months as month_store
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    PAGODA,
    PINES,
    RIVER,
    WILLOWS,
    YEAR,
    city_copy,
    load_forms,
    load_plan,
    usual_forms,
)
from tests.services.filing import PLAN, SUBMITTED, form
from tests.services.snapshot import all_but_the_log, everything, kept

JANUARY, MARCH, APRIL = (Month(YEAR, number) for number in (1, 3, 4))
DESK = Visitor("石门统计", "county", COUNTY, "10.0.3.1")
RIVER_DESK = Visitor("河口统计", "county", RIVER, "10.0.3.2")
CITY = Visitor("市统计甲", "city", "", "10.0.0.2")
OTHER_CITY = Visitor("市统计乙", "city", "", "10.0.0.3")
COMMAND_LINE = Visitor("cli:root")
NOT_THE_CITY = [
    Visitor("某领导", "leadership"),
    DESK,
    Visitor("某记者", "press"),
    Visitor("总管", "admin"),
]
MISSING_IN_MARCH = {WILLOWS: "街道机构调整，当月未报"}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    """The second city: in January one county lacks, in March another one."""
    opened = connect(city_copy(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def closed(city: Database) -> Database:
    """The same with March closed by the city."""
    months.close_month(city, MARCH, CITY, MISSING_IN_MARCH)
    return city


def today(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("LIVELIHOOD_TODAY", day)


def upload(database: Database, by: Visitor, content: bytes, name: str = "表.xlsx") -> FileResult:
    (result,) = uploads.file(database, [Upload(name, content)], Order.of(by))
    return result


def closing(database: Database, month: Month, reasons: dict[str, str]) -> Callable[[], object]:
    return lambda: months.close_month(database, month, CITY, reasons)


def granting(database: Database, leave: Leave) -> Callable[[], object]:
    return lambda: months.extend(database, leave, CITY)


def refused(database: Database, act: Callable[[], object], said: str) -> str:
    before = everything(database)
    with pytest.raises(Refusal, match=said) as raised:
        act()
    assert everything(database) == before
    return raised.value.message


def state(database: Database, month: Month = MARCH) -> list[tuple[str, str]]:
    events = months.month_states(database, month.year)[month.number].events
    return [(item.action, item.by) for item in events]


def corrected(number: int = 3, region: str = COUNTY) -> bytes:
    """A form with one more visit than what counts."""
    step = 4 * (5 if region == COUNTY else 1)
    return form(number, region, visits=FilledRow(step + 1, step * number + 1))


# ---------------------------------------------------------------- closing


def test_a_month_with_everybodys_figures_is_closed_without_a_word(database: Database) -> None:
    load_plan(database, PLAN)
    load_forms(database, {name: item for name, item in usual_forms(PLAN).items() if "-02" in name})
    february = Month(YEAR, 2)
    view = months.closing_view(database, february)
    assert (view.can_close, view.missing, view.waiting) == (True, (), ())
    event = months.close_month(database, february, CITY, {})
    assert (event.action, event.by, event.gaps) == ("close", CITY.name, ())
    assert months.month_states(database, YEAR)[2].closed == event
    assert [months.month_states(database, YEAR)[number].closed for number in (1, 3)] == [None] * 2


def test_a_month_in_which_something_waits_is_not_closed_and_names_the_counties(
    city: Database,
) -> None:
    upload(city, DESK, corrected())
    upload(city, RIVER_DESK, corrected(3, RIVER))
    view = months.closing_view(city, MARCH)
    assert (view.can_close, {item.region for item in view.waiting}) == (False, {COUNTY, RIVER})
    said = refused(city, lambda: months.close_month(city, MARCH, CITY, MISSING_IN_MARCH), "待审核")
    assert "石门县" in said
    assert "河口街道" in said
    for filing in view.waiting:
        review.give_back(city, filing.id, CITY, "请核对慰问人数")
    assert months.close_month(city, MARCH, CITY, MISSING_IN_MARCH).action == "close"


def test_every_county_that_lacks_needs_a_reason(city: Database) -> None:
    for reasons in ({}, {WILLOWS: " "}, {COUNTY: "不缺"}):
        said = refused(city, closing(city, MARCH, reasons), "写明原因")
        assert said == "柳园街道没有3月已采用的报送，请写明原因再关账。"


def test_all_that_lack_are_asked_for_and_none_is_closed_by_halves(city: Database) -> None:
    reasons = dict.fromkeys((RIVER, PINES, WILLOWS, PAGODA, COUNTY), "未报")
    for region in reasons:
        partly = {key: text for key, text in reasons.items() if key != region}
        name = PLAN.tree[region].name
        refused(city, closing(city, APRIL, partly), name)
    assert len(months.close_month(city, APRIL, CITY, reasons).gaps) == 5


@pytest.mark.parametrize("text", ["联系人13812345678", "长" * 501])
def test_a_reason_holds_no_personal_number_and_is_not_endless(city: Database, text: str) -> None:
    refused(city, lambda: months.close_month(city, MARCH, CITY, {WILLOWS: text}), "理由")


def test_what_stands_for_a_county_that_lacks_is_written_down_with_the_reason(
    city: Database,
) -> None:
    event = months.close_month(city, MARCH, CITY, {WILLOWS: f" {MISSING_IN_MARCH[WILLOWS]} "})
    carried = GapDecision(WILLOWS, "carried_forward", MISSING_IN_MARCH[WILLOWS])
    assert event.gaps == (carried,)  # it filed in February
    january = months.close_month(city, JANUARY, CITY, {PAGODA: "尚未开展"})
    assert january.gaps == (GapDecision(PAGODA, "not_reported", "尚未开展"),)  # it never filed


def test_a_county_whose_only_version_was_returned_lacks_too(city: Database) -> None:
    filed = upload(city, DESK, form(4))
    assert filed.submission is not None
    review.give_back(city, filed.submission, CITY, "请核对")
    found = {item.region.code: item for item in months.closing_view(city, APRIL).missing}
    assert (found[COUNTY].returned, found[RIVER].returned) == (True, False)
    assert (found[COUNTY].gap, found[COUNTY].since) == ("carried_forward", MARCH)


def test_closed_twice_a_month_stays_as_it_was_closed_first(closed: Database) -> None:
    before = everything(closed)
    first = months.month_states(closed, YEAR)[3].closed
    again = months.close_month(closed, MARCH, OTHER_CITY, {})
    assert again == first
    assert everything(closed) == before


def test_a_month_that_has_not_begun_is_not_closed(
    city: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, "2023-03-31")
    assert not months.closing_view(city, APRIL).can_close
    refused(city, lambda: months.close_month(city, APRIL, CITY, {}), "还没有开始")
    today(monkeypatch, "2023-04-01")
    refused(city, lambda: months.close_month(city, APRIL, CITY, {}), "写明原因")


def test_a_month_without_a_plan_is_not_found(city: Database) -> None:
    with pytest.raises(NotFound):
        months.close_month(city, Month(YEAR + 1, 1), CITY, {})


@pytest.mark.parametrize("by", NOT_THE_CITY, ids=lambda by: by.role)
def test_only_the_city_closes_opens_and_gives_leave(city: Database, by: Visitor) -> None:
    leave = Leave(COUNTY, MARCH, date(2999, 1, 1), "停电", "石门统计")
    granted = months.extend(city, leave, CITY)
    for act in (
        lambda: months.close_month(city, MARCH, by, MISSING_IN_MARCH),
        lambda: months.reopen_month(city, MARCH, by, "更正"),
        lambda: months.extend(city, leave, by),
        lambda: months.withdraw(city, granted.id, by),
    ):
        refused(city, act, "由市级统计人员办理")


def test_the_command_line_closes_too(city: Database) -> None:
    assert months.close_month(city, MARCH, COMMAND_LINE, MISSING_IN_MARCH).by == "cli:root"


def test_pages_hear_of_closings_leave_and_reopenings(city: Database) -> None:
    seen = [data_version(city)]
    months.close_month(city, MARCH, CITY, MISSING_IN_MARCH)
    seen.append(data_version(city))
    leave = Leave(COUNTY, MARCH, date(2999, 1, 1), "停电", "石门统计")
    granted = months.extend(city, leave, CITY)
    seen.append(data_version(city))
    months.withdraw(city, granted.id, CITY)
    seen.append(data_version(city))
    months.reopen_month(city, MARCH, CITY, "更正")
    seen.append(data_version(city))
    assert len({item.filings for item in seen}) == len(seen)
    assert len({item.figures for item in seen}) == 1


# ---------------------------------------------------------------- a closed month takes nothing


WRITERS: dict[str, Callable[[Database, bytes], FileResult]] = {
    "load": lambda database, content: load_forms(database, {"表.xlsx": content}, SUBMITTED)[0],
    "load --accept": lambda database, content: load_forms(database, {"表.xlsx": content})[0],
    "load --reason": lambda database, content: load_forms(
        database, {"表.xlsx": content}, Order("cli:测试", reason="更正")
    )[0],
    "county": lambda database, content: upload(database, DESK, content),
    "city": lambda database, content: upload(database, CITY, content),
}


@pytest.mark.parametrize("way", WRITERS)
def test_a_closed_month_takes_no_workbook_whichever_way_it_comes(
    closed: Database, way: str
) -> None:
    before = all_but_the_log(closed)
    result = WRITERS[way](closed, corrected())
    assert (result.outcome, result.submission) == ("errors", None)
    (found,) = result.findings
    assert (found.code, found.cell) == ("E-MONTH-CLOSED", "E3")
    assert f"2023年3月已由{CITY.name}于" in found.message
    assert "市残联" in found.hint  # who can help
    after = all_but_the_log(closed)
    for table in ("submission", "figure", "figure_cell", "remark", "data_version"):
        assert after[table] == before[table], table


@pytest.mark.parametrize("way", WRITERS)
def test_a_county_that_lacked_at_the_closing_is_too_late_as_well(
    closed: Database, way: str
) -> None:
    if way == "county":
        desk = Visitor("柳园统计", "county", WILLOWS)
        result = upload(closed, desk, form(3, WILLOWS))
    else:
        result = WRITERS[way](closed, form(3, WILLOWS))
    assert (result.submission, [item.code for item in result.findings]) == (
        *(None, ["E-MONTH-CLOSED"]),
    )


@pytest.mark.parametrize("way", WRITERS)
def test_what_counts_already_is_unchanged_and_no_error(closed: Database, way: str) -> None:
    before = everything(closed)
    result = WRITERS[way](closed, form(3))
    assert (result.outcome, result.unchanged) == ("ok", True)
    assert [item.code for item in result.findings] == ["I-UNCHANGED"]
    assert everything(closed) == before


def test_a_check_says_so_before_anything_is_sent(closed: Database) -> None:
    (result,) = uploads.check(closed, [Upload("表.xlsx", corrected())], COUNTY)
    assert [item.code for item in result.findings] == ["E-MONTH-CLOSED"]


def test_other_months_go_on(closed: Database) -> None:
    assert upload(closed, DESK, form(4)).outcome == "ok"


@pytest.fixture
def waiting(city: Database) -> tuple[Database, int]:
    """A closed month in which something waits all the same, and its number.

    Closing sees to it that nothing waits; whoever gets past that finds the next door shut too.
    """
    filed = upload(city, DESK, corrected())
    assert filed.submission is not None
    with city.write() as connection:
        month_store.add_event(connection, MARCH, "close", CITY.name, "")
    return city, filed.submission


def test_what_waits_in_a_closed_month_is_neither_accepted_nor_returned(
    waiting: tuple[Database, int],
) -> None:
    city, identifier = waiting
    for act in (
        lambda: review.accept(city, identifier, OTHER_CITY),
        lambda: review.accept(city, identifier, COMMAND_LINE),
        lambda: review.give_back(city, identifier, OTHER_CITY, "请核对"),
    ):
        said = refused(city, act, f"已由{CITY.name}关账")
        assert "重新开账" in said  # and who can help


def test_what_waits_in_a_closed_month_is_not_accepted_by_loading_it_again(
    waiting: tuple[Database, int],
) -> None:
    city, _ = waiting
    before = kept(city, "submission")
    load_forms(city, {"表.xlsx": corrected()}, ACCEPTED)
    assert kept(city, "submission") == before


# ---------------------------------------------------------------- leave


def extended(database: Database, until: str, region: str = COUNTY, month: Month = MARCH) -> int:
    leave = Leave(region, month, date.fromisoformat(until), " 停电 ", " 石门统计 ")
    return months.extend(database, leave, CITY).id


def codes(result: FileResult) -> list[str]:
    return [item.code for item in result.findings]


def test_leave_lets_that_county_file_and_the_reviewer_accept(
    closed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, "2023-05-08")
    identifier = extended(closed, "2023-05-10")
    filed = upload(closed, DESK, corrected())
    assert (filed.outcome, filed.unchanged) == ("ok", False)
    assert filed.submission is not None
    assert codes(upload(closed, RIVER_DESK, corrected(3, RIVER))) == ["E-MONTH-CLOSED"]
    # What came in time is judged in its own time.
    today(monkeypatch, "2023-05-20")
    found = review.accept(closed, filed.submission, CITY)
    assert (found.state, found.extension) == ("accepted", identifier)
    assert months.month_states(closed, YEAR)[3].closed is not None


def test_what_was_filed_by_leave_can_be_returned(closed: Database) -> None:
    extended(closed, "2999-01-01")
    filed = upload(closed, DESK, corrected())
    assert filed.submission is not None
    assert review.give_back(closed, filed.submission, CITY, "请核对").state == "returned"


def test_leave_is_for_its_own_month(closed: Database) -> None:
    extended(closed, "2999-01-01", month=Month(YEAR, 2))
    assert codes(upload(closed, DESK, corrected())) == ["E-MONTH-CLOSED"]


def test_leave_lasts_up_to_and_including_its_day(
    closed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, "2023-05-08")
    extended(closed, "2023-05-10")
    today(monkeypatch, "2023-05-11")
    assert codes(upload(closed, DESK, corrected())) == ["E-MONTH-CLOSED"]
    today(monkeypatch, "2023-05-10")
    assert upload(closed, DESK, corrected()).outcome == "ok"


def test_leave_that_was_taken_back_is_none_and_stays_on_record(closed: Database) -> None:
    identifier = extended(closed, "2999-01-01")
    months.withdraw(closed, identifier, OTHER_CITY)
    before = everything(closed)
    months.withdraw(closed, identifier, CITY)
    assert everything(closed) == before
    assert codes(upload(closed, DESK, corrected())) == ["E-MONTH-CLOSED"]
    (leave,) = months.month_states(closed, YEAR)[3].extensions
    assert (leave.granted_by, leave.withdrawn_by) == (CITY.name, OTHER_CITY.name)
    assert (leave.reason, leave.asked_by) == ("停电", "石门统计")


def test_with_several_leaves_the_one_that_lasts_longest_holds(
    closed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, "2023-05-01")
    extended(closed, "2023-05-20")
    extended(closed, "2023-05-05")
    today(monkeypatch, "2023-05-10")
    assert upload(closed, DESK, corrected()).outcome == "ok"


def test_leave_needs_a_reason_a_county_and_a_day_to_come(
    closed: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, "2023-05-08")
    day = date(2023, 5, 10)
    for leave, said in (
        (Leave(COUNTY, MARCH, day, " ", "石门统计"), "写明理由"),
        (Leave(COUNTY, MARCH, day, "停电", " "), "申请人"),
        (Leave(COUNTY, MARCH, day, "电话13812345678", "石门统计"), "身份证号"),
        (Leave("999999", MARCH, day, "停电", "石门统计"), "没有报送月报表的县区"),
        (Leave(PLAN.root, MARCH, day, "停电", "石门统计"), "没有报送月报表的县区"),
        (Leave(COUNTY, MARCH, date(2023, 5, 7), "停电", "石门统计"), "已经过了"),
    ):
        refused(closed, granting(closed, leave), said)
    refused(closed, lambda: months.withdraw(closed, 999, CITY), "没有编号为999的延期")
    assert months.extend(
        closed, Leave(COUNTY, MARCH, date(2023, 5, 8), "停电", "石门统计"), CITY
    ).id


# ---------------------------------------------------------------- opened again


def test_a_month_is_opened_again_with_a_reason_that_stays_on_record(database: Database) -> None:
    load_plan(database, PLAN)
    load_forms(database, {"三月.xlsx": form(3)})
    reasons = dict.fromkeys((RIVER, PINES, WILLOWS, PAGODA), "未报")
    months.close_month(database, MARCH, CITY, reasons)
    refused(database, lambda: months.reopen_month(database, MARCH, CITY, " "), "写明理由")
    refused(database, lambda: months.reopen_month(database, MARCH, CITY, "问13812345678"), "身份证")
    months.reopen_month(database, MARCH, OTHER_CITY, " 更正慰问人数 ")
    found = months.month_states(database, YEAR)[3]
    assert found.closed is None
    assert state(database) == [("close", CITY.name), ("reopen", OTHER_CITY.name)]
    assert [item.reason for item in found.events] == ["", "更正慰问人数"]
    # Filing works as it did before, and the month can be closed once more.
    filed = upload(database, DESK, corrected())
    assert filed.submission is not None
    assert review.accept(database, filed.submission, CITY).extension is None
    again: MonthEvent = months.close_month(database, MARCH, CITY, reasons)
    assert [item.action for item in months.month_states(database, YEAR)[3].events] == [
        *("close", "reopen", "close"),
    ]
    assert again.gaps == found.events[0].gaps
    assert codes(upload(database, DESK, form(3))) == ["E-MONTH-CLOSED"]


def test_opening_an_open_month_does_nothing(city: Database) -> None:
    before = everything(city)
    months.reopen_month(city, MARCH, CITY, "更正")
    assert everything(city) == before


def test_figures_stay_what_they_are_through_closing_and_opening(closed: Database) -> None:
    before = filings(closed, COUNTY, YEAR)
    months.reopen_month(closed, MARCH, CITY, "更正")
    assert filings(closed, COUNTY, YEAR) == before
