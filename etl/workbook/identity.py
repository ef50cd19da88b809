"""Whose form it is and of which month: read from the lines above the table.

The visible sheet says it. The title is asked only when the line is missing or blank, and
the file's name never; where they say something else, that is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.names import compact
from etl.domain.period import Month
from etl.domain.reading import Elsewhere, Identity
from etl.domain.region_names import RegionNames
from etl.domain.submission import FIELD_NAMES, CellRef
from etl.workbook.grid import Cell, Sheet
from etl.workbook.identity_labels import Written, labelled, tidy
from etl.workbook.titles import is_title, region_in
from etl.workbook.written_dates import (
    WrittenMonth,
    month_in,
    month_number_in,
    written_day,
    written_month,
    years_in,
)

# Where nothing stands above the table, these may stand below it.
_LABELS_BELOW = frozenset(
    "填报单位 填表单位 报送单位 上报单位 报告期 填报月份 报送月份 统计月份 截至日期".split()
)


def read_identity(
    sheet: Sheet, header_top: int, file_name: str, names: RegionNames, root: str
) -> tuple[Identity, list[Finding]]:
    """Read region, month and as-of date; whatever is wrong is a finding at its cell."""
    reader = _IdentityReader(sheet, header_top, file_name, names, root)
    return reader.read(), reader.findings


def other_owner(sheet: Sheet, rows: range, identity: Identity, names: RegionNames) -> Cell | None:
    """Return the cell in some rows whose label names another region or month than the form's."""
    cells = [cell for row in rows for cell in sheet.row(row)]
    for item in labelled(sheet, cells):
        if item.is_blank or item.cell is None:
            continue
        year = identity.month.year if identity.month else None
        region = names.find(item.text) if item.kind == "region" else None
        month = written_month(item.text, year).month if item.kind == "month" else None
        if region not in (None, identity.region) or month not in (None, identity.month):
            return item.cell
    return None


@dataclass(frozen=True)
class _Title:
    """An unlabelled line above the table, and the region and month that it names."""

    cell: Cell
    region: str | None
    month: WrittenMonth
    number: int | None


class _IdentityReader:
    def __init__(
        self, sheet: Sheet, header_top: int, file_name: str, names: RegionNames, root: str
    ) -> None:
        self.sheet = sheet
        self.names = names
        self.root = root
        self.findings: list[Finding] = []
        self.stem = PurePath(file_name).stem
        head = [cell for row, cells in sheet.rows() if row < header_top for cell in cells]
        self.written: dict[str, list[Written]] = {}
        taken: set[Cell] = set()
        for item in labelled(sheet, head):
            self.written.setdefault(item.kind, []).append(item)
            taken.update(cell for cell in (item.cell, item.label_cell) if cell is not None)
        for cell in head:
            if cell not in taken and (found := _run_together(cell, names)) is not None:
                self.written.setdefault("region", []).append(found)
        below = [cell for _, cells in sheet.rows(after=header_top) for cell in cells]
        for item in labelled(sheet, below) if not self.written.keys() & {"region", "month"} else ():
            if item.label in _LABELS_BELOW and not item.is_blank:
                self.written.setdefault(item.kind, []).append(item)
        self.titles = [self._title(cell) for cell in head if cell not in taken and is_title(cell)]

    def _title(self, cell: Cell) -> _Title:
        if isinstance(cell.value, date):
            return _Title(cell, None, WrittenMonth(Month.of(cell.value)), None)
        month = month_in(cell.raw)
        number = None if month.month else month_number_in(cell.raw)
        return _Title(cell, region_in(cell.raw, self.names, self.root), month, number)

    def read(self) -> Identity:
        """Read everything; the month first, since its year completes a short date."""
        identity = self._month(Identity())
        identity = self._region(identity)
        identity = self._as_of(identity)
        return replace(identity, elsewhere=tuple(self._elsewhere(identity)))

    def _item(self, kind: str) -> Written | None:
        """Return the first filled line of a kind, else the first blank one."""
        items = self.written.get(kind, [])
        return next((item for item in items if not item.is_blank), items[0] if items else None)

    def _complain(self, code: str, kind: str, cell: Cell | None, **words: object) -> None:
        place: dict[str, object] = {"sheet": self.sheet.name, "field": kind}
        if cell is not None:
            place |= {"cells": (cell.address,), "row": cell.row, "raw": tidy(cell.raw)}
        self.findings.append(finding(code, words, **place))

    def _ref(self, cell: Cell) -> CellRef:
        return CellRef(self.sheet.name, cell.address)

    # ---- month

    def _month(self, identity: Identity) -> Identity:
        item = self._item("month")
        if item is None or item.is_blank or item.cell is None:
            return self._month_from_title(identity, item)
        read = self._read_month(item)
        cell = item.cell
        if self._is_unstored(item, "month") or self._says_two("month"):
            return replace(identity, month_cell=self._ref(cell))
        if read.problem:
            self._complain(read.problem, "month", cell, raw=item.text)
        elif read.ranged and read.month is not None:
            self._complain("I-MONTH-RANGE", "month", cell, raw=item.text, month=read.month.label)
        return replace(identity, month=read.month, month_cell=self._ref(cell))

    def _is_unstored(self, item: Written, kind: str) -> bool:
        """Complain of a formula without a result where the region or month should stand."""
        if item.cell is None or not item.cell.unstored:
            return False
        self._complain("E-FORMULA-NO-RESULT", kind, item.cell, field=FIELD_NAMES[kind])
        return True

    def _says_two(self, kind: str) -> bool:
        """Complain of lines that name two regions or two months: whose is it?"""
        meant: dict[object, Cell] = {}
        for item in self.written.get(kind, []):
            if item.is_blank or item.cell is None:
                continue
            code = self.names.find(item.text) if kind == "region" else None
            said = self._read_month(item).month if kind == "month" else code
            if said is not None and said != self.root:
                meant.setdefault(said, item.cell)
        if len(meant) < 2:
            return False
        first, second, *_ = meant.values()
        words = {"first": tidy(first.raw), "second": tidy(second.raw)}
        self._complain("E-REGION-TWO" if kind == "region" else "E-MONTH-TWO", kind, first, **words)
        return True

    def _read_month(self, item: Written) -> WrittenMonth:
        value = item.cell.value if item.cell is not None else None
        if isinstance(value, date):
            return WrittenMonth(Month.of(value))
        if isinstance(value, Decimal) and re.fullmatch(r"\d{4}\.1", item.text):
            # 2021.10 typed as a number is stored as 2021.1: nobody can tell October from January.
            return WrittenMonth(problem="E-MONTH-UNREADABLE")
        bare = re.fullmatch(r"\d{1,2}", item.text) and item.label.endswith("月份")
        return written_month(f"{item.text}月" if bare else item.text, self._year())

    def _year(self) -> int | None:
        """Return the one year that the lines above the table name, None for none or several."""
        labels = [
            item
            for kind in ("year", "month", "region", "as_of")
            for item in self.written.get(kind, [])
        ]
        texts = [item.text for item in labels] + [title.cell.raw for title in self.titles]
        years = {year for text in texts for year in years_in(text)}
        return years.pop() if len(years) == 1 else None

    def _month_from_title(self, identity: Identity, item: Written | None) -> Identity:
        found = [title for title in self.titles if self._title_month(title).month]
        months = {self._title_month(title).month for title in found}
        if len(months) != 1:
            self._complain("E-MONTH-MISSING", "month", item.label_cell if item else None)
            return identity
        cell, read = found[0].cell, self._title_month(found[0])
        if read.ranged and read.month is not None:
            words = {"raw": tidy(cell.raw), "month": read.month.label}
            self._complain("I-MONTH-RANGE", "month", cell, **words)
        return replace(identity, month=read.month, month_cell=self._ref(cell))

    def _title_month(self, title: _Title) -> WrittenMonth:
        """Return a title's month; its year may stand in another line."""
        year = self._year()
        if title.number is None or year is None or title.month.month is not None:
            return title.month
        return WrittenMonth(Month(year, title.number))

    # ---- region

    def _region(self, identity: Identity) -> Identity:
        item = self._item("region")
        if item is None or item.is_blank or item.cell is None or self._is_a_date(item):
            return self._region_from_title(identity, item)
        code = self.names.find(item.text)
        cell = item.cell
        if self._is_unstored(item, "region") or self._says_two("region"):
            return replace(identity, region_cell=self._ref(cell))
        if code is None or code == self.root:
            several = dict(zip(("first", "second"), self.names.listed_in(item.text), strict=False))
            unknown = "E-REGION-TWO" if len(several) > 1 else "E-REGION-UNKNOWN"
            words = {"raw": item.text, "names": self.names.submitting, **several}
            self._complain("E-REGION-ROOT" if code else unknown, "region", cell, **words)
            return replace(identity, region_cell=self._ref(cell))
        return replace(identity, region=code, region_cell=self._ref(cell))

    def _is_a_date(self, item: Written) -> bool:
        """Whether the next cell beside a blank 填报单位 only holds the month or a day."""
        if item.cell is None or item.cell == item.label_cell or self.names.find(item.text):
            return False
        month = written_month(item.text, self._year()).month
        return isinstance(item.cell.value, date) or month is not None

    def _region_from_title(self, identity: Identity, item: Written | None) -> Identity:
        found = [title for title in self.titles if title.region is not None]
        if len({title.region for title in found}) != 1:
            self._complain("E-REGION-MISSING", "region", item.label_cell if item else None)
            return identity
        first = found[0]
        return replace(identity, region=first.region, region_cell=self._ref(first.cell))

    # ---- as-of date

    def _as_of(self, identity: Identity) -> Identity:
        item = self._item("as_of")
        month = identity.month
        if item is None or item.is_blank or item.cell is None:
            if month is not None:
                cell = item.label_cell if item else None
                self._complain("I-AS-OF-BLANK", "as_of", cell, as_of=month.last_day)
                identity = replace(identity, as_of=month.last_day)
            return identity
        cell = item.cell
        day = cell.value if isinstance(cell.value, date) else None
        if day is None and _is_short_number(cell):
            self._complain("E-AS-OF-UNREADABLE", "as_of", cell, raw=item.text)
            return replace(identity, as_of_cell=self._ref(cell))
        if day is None:
            day = written_day(item.text, month.year if month else self._year(), month)
        if day is None:
            self._complain("E-AS-OF-UNREADABLE", "as_of", cell, raw=item.text)
        elif month is not None and Month.of(day) != month:
            self._complain("E-AS-OF-MONTH", "as_of", cell, as_of=day, month=month.label)
        return replace(identity, as_of=day, as_of_cell=self._ref(cell))

    # ---- what else names a region or month

    def _elsewhere(self, identity: Identity) -> Iterator[Elsewhere]:
        for title in self.titles:
            if title.region or title.month.month or title.number:
                cell = self._ref(title.cell)
                yield Elsewhere("标题", title.region, title.month.month, title.number, cell)
        yield from self._second_lines(identity)
        month = month_in(self.stem).month
        number = None if month else month_number_in(self.stem)
        region = region_in(self.stem, self.names, self.root)
        if region or month or number:
            yield Elsewhere("文件名", region, month, number)

    def _second_lines(self, identity: Identity) -> Iterator[Elsewhere]:
        """Yield further lines for region or month: a second one may say something else."""
        for kind, taken in (("region", identity.region_cell), ("month", identity.month_cell)):
            for item in self.written.get(kind, []):
                if item.is_blank or item.cell is None or self._ref(item.cell) == taken:
                    continue
                cell = self._ref(item.cell)
                region = self.names.find(item.text) if kind == "region" else None
                month = self._read_month(item).month if kind == "month" else None
                if month or (region and region != self.root):
                    yield Elsewhere(f"“{item.label}”", region, month, None, cell)


def _run_together(cell: Cell, names: RegionNames) -> Written | None:
    """Read 填报单位昌黎县: a label and a region's exact name with nothing between."""
    text = compact(cell.raw) if cell.kind == "text" and not cell.unstored else ""
    for label in ("填报单位", "填表单位", "报送单位", "上报单位"):
        if text.startswith(label) and names.find(text.removeprefix(label)) is not None:
            return Written("region", label, text.removeprefix(label), cell, cell)
    return None


def _is_short_number(cell: Cell) -> bool:
    """Whether a day is a number such as 8.3, which may have been 8.30."""
    return isinstance(cell.value, Decimal) and len(cell.raw) < 8
