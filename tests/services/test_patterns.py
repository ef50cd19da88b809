"""Mistakes that come again are counted per county, rule and month (both engines).

Months count, not tries; the first file of a month is told apart from what came later.
"""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from etl.domain.mistakes import Pattern
from etl.domain.period import Month
from etl.domain.refusal import NotFound
from etl.services.database import Database
from etl.services.pattern_answer import patterns_answer
from etl.services.pattern_words import lines
from etl.services.patterns import patterns
from etl.services.quality_exports import patterns_csv, patterns_xlsx
from etl.services.submit import Order
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    PINES,
    RIVER,
    ROOT,
    WEST,
    WILLOWS,
    YEAR,
    file_form,
    load_forms,
    load_plan,
    usual_rows,
)
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


def right(number: int, region: str = COUNTY) -> bytes:
    return file_form(PLAN, region, Month(YEAR, number), usual_rows(region, number))


def send(city: Database, *contents: bytes, order: Order = ACCEPTED) -> None:
    """File one after the other: each is a call of its own."""
    for content in contents:
        load_forms(city, {"月报.xlsx": content}, order)


def of_rule(city: Database, code: str = "E-MONTH-ABOVE-TOTAL") -> list[Pattern]:
    return [item for item in patterns(city, YEAR).patterns if item.code == code]


def test_nothing_tried_is_nothing_found_and_says_so(city: Database) -> None:
    found = patterns(city, YEAR)
    assert (found.tries, found.patterns, found.counties) == ((), (), ())
    assert lines(found) == [
        "2023年还没有报送记录，没有可以统计的问题。"
        "县区报送以后（被退回的也算），这里按县区、问题和月份列出。",
        "因为有个人信息整个退回的文件不在统计内：只留编号和位置，不知道是哪个县区、哪个月的。"
        "目前没有这样的报送。",
    ]
    assert lines(patterns(city, YEAR, "河口"))[0].startswith("2023年河口街道还没有报送记录")
    sheet = openpyxl.load_workbook(io.BytesIO(patterns_xlsx(found))).worksheets[0]
    assert str(sheet["A2"].value).startswith("2023年还没有报送记录")


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
    assert item.example.startswith("本月完成是 9，比累计完成 5 还多")


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
        {"2023-01": {"tries": 1, "cells": 2, "first_try": True}}, 1, 2,
    )  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(patterns_csv(found).decode("utf-8-sig")))
    assert (row["县区"], row["问题"], row["编号"], row["级别"], row["1月"], row["2月"]) == (
        "石门县", "本月大于累计", "E-MONTH-ABOVE-TOTAL", "错误", "1", "",
    )  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(patterns_xlsx(found))).worksheets[0]
    texts = [cell.value for line in sheet.iter_rows() for cell in line]
    assert {"石门县", "本月大于累计", "E-MONTH-ABOVE-TOTAL", "最近一次的说法"} <= set(texts)


# ---------------------------------------------------------------- months, not tries


def test_what_goes_on_in_a_row_comes_before_many_tries_in_one_month(city: Database) -> None:
    send(city, *(bad(1, RIVER, skills=FilledRow(number, 90)) for number in range(10)))
    send(city, bad(1, PINES), bad(2, PINES), bad(3, PINES), right(4, PINES))
    send(city, right(1, WILLOWS), bad(2, WILLOWS), bad(3, WILLOWS))
    send(city, bad(1), right(2), bad(3), right(4), bad(5))
    found = of_rule(city)
    assert [
        (item.region_name, item.going_on, item.in_a_row, len(item.months)) for item in found
    ] == [
        ("柳园街道", 2, 2, 2),
        ("松林街道", 0, 3, 3),
        ("石门县", 1, 1, 3),
        ("河口街道", 1, 1, 1),
    ]
    assert found[-1].tries == 10


def test_months_are_counted_out_of_those_that_the_county_tried(city: Database) -> None:
    send(city, right(1), bad(2), right(2), bad(3), right(5))
    (item,) = of_rule(city)
    assert [month.number for month in item.tried] == [1, 2, 3, 5]
    (answer,) = (
        one for one in patterns_answer(patterns(city, YEAR))["patterns"] if one["code"] == item.code
    )
    assert (answer["months_with"], answer["months_tried"], answer["last_month"]) == (
        2,
        4,
        "2023-03",
    )
    said = "\n".join(lines(patterns(city, YEAR)))
    assert "石门县 本月大于累计（× 错误，E-MONTH-ABOVE-TOTAL）" in said
    assert "报过的4个月里有2个月（2月、3月）；最多连续2个月，最近报的5月没有" in said


# ---------------------------------------------------------------- the first file of a month


def test_what_the_first_file_had_is_told_apart_from_what_came_while_mending(
    city: Database,
) -> None:
    send(city, bad(1), right(1))
    send(city, file_form(PLAN, COUNTY, Month(YEAR, 2), {}), bad(2), right(2))
    (item,) = of_rule(city)
    assert {month.number: count.first_try for month, count in item.months.items()} == {
        1: True,
        2: False,
    }
    (answer,) = (
        one for one in patterns_answer(patterns(city, YEAR))["patterns"] if one["code"] == item.code
    )
    assert answer["months_at_first_try"] == 1
    assert "第一次报就有的1个月，2月是改后再报才出现的" in "\n".join(lines(patterns(city, YEAR)))
    rows = csv.DictReader(io.StringIO(patterns_csv(patterns(city, YEAR)).decode("utf-8-sig")))
    (row,) = (row for row in rows if row["编号"] == item.code)
    assert (row["第一次报就有的月数"], row["改后再报才有的月份"]) == ("1", "2月")


def test_a_month_is_passed_at_first_when_its_first_file_was_filed(city: Database) -> None:
    far_over = bad(3, visits=FilledRow(1960, 2000))
    send(city, right(1), bad(2), right(2))
    # Held back until the warning is answered, and then filed as it is.
    send(city, far_over, order=SUBMITTED)
    send(city, far_over, order=Order("cli:测试", reason="含专项走访"))
    # Held back, and then mended: not right at first.
    send(city, bad(4, visits=FilledRow(2960, 3000)), order=SUBMITTED)
    send(city, right(4, COUNTY), right(1, RIVER))
    found = patterns(city, YEAR)
    county, river = sorted(found.counties, key=lambda item: item.region, reverse=True)
    assert [month.number for month in county.passed_first] == [1, 3]
    assert [month.number for month in river.passed_first] == [1]
    answer = patterns_answer(found)
    assert [(item["region_name"], item["months_passed_first"], item["months_tried"], item["tries"])
            for item in answer["counties"]] == [("河口街道", 1, 1, 1), ("石门县", 2, 4, 6)]  # fmt: skip
    assert answer["counties"][1]["not_at_first"] == ["2023-02", "2023-04"]
    said = lines(found)
    assert "  石门县：4个月中2个月一次通过，第一次没通过的是2月、4月" in said
    assert "  河口街道：报过1个月，一次通过" in said


def test_a_county_without_a_mistake_has_its_line_in_the_tables(city: Database) -> None:
    send(city, right(1), right(2), bad(1, RIVER))
    rows = csv.DictReader(io.StringIO(patterns_csv(patterns(city, YEAR)).decode("utf-8-sig")))
    told = [(row["县区"], row["问题"], row["报送过的月数"], row["一次通过的月数"]) for row in rows]
    assert told == [("河口街道", "本月大于累计", "1", "0"), ("石门县", "没有发现问题", "2", "2")]
    assert "没有出现过错误，也没有要写原因的提醒。" in lines(patterns(city, YEAR, "石门县"))


# ---------------------------------------------------------------- what belongs to no county


def test_what_was_refused_for_personal_data_is_counted_apart(city: Database) -> None:
    send(city, *[saved_again(form(1), K8="王五 990101199001011234")] * 2)
    send(city, saved_again(form(1), E3="报告期："), b"%PDF-1.7", b"%PDF-1.7", right(1))
    found = patterns(city, YEAR)
    assert (found.not_counted.personal, found.not_counted.unread) == (2, 1)
    assert patterns_answer(found)["not_counted"]["personal_data"] == 2
    said = "\n".join(lines(found))
    assert "不在统计内：只留编号和位置，不知道是哪个县区、哪个月的。这样的报送有 2 次" in said
    assert "打不开或读不出报告期的文件也归不到月份，有 1 份" in said


def of_nobody(number: int) -> bytes:
    """A bad form that does not say whose it is, neither to people nor to programs."""
    book = openpyxl.load_workbook(io.BytesIO(bad(number, RIVER)))
    book["月报"]["A3"] = "填报单位："
    for sheet in [sheet for sheet in book if sheet.title != "月报"]:
        book.remove(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_files_of_nobody_are_no_county_and_their_mistakes_come_last(city: Database) -> None:
    send(city, of_nobody(1), of_nobody(2), bad(1))
    found = patterns(city, YEAR)
    assert [item.region for item in found.counties] == [COUNTY]
    assert found.patterns[0].region == COUNTY
    assert {item.region for item in found.patterns[1:]} == {None}
    said = lines(found)
    assert "没有写明县区的文件 2 份（1月、2月），不知道是谁报的，问题单独列在最后。" in said
    assert any("没有写明县区 没写填报单位" in line for line in said)
    assert any("出现在1月、2月；共 2 份文件" in line for line in said)


def test_a_region_above_has_the_mistakes_of_all_below_it(city: Database) -> None:
    send(city, bad(1, WILLOWS), bad(1), order=SUBMITTED)
    assert {name for name, _, _ in told(city, WEST)} == {"柳园街道"}
    assert {name for name, _, _ in told(city, ROOT)} == {"柳园街道", "石门县"}
