"""Filled forms whose live lines LibreOffice reckons, beside what the checks say of each row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from etl.checks.case import Case
from etl.checks.rules import judge
from etl.domain.history import AcceptedMonth, FilingHistory
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.submission import FIELDS, IndicatorFigures, Value
from etl.workbook.form_columns import FORM_SHEET, PLACES
from etl.workbook.opening import open_workbook
from etl.workbook.submission_sheet import read_submission
from etl.workbook.template.form import template_workbook
from tests.office import resaved

Typed = str | int | float
FIRST_ROW = 7
COLUMN: Mapping[str, int] = {str(kind): place + 1 for kind, place in PLACES.items()}
FIGURES = tuple(COLUMN[name] for name in FIELDS)


@dataclass(frozen=True)
class Setting:
    """A plan, a county, a month and what is accepted already."""

    plan: Plan
    region: str
    month: Month
    history: FilingHistory = field(default_factory=FilingHistory)

    @property
    def rows(self) -> dict[str, int]:
        """The row of each indicator in the form."""
        return {item.code: row for row, item in enumerate(self.plan.indicators, FIRST_ROW)}


def accepted(
    month: Month, totals: Mapping[str, Any], funds: Mapping[str, Any] | None = None
) -> AcceptedMonth:
    """An accepted month: cumulative people, and cumulative funds in 万元."""
    money = funds or {}
    rows = {}
    for code in {*totals, *money}:
        done, spent = totals.get(code), money.get(code)
        rows[code] = IndicatorFigures(
            code,
            {
                "completed_total": Value(None if done is None else Decimal(str(done))),
                "funds_total_yuan": Value(None if spent is None else Decimal(str(spent)) * 10_000),
            },
        )
    return AcceptedMonth(month, rows)


@dataclass(frozen=True)
class Filled:
    """What is typed into a form: by indicator, by field (and ``note``)."""

    setting: Setting
    rows: Mapping[str, Mapping[str, Typed]]

    def workbook(self) -> bytes:
        """Return the filled form, its formulas without results."""
        setting = self.setting
        blank = template_workbook(setting.plan, 1, setting.region, setting.month, setting.history)
        book: Any = openpyxl.load_workbook(BytesIO(blank))
        for code, cells in self.rows.items():
            for name, typed in cells.items():
                cell = book[FORM_SHEET].cell(setting.rows[code], COLUMN[name], typed)
                # A text such as -3 or =1 stays the text that it is.
                cell.data_type = "s" if isinstance(typed, str) else cell.data_type
        return _saved(book)


def without_results(content: bytes) -> bytes:
    """Return a workbook whose formulas have no stored results."""
    return _saved(openpyxl.load_workbook(BytesIO(content)))


def _saved(book: Any) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def marks(setting: Setting, content: bytes) -> dict[str, str]:
    """Return, by indicator, × where the checks find an error, △ where warnings only."""
    reading = read_submission(open_workbook(content), "月报.xlsx", lambda _: setting.plan)
    day = date(setting.month.year + 1, 1, 1)
    _, findings = judge(Case(reading, setting.plan, 1, setting.history, day, reading.figures))
    found = dict.fromkeys(setting.rows, "")
    codes = {row: code for code, row in setting.rows.items()}
    for item in findings:
        mark = {"error": "×", "warning": "△", "info": ""}[item.severity]
        for cell in item.cells:
            code = codes[int(re.sub(r"\D", "", cell))]
            found[code] = max(found[code], mark, key=" △×".find)
    return found


def mark_of(line: str) -> str:
    """The mark that a line begins with, "" for 合格 and 未填."""
    return line[0] if line[:1] in ("×", "△") else ""


def lines_in(content: bytes, setting: Setting) -> dict[str, str]:
    """The stored lines of a form, by indicator."""
    # Values alone: styles and merged cells would take most of the time.
    book: Any = openpyxl.load_workbook(BytesIO(content), data_only=True, read_only=True)
    first = min(setting.rows.values())
    place = COLUMN["verdict"] - 1
    said = [str(row[place]) for row in book[FORM_SHEET].iter_rows(min_row=first, values_only=True)]
    return {code: said[row - first] for code, row in setting.rows.items()}


def recalculated(office: Path, contents: Sequence[bytes], folder: Path) -> list[bytes]:
    """Return workbooks as LibreOffice saves them, all reckoned anew in one start of it."""
    return resaved(office, [(".xlsx", content) for content in contents], "xlsx", folder)


def first_saved(folder: Path) -> bytes:
    """The first of the workbooks that were reckoned anew in a folder."""
    return (folder / "office-out" / "000.xlsx").read_bytes()


def differences(filled: Sequence[Filled], office: Path, folder: Path) -> list[str]:
    """Let LibreOffice reckon the forms, and say where a line and the checks disagree."""
    contents = [item.workbook() for item in filled]
    found = []
    for item, content, saved in zip(
        filled, contents, recalculated(office, contents, folder), strict=True
    ):
        lines = lines_in(saved, item.setting)
        for code, mark in marks(item.setting, content).items():
            if mark_of(lines[code]) != mark:
                typed = dict(item.rows.get(code, {}))
                found.append(f"{code} {typed}: the line says {lines[code]!r}, check {mark!r}")
    return found
