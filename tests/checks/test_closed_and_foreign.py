"""Forms that are not taken whatever is in them: of a closed month, of another county."""

from dataclasses import replace
from datetime import UTC, datetime

from etl.checks.case import Case
from etl.checks.identity_rules import is_closed, is_not_own
from etl.domain.closing import MonthEvent
from etl.domain.history import FilingHistory
from etl.domain.reading import Identity, Reading
from etl.domain.submission import CellRef
from tests.checks.form import DISTRICT, MONTH, OTHER, PLAN, SHEET, TODAY

REGION_CELL, MONTH_CELL = CellRef(SHEET, "A2"), CellRef(SHEET, "E3")


def case_of(region: str) -> Case:
    whose = Identity(region, REGION_CELL, MONTH, MONTH_CELL)
    reading = Reading(sheet=SHEET, identity=whose)
    return Case(reading, PLAN, 1, FilingHistory(), TODAY)


def test_a_closed_month_says_who_closed_it_when_by_the_citys_clock_and_who_can_help():
    late = datetime(MONTH.year, MONTH.number, 20, 17, 30, tzinfo=UTC)  # the 21st in China
    found = is_closed(case_of(DISTRICT), MonthEvent(1, MONTH, "close", late, "陈立", ""))
    assert (found.code, found.cell, found.field) == ("E-MONTH-CLOSED", "E3", "month")
    assert found.message == f"{MONTH.label}已由陈立于{late:%Y-%m}-21关账，不再收表"
    assert "延期" in found.hint
    assert "重新开账" in found.hint


def test_a_form_of_another_county_is_refused_at_its_region_and_tells_nothing_of_it():
    found = is_not_own(case_of(OTHER), DISTRICT)
    assert found is not None
    assert (found.code, found.cell, found.field) == ("E-REGION-NOT-OWN", "A2", "region")
    names = (PLAN.tree[OTHER].name, PLAN.tree[DISTRICT].name)
    assert found.message == "这是{}的表，您的账号只能报送{}的表".format(*names)


def test_ones_own_form_and_one_that_names_nobody_are_not_another_countys():
    assert is_not_own(case_of(DISTRICT), DISTRICT) is None
    nameless = case_of(DISTRICT)
    nameless = replace(nameless, reading=replace(nameless.reading, identity=Identity()))
    assert is_not_own(nameless, DISTRICT) is None
