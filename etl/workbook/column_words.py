"""What one header cell says: the name of a column, or a part of it (a period, a measure).

Every word is looked up exactly; what is not in the catalogue is not understood. What the
cells over a column say together is `column_meaning`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from etl.domain.names import is_unit, plain_name
from etl.workbook.money_units import IN_BRACKETS, unit_in_brackets, unit_of_text
from etl.workbook.vocabulary import (
    COUNT_ALONE,
    DONE_WORDS,
    FUNDS_ALONE,
    FUNDS_WORDS,
    HEADER_WORDS,
    MONTH_WORDS,
    NEUTRAL_GROUPS,
    OTHER_TIME,
    PLAIN_BRACKETS,
    TARGET_GROUPS,
    TOTAL_LEAVES,
    TOTAL_WORDS,
    WEAK_NAMES,
    HeaderKind,
)
from etl.workbook.written_dates import MONTH_NUMERALS

Period = Literal["month", "total"]
Measure = Literal["completed", "funds"]

LONGEST = 60
_YEAR = r"(?:(?P<year>20\d{2})年(?:度)?)?"
_UP_TO = re.compile(rf"截[至止]{_YEAR}(?P<month>\d{{1,2}})月(?:份)?(?:\d{{1,2}}日|底|末)?(?:累计)?")
_FROM_JANUARY = re.compile(
    rf"{_YEAR}1(?:月|月份)?[-‐‑–—―−~至到]+(?P<month>\d{{1,2}})月(?:份)?(?:累计)?"
)
_ONE_MONTH = re.compile(
    rf"{_YEAR}(?<![-\d‐‑–—―−~、,和及与至到/])(?P<month>\d{{1,2}})月(?:份)?(?:当月|本月)?(?!底|末|\d)"
)
_CHINESE_MONTH = re.compile(
    r"(?<![一二三四五六七八九十])(十[一二]|[一二三四五六七八九十])(?=月|至)"
)
# Marks that a header's words may carry: arrows of a filter, quotes, a footnote's number.
_AROUND = re.compile(
    r"^[“”\"'‘’「」『』↓↑→▼▽]+|[“”\"'‘’「」『』↓↑→▼▽]+$"
    r"|(?<=.)[\u2460-\u2473\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+$"
)
_NUMERAL = "[\\d一二三四五六七八九十]"
_SEVERAL_MONTHS = re.compile(rf"{_NUMERAL}\s*[、,，/及和与]\s*{_NUMERAL}{{1,2}}\s*月")
# What says no more than that the columns below tell how things stand: 任务落实情况.
_STANDING = re.compile(
    r"(?:本月)?(?:项目|工作|任务|完成|资金|投入|推进|落实|实施|进展|进度|执行|重点|民生|实事|工程|目标|年度"
    r"|本年|全年|及|和|与|、)*(?:情况|进展|落实|推进|实施|执行)"
)
_OF_THE_TOTAL = re.compile(r"其中[:,]?(?=[本当]月)")
_AFTER_ALL = re.compile(r"其中|率|比|%")
_UNIT_TAIL = re.compile(r"(?:计量|金额|资金|货币)?单位[:为]?$")
_END_OF_MONTH = re.compile(rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})月(?:份)?(?:底|末)(?:累计)?")
_ONLY_YEAR = re.compile(r"(?P<year>20\d{2})年(?:度)?")
_COLUMN_MARK = re.compile(r"\d{1,2}|[A-Za-z]|必填|选填|填写|填数|自动|自动计算|公式")


@dataclass(frozen=True)
class Word:
    """What one header cell says. ``known`` is False where it is not understood.

    ``year`` and ``month`` are those that the cell names (8月完成); ``group`` marks words
    that only stand over others (进度情况), ``progress`` those that may mean a rate.
    """

    known: bool = False
    kind: HeaderKind | None = None
    period: Period | None = None
    measure: Measure | None = None
    level: HeaderKind | None = None
    target: bool = False
    other_time: bool = False
    empty: bool = False
    group: bool = False
    progress: bool = False
    year: int | None = None
    month: int | None = None
    doubtful: bool = False


def _roles() -> dict[str, Word]:
    roles: dict[str, Word] = {}
    for name, kind in HEADER_WORDS.items():
        roles[name] = replace(_role(kind), doubtful=name in WEAK_NAMES)
    roles |= dict.fromkeys(MONTH_WORDS, Word(True, period="month"))
    roles |= dict.fromkeys(TOTAL_WORDS, Word(True, period="total"))
    roles |= dict.fromkeys((*DONE_WORDS, *COUNT_ALONE), Word(True, measure="completed"))
    roles |= dict.fromkeys((*FUNDS_WORDS, *FUNDS_ALONE), Word(True, measure="funds"))
    roles |= dict.fromkeys(TARGET_GROUPS, Word(True, target=True))
    for word in ("省", "省级"):
        roles[word] = Word(True, level="target_province")
    for word in ("市", "市级"):
        roles[word] = Word(True, level="target_city")
    for name in NEUTRAL_GROUPS:
        roles[name] = Word(True, empty=True, group=True, progress="进度" in name)
    roles |= dict.fromkeys(TOTAL_LEAVES, Word(True, empty=True))
    return roles


def _role(kind: HeaderKind) -> Word:
    if kind in ("target_province", "target_city"):
        return Word(True, level=kind, target=True)
    if kind in ("completed_month", "funds_month_yuan"):
        return Word(True, period="month", measure="completed" if "com" in kind else "funds")
    if kind in ("completed_total", "funds_total_yuan"):
        return Word(True, period="total", measure="completed" if "com" in kind else "funds")
    return Word(True, kind=kind)


_ROLES = _roles()
_ALONE = frozenset((*COUNT_ALONE, *FUNDS_ALONE, *TOTAL_LEAVES))


def word(text: str) -> Word:
    """Return what a header cell's text says; a long one is a title and says nothing."""
    return Word() if len(text) > LONGEST else _word(text)


@lru_cache(maxsize=2048)
def _word(text: str) -> Word:
    if _SEVERAL_MONTHS.search(text):
        return Word()
    name = plain_name(_AROUND.sub("", _AROUND.sub("", text.strip()))).rstrip(":")
    if (part := _OF_THE_TOTAL.match(name)) and not _AFTER_ALL.search(name[part.end() :]):
        name = name[part.end() :]  # 累计完成 and 其中:本月完成
    name = _CHINESE_MONTH.sub(lambda found: MONTH_NUMERALS[found[1]], name)
    if is_unit(name.strip("()")) and name not in _ROLES:
        return Word(True, empty=True)
    found = _look_up(name)
    if found.known:
        return found
    return _in_brackets(name)


def _look_up(name: str) -> Word:
    role = _ROLES.get(name)
    if role is not None:
        return role
    stated = _stated(name) or _standing(name)
    if stated is not None:
        return stated
    bare = unit_of_text(name)
    if bare:
        words = _UNIT_TAIL.sub("", name[: -len(bare)]).rstrip(",、/_:-")
        if (role := _ROLES.get(words)) is not None:
            return role
    return Word(other_time=bool(OTHER_TIME.search(name)))


_MONTHS = (
    (_UP_TO, "累计"),
    (_FROM_JANUARY, "累计"),
    (_END_OF_MONTH, "累计"),
    (_ONE_MONTH, "本月"),
)


def _standing(name: str) -> Word | None:
    """Return a group's word that says nothing of its columns, None for any other."""
    if _STANDING.fullmatch(name) is None:
        return None
    return Word(True, empty=True, group=True, progress="进度" in name)


def _stated(name: str) -> Word | None:
    """Read a word that names its months: 8月完成, 1-8月累计完成, 截至8月底完成数."""
    for pattern, stands_for in _MONTHS:
        match = pattern.search(name)
        if match is not None:
            rest = name[: match.start()] + stands_for + name[match.end() :]
            role = _ROLES.get(rest) or _standing(rest)
            year = int(match["year"]) if match["year"] else None
            return role and replace(role, year=year, month=int(match["month"]))
    match = _ONLY_YEAR.match(name)
    if match is None:
        return None
    rest = name[match.end() :]
    role = _ROLES.get(rest) if rest else Word(True, empty=True)
    return role and replace(role, year=int(match["year"]))


def _in_brackets(name: str) -> Word:
    """Read a word with a bracket: a period or measure, a column's number, or a doubt."""
    match = IN_BRACKETS.search(name)
    if match is None:
        return Word(other_time=bool(OTHER_TIME.search(name)))
    inner, outside = match[1], name[: match.start()] + name[match.end() :]
    said_before = is_unit(inner) or inner in PLAIN_BRACKETS or _COLUMN_MARK.fullmatch(inner)
    if said_before or unit_in_brackets(name):
        return word(outside)
    joined = _look_up(outside + inner)
    if joined.known and joined.kind is None:
        return joined
    rest = word(outside)
    stated = _stated(inner)
    if stated is not None and stated.measure is None and _agree(rest, stated):
        return replace(rest, period=stated.period, year=stated.year, month=stated.month)
    if OTHER_TIME.search(inner) or not rest.known:
        return Word(other_time=bool(OTHER_TIME.search(name)))
    return replace(rest, doubtful=True)


def _agree(rest: Word, stated: Word) -> bool:
    return rest.known and rest.kind is None and rest.period in (None, stated.period)
