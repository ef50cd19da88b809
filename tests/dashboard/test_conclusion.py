"""The sentence at the head of a page, on every kind of month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.conclusion import Names, conclude, slowest_parts, standing_of
from etl.domain.completion import (
    STATUS_NAMES,
    CompletionRow,
    CompletionTable,
    Coverage,
    LevelResult,
)
from etl.domain.period import Month
from etl.domain.sentence import sentence_text
from tests.dashboard import cities

CODES = "ABCDEFGH"
NAMES = Names(
    Month(2021, 8),
    "R",
    {code: f"项目{code}" for code in CODES},
    {"R": "全市", **{f"r{i}": f"第{i}县" for i in range(1, 6)}},
)
GAPS = {
    "exceeded": "0.4",
    "completed": "0.3",
    "on_pace": "0",
    "slightly_behind": "-0.05",
    "behind": "-0.2",
    "far_behind": "-0.4",
    "not_started": "0",
}


def row(code="A", status="exceeded", region="R", gap=None, **changes):
    """A row of the given status at both levels."""
    size = Fraction(gap or GAPS[status]) if status in GAPS else None
    rate = None if size is None else Fraction(2, 3) + size
    level = LevelResult(status, Decimal(100), "人", rate, size)
    made = CompletionRow(
        project=code,
        name=code,
        region=region,
        unit="人",
        completed=None if status == "not_reported" else Decimal(60),
        funds=None,
        pace=Fraction(2, 3),
        levels={"province": level, "city": level, "need": LevelResult("no_target")},
        overall=status,
        reported=5,
        expected=5,
    )
    return replace(made, **changes)


def say(rows, cells=(), coverage=None):
    table = CompletionTable(
        Month(2021, 8), date(2021, 8, 18), 1, "R", coverage or Coverage(5, 5), tuple(rows)
    )
    return sentence_text(conclude(table, cells, NAMES))


def rows_of(*statuses):
    return [row(code, status) for code, status in zip(CODES, statuses, strict=False)]


def test_seven_of_eight_and_one_not_in_its_period():
    said = say(rows_of(*["exceeded"] * 7, "not_started"))
    assert said == (
        "截至2021年8月18日，全市8个项目中7个超额完成省定、市定任务，1个未到实施期（项目H）。"
    )


def test_all_exceeded():
    assert (
        say(rows_of(*["exceeded"] * 3))
        == "截至2021年8月18日，全市3个项目全部超额完成省定、市定任务。"
    )


def test_one_that_only_completed_is_not_all_exceeded():
    said = say(rows_of("exceeded", "exceeded", "completed"))
    assert said == "截至2021年8月18日，全市3个项目全部完成省定、市定任务，其中2个超额完成。"


def test_the_project_and_the_county_furthest_behind():
    cells = [
        row("B", "behind", "r1", "-0.2"),
        row("B", "far_behind", "r2", "-0.5"),
        row("A", "far_behind", "r3", "-0.6"),
    ]
    said = say(rows_of("exceeded", "behind", "slightly_behind"), cells)
    assert said == (
        "截至2021年8月18日，全市3个项目中1个超额完成省定、市定任务，2个滞后（黄灯滞后1个、略滞后1个）；"
        "项目B滞后最多，市定完成率46.7%，慢20.0个百分点，其中第2县最慢，慢50.0个百分点；"
        "县区中第3县项目A红灯滞后，慢60.0个百分点。"
    )


def test_what_the_total_hides_is_said():
    cells = [row("A", "behind", "r1"), row("B", "far_behind", "r2"), row("B", "exceeded", "r1")]
    said = say(rows_of("exceeded", "exceeded"), cells)
    assert said.endswith("；分县区看，2个县区有项目滞后，第2县项目B滞后最多，慢40.0个百分点。")


def test_ties_are_named_together_and_a_tie_of_all_not_at_all():
    cells = [row("A", "behind", f"r{i}") for i in (1, 2, 3)]
    assert "其中" not in say(rows_of("behind", "on_pace"), cells)
    cells.append(row("A", "on_pace", "r4"))
    assert "，其中第1县、第2县等3个县区最慢，均慢20.0个百分点" in say(
        rows_of("behind", "on_pace"), cells
    )
    assert "；项目A、项目B滞后最多，均慢20.0个百分点" in say(rows_of("behind", "behind", "on_pace"))


def test_a_part_that_is_missing_is_said_with_behind():
    rows = [row("A", "behind", missing=("r1",)), row("B", "on_pace", missing=("r1",))]
    said = say(rows, coverage=Coverage(5, 3, ("r2",), ("r1",)))
    assert said == (
        "截至2021年8月18日，全市2个项目中1个达序时（缺1县区），1个黄灯滞后（缺1县区）；项目A滞后最多，"
        "市定完成率46.7%，慢20.0个百分点；报送3/5，第1县未报送，第2县沿用此前月份的数。"
    )


def test_a_county_carried_forward_is_never_called_slow():
    cells = [row("A", "far_behind", "r1", reported=0, carried_forward=("r1",))]
    said = say(rows_of("exceeded"), cells, Coverage(5, 4, ("r1",)))
    assert "滞后" not in said
    assert "慢" not in said


def test_nothing_filed_this_month():
    none = Coverage(5, 0, (), ("r1", "r2", "r3", "r4", "r5"))
    rows = rows_of("not_reported", "not_reported")
    assert say(rows, coverage=none) == "2021年8月尚无已采用的报送，暂无进度数据。"
    late = Coverage(5, 0, ("r1",), ())
    assert say(rows_of("behind"), coverage=late) == (
        "2021年8月尚无已采用的报送，以下沿用此前月份的数，不判快慢。"
    )


def test_no_targets():
    assert say(rows_of("no_target", "no_target")) == (
        "截至2021年8月18日，全市2个项目均未录入任务数，只列累计完成，不计算完成率。"
    )
    assert say(rows_of("exceeded", "no_target")) == (
        "截至2021年8月18日，全市2个项目中1个超额完成省定、市定任务，1个未录入任务数（项目B）。"
    )


@pytest.mark.parametrize(("without", "words"), [("province", "市定任务"), ("city", "省定任务")])
def test_only_the_levels_that_are_set_are_named(without, words):
    only = row()
    levels = {**only.levels, without: LevelResult("no_target")}
    assert say([replace(only, levels=levels)]) == f"截至2021年8月18日，全市项目A超额完成{words}。"


def test_one_project():
    assert say(rows_of("exceeded")) == "截至2021年8月18日，全市项目A超额完成省定、市定任务。"
    assert say(rows_of("behind")) == (
        "截至2021年8月18日，全市项目A黄灯滞后，市定完成率46.7%，慢20.0个百分点。"
    )
    assert say([]) == "任务书中没有项目。"


statuses = st.lists(st.sampled_from(list(STATUS_NAMES)), min_size=1, max_size=8)


@given(statuses, st.booleans())
def test_the_counts_add_up_and_all_is_only_said_when_it_is_so(found, partial):
    missing = ("r1",) if partial else ()
    rows = [replace(item, missing=missing) for item in rows_of(*found)]
    coverage = Coverage(5, 5 - len(missing), (), missing)
    table = CompletionTable(Month(2021, 8), date(2021, 8, 18), 1, "R", coverage, tuple(rows))
    pieces = conclude(table, (), NAMES)
    said = sentence_text(pieces)
    assert ("全部超额" in said) == (set(found) == {"exceeded"} and len(found) > 1)
    assert said.endswith("。")
    assert said.count("。") == 1
    assert "，，" not in said
    assert "None" not in said
    counts = [int(p.text.split("个")[0]) for p in pieces if p.key in COUNTED and "个" in p.text[:2]]
    if len(found) > 1 and counts and "全部" not in said:
        assert sum(counts) == len(found)
    if partial and any(status in ("behind", "far_behind") for status in found):
        assert "缺1县区" in said


COUNTED = frozenset("exceeded completed on_pace behind not_started not_reported no_target".split())


@pytest.mark.parametrize("month", range(1, 9))
def test_the_counts_of_a_month_are_those_of_its_rows(month):
    source = cities.ordinary(8, 0.95)
    plan = source.plans[2021]
    table = source.completion(Month(2021, month))
    names = Names(
        table.month,
        table.region,
        {p.code: p.short_name for p in plan.projects},
        {r.code: r.name for r in plan.tree},
    )
    pieces = conclude(table, source.completion(Month(2021, month), by="region").rows, names)
    said = {p.key: int(p.text.split("个")[0]) for p in pieces if p.key in COUNTED}
    assert sum(said.values()) == len(table.rows)
    for key in ("exceeded", "completed", "on_pace", "not_started"):
        assert said.get(key, 0) == sum(item.overall == key for item in table.rows)


def test_what_is_carried_forward_is_said_with_behind():
    rows = [row("A", "behind", carried_forward=("r1",)), row("B", "on_pace")]
    names = replace(NAMES, since={"r1": Month(2021, 3)})
    table = CompletionTable(
        Month(2021, 8), date(2021, 8, 18), 1, "R", Coverage(5, 4, ("r1",)), tuple(rows)
    )
    said = sentence_text(conclude(table, (), names))
    assert "1个达序时，1个黄灯滞后（含1县区沿用）" in said
    assert said.endswith("；报送4/5，第1县沿用3月数。")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("on_pace", "达序时"),
        ("completed", "完成省定、市定任务"),
        ("exceeded", "超额完成省定、市定任务"),
    ],
)
def test_a_good_standing_says_what_it_leaves_out_and_what_is_carried_forward(status, words):
    whole = row("A", status)
    late = replace(whole, carried_forward=("r1",))
    assert standing_of(whole, NAMES).text == words
    assert standing_of(late, NAMES).text == f"{words}（含1县区沿用）"
    assert standing_of(replace(whole, missing=("r1",)), NAMES).text == f"{words}（缺1县区）"
    both = replace(late, missing=("r2", "r3"))
    assert standing_of(both, NAMES).text == f"{words}（缺2县区，含1县区沿用）"
    said = say([both, row("B", status), row("C", "behind")])
    assert f"2个{words}（缺2县区，含1县区沿用）" in said


def test_when_all_that_reported_have_nothing_no_county_is_the_slowest():
    cells = [row("A", "behind", f"r{i}", completed=Decimal(0)) for i in (1, 2)]
    cells.append(row("A", "not_reported", "r3"))
    said = say(rows_of("behind", "on_pace"), cells)
    assert "，已报的2个县区均为0人" in said
    assert "最慢" not in said


def test_the_zero_of_all_that_reported_leads_to_the_total_only_where_that_is_zero():
    cells = [row("A", "behind", f"r{i}", completed=Decimal(0)) for i in (1, 2)]
    for done, linked in ((0, True), (60, False)):
        pieces = slowest_parts(row("A", "behind", completed=Decimal(done)), cells, NAMES)
        assert [piece.ref is not None for piece in pieces if "0人" in piece.text] == [linked]


def test_one_reporting_county_or_one_better_than_the_total_is_never_the_slowest():
    late = row("A", "far_behind", "r1", reported=0, carried_forward=("r1",))
    assert "最慢" not in say(rows_of("behind", "on_pace"), [late, row("A", "behind", "r2")])
    better = [row("A", "slightly_behind", "r2"), row("A", "on_pace", "r3")]
    assert "最慢" not in say(rows_of("behind", "on_pace"), [late, *better])
