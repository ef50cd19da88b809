"""沿用：一个数这个月没有报，就用本年度最近一次已采用的；从没报过是未报，不是 0。

每一行是一个县区全年报的“慰问人数”累计：空着是那个月没有报表，“空”是报了表而这一格空着，
“?”是报了还没有采用。整条路都走：填表、报送、采用、计算。
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from etl.domain.period import Month
from etl.domain.region import Region
from etl.services.completion import completion
from etl.services.database import connect, prepare
from etl.services.submit import Order
from etl.workbook.template.form import FilledRow
from tests.cities import ROOT, YEAR, file_form, load_forms, load_plan, second_city
from tests.spec.table import drawn

FILED = drawn("""
情形                    | 1月 | 2月 | 3月 | 4月 | 5月 | 看  | 累计 | 状态 | 取自
----------------------- | --- | -- | --- | -- | -- | -- | --- | --- | ----
每月都报                 | 10  | 20 | 30  | 40 | 50 | 5  | 50  | 已报 | 5月
看早一个月，不看以后的      | 10  | 20 | 30  | 40 | 50 | 3  | 30  | 已报 | 3月
五月没有报表              | 10  | 20 | 30  | 40 |    | 5  | 40  | 沿用 | 4月
隔了三个月                | 10  | 20 |     |    |    | 5  | 20  | 沿用 | 2月
中间空一个月，后来又报      | 10  |    | 30  |    | 50 | 5  | 50  | 已报 | 5月
看中间空着的那个月         | 10  |    | 30  |    | 50 | 4  | 30  | 沿用 | 3月
报了表，这一格空着         | 10  | 20 | 空  |    |    | 3  | 20  | 沿用 | 2月
一直报表，这一格一直空着    | 空  | 空 | 空  |    |    | 3  | —   | 未报 | —
先空着，后来有了           | 空  | 空 | 30  |    |    | 3  | 30  | 已报 | 3月
五月才第一次报，四月看      |     |    |     |    | 50 | 4  | —   | 未报 | —
五月才第一次报，五月看      |     |    |     |    | 50 | 5  | 50  | 已报 | 5月
四月的还没有采用           | 10  | 20 | 30  | 40? |   | 4  | 30  | 沿用 | 3月
第一次报的还没有采用        |     |    | 30? |    |    | 3  | —   | 未报 | —
报的是 0                 | 0   | 0  |     |    |    | 2  | 0   | 已报 | 2月
沿用的是 0               | 0   |    |     |    |    | 4  | 0   | 沿用 | 1月
一次也没有报             |     |    |     |    |    | 5  | —   | 未报 | —
""")
STATES = {"reported": "已报", "carried_forward": "沿用", "not_reported": "未报"}


def code(place: int) -> str:
    return f"99{place:04d}"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """One county per row of the table."""
    database = connect(f"sqlite:///{tmp_path_factory.mktemp('carried')}/city.sqlite")
    prepare(database)
    counties = [
        Region(code(place), f"第{place}县", ROOT, order=place) for place in range(1, len(FILED) + 1)
    ]
    whole = second_city()
    plan = replace(whole, regions=(whole.regions[0], *counties), targets=())
    load_plan(database, plan)
    accepted: dict[str, bytes] = {}
    waiting: dict[str, bytes] = {}
    for place, case in enumerate(FILED, start=1):
        for number in range(1, 6):
            written = case[f"{number}月"]
            if written:
                total = None if written == "空" else Decimal(written.removesuffix("?"))
                rows = {
                    "visits": FilledRow(None, total, note="说明"),
                    "skills": FilledRow(None, number),
                }
                name = f"{place}-{number}.xlsx"
                kept = waiting if written.endswith("?") else accepted
                kept[name] = file_form(plan, code(place), Month(YEAR, number), rows)
    results = load_forms(database, accepted)
    results += load_forms(database, waiting, Order("cli:测试", reason="补报"))
    assert [item.findings for item in results if item.submission is None] == []
    yield database
    database.close()


@pytest.mark.parametrize("place", range(len(FILED)), ids=[row["情形"] for row in FILED])
def test_the_last_accepted_figure_of_the_year_stands(city, place):
    case = FILED[place]
    table = completion(city, Month(YEAR, int(case["看"])), code(place + 1), "cell")
    (row,) = (item for item in table.rows if item.indicator == "visits")
    assert row.state is not None
    assert {
        "累计": "—" if row.completed is None else f"{row.completed:f}",
        "状态": STATES[row.state],
        "取自": f"{row.from_month.number}月" if row.from_month else "—",
    } == {name: case[name] for name in ("累计", "状态", "取自")}
    assert (row.submission is None) is (row.state == "not_reported")


def test_nothing_is_carried_over_the_turn_of_the_year(city):
    next_year = replace(second_city(YEAR + 1), targets=())
    load_plan(city, next_year)
    table = completion(city, Month(YEAR + 1, 1), None, "cell")
    assert {row.state for row in table.rows} == {"not_reported"}


def test_a_workbook_counts_for_coverage_also_where_it_leaves_a_figure_blank(city):
    place = [row["情形"] for row in FILED].index("报了表，这一格空着") + 1
    table = completion(city, Month(YEAR, 3), code(place), "project")
    assert (table.coverage.reported, table.coverage.expected) == (1, 1)
    rows = {row.project: row for row in table.rows}
    assert (rows["visits"].reported, rows["visits"].carried_forward) == (0, (code(place),))
    assert (rows["skills"].reported, rows["posts"].missing) == (1, (code(place),))
