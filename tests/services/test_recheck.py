"""Stored files judged again by the rules of now: told, and nothing is changed (both engines)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.domain.plan import Plan
from etl.domain.refusal import NotFound
from etl.services.database import Database
from etl.services.recheck import in_words, recheck, recheck_answer
from etl.workbook.template.form import FilledRow
from tests.cities import ACCEPTED, COUNTY, RIVER, YEAR, load_forms, load_plan, usual_forms
from tests.services.filing import PLAN, SUBMITTED, form
from tests.services.snapshot import everything


@pytest.fixture
def city(database: Database) -> Database:
    load_plan(database, PLAN)
    load_forms(database, usual_forms(PLAN), ACCEPTED)
    return database


def with_limit(multiple: str) -> Plan:
    limits = replace(PLAN.thresholds, target_multiple=Decimal(multiple))
    return replace(PLAN, thresholds=limits)


def differing(database: Database) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            str(item.filing.month),
            [one.code for one in item.changes.new],
            [one.code for one in item.changes.mended],
        )
        for item in recheck(database, YEAR)
        if item.differs
    ]


def test_nothing_has_changed_and_nothing_differs(city: Database) -> None:
    found = recheck(city, YEAR)
    assert len(found) == len(usual_forms(PLAN))
    assert not any(item.differs for item in found)


def test_a_stricter_limit_shows_what_would_be_asked_about_today(city: Database) -> None:
    load_plan(city, with_limit("0.001"))
    found = [item for item in recheck(city, YEAR) if item.differs]
    assert found
    assert {code for item in found for code in (one.code for one in item.changes.new)} == {
        "W-FAR-OVER-TARGET",
    }  # fmt: skip
    assert "多出" in in_words(found[0])


def test_an_easier_limit_shows_what_would_no_longer_be_asked(city: Database) -> None:
    (result,) = load_forms(city, {"多.xlsx": form(4, visits=FilledRow(1940, 2000))}, ACCEPTED)
    codes = {item.code for item in result.findings}
    assert "W-FAR-OVER-TARGET" in codes
    load_plan(city, with_limit("3000"))
    assert ("2023-04", [], ["W-FAR-OVER-TARGET"]) in differing(city)


def test_only_reporting_nothing_is_changed(city: Database) -> None:
    load_plan(city, with_limit("0.001"))
    before = everything(city)
    recheck(city, YEAR)
    assert everything(city) == before


def test_waiting_filings_are_judged_too_and_superseded_ones_are_not(city: Database) -> None:
    load_forms(city, {"新.xlsx": form(3, visits=FilledRow(20, 60, note="已核对"))}, SUBMITTED)
    count = len(recheck(city, YEAR))
    assert count == len(usual_forms(PLAN)) + 1
    load_forms(city, {"新.xlsx": form(3, visits=FilledRow(20, 60, note="已核对"))}, ACCEPTED)
    assert len(recheck(city, YEAR)) == count - 1


def test_a_month_or_a_county_can_be_asked_for(city: Database) -> None:
    assert {item.filing.month.number for item in recheck(city, YEAR, month=2)} == {2}
    assert {item.filing.region for item in recheck(city, YEAR, region="河口街道")} == {RIVER}
    assert {item.filing.region for item in recheck(city, YEAR, region=COUNTY)} == {COUNTY}
    with pytest.raises(NotFound):
        recheck(city, YEAR, region="别处")


def test_a_plan_that_reads_the_file_otherwise_is_told(city: Database) -> None:
    """The county's own name went to another one: today the file would be that one's."""
    answer = recheck_answer(YEAR, recheck(city, YEAR))
    assert {item["reads_otherwise"] for item in answer["filings"]} == {False}
    renamed = tuple(
        replace(region, name="新石门", aliases=()) if region.code == COUNTY else region
        for region in PLAN.regions
    )
    load_plan(city, replace(PLAN, regions=renamed))
    found = [item for item in recheck(city, YEAR) if item.reads_otherwise]
    assert {item.filing.region for item in found} == {COUNTY}
    assert all("读出的数与库里的不同" in in_words(item) for item in found)
