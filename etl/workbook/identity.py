"""Whose form it is and of which month: read from the lines above the table.

The visible sheet says it. The title is asked only when the line is missing or blank, and
the file's name never; where they say something else, that is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.domain.names import compact
from etl.domain.period import Month
from etl.domain.reading import Elsewhere, Identity
from etl.domain.region_names import RegionNames
from etl.domain.submission import CellRef
from etl.workbook.grid import Cell, Sheet
from etl.workbook.written_dates import (
    month_in,
    month_number_in,
    written_day,
    written_month,
    years_in,
)

_LABELS = {
    "region": (
        "填报单位", "报送单位", "填表单位", "上报单位", "填报县区", "报送县区", "填报地区",
        "县区名称", "单位名称", "县区",
    ),
    "month": (
        "报告期间", "报告期", "报告月份", "报送月份", "填报月份", "报表月份", "所属月份", "所属期",
        "统计月份", "统计期", "填报期", "月份",
    ),
    "as_of": (
        "数据截至日期", "数据截止日期", "统计截至日期", "统计截止日期", "截至日期", "截止日期",
        "截至时间", "截止时间", "数据截至", "数据截止", "截至", "截止",
    ),
}  # fmt: skip
_KIND = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(
    "(?:^|(?<=[\\s,;,;、|]))(?P<label>"
    + "|".join(re.sub(r"(?<=.)(?=.)", r"\\s*", label) for label in sorted(_KIND, key=len)[::-1])
    + r")\s*(?:\((?:盖章|公章|签章)\))?\s*(?P<mark>:|$|\s)\s*"
)
_AROUND_VALUES = " ,;、|，；"
_TITLE_WORDS = re.compile(
    r"(?:残疾人|残联|民生|实事|惠残|助残|重点|项目|工程|进度|月报|报表|工作|任务|完成|情况|的|上报|数据|表)"
)
_SPLIT_TITLE = re.compile(r"[\d年月日()\[\]【】{}<>《》“”\"'·_\-—–~.,:;,、|+&#@!/\\\s]+")


@dataclass(frozen=True)
class _Written:
    kind: str
    text: str
    cell: Cell | None
    label_cell: Cell


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def read_identity(
    sheet: Sheet, header_top: int, file_name: str, names: RegionNames, root: str
) -> tuple[Identity, list[Finding]]:
    """Read region, month and as-of date; whatever is wrong is a finding at its cell."""
    reader = _IdentityReader(sheet, header_top, file_name, names, root)
    return reader.read(), reader.findings


class _IdentityReader:
    def __init__(
        self, sheet: Sheet, header_top: int, file_name: str, names: RegionNames, root: str
    ) -> None:
        self.sheet = sheet
        self.names = names
        self.root = root
        self.findings: list[Finding] = []
        self.stem = PurePath(file_name).stem
        self.head = [
            cell for number, cells in sheet.rows() if number < header_top for cell in cells
        ]
        self.written: dict[str, _Written] = {}
        labelled: set[Cell] = set()
        for item in _labelled(sheet, self.head):
            self.written.setdefault(item.kind, item)
            labelled.update(cell for cell in (item.cell, item.label_cell) if cell is not None)
        self.titles = [cell for cell in self.head if cell not in labelled and cell.kind == "text"]

    def read(self) -> Identity:
        """Read everything; the month first, since its year completes a short date."""
        identity = self._month(Identity())
        identity = self._region(identity)
        identity = self._as_of(identity)
        return replace(identity, elsewhere=tuple(self._elsewhere()))

    def _complain(self, code: str, kind: str, cell: Cell | None, **words: object) -> None:
        place: dict[str, object] = {"sheet": self.sheet.name, "field": kind}
        if cell is not None:
            place |= {"cells": (cell.address,), "row": cell.row, "raw": _tidy(cell.raw)}
        self.findings.append(finding(code, words, **place))

    def _ref(self, cell: Cell) -> CellRef:
        return CellRef(self.sheet.name, cell.address)

    # ---- month

    def _month(self, identity: Identity) -> Identity:
        item = self.written.get("month")
        if item is None or item.cell is None or not item.text:
            return self._month_from_title(identity, item)
        cell = item.cell
        if isinstance(cell.value, date):
            return replace(identity, month=Month.of(cell.value), month_cell=self._ref(cell))
        read = written_month(item.text, self._year())
        if read.problem:
            self._complain(read.problem, "month", cell, raw=item.text)
        elif read.ranged and read.month is not None:
            self._complain("I-MONTH-RANGE", "month", cell, raw=item.text, month=read.month.label)
        return replace(identity, month=read.month, month_cell=self._ref(cell))

    def _year(self) -> int | None:
        years = {year for cell in self.head for year in years_in(cell.raw)}
        return years.pop() if len(years) == 1 else None

    def _month_from_title(self, identity: Identity, item: _Written | None) -> Identity:
        for cell in self.titles:
            month = month_in(cell.raw)
            if month is not None:
                return replace(identity, month=month, month_cell=self._ref(cell))
        self._complain("E-MONTH-MISSING", "month", item.label_cell if item else None)
        return identity

    # ---- region

    def _region(self, identity: Identity) -> Identity:
        item = self.written.get("region")
        if item is None or item.cell is None or not compact(item.text):
            return self._region_from_title(identity, item)
        code = self.names.find(item.text)
        cell = item.cell
        if code is None or code == self.root:
            problem = "E-REGION-UNKNOWN" if code is None else "E-REGION-ROOT"
            self._complain(problem, "region", cell, raw=item.text, names=self.names.submitting)
            return replace(identity, region_cell=self._ref(cell))
        return replace(identity, region=code, region_cell=self._ref(cell))

    def _region_from_title(self, identity: Identity, item: _Written | None) -> Identity:
        for cell in self.titles:
            code = region_in(cell.raw, self.names, self.root)
            if code is not None:
                return replace(identity, region=code, region_cell=self._ref(cell))
        self._complain("E-REGION-MISSING", "region", item.label_cell if item else None)
        return identity

    # ---- as-of date

    def _as_of(self, identity: Identity) -> Identity:
        item = self.written.get("as_of")
        month = identity.month
        if item is None or item.cell is None or not compact(item.text):
            if month is not None:
                cell = item.label_cell if item else None
                self._complain("I-AS-OF-BLANK", "as_of", cell, as_of=month.last_day)
                identity = replace(identity, as_of=month.last_day)
            return identity
        cell = item.cell
        day = cell.value if isinstance(cell.value, date) else None
        if day is None:
            day = written_day(item.text, month.year if month else self._year())
        if day is None:
            self._complain("E-AS-OF-UNREADABLE", "as_of", cell, raw=item.text)
        elif month is not None and Month.of(day) != month:
            self._complain("E-AS-OF-MONTH", "as_of", cell, as_of=day, month=month.label)
        return replace(identity, as_of=day, as_of_cell=self._ref(cell))

    # ---- what else names a region or month

    def _elsewhere(self) -> Iterator[Elsewhere]:
        for cell in self.titles:
            found = _named(cell.raw, self.names, self.root)
            if found is not None:
                yield replace(found, where="标题", cell=self._ref(cell))
        found = _named(self.stem, self.names, self.root)
        if found is not None:
            yield replace(found, where="文件名")


def _named(text: str, names: RegionNames, root: str) -> Elsewhere | None:
    month = month_in(text)
    number = month.number if month else month_number_in(text)
    region = region_in(text, names, root)
    if month is None and number is None and region is None:
        return None
    return Elsewhere("", region, month, number)


def region_in(text: str, names: RegionNames, root: str) -> str | None:
    """Return the one region that a title or file name is about, None for none or several.

    A word of the title counts when it is exactly a region's name, or begins with one that
    is followed by a word that titles are made of: 昌黎县民生实事月报 is 昌黎县's.
    """
    found = {
        code
        for token in _SPLIT_TITLE.split(unicodedata.normalize("NFKC", text))
        if (code := _leading_region(compact(token), names)) is not None and code != root
    }
    return found.pop() if len(found) == 1 else None


def _leading_region(token: str, names: RegionNames) -> str | None:
    for length in range(len(token), 1, -1):
        rest = token[length:]
        if rest and not _TITLE_WORDS.match(rest):
            continue
        code = names.find(token[:length])
        if code is not None:
            return code
    return None


def _labelled(sheet: Sheet, head: list[Cell]) -> Iterator[_Written]:
    """Yield what stands behind the labels 填报单位, 报告期, 截至日期 in the head's cells."""
    for cell in head:
        if cell.kind != "text":
            continue
        text = _tidy(cell.raw)
        matches = list(_LABEL.finditer(text))
        for place, match in enumerate(matches):
            end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
            value = text[match.end() : end].strip(_AROUND_VALUES)
            kind = _KIND[match["label"].replace(" ", "")]
            if value:
                yield _Written(kind, value, cell, cell)
            elif end == len(text):
                yield _beside(sheet, cell, kind)


def _beside(sheet: Sheet, label: Cell, kind: str) -> _Written:
    """Return the value in the next cell with content to the right of a label."""
    for cell in sheet.row(label.row):
        if cell.column > label.column:
            if cell.kind == "text" and _LABEL.match(_tidy(cell.raw)):
                break
            return _Written(kind, _tidy(cell.raw), cell, label)
    return _Written(kind, "", None, label)
