"""Making releases: numbered, once for the same figures, provisional while the month is open."""

from datetime import date, timedelta

import pytest

from etl.domain.period import Month
from etl.domain.refusal import NotFound, Refusal
from etl.domain.roles import Visitor
from etl.services.months import close_month, reopen_month
from etl.services.release_answers import release_answer, releases_answer
from etl.services.releases import (
    Wanted,
    every_release,
    make_release,
    release_before,
    release_named,
    releases_before,
)
from tests.contract.schemas import assert_fits
from tests.month.city import CITY
from tests.release.months import (
    AUGUST,
    CITY_HALL,
    HAIGANG,
    JULY,
    closed_and_released,
    correct,
    correct_after_closing,
    released,
    sample,
)

FEWER = {"G11": 23, "H11": 174}


@pytest.fixture
def database(tmp_path):
    opened = sample(tmp_path)
    yield opened
    opened.close()


def test_a_closed_month_gives_a_final_release_that_says_what_it_stands_on(database):
    release = closed_and_released(database)
    head = release.head
    assert (release.id, head.number, head.final, head.supersedes) == ("2021-08-1", 1, True, None)
    assert head.as_of == date(2021, 8, 18)
    assert (head.coverage.reported, head.coverage.expected) == (9, 9)
    assert head.closed is not None
    assert (head.plan_revision, head.made_by, head.closed.by) == (1, CITY, CITY)
    assert len(release.sha256) == 64
    assert head.audit_last > 0


def test_an_open_month_gives_a_provisional_release_and_closing_makes_it_final(database):
    first = released(database)
    assert first.head.final is False
    assert first.head.kind == "初步数"
    second = closed_and_released(database)
    assert (second.id, second.head.final, second.head.supersedes) == (
        "2021-08-2",
        True,
        "2021-08-1",
    )


def test_the_same_figures_are_released_once_whatever_else_was_filed(database):
    first = released(database)
    again = make_release(database, Wanted(AUGUST), CITY_HALL)
    assert (again.release, again.unchanged) == (first, True)
    released(database, JULY)
    assert make_release(database, Wanted(AUGUST), CITY_HALL).unchanged is True
    assert [item.id for item in every_release(database)] == ["2021-07-1", "2021-08-1"]


def test_a_correction_gives_the_next_number_and_names_what_it_supersedes(database):
    first = closed_and_released(database)
    second = correct_after_closing(database, HAIGANG, FEWER)
    assert (second.id, second.head.supersedes, second.head.previous) == (
        "2021-08-2",
        first.id,
        first.id,
    )
    assert second.head.previous_sha256 == first.sha256
    assert second.sha256 != first.sha256
    assert releases_before(database, second) == (first,)


def test_a_month_nobody_filed_and_a_year_without_plan_are_refused(database):
    with pytest.raises(Refusal, match="还没有已采用的报送"):
        released(database, Month(2021, 9))
    with pytest.raises(NotFound, match="2019年"):
        released(database, Month(2019, 8))
    assert every_release(database) == ()


@pytest.mark.parametrize(
    ("as_of", "why"),
    [
        (date(2021, 7, 31), "不在2021年8月之内"),
        (date(2021, 8, 17), "不能按2021-08-17定版"),
        (date(2021, 8, 25), "还没有到"),
    ],
)
def test_an_as_of_date_that_cannot_be_true_is_refused(database, as_of, why):
    with pytest.raises(Refusal, match=why):
        released(database, as_of=as_of)


def test_another_as_of_date_that_can_be_true_is_the_one_that_is_quoted(database):
    release = released(database, as_of=date(2021, 8, 20))
    assert release.head.as_of == date(2021, 8, 20)


@pytest.mark.parametrize("role", ["leadership", "county", "press", "admin"])
def test_only_the_city_makes_releases(database, role):
    with pytest.raises(Refusal, match="市级统计人员"):
        make_release(database, Wanted(AUGUST), Visitor("某人", role, HAIGANG))
    assert every_release(database) == ()


def test_a_reason_with_a_personal_number_is_refused_and_nothing_is_kept(database):
    with pytest.raises(Refusal, match="身份证号"):
        released(database, reason="核减 11010519491231002X")
    assert every_release(database) == ()


def test_reasons_for_missing_counties_are_published_with_the_release(tmp_path):
    from tests.month.city import COUNTIES, without_months_from

    database = without_months_from(8, tmp_path)
    order = dict.fromkeys(COUNTIES, "洪涝，人员在一线")
    correct(database, HAIGANG, {})
    close_month(database, AUGUST, CITY_HALL, order)
    head = released(database).head
    assert (head.coverage.reported, head.coverage.expected) == (1, 9)
    assert head.closed is not None
    assert {gap.region for gap in head.closed.gaps} == set(COUNTIES) - {HAIGANG}
    assert {gap.reason for gap in head.closed.gaps} == {"洪涝，人员在一线"}
    assert release_answer(released(database))["gaps"][0]["reason"] == "洪涝，人员在一线"
    database.close()


def test_answers_fit_the_contract(database):
    first = closed_and_released(database)
    reopen_month(database, AUGUST, CITY_HALL, "更正")
    correct(database, HAIGANG, FEWER)
    released(database, reason="核减重复登记")
    assert_fits(release_answer(first), "release")
    listed = releases_answer(every_release(database))
    assert_fits(listed, "releases")
    assert [item["id"] for item in listed["releases"]] == ["2021-08-1", "2021-08-2"]
    assert [item["final"] for item in listed["releases"]] == [True, False]


def test_releases_are_made_one_after_another_even_in_one_second(database):
    first, second = released(database, JULY), released(database)
    assert second.head.previous == first.id
    assert second.head.made_at - first.head.made_at < timedelta(minutes=1)


def test_a_number_that_is_none_is_told_in_a_sentence(database):
    with pytest.raises(NotFound, match="没有编号为“2021-08-7”的定版"):
        release_named(database, "2021-08-7")


def test_figures_that_are_another_want_a_reason_from_whoever_has_an_account(database):
    first = closed_and_released(database)
    reopen_month(database, AUGUST, CITY_HALL, "更正")
    correct(database, HAIGANG, FEWER)
    with pytest.raises(Refusal, match="数与2021-08-1不同，请写明更正的原因"):
        released(database)
    made = make_release(database, Wanted(AUGUST), Visitor("cli:测试"))
    assert made.release.head.corrects == first.id


def test_closing_the_month_alone_corrects_nothing(database):
    released(database)
    second = closed_and_released(database)
    assert (second.head.supersedes, second.head.corrects) == ("2021-08-1", None)


def test_a_release_made_late_is_compared_with_the_month_before_it_and_not_with_a_later_one(
    database,
):
    released(database, AUGUST)
    january = released(database, Month(2021, 1))
    july = released(database, JULY)
    assert release_before(database, january) is None
    assert release_before(database, july) == january
    september_first = every_release(database)
    assert [item.id for item in september_first] == ["2021-01-1", "2021-07-1", "2021-08-1"]
    assert january.head.previous == "2021-08-1", "the chain goes by when they were made"
