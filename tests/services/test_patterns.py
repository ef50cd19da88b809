"""Mistakes that come again are counted per county, rule and month (both engines)."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from etl.domain.period import Month
from etl.domain.refusal import NotFound
from etl.services.database import Database
from etl.services.patterns import patterns, patterns_answer
from etl.services.quality_exports import patterns_csv, patterns_xlsx
from etl.workbook.template.form import FilledRow
from tests.cities import ACCEPTED, COUNTY, RIVER, YEAR, file_form, load_forms, load_plan, usual_rows
from tests.services.filing import PLAN, SUBMITTED, form, saved_again

ABOVE = FilledRow(9, 5)


@pytest.fixture
def city(database: Database) -> Database:
    load_plan(database, PLAN)
    return database


def bad(number: int, region: str = COUNTY, **changes: FilledRow) -> bytes:
    rows = usual_rows(region, number) | {"visits": ABOVE} | changes
    return file_form(PLAN, region, Month(YEAR, number), rows)


def told(database: Database, region: str | None = None) -> list[tuple[str, str, dict[int, tuple]]]:
    return [
        (
            item.region_name,
            item.code,
            {month.number: (count.tries, count.cells) for month, count in item.months.items()},
        )
        for item in patterns(database, YEAR, region).patterns
    ]


def test_nothing_tried_is_nothing_found(city: Database) -> None:
    found = patterns(city, YEAR)
    assert (found.tries, found.patterns) == ((), ())


def test_a_mistake_is_counted_by_county_rule_and_month(city: Database) -> None:
    load_forms(city, {"1.xlsx": bad(1)}, SUBMITTED)
    load_forms(city, {"1改.xlsx": bad(1, skills=FilledRow(40, 20))}, SUBMITTED)
    load_forms(city, {"2.xlsx": bad(2)}, SUBMITTED)
    load_forms(city, {"河.xlsx": bad(1, RIVER)}, SUBMITTED)
    assert told(city) == [
        ("石门县", "E-MONTH-ABOVE-TOTAL", {1: (2, 6), 2: (1, 2)}),
        ("河口街道", "E-MONTH-ABOVE-TOTAL", {1: (1, 2)}),
    ]


def test_a_file_sent_again_unchanged_is_the_same_try(city: Database) -> None:
    for _ in range(3):
        load_forms(city, {"1.xlsx": bad(1)}, SUBMITTED)
    assert told(city) == [("石门县", "E-MONTH-ABOVE-TOTAL", {1: (1, 2)})]
    (tries,) = patterns(city, YEAR).tries
    assert (tries.tries, tries.with_errors) == (1, 1)


def test_right_files_count_as_tries_and_what_was_only_told_is_no_mistake(city: Database) -> None:
    told_only = saved_again(form(1), G8="５０", H8="50人")
    load_forms(city, {"1.xlsx": told_only}, ACCEPTED)
    found = patterns(city, YEAR)
    assert found.patterns == ()
    assert [(item.tries, item.with_errors) for item in found.tries] == [(1, 0)]


def test_months_one_after_the_other_are_a_row(city: Database) -> None:
    for number in (1, 2, 4, 5, 6):
        load_forms(city, {f"{number}.xlsx": bad(number)}, SUBMITTED)
    (item,) = (one for one in patterns(city, YEAR).patterns if one.code == "E-MONTH-ABOVE-TOTAL")
    assert (item.in_a_row, len(item.months)) == (3, 5)
    assert item.example.startswith("本月完成是 9，比累计 5 还多")


def test_one_county_can_be_asked_for_by_any_of_its_names(city: Database) -> None:
    load_forms(city, {"1.xlsx": bad(1), "河.xlsx": bad(1, RIVER)}, SUBMITTED)
    assert [name for name, _, _ in told(city, "河口街道")] == ["河口街道"]
    with pytest.raises(NotFound, match="没有县区"):
        patterns(city, YEAR, "别处")
    with pytest.raises(NotFound, match="年度任务书"):
        patterns(city, 2031)


def test_the_answer_and_the_tables_say_the_same(city: Database) -> None:
    load_forms(city, {"1.xlsx": bad(1)}, SUBMITTED)
    found = patterns(city, YEAR)
    (answer,) = patterns_answer(found)["patterns"]
    assert (answer["months"], answer["tries"], answer["cells"]) == (
        {"2023-01": {"tries": 1, "cells": 2}}, 1, 2,
    )  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(patterns_csv(found).decode("utf-8-sig")))
    assert (row["县区"], row["编号"], row["级别"], row["1月"], row["2月"]) == (
        "石门县", "E-MONTH-ABOVE-TOTAL", "错误", "1", "",
    )  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(patterns_xlsx(found))).worksheets[0]
    texts = [cell.value for line in sheet.iter_rows() for cell in line]
    assert {"石门县", "E-MONTH-ABOVE-TOTAL", "最近一次的说法"} <= set(texts)
