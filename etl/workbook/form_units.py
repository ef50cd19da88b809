"""What a block's columns are, judged: doubled, doubtful, without a unit, missing."""

from __future__ import annotations

import re

from etl.domain.names import compact
from etl.domain.submission import FIELD_NAMES, FIELDS, Field
from etl.workbook.complaints import Complaints
from etl.workbook.grid import Cell
from etl.workbook.header import Header, HeaderColumn
from etl.workbook.header_cells import head_text, header_path
from etl.workbook.money_units import yuan_per
from etl.workbook.values import Expected, Read
from etl.workbook.vocabulary import (
    BARE_KINDS,
    COUNT_KINDS,
    MONEY_KINDS,
    OTHER_TIME,
    HeaderKind,
)

_UNIT_LABEL = re.compile(r"^(?:计量)?单位[:]")
_UNREAD_SHOWN = 4
_MAY_BE_DOUBLED: tuple[HeaderKind, ...] = ("sequence", "unit", "place", "remark")
_LONGEST_NEAR = 40
# Of another meaning, so that it is none of the form's figures.
_ANOTHER = re.compile(
    rf"{OTHER_TIME.pattern}|计划|目标|任务(?!累计|完成)|应完成|排名|名次|扣除|不|投资|序时|差|增长|增幅"
    r"|标准|均|(?:19|20)\d\d年"
)
_OF_TOTAL = re.compile(r"累|截[至止]|至今|以来|1月?(?:份)?[-‐‑–—―−~至到]+\d{1,2}月")
_OF_MONTH = re.compile(r"[本当]月|本期|当期|新增|\d月")
_OF_MONEY = re.compile(r"投入|资金|经费|支出|拨付|金额")


class BlockColumns:
    """The columns of one header block; ``refused`` are fields that no cell can be read for."""

    def __init__(self, header: Header, caption: str | None = "") -> None:
        self.header = header
        own = header.caption_unit
        self.caption = caption if own == "" else own
        self.refused: set[Field] = set()
        self._units: dict[HeaderKind, tuple[str, int] | None] = {
            kind: self._unit(header.columns[kind]) for kind in MONEY_KINDS & set(header.columns)
        }

    def _unit(self, column: HeaderColumn) -> tuple[str, int] | None:
        unit = column.unit_text or self.caption or ""
        per = yuan_per(unit)
        return (unit, per) if per else None

    def expected(self, name: Field, unit: str, decimals: int) -> Expected | None:
        """Return what a figure of this block must be, None where its unit is not known."""
        if name in COUNT_KINDS:
            return Expected(name, unit, decimals)
        money = self._units.get(name)
        return Expected(name, money[0], yuan_per_unit=money[1]) if money else None

    def check(self, complaints: Complaints, units: frozenset[str]) -> None:
        """Complain of columns that cannot be read without a guess; ``units`` are the plan's."""
        self._check_counted(complaints, units)
        self._check_doubled(complaints)
        self._check_doubtful(complaints)
        self._check_bare(complaints)
        self._check_units(complaints)

    def _refuse(self, kind: HeaderKind) -> Field | None:
        field = next((name for name in FIELDS if name == kind), None)
        if field is not None:
            self.refused.add(field)
        return field

    def _check_doubled(self, complaints: Complaints) -> None:
        by_kind: dict[HeaderKind, list[HeaderColumn]] = {}
        note, remark = (self.header.columns.get(kind) for kind in ("note", "remark"))
        if note is not None and remark is not None:
            by_kind["note"] = [remark]
        for column in self.header.doubled:
            if column.kind not in (*_MAY_BE_DOUBLED, *BARE_KINDS):
                by_kind.setdefault(column.kind, []).append(column)
        for kind, others in by_kind.items():
            first = self.header.columns[kind]
            cells = tuple(item.cell for item in (first, *others))
            self._refuse(kind)
            field = kind if kind in FIELD_NAMES else None
            words = {"field": FIELD_NAMES.get(kind, first.text)}
            complaints.add("E-COLUMN-TWO", cells, field=field, words=words)

    def _check_doubtful(self, complaints: Complaints) -> None:
        for kind in FIELDS:
            column = self.header.columns.get(kind)
            if column is not None and column.meant.doubtful and column.unit_text != "?":
                self._doubt(column, complaints)

    def _doubt(self, column: HeaderColumn, complaints: Complaints) -> None:
        words = {"header": column.text, "field": FIELD_NAMES[column.kind]}
        field = self._refuse(column.kind)
        complaints.add("E-COLUMN-DOUBT", (column.cell,), field=field, words=words)

    def _check_counted(self, complaints: Complaints, units: frozenset[str]) -> None:
        """Complain of counts headed with units that no indicator has: 累计完成(人次)."""
        known = units | {f"{unit}数" for unit in units} | {"单位", "计量单位"}
        if units & {"人", "名", "位"}:
            known |= {"人", "名", "位", "人数"}
        for kind in COUNT_KINDS:
            column = self.header.columns.get(kind)
            if column is None or not column.unit_text:
                continue
            if known.isdisjoint(column.unit_text.split("/")):
                self._doubt(column, complaints)

    def _check_bare(self, complaints: Complaints) -> None:
        columns = self.header.columns
        funds, done = columns.get("funds_bare"), columns.get("completed_bare")
        if funds is not None and not set(columns) >= MONEY_KINDS:
            self._refuse_pair(MONEY_KINDS)
            complaints.add("E-FUNDS-BARE", (funds.cell,), words={"header": funds.text})
        if done is not None and not set(columns) >= COUNT_KINDS:
            self._refuse_pair(COUNT_KINDS)
            complaints.add("E-COUNT-BARE", (done.cell,), words={"header": done.text})

    def _refuse_pair(self, kinds: frozenset[HeaderKind]) -> None:
        """Refuse the other of a pair where a group's name may stand over the wrong columns."""
        for kind in kinds:
            column = self.header.columns.get(kind)
            if column is not None and not column.alone:
                self._refuse(kind)

    def _check_units(self, complaints: Complaints) -> None:
        for kind in FIELDS:
            column = self.header.columns.get(kind)
            if column is None or kind not in MONEY_KINDS:
                continue
            unit = self._units[kind]
            words: dict[str, object] = {"header": column.text}
            if unit is None:
                self._refuse(kind)
                complaints.add("E-FUNDS-UNIT", (column.cell,), field=kind, words=words)
            elif unit[0] in ("千元", "亿元"):
                words["unit"] = unit[0]
                complaints.add("I-FUNDS-UNIT", (column.cell,), field=kind, words=words)
            elif self.caption and column.unit_text and yuan_per(self.caption) != unit[1]:
                words |= {"unit": column.unit_text, "caption": self.caption}
                complaints.add("I-FUNDS-CAPTION", (column.cell,), field=kind, words=words)


def tell_missing(
    blocks: list[BlockColumns], rows: list[int], complaints: Complaints
) -> frozenset[Field]:
    """Tell of figures that no column is for, and which columns with numbers were not read.

    Returns the fields of which a column was passed over that may well be theirs.
    """
    header = blocks[0].header
    unread = _unread_numbers(header, rows)
    doubted: set[Field] = set()
    for name in FIELDS:
        if any(name in block.header.columns for block in blocks):
            continue
        other_half = {"funds_month_yuan", "funds_total_yuan"} & set(header.columns)
        bare: HeaderKind = "funds_bare" if name in MONEY_KINDS else "completed_bare"
        if bare in header.columns or (name in MONEY_KINDS and not other_half and not unread):
            continue
        near = [(cell, text) for cell, text in unread if _is_near(text, name)]
        if near or header.unstored:
            doubted.add(name)
            _tell_doubt(name, near, header.unstored, complaints)
            continue
        shown = "、".join("".join(cell.raw.split()) for cell, _ in unread[:_UNREAD_SHOWN])
        said = f"，没有读取的列有：{shown}" if shown else ""
        words = {"field": FIELD_NAMES[name], "unread": said}
        complaints.add("I-COLUMN-MISSING", field=name, words=words)
    return frozenset(doubted)


def _is_near(text: str, name: Field) -> bool:
    """Whether a header has words of a field in a way that nobody has foreseen.

    A column for another month is near too: last month's form was not brought up to date.
    """
    if len(text) > _LONGEST_NEAR or _ANOTHER.search(text):
        return False
    total, month = _OF_TOTAL.search(text), _OF_MONTH.search(text)
    if name.endswith(("total", "total_yuan")) and month and not total:
        return False
    if name.endswith(("month", "month_yuan")) and total:
        return False
    money = _OF_MONEY.search(text) is not None
    return money if name in MONEY_KINDS else "完成" in text and not money


def _tell_doubt(
    name: Field, near: list[tuple[Cell, str]], unstored: list[Cell], complaints: Complaints
) -> None:
    """Refuse to pass over a column that may well be the missing one."""
    words = {"field": FIELD_NAMES[name], "header": near[0][1] if near else ""}
    code = "E-COLUMN-DOUBT" if near else "E-FORMULA-NO-RESULT"
    cell = near[0][0] if near else unstored[0]
    complaints.add(code, (cell,), field=name, words=words)


def _unread_numbers(header: Header, rows: list[int]) -> list[tuple[Cell, str]]:
    """Return the header cells of unread columns in which rows of the form have numbers.

    Each with all that the cells over the column say.
    """
    sheet = header.sheet
    lines = list(range(header.top, header.bottom + 1))
    found = []
    for column, cell in header.unread:
        figures = (sheet.cells.get((row, column)) for row in rows)
        if any(figure is not None and figure.kind == "number" for figure in figures):
            path = header_path(sheet, lines, column) or [cell]
            found.append((cell, "".join(compact(head_text(item)) for item in path)))
    return found


def same_unit(written: str, unit: str) -> bool:
    """Whether a written unit is an indicator's own; 人 and 名 are one."""
    text = _UNIT_LABEL.sub("", compact(written).strip("()"))
    blank = not text.strip("-‐‑‒–—―−/")
    return blank or text == compact(unit) or {text, compact(unit)} == {"人", "名"}


def shown_value(read: Read, expected: Expected) -> str:
    """Write a figure as its column counts it, for the sentence that tells how it was read."""
    if read.value is None:
        return ""
    if expected.yuan_per_unit is None:
        return f"{read.value:f}"
    amount = (read.value / expected.yuan_per_unit).normalize()
    return f"{amount:f}{expected.unit}"
