"""A form that is right is told nothing, whatever small or equal numbers it has.

What looks for mistakes of a whole form compares rows, columns and months with each other;
chance must not make a mistake of a form that goes on from last month.
"""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from etl.domain.period import Month
from etl.domain.plan import FundStandard
from tests.checks.form import CODES_OF_NAMES, PLAN, findings_of, form, history

NAMES = tuple(CODES_OF_NAMES)
PRICED = replace(
    PLAN,
    standards=tuple(
        FundStandard(code, None, Decimal(1_000_000)) for code in CODES_OF_NAMES.values()
    ),
)
# Small numbers make chance meetings likely, equal ones too.
MONTHS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=4, max_size=4)


def drawn_form(months, before, note=""):
    """The lines of a form whose rows go on from ``before``; returns them with the new totals."""
    lines, totals = ["指标 | 本月 | 累计 | 本月资金 | 累计资金 | 备注"], []
    for name, (people, money), (all_people, all_money) in zip(NAMES, months, before, strict=True):
        money = money if all_people + people else 0
        totals.append((all_people + people, all_money + money))
        figures = f"{people} | {totals[-1][0]} | {money} | {totals[-1][1]}"
        lines.append(f"{name} | {figures} | {note}")
    return "\n".join(lines), totals


@st.composite
def years(draw):
    """Accepted forms of some months of the year, one after the other, and the next one."""
    forms, totals = {}, [(0, 0)] * 4
    for number in range(1, draw(st.integers(2, 8)) + 1):
        text, totals = drawn_form(draw(MONTHS), totals)
        forms[number] = text
    return forms


@given(years())
def test_a_form_that_goes_on_from_last_month_is_told_nothing(forms):
    last = max(forms)
    reading = form(forms.pop(last), Month(2021, last))
    assert findings_of(reading, history(forms), PRICED) == []


@given(years())
def test_a_form_that_is_filed_again_is_told_nothing_of_its_own_month(forms):
    """Its month and later ones are accepted already."""
    month = max(forms) - 1
    own = forms[month]
    past = history(
        {key: text for key, text in forms.items() if key < month},
        {key: text for key, text in forms.items() if key > month},
    )
    past = replace(past, own=history({month: own}).earlier[0])
    codes = [item.code for item in findings_of(form(own, Month(2021, month)), past, PRICED)]
    assert codes == []


@given(years(), st.integers(0, 3), st.integers(1, 4))
def test_one_mistake_in_a_right_form_is_told_in_its_row_alone(forms, row, more):
    """A cumulative that is too high: an error, and of no other row."""
    last = max(forms)
    lines = forms.pop(last).splitlines()
    cells = lines[row + 1].split(" | ")
    cells[2] = str(int(cells[2]) + more)
    lines[row + 1] = " | ".join(cells)
    found = findings_of(form("\n".join(lines), Month(2021, last)), history(forms), PRICED)
    assert any(f"H{row + 7}" in item.cells and item.severity == "error" for item in found)
    told = {cell[1:] for item in found for cell in item.cells if item.severity == "error"}
    assert told == {str(row + 7)}
