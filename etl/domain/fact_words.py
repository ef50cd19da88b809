"""How a published fact is quoted: with its 约数 word, its range, its unit."""

from __future__ import annotations

import re

from etl.domain.plan import Fact
from etl.domain.text import plain

BEFORE = ("近", "约")
"""Words of an inexact number that stand before it; the others follow it."""


_YEAR = re.compile(r"(?P<what>.+?)(?P<of>的)?年份")


def fact_words(item: Fact) -> tuple[str, str, str]:
    """Return a fact as it is said: the words before its value, the value, the words after.

    The plan lists facts under names such as 先后开班期数 or 成立年份; said in a text the name
    gives way to the value: 先后开班7期, 成立于1989年, 2017年综合工作评比位列全省第一.
    """
    value = fact_value(item)
    year = _YEAR.fullmatch(item.text)
    if year is not None and item.unit == "年":
        return ("", value, year["what"]) if year["of"] else (f"{year['what']}于", value, "")
    if value.startswith("第"):
        return f"{item.text}为", value, ""
    return _without_count(item), value, ""


def _without_count(item: Fact) -> str:
    """Return a fact's name without the word that only says that it is a number: 家数, 期数, 数."""
    noun = item.unit.removeprefix("个")
    for ending in (f"{noun}数", "数"):
        if noun and item.text.endswith(ending):
            return item.text.removesuffix(ending)
    return item.text


def fact_value(item: Fact) -> str:
    """Return a fact's value as it is quoted: 500多人, 30000元以上, 3000元至8000元, 1989年."""
    if item.value is None:
        return item.text
    unit = _unit(item)
    low = approximate(plain(item.value), unit, item.approx)
    if item.upper is None:
        return f"第{low}" if unit in ("位", "名") and "名次" in item.text else low
    return f"{plain(item.value)}{unit}至{plain(item.upper)}{unit}"


def _unit(item: Fact) -> str:
    """Return the unit without a part that the fact's own words say already: 元/年 of 年收入."""
    head, slash, per = item.unit.partition("/")
    return head if slash and per and per in item.text else item.unit


def approximate(value: str, unit: str, word: str) -> str:
    """Return a number with its 约数 word where Chinese has it: 约240户, 500多人, 3万元以上."""
    if not word:
        return f"{value}{unit}"
    if word in BEFORE:
        return f"{word}{value}{unit}"
    if word in ("多", "余"):
        return f"{value}{word}{unit}"
    return f"{value}{unit}{word}"
