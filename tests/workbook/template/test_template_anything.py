"""Whatever is typed into a form: the line that LibreOffice reckons and `check` agree."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import product
from typing import Any

import openpyxl
import pytest

from data.make.plan_2021 import SUBMITTING, build_plan
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.domain.submission import FIELDS, Field
from etl.workbook.grid import Cell
from etl.workbook.template.places import COLUMN_OF
from etl.workbook.values import Expected, read_value
from tests.cities import RIVER, YEAR, second_city
from tests.workbook.template.live_line import (
    Filled,
    Setting,
    Typed,
    accepted,
    differences,
    recalculated,
)

pytestmark = pytest.mark.office

SAMPLE = Setting(build_plan(), SUBMITTING[0], Month(2021, 8))
CITY = Setting(second_city(), RIVER, Month(YEAR, 3))
BOTH = [pytest.param(CITY, id="second city"), pytest.param(SAMPLE, id="sample")]

TEXTS = """１２０ 120人 1,520 1，520 约110 一百二十 12,5 110多 — － - / 无 未开展 未启动 －5 +7 -3 −4 12.0 １２．５
    3.50 ① 5% 1e3 (5) 12户 7个 3万元 2.5元 1,52 1520,000 1234,567 0,520 007 约 人 #N/A 5. .5 1.2.3 -- 无人
    1,520.5 12,345,678 12家 6名 120位 2万 abc 3-5 2021-08-01 1000000000000 123456789012 0.0000001 0 ０
    人月 3人月 2.5人月 + 1_000 1,234.5678901""".split()
SPACED = ["1 520", "120 人", "1 2", " 15 ", "15\u3000", "\u00a015", "3 万元", "1 234 567", "- 5"]
ODD = [12.5, 1e12, 123456.1234567, 0.0000001, 3.0000000000001, 99999.99999949, 1.25, -0.5]


def typed_at_random(draw: random.Random, setting: Setting) -> Filled:
    """A form in which much is right, much nearly right, and some of it nonsense."""
    rows: dict[str, dict[str, Typed]] = {}
    for item in setting.plan.indicators:
        last = setting.history.last(item.code, "completed_total")
        funds = setting.history.last(item.code, "funds_total_yuan")
        row: dict[str, Typed | None] = {
            **_people(draw, int(last[1]) if last else 0),
            **_money(draw, float(funds[1] / 10_000) if funds else 0.0),
        }
        for name in row:
            chance = draw.random()
            if chance < 0.15:
                odd: list[Typed] = [*TEXTS, *SPACED] if chance < 0.12 else [*ODD]
                row[name] = draw.choice(odd)
        if draw.random() < 0.25:
            row["note"] = draw.choice(["更正", " ", "\u3000", "补报上月", "0"])
        kept = {name: typed for name, typed in row.items() if typed is not None}
        rows[item.code] = kept if draw.random() < 0.9 else {}
    return Filled(setting, rows)


def _people(draw: random.Random, last: int) -> dict[str, Typed | None]:
    month = draw.choice([None, 0, draw.randint(0, 60), draw.randint(-5, 30), draw.randint(0, 400)])
    right = last + (month or 0)
    total = draw.choice([None, right, right, right, draw.randint(0, 500), -2, last - 1])
    return {"completed_month": month, "completed_total": total}


def _money(draw: random.Random, last: float) -> dict[str, Typed | None]:
    some = round(draw.uniform(0, 9), draw.choice([0, 2, 4, 6]))
    month = draw.choice([None, None, some, -0.5])
    right = round(last + (month or 0), 6)
    total = draw.choice([None, right, right, round(draw.uniform(0, 60), 2), -1])
    return {"funds_month_yuan": month, "funds_total_yuan": total}


def random_past(draw: random.Random, setting: Setting, *months: Month) -> FilingHistory:
    """Accepted months with gaps in them."""
    made = []
    for month in months:
        codes = list(setting.rows)
        people = {c: draw.randint(0, 40) * month.number for c in codes if draw.random() < 0.85}
        funds = {c: f"{draw.uniform(0, 9):.2f}" for c in codes if draw.random() < 0.6}
        made.append(accepted(month, people, funds))
    return FilingHistory(
        earlier=tuple(item for item in made if item.month < setting.month),
        later=tuple(item for item in made if item.month > setting.month),
    )


@pytest.mark.parametrize("setting", BOTH)
def test_whatever_is_typed_the_line_and_check_agree(office, tmp_path, setting):
    draw = random.Random(f"{setting.region} {setting.month}")
    before = setting.month.previous
    pasts = [
        FilingHistory(),
        random_past(draw, setting, before.previous, before),
        random_past(draw, setting, before.previous, setting.month.following),
    ]
    settings = [replace(setting, history=past) for past in pasts]
    settings.append(replace(setting, month=Month(setting.month.year, 1)))
    forms = [typed_at_random(draw, item) for item in settings for _ in range(4)]
    assert differences(forms, office, tmp_path) == []


# ---------------------------------------------------------------- texts, number for number

LETTERS = [*"01234567890123456789", *"..,，．０５９+-－− 　\u00a0人名户万元约十—/无①%e'’"]


def any_text(draw: random.Random) -> str:
    """A text that is nearly a number, in one of the ways in which people write numbers."""
    if draw.random() < 0.3:
        return "".join(draw.choice(LETTERS) for _ in range(draw.randint(1, 7)))
    number = draw.choice([draw.randint(0, 9), draw.randint(0, 99_999), draw.randint(0, 10**9)])
    written = draw.choice(["{}", "{:,}", "{:,}.5", "{}.25"]).format(number)
    before = draw.choice(["", "", "+", "-", "－", "−", "’", " ", "　", "约"])
    after = draw.choice(
        ["", "人", " 人", "名", "万元", "万", "元", "户", " ", "%", "．０", ".", "多"]
    )
    if draw.random() < 0.3:
        written = written.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))
    return before + (written.replace(",", " ") if draw.random() < 0.2 else written) + after


def read_by_reader(text: str, name: Field, unit: str) -> Decimal | str | None:
    """The number that our reader takes a text for, × for none, None for nothing reported."""
    money = name.startswith("funds")
    expected = Expected(name, "万元", yuan_per_unit=10_000) if money else Expected(name, unit)
    cell = None if not text.strip() else Cell(1, 1, "text", text, text, "General")
    read = read_value(cell, expected)
    if read.problem is not None or read.value is None:
        return "×" if read.problem else None
    return read.value / (10_000 if money else 1)


def read_by_formula(held: Any) -> Decimal | str | None:
    """The same as a cell of the form's hidden columns holds it."""
    if isinstance(held, str):
        return held[:1] or None
    return None if held is None else Decimal(repr(held)).quantize(Decimal("0.000001"))


def test_texts_are_read_by_the_formulas_as_by_the_reader(office, tmp_path):
    draw = random.Random("texts")
    forms = [
        Filled(SAMPLE, {code: {name: any_text(draw) for name in FIELDS} for code in SAMPLE.rows})
        for _ in range(8)
    ]
    saved = recalculated(office, [item.workbook() for item in forms], tmp_path)
    readings = []
    for form, content in zip(forms, saved, strict=True):
        sheet: Any = openpyxl.load_workbook(BytesIO(content), data_only=True)["月报"]
        for item, name in product(SAMPLE.plan.indicators, FIELDS):
            text = str(form.rows[item.code][name])
            held = sheet.cell(SAMPLE.rows[item.code], COLUMN_OF[f"read_{name}"] + 1).value
            readings.append((text, read_by_formula(held), read_by_reader(text, name, item.unit)))
    assert [item for item in readings if item[1] != item[2]] == []
    # Enough of each kind, or the test says little.
    assert sum(isinstance(number, Decimal) for _, number, _ in readings) > 60
    assert sum(number == "×" for _, number, _ in readings) > 60
