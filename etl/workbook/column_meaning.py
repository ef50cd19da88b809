"""What all the header cells over a column say together.

A person reads 累计 over 完成, 累计完成 over 人数 or 完成数 over 累计 alike: one cell tells the
period, another the measure. This folds the cells above a column, bottom up, into the one
thing they name, and into nothing where a word is not understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from etl.domain.names import plain_name
from etl.workbook.column_words import LONGEST, Measure, Period, Word, word
from etl.workbook.vocabulary import HEADER_WORDS, HeaderKind


@dataclass(frozen=True)
class Meaning:
    """What all the words over a column say: its kind, and the months that they name."""

    kind: HeaderKind
    year: int | None = None
    month: int | None = None
    doubtful: bool = False


def meaning(texts: tuple[str, ...]) -> Meaning | None:
    """Return what the header cells over a column say, top to bottom; None for nothing read."""
    # only words of a header are worth remembering, and nothing else should be
    return _meaning(tuple(text if len(text) <= LONGEST else text[:1] * LONGEST for text in texts))


@lru_cache(maxsize=2048)
def _meaning(texts: tuple[str, ...]) -> Meaning | None:
    words = [word(text) for text in texts]
    whole = _whole(texts)
    kind = whole or _fold(words)
    if kind is None or any(item.other_time for item in words):
        return None
    year = next((item.year for item in words if item.year), None)
    month = next((item.month for item in words if item.month), None)
    # 女性 over 累计完成: what is not understood may say that it is a part, or another thing
    unknown = whole is None and not all(item.known for item in words)
    # 进度 over 本月 may be a rate
    unknown |= any(item.progress for item in words) and not any(item.measure for item in words)
    return Meaning(kind, year, month, unknown or any(item.doubtful for item in words))


def _whole(texts: tuple[str, ...]) -> HeaderKind | None:
    """Return what the cells say read as one word: 项目 over 名称."""
    if len(texts) < 2:
        return None
    return HEADER_WORDS.get("".join(plain_name(text) for text in texts))


def _fold(words: list[Word]) -> HeaderKind | None:
    if words[-1].group:
        return None  # 进度 below 累计完成 is a rate, and no group's name
    said = [item for item in words if not item.empty]
    leaf = said[-1] if said else Word()
    if leaf.kind is not None or not leaf.known:
        return leaf.kind
    unknown = not all(item.known and item.kind is None for item in said)
    if any(item.level or item.target for item in said):
        return None if unknown else _target(said)
    period, measure = _period(said), _measure(said)
    if period == "conflict" or measure == "conflict" or (unknown and not (period and measure)):
        return None
    return _kind(period, measure)


def _period(said: list[Word]) -> Period | Literal["conflict"] | None:
    """Return the one period told; 8月 over 累计完成 only says which month the form is of."""
    told = [item for item in said if item.period is not None]
    if told and told[-1].period == "total":
        told = [item for item in told if item.period == "total" or item.month is None]
    periods = {item.period for item in told}
    if len(periods) > 1:
        return "conflict"
    return periods.pop() if periods else None


def _measure(said: list[Word]) -> Measure | Literal["conflict"] | None:
    """Return the lowest measure; 完成 under 资金 is money spent and no count."""
    told = [item.measure for item in said if item.measure is not None]
    if "funds" in told[:-1] and told[-1] == "completed":
        return "conflict"
    return told[-1] if told else None


def _target(said: list[Word]) -> HeaderKind | None:
    levels = {item.level for item in said if item.level is not None}
    if len(levels) != 1 or any(item.period or item.measure for item in said):
        return None
    return levels.pop() if any(item.target for item in said) else None


def _kind(period: Period | None, measure: Measure | None) -> HeaderKind | None:
    if measure == "funds":
        by_period: dict[Period | None, HeaderKind] = {
            "month": "funds_month_yuan",
            "total": "funds_total_yuan",
        }
        return by_period.get(period, "funds_bare")
    if period is None:
        return "completed_bare" if measure else None
    return "completed_month" if period == "month" else "completed_total"
