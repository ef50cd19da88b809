"""An order sent twice is one order; reasons go to single warnings; a county files its own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from etl.domain.period import Month
from etl.domain.refusal import Refusal
from etl.domain.roles import Visitor
from etl.services import review, uploads
from etl.services.answers import result_answer
from etl.services.database import Database, connect
from etl.services.filed import FiledResult
from etl.services.filed_answer import submission, submission_answer
from etl.services.filings import filings
from etl.services.orders import Order, Place
from etl.services.uploads import Upload
from etl.store import attempts
from etl.workbook.template.form import FilledRow
from tests.cities import COUNTY, PINES, RIVER, YEAR, city_copy, file_form, load_plan
from tests.services.filing import PLAN, form, saved_again
from tests.services.snapshot import everything, kept

APRIL = Month(YEAR, 4)
DESK = Visitor("石门统计", "county", COUNTY, "10.0.3.1")
COLLEAGUE = Visitor("石门统计二", "county", COUNTY, "10.0.3.1")
PINES_DESK = Visitor("松林统计", "county", PINES, "10.0.3.2")
CITY = Visitor("市统计甲", "city", "", "10.0.0.2")
KEY = "5f0c1b7e-form"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    """The second city with three months, all accepted."""
    opened = connect(city_copy(tmp_path))
    yield opened
    opened.close()


def send(
    database: Database, *contents: bytes, by: Visitor = DESK, key: str = KEY, **given: Any
) -> list[FiledResult]:
    files = [Upload(f"{place}.xlsx", content) for place, content in enumerate(contents)]
    return uploads.file(database, files, Order.of(by, key=key, **given))


def states(database: Database, region: str = COUNTY) -> list[tuple[int, str]]:
    found = filings(database, region, YEAR)
    return [(item.version, item.state) for item in found if item.month == APRIL]


# ---------------------------------------------------------------- the same order again


def test_the_same_form_sent_again_files_once_and_answers_the_same(database: Database) -> None:
    load_plan(database, PLAN)
    (first,) = send(database, form(4))
    before = everything(database)
    (again,) = send(database, form(4))
    assert first.submission is not None
    assert (again.submission, again.unchanged, again.outcome) == (first.submission, True, "ok")
    assert again.filing == first.filing
    assert everything(database) == before


def test_sent_from_two_threads_at_once_it_is_filed_once(database: Database, url: str) -> None:
    load_plan(database, PLAN)
    barrier = Barrier(4, timeout=20)

    def sent(_: int) -> int | None:
        own = connect(url)
        try:
            barrier.wait()
            return send(own, form(4))[0].submission
        finally:
            own.close()

    with ThreadPoolExecutor(4) as pool:
        answered = [*pool.map(sent, range(4))]
    assert set(answered) == {1}
    assert states(database) == [(1, "submitted")]
    assert len(kept(database, "answered_request")) == 1


def test_sent_again_after_it_was_returned_it_does_not_come_back(city: Database) -> None:
    # Without the key it would be a new version: whoever presses twice has not corrected anything.
    (first,) = send(city, form(4))
    assert first.submission is not None
    review.give_back(city, first.submission, CITY, "请核对")
    (again,) = send(city, form(4))
    assert again.submission == first.submission
    assert states(city) == [(1, "returned")]
    (anew,) = send(city, form(4), key="another form")
    assert anew.submission != first.submission
    assert states(city) == [(1, "returned"), (2, "submitted")]


def test_sent_again_after_a_newer_version_it_is_still_the_first_one(city: Database) -> None:
    (first,) = send(city, form(4))
    send(city, form(4, visits=FilledRow(21, 81)), key="another form")
    (again,) = send(city, form(4))
    assert again.submission == first.submission
    assert states(city) == [(1, "superseded"), (2, "submitted")]


def test_the_same_bytes_under_another_key_are_unchanged_and_the_same_submission(
    city: Database,
) -> None:
    (first,) = send(city, form(4))
    before = everything(city)
    for key in ("another form", ""):
        (again,) = send(city, form(4), key=key)
        assert (again.submission, again.unchanged) == (first.submission, True)
        assert [item.code for item in again.findings] == ["I-UNCHANGED"]
    after = everything(city)
    # At most that the second form was answered is written down.
    assert {name for name in after if after[name] != before[name]} <= {"answered_request"}


def test_another_persons_key_is_another_key(database: Database) -> None:
    # Keys come from browsers and programs: nobody's keeps another one's file out.
    load_plan(database, PLAN)
    (first,) = send(database, form(4))
    (other,) = send(database, form(4, PINES), by=PINES_DESK)
    assert other.submission not in (None, first.submission)
    (third,) = send(database, form(4, visits=FilledRow(21, 81)), by=COLLEAGUE)
    assert third.submission not in (None, first.submission, other.submission)
    assert states(database) == [(1, "superseded"), (2, "submitted")]
    assert states(database, PINES) == [(1, "submitted")]


def test_each_file_of_an_order_has_its_place_in_the_key(city: Database) -> None:
    both = (form(4), form(4, PINES))
    first = send(city, *both, by=CITY)
    before = everything(city)
    again = send(city, *both, by=CITY)
    assert [item.submission for item in again] == [item.submission for item in first]
    assert len({item.submission for item in first}) == 2
    assert everything(city) == before


def test_what_was_not_filed_is_tried_again_under_the_same_key(city: Database) -> None:
    (wrong,) = send(city, form(4, visits=FilledRow(9, 8)))
    assert wrong.submission is None
    (right,) = send(city, form(4))
    assert (right.outcome, right.unchanged) == ("ok", False)
    assert states(city) == [(1, "submitted")]


def test_without_a_key_nothing_is_remembered(city: Database) -> None:
    send(city, form(4), key="")
    assert kept(city, "answered_request") == []


def test_another_file_under_a_used_key_is_never_said_to_be_filed_when_it_is_not(
    city: Database,
) -> None:
    # A page gone back to, and another workbook chosen there: its figures must not be lost unsaid.
    send(city, form(4))
    try:
        (result,) = send(city, form(4, visits=FilledRow(21, 81)))
    except Refusal:
        return
    assert result.outcome == "errors" or states(city) == [(1, "superseded"), (2, "submitted")]


# ---------------------------------------------------------------- reasons to single warnings


def far_over() -> bytes:
    """A form with two warnings."""
    return form(4, visits=FilledRow(2000, 2060), skills=FilledRow(900, 900))


VISITS: Place = ("W-FAR-OVER-TARGET", "H11")
SKILLS: Place = ("W-FAR-OVER-TARGET", "H12")
WHY = {VISITS: "含上级专项走访", SKILLS: "与人社联合办班"}


def answer(database: Database, reasons: Mapping[Place, str], **given: Any) -> FiledResult:
    (result,) = send(database, far_over(), key="", reasons=reasons, **given)
    return result


def test_a_file_whose_every_warning_is_answered_is_filed(database: Database) -> None:
    load_plan(database, PLAN)
    result = answer(database, WHY)
    assert result.submission is not None
    assert {(item.code, item.cell) for item in result.each} == set(WHY)
    rows = kept(database, "finding")
    assert {(row["cells"], row["reason"]) for row in rows} == {
        ("H11", WHY[VISITS]),
        ("H12", WHY[SKILLS]),
    }
    said = submission(database, result.submission).filing.reason
    assert set(said.split("；")) == {f"H11：{WHY[VISITS]}", f"H12：{WHY[SKILLS]}"}
    findings = submission_answer(submission(database, result.submission))["findings"]
    assert {item["cell"]: item["reason"] for item in findings} == {
        "H11": WHY[VISITS],
        "H12": WHY[SKILLS],
    }


@pytest.mark.parametrize(
    "reasons",
    [
        {},
        {VISITS: WHY[VISITS]},
        {SKILLS: WHY[SKILLS]},
        {VISITS: WHY[VISITS], SKILLS: ""},
        {VISITS: WHY[VISITS], ("W-FAR-OVER-TARGET", "H10"): "别处"},
        {VISITS: WHY[VISITS], ("W-TOTAL-FALLS", "H12"): "别的提醒"},
    ],
)
def test_one_warning_without_an_answer_holds_the_file_back(
    city: Database, reasons: Mapping[Place, str]
) -> None:
    result = answer(city, reasons)
    assert (result.outcome, result.submission) == ("warnings", None)
    assert states(city) == []


def test_a_reason_for_all_answers_what_has_none_of_its_own(city: Database) -> None:
    result = answer(city, {VISITS: WHY[VISITS]}, reason="已核对台账")
    assert result.submission is not None
    said = submission(city, result.submission).filing.reason
    assert said == f"已核对台账；H11：{WHY[VISITS]}"


def test_no_reason_answers_an_error(city: Database) -> None:
    reasons = {("E-MONTH-ABOVE-TOTAL", "H11"): "就是这样", ("E-MONTH-ABOVE-TOTAL", "G11"): "就是"}
    content = form(4, visits=FilledRow(90, 80))
    (result,) = send(city, content, reasons=reasons, reason="都核对过")
    assert (result.outcome, result.submission) == ("errors", None)


def test_what_the_city_looks_at_shows_the_reason_of_its_own(database: Database) -> None:
    load_plan(database, PLAN)
    result = answer(database, {VISITS: WHY[VISITS]}, reason="已核对台账")
    assert result.submission is not None
    review.accept(database, result.submission, CITY)
    with database.read() as connection:
        odd = attempts.odd_in(connection, APRIL)
    found = {item.cell: item.reason for item in odd}
    assert found["H11"] == WHY[VISITS]
    assert "已核对台账" in found["H12"]  # it has none of its own


@pytest.mark.parametrize(
    "given",
    [
        {"reason": "问13812345678"},
        {"reasons": {VISITS: "王某11010119900307123X", SKILLS: "联合办班"}},
    ],
)
def test_a_reason_with_a_personal_number_files_nothing(city: Database, given: Any) -> None:
    before = everything(city)
    with pytest.raises(Refusal, match="身份证号"):
        send(city, far_over(), **given)
    assert everything(city) == before


# ---------------------------------------------------------------- another county's form

SECRET = FilledRow(7913, 7912)
"""What the other county wrote by mistake: nobody else may see it."""


@pytest.fixture
def filed_by_river(city: Database) -> Database:
    """Another county has tried with a mistake, and then filed."""
    river = Visitor("河口统计", "county", RIVER, "10.0.3.3")
    (wrong,) = send(city, form(4, RIVER, visits=SECRET), by=river, key="")
    assert wrong.outcome == "errors"
    return city


def everything_said(result: FiledResult) -> str:
    return f"{result_answer(result)!r} {result.before!r} {result.changes!r}"


def test_a_county_does_not_file_another_countys_form(filed_by_river: Database) -> None:
    tries = len(kept(filed_by_river, "attempt"))
    (result,) = send(filed_by_river, form(4, RIVER), by=DESK)
    assert result.submission is None
    assert [(item.code, item.cell) for item in result.findings] == [("E-REGION-NOT-OWN", "A3")]
    assert result.findings[0].message == "这是河口街道的表，您的账号只能报送石门县的表"
    assert states(filed_by_river, RIVER) == []
    attempt = kept(filed_by_river, "attempt")[tries]
    assert (attempt["actor"], attempt["region"]) == (DESK.name, None)
    # The other county's next upload is not held against a stranger's try.
    river = Visitor("河口统计", "county", RIVER)
    (own,) = uploads.check(filed_by_river, [Upload("河口.xlsx", form(4, RIVER))], river.region)
    assert own.before is not None
    assert own.before.actor == "河口统计"


@pytest.mark.parametrize("checked", [False, True])
def test_another_countys_form_tells_nothing_of_what_that_county_has_sent(
    filed_by_river: Database, checked: bool
) -> None:
    content = form(4, RIVER, visits=FilledRow(4, 3))
    if checked:
        (result,) = uploads.check(filed_by_river, [Upload("河口.xlsx", content)], COUNTY)
    else:
        (result,) = send(filed_by_river, content, by=DESK)
    assert "E-REGION-NOT-OWN" in [item.code for item in result.findings]
    said = everything_said(result)
    assert "7913" not in said
    assert "7912" not in said
    assert "12" not in result_answer(result)["findings"][0]["message"]  # its total of March
    assert (result.before, result.changes, result.filing) == (None, None, None)


@pytest.mark.parametrize("checked", [False, True])
def test_another_countys_form_does_not_tell_whether_it_was_filed_already(
    city: Database, checked: bool
) -> None:
    content = file_form(PLAN, RIVER, Month(YEAR, 3), {})  # whatever is in it
    accepted = form(3, RIVER)
    for one in (content, accepted):
        if checked:
            (result,) = uploads.check(city, [Upload("河口.xlsx", one)], COUNTY)
        else:
            (result,) = send(city, one, by=DESK, key="")
        assert "E-REGION-NOT-OWN" in [item.code for item in result.findings]
        assert (result.known, result.unchanged, result.filing) == (False, False, None)


@pytest.mark.parametrize("checked", [False, True])
def test_another_countys_template_without_a_name_in_it_tells_nothing_either(
    filed_by_river: Database, checked: bool
) -> None:
    # The template remembers whose it is; with the name wiped out it is nobody's form, least of
    # all a key to what that county tried before.
    content = saved_again(form(4, RIVER), A3="填报单位：")
    tries = len(kept(filed_by_river, "attempt"))
    if checked:
        (result,) = uploads.check(filed_by_river, [Upload("空.xlsx", content)], COUNTY)
    else:
        (result,) = send(filed_by_river, content, by=DESK)
    assert result.submission is None
    assert "7913" not in everything_said(result)
    assert result.before is None
    for attempt in kept(filed_by_river, "attempt")[tries:]:
        assert attempt["region"] != RIVER


def test_the_city_files_for_any_county_and_it_is_written_down(city: Database) -> None:
    (result,) = send(city, form(4, RIVER), by=CITY, key="")
    assert result.filing is not None
    assert (result.filing.on_behalf, result.filing.filed_by) == (True, CITY.name)
    (own,) = send(city, form(4), by=DESK, key="")
    assert own.filing is not None
    assert not own.filing.on_behalf
    details = {row["subject"]: row["detail"] for row in kept(city, "audit")}
    assert "代县区报送" in details[f"河口街道 {APRIL}"]
    assert "代县区报送" not in details[f"石门县 {APRIL}"]
