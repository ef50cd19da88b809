"""The rules of the live line, as `check` will judge the row once the file is sent.

Each rule names its code, so that a rule on trial (试行) is △ here too. What the checks
say of one figure only (no number, not whole) comes before, from the reading of the cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from etl.workbook.template.facts import FEN_OF_WAN, YUAN_PER_WAN, PairFacts, RowFacts
from etl.workbook.template.terms import (
    ZERO,
    Term,
    amount,
    both,
    cell,
    constant,
    is_blank,
    is_number,
    rounded,
    when,
)

NOUGHT = constant(ZERO)


@dataclass(frozen=True)
class Rule:
    """What is wrong when the condition holds; ``noted`` says that a remark softens it."""

    code: str
    condition: Term
    words: tuple[Term | str, ...]
    noted: bool = False


@dataclass(frozen=True)
class Pair:
    """本月 and 累计 of people or money, with what to call them and where they stand."""

    facts: PairFacts
    month_name: str
    total_name: str
    last: str
    counted: str

    @property
    def month(self) -> str:
        """The name of the cell that holds 本月 as it will be read."""
        return f"read_{self.facts.month}"

    @property
    def total(self) -> str:
        """The name of the cell that holds 累计 as it will be read."""
        return f"read_{self.facts.total}"

    @property
    def adds(self) -> Term | None:
        """Last + month, where that must be the cumulative."""
        if self.facts.last is None or not self.facts.last.adds:
            return None
        if self.facts.last.month is None:
            return amount(self.month)
        return rounded(amount(self.last) + amount(self.month), self.facts.places)


def pairs(facts: RowFacts) -> tuple[Pair, Pair]:
    """Return people and money of a row."""
    return (
        Pair(facts.people, "本月", "累计", "last_completed", "counted_people"),
        Pair(facts.money, "本月投入", "累计投入", "last_funds", "counted_money"),
    )


def counted(pair: Pair) -> Term:
    """Return the cumulative that will count: as written, or computed for a blank cell."""
    if pair.adds is None:
        return when(is_number(pair.total), cell(pair.total), constant(""))
    given = both(is_blank(pair.total), is_number(pair.month))
    computed = when(given, pair.adds, constant(""))
    return when(is_number(pair.total), cell(pair.total), computed)


def pair_rules(pair: Pair) -> Iterator[Rule]:
    """Yield the rules about one pair and the months around it."""
    month, total = amount(pair.month), amount(pair.total)
    given = both(is_number(pair.month), is_number(pair.total))
    above = both(given, total >= NOUGHT, month > total)
    negative = both(is_number(pair.counted), amount(pair.counted) < NOUGHT)
    yield Rule("E-NEGATIVE-TOTAL", negative, (f"{pair.total_name}不能小于 0",))
    yield Rule("E-MONTH-ABOVE-TOTAL", above, (f"{pair.month_name}多于{pair.total_name}",))
    below = both(is_number(pair.month), month < NOUGHT)
    reason = when(cell("noted"), constant("，备注已有说明"), constant("，请在备注写明原因"))
    yield Rule("E-NEGATIVE-MONTH", below, (f"{pair.month_name}是负数", reason), noted=True)
    yield from _against_last(pair, given, month, total)
    yield from _blank_total(pair)
    yield from _against_later(pair)


def _against_last(pair: Pair, given: Term, month: Term, total: Term) -> Iterator[Rule]:
    last = pair.facts.last
    if last is not None and last.month is not None:
        fallen = both(is_number(pair.total), total >= NOUGHT, total < amount(pair.last))
        words = (f"{pair.total_name}少于{last.month.number}月的 ", amount(pair.last))
        yield Rule("E-TOTAL-FALLS", fallen, words, noted=True)
    if last is None or pair.adds is None:
        return
    # A month above its total, or a total that fell, has been spoken of.
    sound = both(given, total >= month, total >= NOUGHT)
    # Either figure may be the wrong one, so neither is said to have to be something.
    told: tuple[Term | str, ...] = ("：1月的累计就是本月",)
    if last.month is not None:
        sound = both(sound, total >= amount(pair.last))
        unit = " 万元" if pair.facts.total.startswith("funds") else ""
        told = ("：上月 ", amount(pair.last), " 加本月 ", month, " 是 ", pair.adds, unit)
    wrong = both(sound, total.differs(pair.adds))
    yield Rule("E-NOT-ADDING-UP", wrong, (f"{pair.total_name}对不上", *told), noted=True)


def _blank_total(pair: Pair) -> Iterator[Rule]:
    blank = both(is_blank(pair.total), is_number(pair.month))
    if pair.adds is None:
        missing = f"{pair.total_name}没有填，{pair.month_name}的 "
        yield Rule("W-TOTAL-MISSING", blank, (missing, amount(pair.month), " 没有计入"))
        return
    words = (f"{pair.total_name}没有填，推算为 ", pair.adds, "，请补填")
    yield Rule("W-TOTAL-COMPUTED", blank, words)


def _against_later(pair: Pair) -> Iterator[Rule]:
    if pair.facts.later is None:
        return
    month, lowest = pair.facts.later
    more = both(is_number(pair.counted), amount(pair.counted) > constant(lowest))
    words = (f"{pair.total_name}多于{month.number}月已采用的 ", constant(lowest))
    yield Rule("W-LATER-MONTH", more, words)


def row_rules(facts: RowFacts) -> Iterator[Rule]:
    """Yield the rules about a row against the plan and the year before."""
    yield from _far_over_target(facts)
    yield from _funds(facts)
    yield from _last_year(facts)


def _far_over_target(facts: RowFacts) -> Iterator[Rule]:
    if facts.largest_target is None:
        return
    limit = facts.target_multiple * facts.largest_target
    total = rounded(_PROJECT_TOTAL, facts.people.places)
    over = both(is_number("counted_people"), total > constant(limit))
    much = (" 超过任务 ", constant(facts.largest_target), " 的 ", constant(facts.target_multiple))
    yield Rule("W-FAR-OVER-TARGET", over, ("本项目累计 ", total, *much, " 倍"))


_PROJECT_TOTAL = Term("SUM({project})", lambda cells: cells["project"])
"""The sum over the project's rows."""


def _funds(facts: RowFacts) -> Iterator[Rule]:
    standard = facts.standard
    if standard is None:
        return
    done, funds = amount("counted_people"), amount("counted_money")
    given = both(is_number("counted_people"), is_number("counted_money"))
    without = both(given, done.is_(NOUGHT), funds > NOUGHT)
    yield Rule("W-FUNDS-WITHOUT-COUNT", without, ("有累计投入，累计完成却是 0",))
    yuan = rounded(funds * constant(Decimal(YUAN_PER_WAN)), 2)
    some = both(given, done > NOUGHT, funds >= NOUGHT)
    average = rounded(yuan / done, 2)
    for limit, relation in ((standard.low, "低于下限"), (standard.high, "高于上限")):
        if limit is None:
            continue
        border = rounded(done * constant(limit), FEN_OF_WAN)
        outside = yuan < border if relation == "低于下限" else yuan > border
        words = (f"每{facts.indicator.unit} ", average, f" 元，{relation} ", constant(limit), " 元")
        yield Rule("W-FUNDS-STANDARD", both(some, outside), words)


def _last_year(facts: RowFacts) -> Iterator[Rule]:
    then, least = facts.last_year, facts.last_year_at_least
    if then is None or then <= least:
        return
    now, multiple = amount("counted_people"), constant(facts.last_year_multiple)
    compared = both(is_number("counted_people"), now > constant(least))
    for apart, relation in (
        (now > multiple * constant(then), "多"),
        (constant(then) > multiple * now, "少"),
    ):
        words = ("累计比上年同期的 ", constant(then), f" {relation}，相差超过 ", multiple, " 倍")
        yield Rule("W-LAST-YEAR", both(compared, apart), words)
