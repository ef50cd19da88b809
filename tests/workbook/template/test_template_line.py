"""The live line as it is stored: what `check` says, in formulas that every office takes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.make.plan_2021 import SUBMITTING, build_plan
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.plan import LEVELS
from etl.workbook.grid import Cell
from etl.workbook.template.form import FilledForm, FilledRow, template_workbook
from etl.workbook.template.reading import NOT_REPORTED_MARKS
from etl.workbook.values import NOT_REPORTED_WORDS, PERSONS, Expected, Read, read_value
from tests.cities import RIVER, YEAR, second_city
from tests.workbook.template.live_line import Setting, accepted, lines_in, mark_of, marks

CITY = Setting(second_city(), RIVER, Month(YEAR, 3))
SAMPLE = Setting(build_plan(), SUBMITTING[0], Month(2021, 8))
PEOPLE = Expected("completed_month", "人")

# What Excel knew in 1997: no later program lacks any of them, and none is volatile.
OLD_FUNCTIONS = set(
    """ABS AND CLEAN FIND IF INT ISERROR ISLOGICAL ISNUMBER ISTEXT LEFT LEN LOG10 MAX MID MOD N NOT OR
    REPT RIGHT ROUND SUBSTITUTE SUM SUMPRODUCT TRIM""".split()
)


def stored(setting: Setting, rows: dict[str, FilledRow]) -> tuple[bytes, dict[str, str]]:
    form = FilledForm(setting.month.last_day, rows)
    content = template_workbook(
        setting.plan, 1, setting.region, setting.month, setting.history, form
    )
    return content, lines_in(content, setting)


def outcome(content: bytes) -> str:
    return str(openpyxl.load_workbook(BytesIO(content), data_only=True)["月报"]["L3"].value)


def test_a_form_sums_up_its_lines():
    assert outcome(stored(CITY, {})[0]) == "核对结果：还没有填"
    fine = {"visits": FilledRow(1, 5)}
    assert outcome(stored(CITY, fine)[0]) == "核对结果：没有发现问题"
    wrong = {**fine, "skills": FilledRow(6, 5), "heating": FilledRow(1, None)}
    assert outcome(stored(CITY, wrong)[0]) == "核对结果：× 1 行，△ 1 行"


def test_the_gravest_is_said_first():
    history = FilingHistory((accepted(CITY.month.previous, {"visits": 9}),))
    setting = replace(CITY, history=history)
    both = FilledRow(-1, 8, Decimal(5), Decimal(4), note="更正")
    assert stored(setting, {"visits": both})[1]["visits"] == "× 本月投入多于累计投入"
    noted = replace(both, funds_month=None)
    assert stored(setting, {"visits": noted})[1]["visits"] == "△ 本月是负数，备注已有说明"


def test_every_form_of_the_sample_year_is_right_in_every_row():
    files = sorted((Path(__file__).parents[3] / "data" / "submissions").glob("*/*.xlsx"))
    said = {path.name: set(lines_in(path.read_bytes(), SAMPLE).values()) for path in files}
    assert len(said) == 70
    assert set().union(*said.values()) == {"合格"}


def history_of(setting: Setting) -> FilingHistory:
    """Two months before and one after, each with gaps, and the same month last year."""
    month, codes = setting.month, list(setting.rows)
    return FilingHistory(
        earlier=(
            accepted(month.previous.previous, dict.fromkeys(codes, 8), dict.fromkeys(codes, "1.5")),
            accepted(month.previous, dict.fromkeys(codes[::2], 10), dict.fromkeys(codes[1:], "2.25")),
        ),
        later=(
            accepted(month.following, dict.fromkeys(codes[1:4], 60)),
            accepted(month.following.following, dict.fromkeys(codes[1:3], 75)),
        ),
        last_year=accepted(month.a_year_before, dict.fromkeys(codes, 70)),
    )  # fmt: skip


COUNTS = st.one_of(
    st.none(), st.integers(-3, 15), st.integers(0, 400), st.sampled_from([Decimal("2.5"), 10**12])
)
YUAN = st.one_of(
    st.none(),
    st.integers(-1_000_000, 3_000_000).map(lambda fen: Decimal(fen) / 100),
    st.sampled_from([Decimal("22500"), Decimal("15000"), Decimal("0.001"), Decimal(0)]),
)
ROWS = st.builds(
    FilledRow, COUNTS, COUNTS, YUAN, YUAN, st.sampled_from(["", "", "更正", " ", "\u3000\n"])
)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_stored_line_says_of_every_row_what_check_says(data):
    setting = data.draw(st.sampled_from([CITY, SAMPLE]))
    if data.draw(st.booleans()):
        setting = replace(setting, history=history_of(setting))
    rows = {code: data.draw(ROWS) for code in setting.rows}
    content, lines = stored(setting, rows)
    assert {code: mark_of(line) for code, line in lines.items()} == marks(setting, content)


def formulas(trial: bool) -> list[str]:
    plan = SAMPLE.plan
    if trial:
        codes = frozenset({"E-NOT-INTEGER", "E-TOTAL-FALLS", "E-NOT-ADDING-UP", "E-NEGATIVE-MONTH"})
        plan = replace(plan, thresholds=replace(plan.thresholds, trial_codes=codes))
    history = history_of(SAMPLE)
    content = template_workbook(plan, 1, SAMPLE.region, SAMPLE.month, history)
    sheet: Any = openpyxl.load_workbook(BytesIO(content))["月报"]
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def nesting(formula: str) -> int:
    """How many functions deep a formula goes."""
    depth = deepest = 0
    opened: list[int] = []
    for found in re.finditer(r"([A-Z0-9]+)?\(|\)", re.sub(r'"[^"]*"', "", formula)):
        if found[0] == ")":
            depth -= opened.pop()
        else:
            opened.append(1 if found[1] else 0)
            depth += opened[-1]
        deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize("trial", [False, True])
def test_every_formula_survives_being_saved_as_xls(trial):
    """That format takes seven functions in each other and 1,024 characters."""
    made = formulas(trial)
    assert len(made) > 12 * 20
    assert max(map(nesting, made)) <= 7
    assert max(map(len, made)) <= 1024


def test_only_functions_that_every_office_has_are_used():
    text = " ".join(re.sub(r'"[^"]*"', "", formula) for formula in formulas(trial=True))
    assert set(re.findall(r"([A-Z0-9]+)\(", text)) <= OLD_FUNCTIONS


def read(text: str) -> Read:
    return read_value(Cell(1, 1, "text", text, text, "General"), PEOPLE)


def test_marks_and_words_for_nothing_are_those_of_the_reader():
    seen = [letter for code in range(0x21, 0x10000)
            if not 0xD800 <= code < 0xE000 and (letter := chr(code)).isprintable()]  # fmt: skip
    nothing = {letter for letter in seen if read(letter) == Read()}
    assert nothing - {"⽆"} == {*NOT_REPORTED_MARKS, "无"}
    assert [read(word) for word in NOT_REPORTED_WORDS] == [Read()] * len(NOT_REPORTED_WORDS)


def test_units_of_persons_are_those_of_the_reader():
    units = "人 名 位 户 家 个 口 元 万 万元".split()
    assert [unit for unit in units if read(f"5{unit}").value] == list(PERSONS)


def borders(setting: Setting, code: str) -> list[FilledRow]:
    """Rows that stand at, just below and just above what a row is held against."""
    plan, indicator = setting.plan, setting.plan.indicator(code)
    assert indicator is not None
    targets = [plan.target(indicator.project, level, setting.region) for level in LEVELS]
    largest = max((item.value or 0 for item in targets if item and item.comparable), default=0)
    counts = {0, 8, 10, 20, 60, 75, 210, 10**12, int(3 * largest)}
    rows = [FilledRow(None, total + step) for total in counts for step in (-1, 0, 1)]
    rows += [FilledRow(month, 10 + month) for month in (-11, -10, -1, 0, 1)]
    rows += [FilledRow(month, None, note="更正") for month in (-11, -10, 0, 50, 51)]
    standard = plan.standard(code)
    for yuan in (standard.low, standard.high) if standard else ():
        spent = (20 * (yuan or 0) + step for step in (Decimal("-0.01"), 0, Decimal("0.01")))
        rows += [FilledRow(None, 20, None, Decimal(total)) for total in spent]
    return [*rows, *(FilledRow(None, 0, None, Decimal(fen) / 100) for fen in (0, 1))]


@pytest.mark.parametrize(
    ("setting", "known"),
    [
        pytest.param(CITY, True, id="second city, with history"),
        pytest.param(SAMPLE, True, id="sample, with history"),
        pytest.param(SAMPLE, False, id="sample, without"),
    ],
)
def test_at_every_border_the_line_falls_on_the_side_that_check_does(setting, known):
    setting = replace(setting, history=history_of(setting)) if known else setting
    cases = {code: borders(setting, code) for code in setting.rows}
    seen = set()
    for place in range(max(map(len, cases.values()))):
        rows = {code: some[place] for code, some in cases.items() if place < len(some)}
        content, lines = stored(setting, rows)
        assert {code: mark_of(line) for code, line in lines.items()} == marks(setting, content)
        seen |= set(lines.values())
    assert len({mark_of(line) for line in seen}) == 3
