"""The register of kinds of mess in a file's bytes, and what may be said of each.

A kind makes a file of its own: the plain form as some program packs it, or something that is
no workbook at all. What is right is said in one of two ways, or both where both would do:
``reads`` are the forms that a careful person may see in it, ``refused`` the codes of which
one must refuse the file whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.corpus.form import Form, plain_form
from tests.corpus.judging import judge

Make = Callable[..., bytes]
Truth = Callable[[], Form]

# An identity number of nobody living: born in 1900; the check digit is right.
NOBODY = "130322190001010010"
BROKEN = "E-FILE-BROKEN"
# Whatever is said of it: only that nothing is misread, and that it is said in time.
ANY = "*"
# A text with figures that is no number: what may be said of it at its cell.
NO_NUMBER = "E-NOT-NUMBER E-ERROR-VALUE E-SCIENTIFIC E-TOO-LONG"


@dataclass(frozen=True)
class FileKind:
    """One kind of file: what makes it, and what may be said of it."""

    name: str
    make: Make
    reads: tuple[Truth, ...]
    refused: frozenset[str]
    file_name: str

    def complaints(self, answer: Mapping[str, Any]) -> list[str]:
        """What is wrong with an answer; nothing is a pass."""
        told = [NOBODY in json.dumps(answer, ensure_ascii=False)]
        leaks = ["personal data is given out"] if any(told) else []
        if ANY in self.refused:
            crashed = any(item["code"] == "E-FILE-INTERNAL" for item in answer["findings"])
            return [*leaks, *judge(answer, plain_form()).misread, *["crashed"][: int(crashed)]]
        if self.refused and not (problems := self._refusal(answer)):
            return leaks
        if not self.reads:
            return [*leaks, *problems]
        found = [judge(answer, truth()).complaints for truth in self.reads]
        return [*leaks, *min(found, key=len)]

    def _refusal(self, answer: Mapping[str, Any]) -> list[str]:
        errors = [item for item in answer["findings"] if item["severity"] == "error"]
        codes = {item["code"] for item in errors}
        if not codes:
            return [f"is not refused: {answer['outcome']}"]
        read = [
            f"read all the same: {row['indicator']}.{name} = {value}"
            for row in answer["figures"]
            for name, value in row.items()
            if name.startswith(("completed", "funds")) and value is not None
        ]
        wrong = [f"refused as {item['code']}: {item['message']}" for item in errors]
        return read if codes <= self.refused else wrong


Register = dict[str, FileKind]
FILE_KINDS: Register = {}


def file_kind(
    name: str,
    suffix: str = ".xlsx",
    *,
    reads: tuple[Truth, ...] | Truth | None = None,
    refused: str = "",
    stem: str = "月报",
    registers: tuple[Register, ...] = (FILE_KINDS,),
) -> Callable[[Make], Make]:
    """Register what makes a file. Said nothing else, it must be read as the plain form."""
    if reads is None:
        reads = () if refused else plain_form
    truths = reads if isinstance(reads, tuple) else (reads,)

    def register(make: Make) -> Make:
        for kinds in registers:
            assert name not in kinds, f"two kinds are called {name}"
            codes = frozenset(refused.split())
            kinds[name] = FileKind(name, make, truths, codes, stem + suffix)
        return make

    return register


def either(name: str, suffix: str = ".xlsx", refused: str = BROKEN) -> Callable[[Make], Make]:
    """Register a file that may be read right or refused: programs differ on it."""
    return file_kind(name, suffix, reads=plain_form, refused=refused)


def at_cell(codes: str, indicator: str = "rehab_adult", field: str = "completed_total") -> Truth:
    """The plain form, one figure of which is refused at its cell with one of the codes."""

    def truth() -> Form:
        form = plain_form()
        form.truth[indicator, field] = None
        form.refuse(codes, (indicator, field))
        return form

    return truth


def nil(indicator: str = "rehab_child") -> Form:
    """The plain form, month and money of the month are 0 in one row (G7 and I7)."""
    form = plain_form()
    for field in ("completed_month", "funds_month_yuan"):
        form.type(indicator, field, 0, 0)
    return form


def less() -> Form:
    """The plain form with a negative month, which is refused without a reason (G7)."""
    form = plain_form()
    form.type("rehab_child", "completed_month", -3, -3)
    form.refuse("E-NEGATIVE-MONTH", ("rehab_child", "completed_month"))
    return form


def noted(text: str, indicator: str = "rehab_adult") -> Truth:
    """The plain form with a remark."""

    def truth() -> Form:
        form = plain_form()
        form.say(indicator, text)
        return form

    return truth


def of_another_sheet(name: str) -> Truth:
    """The plain form on a sheet of another name."""

    def truth() -> Form:
        form = plain_form()
        form.sheet.name = name
        return form

    return truth
