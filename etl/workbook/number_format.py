"""What a number format does to a number on the screen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Shown = Literal["plain", "percent", "date", "scaled"]

BUILT_IN_FORMATS: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy年m月d日"),
}  # fmt: skip

# 9999-12-31 counted from 1900, and the days from that count's beginning to 1904's.
_LAST_SERIAL, _EPOCHS_APART = 2_958_465, 1_462

_QUOTED = re.compile(r'"[^"]*"|[\\!].|_.|\*.')
_BRACKETED = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_GENERAL = re.compile(r"general|G/通用格式", re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)
# A comma after the last digit divides by a thousand; an escaped point moves the decimal one.
_SCALING = re.compile(r"[0#?],+(?![0#?,])|[0#?][!\\]\.[0#?]")


@lru_cache(maxsize=1024)
def shown_as(number_format: str) -> Shown:
    """Return how a format shows a number: as it is, as percent, as date, or scaled."""
    bare = _GENERAL.sub("", _BRACKETED.sub("", _QUOTED.sub("", number_format)))
    if _DATE_LETTER.search(bare):
        return "date"
    if "%" in bare:
        return "percent"
    scaled = _SCALING.search(re.sub(r'"[^"]*"', "", number_format))
    return "scaled" if scaled else "plain"


@lru_cache(maxsize=1024)
def literal_text(number_format: str) -> str:
    """Return the words a format shows beside the number, e.g. 人 of ``0"人"``."""
    first = number_format.split(";")[0]
    quoted = "".join(re.findall(r'"([^"]*)"', first))
    bare = _GENERAL.sub("", re.sub(r'"[^"]*"|\[[^\]]*\]', "", first))
    return quoted + "".join(re.findall(r"[\u4e00-\u9fff]", bare))


def serial_date(serial: Decimal, epoch_1904: bool) -> date | None:
    """Return the day of an Excel date serial, None where there is none."""
    last = _LAST_SERIAL - _EPOCHS_APART if epoch_1904 else _LAST_SERIAL
    if not 1 <= serial < last + 1:
        return None
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(days=int(serial))
    # Excel counts a 29 February 1900 that never was.
    shift = 0 if serial > 59 else 1
    return date(1899, 12, 30) + timedelta(days=int(serial) + shift)
