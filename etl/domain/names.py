"""Exact matching of names as people write them. Nothing is ever matched by likeness."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\s\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]+")
_CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBERING = re.compile(
    rf"(?:[(](?:\d{{1,2}}|{_CHINESE_NUMBER})[)][.、:]?"
    rf"|第(?:\d{{1,2}}|{_CHINESE_NUMBER})[项条][.、:]?"
    rf"|(?:\d{{1,2}}(?:[.-]\d{{1,2}})*|{_CHINESE_NUMBER})[.、:)])"
)
_ENCLOSED = re.compile(r"^[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]")
_BARE_NUMBER = re.compile(r"\d{1,2}(?:[.-]\d{1,2})?(?=\D)")
_MARKS = "*★☆※●○◆◇▲△■□#"
_LAST_BRACKET = re.compile(r"[(【\[]([^()【】\[\]]*)[)】\]]$")
_SEAL = re.compile(r"[(](?:加?盖章|公章|签章|印章|章)[)]|(?:加盖公章|盖章|公章)$")

_UNITS = frozenset(
    """人 名 位 人次 人数 人月 户 户数 户次 家 个 项 次 场 场次 期 所 处 座 件 套 台 辆 副 条 张 例
    份 只 元 千元 万元 亿元 万 公里 米 平方米 亩 吨 单位 计量单位""".split()
)
_UNIT_LABEL = re.compile(r"^(?:(?:计量|金额|资金|货币)?单位[:为])?(?:人民币[:]?(?=.))?")
_BETWEEN_UNITS = re.compile(r"[/、,;或及和]|\((?=\w+\)$)|\)$")


@lru_cache(maxsize=2048)
def compact(text: str) -> str:
    """Return the text in NFKC without any blank or invisible character."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def forget_texts() -> None:
    """Forget the texts of a file that has been read: what people wrote is not kept around."""
    compact.cache_clear()
    plain_name.cache_clear()


def is_unit(text: str) -> bool:
    """Whether a compact text names units and nothing else: 人, 人/户, 单位:万元."""
    return bool(units_in(text))


def units_in(text: str) -> tuple[str, ...]:
    """Return the units that a compact text names, none where it says anything else."""
    bare = _UNIT_LABEL.sub("", text)
    parts = tuple(part for part in _BETWEEN_UNITS.split(bare) if part)
    return parts if all(part in _UNITS for part in parts) else ()


@lru_cache(maxsize=2048)
def plain_name(text: str) -> str:
    """Return a name without blanks, marks, a number before it and a bracketed unit after it.

    Brackets with anything else in them belong to the name: 托养(新增) is not 托养.
    """
    name = _without_number(text)
    found = _LAST_BRACKET.search(name)
    if found is not None and found.start() and is_unit(found[1]):
        name = name[: found.start()]
    return name.casefold()


def _without_number(text: str) -> str:
    bare = _INVISIBLE.sub("", text).strip(_MARKS)
    counted = _ENCLOSED.sub("", bare)
    if len(counted) != len(bare):
        counted = counted.lstrip(".、．")
    name = _SEAL.sub("", compact(counted)).strip(_MARKS)
    for _ in range(2):
        match = _NUMBERING.match(name)
        if match is None or match.end() == len(name):
            break
        name = name[match.end() :]
    return name.strip(_MARKS).rstrip(":")


def name_forms(text: str) -> tuple[str, ...]:
    """Return the names to look up for a written one: as it is, then without a bare number.

    A name that begins with digits is its own; only then are digits a row's number.
    """
    name = plain_name(text)
    counted = _BARE_NUMBER.match(name)
    return (name,) if counted is None else (name, name[counted.end() :])


def bracketed(text: str) -> str:
    """Return what stands in brackets at the end of a text, "" if nothing does."""
    match = _LAST_BRACKET.search(compact(text))
    return match[1] if match else ""
