"""Units of money: in a header, in a caption above the table, beside a number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.domain.names import compact

YUAN_PER = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000, "万": 10_000}
IN_BRACKETS = re.compile(r"[(【\[]([^()【】\[\]]*)[)】\]]")
_LABEL = re.compile(r"^(?:计量|金额|资金|货币)?单位[:为]?|^人民币[:]?")
_ROUNDING = re.compile(r"[,;、]?(?:保留|精确到?|取)[^,;、]*$|^(?:保留|精确到?|取)[^,;、]*[,;、]")
_TAIL = re.compile(r"(?:亿元|万元|千元|元)$")
_OTHER_MONEY = re.compile(r"元|[百千万亿]$|美金|币")
# A caption names units after 单位 or after what is counted in them; nothing else in it may
# stand between: 单位:人、户;资金:万元.
_CAPTION = re.compile(
    r"(?:单位|资金|金额|经费)(?:均)?[:为是以]*"
    r"((?:人次|资金|金额|经费|单位|[百千万亿]*元|[人名户个家次件项套台、,/;:和及或()%为])+)"
    r"(?![\u4e00-\u9fff])"
)
_UNIT_IN_CAPTION = re.compile(r"[百千万亿]*元")
_ONLY_UNIT = re.compile(r"[(【\[]?((?:亿|万|千)?元)[)】\]]?")


def unit_of_text(text: str) -> str:
    """Return the unit of money that a text ends with, "" if it ends with none."""
    match = _TAIL.search(text)
    return match[0] if match else ""


def unit_in_brackets(text: str) -> str | None:
    """Return the unit in a header's brackets or at its end, "" for none.

    None when the text names a unit of money that is not read here, such as 百元.
    """
    whole = compact(text)
    for inner in reversed(IN_BRACKETS.findall(whole)):
        unit = _LABEL.sub("", _LABEL.sub("", _ROUNDING.sub("", inner)))
        if unit in YUAN_PER:
            return unit
        if _OTHER_MONEY.search(unit):
            return None
    tail = unit_of_text(whole)
    return tail if not re.search(r"[百十]$", whole[: len(whole) - len(tail)]) else None


def unit_of_header(texts: Iterable[str]) -> str | None:
    """Return the unit that the header cells over a column name; see unit_in_brackets.

    None also where one cell names another than the next.
    """
    found = {unit for text in texts if (unit := unit_in_brackets(text)) != ""}
    return found.pop() if len(found) == 1 else None if found else ""


def unit_in_caption(texts: Iterable[str]) -> str | None:
    """Return the unit of money that captions above the table name, "" when they name none.

    None when they name several, or one that is not read here.
    """
    found: set[str] = set()
    for text in texts:
        whole = compact(text)
        if only := _ONLY_UNIT.fullmatch(whole):
            found.add(only[1])
        for match in _CAPTION.finditer(whole):
            found.update(_UNIT_IN_CAPTION.findall(match[1]))
    unit = found.pop() if len(found) == 1 else None if found else ""
    return unit if unit in ("元", "万元") or not unit else None


def yuan_per(unit: str) -> int | None:
    """Return how many yuan a unit of money is, None when it is none."""
    return YUAN_PER.get(unit)
