"""The sample year's figures: published city totals at 2021-08-18, everything else invented.

County totals are written down; the months between are drawn by a seeded generator from a
shape per indicator and a habit per county. Only whole numbers and fractions are used, so
that the same figures come out on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import floor
from random import Random

from data.make.plan_2021 import SUBMITTING
from etl.domain.period import Month
from etl.workbook.template.form import FilledRow

YEAR = 2021
MONTHS: tuple[Month, ...] = tuple(Month(YEAR, number) for number in range(1, 9))
SEED = 2021
CENT_OF_WAN = 100
"""Counties write 万元 with two decimals: money moves in steps of 100 yuan."""

LULONG, NEW_DISTRICT = "130324", "130372"
NOT_FILED: frozenset[tuple[Month, str]] = frozenset(
    {(Month(YEAR, 1), NEW_DISTRICT), (Month(YEAR, 4), LULONG)}
)
"""Missing on purpose: one county not yet reporting (未报送), one carried forward (沿用)."""


@dataclass(frozen=True)
class Design:
    """One indicator: county totals by August, how the year runs, and money.

    ``shape`` weighs the eight months. ``funds`` is the city's total in yuan, None where
    nothing was published; ``spread`` is how many percent a county's average per person
    may lie off the city's.
    """

    totals: tuple[int, ...]
    shape: tuple[int, ...]
    funds: int | None = None
    spread: int = 0


_NOTHING = (0,) * 9
DESIGNS: dict[str, Design] = {
    "assistive_devices": Design(
        (742, 268, 187, 598, 873, 871, 694, 286, 155),
        (4, 5, 10, 13, 16, 19, 19, 14),
        funds=2_407_000,
        spread=12,
    ),
    "rehab_adult": Design(
        (1236, 402, 291, 871, 1184, 1203, 968, 437, 224),
        (5, 5, 9, 12, 14, 20, 20, 15),
        funds=3_301_000,
        spread=4,
    ),
    "rehab_child": Design(
        (58, 14, 9, 21, 27, 29, 19, 16, 5),
        (22, 9, 16, 14, 12, 11, 9, 7),
        funds=2_376_000,
    ),
    "vocational_training": Design(
        (312, 96, 71, 203, 288, 305, 187, 112, 46),
        (1, 2, 8, 14, 18, 22, 20, 15),
    ),
    "employment_service": Design(
        (176, 52, 41, 84, 118, 142, 49, 58, 18),
        (6, 5, 16, 15, 14, 16, 15, 13),
    ),
    "care_institution": Design(
        (118, 36, 28, 52, 61, 68, 34, 21, 0),
        (10, 7, 14, 14, 14, 14, 14, 13),
        funds=920_000,
        spread=10,
    ),
    "care_home": Design(
        (168, 63, 47, 149, 203, 214, 172, 58, 29),
        (3, 4, 12, 16, 18, 18, 16, 13),
        funds=1_333_000,
        spread=10,
    ),
    "home_access_limb": Design(
        (46, 15, 11, 38, 60, 56, 45, 19, 10),
        (0, 0, 4, 14, 21, 24, 22, 15),
        funds=1_200_000,
        spread=8,
    ),
    "home_access_other": Design(
        (79, 27, 18, 61, 104, 92, 74, 30, 15),
        (0, 0, 4, 13, 20, 25, 23, 15),
        funds=1_350_000,
        spread=8,
    ),
    "home_sports": Design(
        (42, 14, 9, 30, 40, 41, 34, 18, 12),
        (0, 1, 7, 14, 22, 24, 18, 14),
    ),
    "aid_student": Design(_NOTHING, (1,) * 8),
    "aid_child": Design(_NOTHING, (1,) * 8),
}

FIXED_MONTHS: dict[tuple[str, str], tuple[int, ...]] = {
    ("vocational_training", NEW_DISTRICT): (0, 0, 0, 0, 0, 22, 12, 12),
    ("employment_service", LULONG): (2, 1, 4, 5, 7, 9, 10, 11),
}
"""A first class in June, and a slow year: so that every shade of behind is seen."""

HABITS: dict[str, int] = dict(zip(SUBMITTING, (-8, 5, -15, 10, 0, -20, 25, 20, 28), strict=True))
"""How late in the year a county works: above 0 late, below 0 early."""

NO_CARE_HOME = "本区没有托养机构，全部为居家托养"
FIRST_CLASS = "首期培训班6月开班"
WINTER = "冬季不施工，3月起陆续开工"
AID_BEFORE = "资助在秋季入学前办理，尚未开始"
AID_NOW = "正在采集信息，8月底完成资助"

Rows = Mapping[str, FilledRow]


def sample_figures() -> dict[tuple[Month, str], Rows]:
    """Return what each county writes in each month that it files."""
    draw = Random(SEED)
    people = {code: _people(code, design, draw) for code, design in DESIGNS.items()}
    money = {code: _money(design, people[code], draw) for code, design in DESIGNS.items()}
    figures: dict[tuple[Month, str], Rows] = {}
    for place, region in enumerate(SUBMITTING):
        last: Rows = {}
        for month in MONTHS:
            if (month, region) not in NOT_FILED:
                last = {
                    code: _row(
                        last.get(code),
                        people[code][place][month.number - 1],
                        money[code][place][month.number - 1],
                        _note(code, month, region, people[code][place]),
                    )
                    for code in DESIGNS
                }
                figures[month, region] = last
    return figures


def _row(last: FilledRow | None, total: int, funds: int | None, note: str) -> FilledRow:
    """Return a row: this month is the cumulative less what was last filed."""
    before = int(last.completed_total or 0) if last else 0
    if funds is None:
        return FilledRow(total - before, total, note=note)
    spent = last.funds_total if last and last.funds_total is not None else Decimal(0)
    return FilledRow(total - before, total, funds - spent, Decimal(funds), note)


def _note(code: str, month: Month, region: str, totals: Sequence[int]) -> str:
    if code.startswith("aid_"):
        return AID_NOW if month == MONTHS[-1] else AID_BEFORE
    if not totals[-1]:
        return NO_CARE_HOME
    done = totals[month.number - 1]
    if not done:
        return _nothing_yet(code, region)
    gap = (month.previous, region) in NOT_FILED
    return f"本月数含未报的{month.previous.number}月" if gap else ""


def _nothing_yet(code: str, region: str) -> str:
    if code.startswith("home_access"):
        return WINTER
    return FIRST_CLASS if (code, region) in FIXED_MONTHS else ""


def _people(code: str, design: Design, draw: Random) -> list[tuple[int, ...]]:
    """Return cumulative counts by county and month."""
    return [
        tuple(accumulate(_months(code, region, total, design.shape, draw)))
        for region, total in zip(SUBMITTING, design.totals, strict=True)
    ]


def _months(
    code: str, region: str, total: int, shape: Sequence[int], draw: Random
) -> Sequence[int]:
    """Return a county's monthly counts: the shape, leaned by its habit, with noise."""
    lean = HABITS[region] + draw.randint(-12, 12)
    weights = [
        weight * draw.randint(72, 130) * (700 + lean * (2 * number - 9))
        for number, weight in enumerate(shape, start=1)
    ]
    return FIXED_MONTHS.get((code, region)) or shared_out(total, weights)


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """Split a whole number by weights into whole numbers (largest remainder)."""
    if not total:
        return [0] * len(weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [floor(part) for part in exact]
    largest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in largest[: total - sum(parts)]:
        parts[at] += 1
    return parts


def _money(
    design: Design, people: list[tuple[int, ...]], draw: Random
) -> list[tuple[int | None, ...]]:
    """Return cumulative funds in yuan by county and month, None where none are reported."""
    if design.funds is None:
        return [(None,) * len(MONTHS)] * len(people)
    steps = design.funds // CENT_OF_WAN
    weights = [
        counts[-1] * (100 + draw.randint(-design.spread, design.spread)) for counts in people
    ]
    finals = shared_out(steps, weights)
    return [
        tuple(_spent(counts, final, design.spread, draw))
        for counts, final in zip(people, finals, strict=True)
    ]


def _spent(counts: tuple[int, ...], final: int, spread: int, draw: Random) -> Iterator[int]:
    """Yield cumulative yuan: near the county's average, nothing without people served."""
    noise = min(spread, 2)
    spent, served = 0, 0
    for count in counts:
        wobble = draw.randint(100 - noise, 100 + noise)
        if count == counts[-1]:
            spent = final
        elif count > served:
            near = round(Fraction(final * count * wobble, counts[-1] * 100))
            spent = min(max(near, spent), final)
        served = count
        yield spent * CENT_OF_WAN
