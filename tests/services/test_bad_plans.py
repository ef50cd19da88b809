"""Every kind of bad plan: told at its sheet and cell, and nothing of it stored."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.services.database import Database, connect
from etl.services.plans import (
    PlanResult,
    import_plan,
)
from tests.cities import COUNTY, YEAR, city_copy, second_city, written
from tests.services.snapshot import all_but_the_log

PLAN = second_city()


def loaded(database: Database, folder: Path, content: bytes, name: str = "计划.xlsx") -> PlanResult:
    path = folder / name
    path.write_bytes(content)
    return import_plan(database, path, "cli:测试")


class Book:
    """A plan workbook to spoil: cells are named by sheet, header and the key of their row."""

    def __init__(self) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(written(PLAN)))

    def column(self, sheet: str, header: str) -> int:
        return next(cell.column for cell in self.book[sheet][1] if cell.value == header)

    def at(self, sheet: str, header: str, key: str, place: int = 1) -> Any:
        """The cell under a header in the row whose first cells hold the key."""
        rows = [
            row for row in self.book[sheet].iter_rows(min_row=2)
            if key in [str(cell.value) for cell in row[:4]]
        ]  # fmt: skip
        return rows[place - 1][self.column(sheet, header) - 1]

    def put(self, sheet: str, header: str, key: str, value: Any, place: int = 1) -> str:
        """Write a value; return the address."""
        cell = self.at(sheet, header, key, place)
        cell.value = value
        return str(cell.coordinate)

    def head(self, sheet: str, header: str, value: str | None) -> str:
        """Rename (or clear) a header; return the address."""
        cell = self.book[sheet].cell(1, self.column(sheet, header))
        cell.value = value
        return str(cell.coordinate)

    def append(self, sheet: str, **values: Any) -> int:
        """Add a row; return its number."""
        number = int(self.book[sheet].max_row) + 1
        for header, value in values.items():
            self.book[sheet].cell(number, self.column(sheet, header), value)
        return number

    def content(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def _drop(sheet: str) -> Callable[[Book], str | None]:
    def spoil(book: Book) -> None:
        del book.book[sheet]

    return spoil


def _second_region(book: Book) -> str:
    number = book.append("县区", 代码=COUNTY, 名称="另一个县", 上级代码="990000", 报送="是")
    return f"A{number}"


SPOILED: dict[str, tuple[str, str, Callable[[Book], str | None]]] = {
    "sheet missing": ("E-PLAN-SHEET-MISSING", "年度目标", _drop("年度目标")),
    "optional sheet missing": ("E-PLAN-SHEET-MISSING", "事实", _drop("事实")),
    "basics missing": ("E-PLAN-SHEET-MISSING", "基本信息", _drop("基本信息")),
    "column missing": (
        *("E-PLAN-COLUMN-MISSING", "县区"),
        lambda book: book.head("县区", "上级代码", None) and None,
    ),
    "column twice": (
        *("E-PLAN-COLUMN-TWICE", "项目指标"),
        lambda book: book.head("项目指标", "口径", "单位"),
    ),
    "region code twice": ("E-PLAN-DUPLICATE", "县区", _second_region),
    "indicator code twice": (
        *("E-PLAN-DUPLICATE", "项目指标"),
        lambda book: book.put("项目指标", "指标代码", "meals_hall", "meals_home"),
    ),
    "alias shared by two regions": (
        *("E-PLAN-NAME-SHARED", "县区"),
        lambda book: book.put("县区", "别名", "石门县", "河口办、石门"),
    ),
    "alias shared by two indicators": (
        *("E-PLAN-NAME-SHARED", "项目指标"),
        lambda book: book.put("项目指标", "别名", "meals_hall", "送餐上门"),
    ),
    "parent unknown": (
        *("E-PLAN-UNKNOWN", "县区"),
        lambda book: book.put("县区", "上级代码", "石门县", "999999"),
    ),
    "parents in a circle": (
        *("E-PLAN-CYCLE", "县区"),
        lambda book: book.put("县区", "上级代码", "东城区", "990101"),
    ),
    "root submits": (
        *("E-PLAN-ROOT-SUBMITS", "县区"),
        lambda book: book.put("县区", "报送", "云州市", "是"),
    ),
    "root not listed": (
        *("E-PLAN-NO-ROOT", "基本信息"),
        lambda book: book.put("基本信息", "值", "行政区划代码", "123456"),
    ),
    "units of a project differ": (
        *("E-PLAN-UNITS", "项目指标"),
        lambda book: book.put("项目指标", "单位", "meals_hall", "户"),
    ),
    "target no number": (
        *("E-PLAN-VALUE", "年度目标"),
        lambda book: book.put("年度目标", "全市", "heating", "五十"),
    ),
    "target negative": (
        *("E-PLAN-VALUE", "年度目标"),
        lambda book: book.put("年度目标", "全市", "heating", -5),
    ),
    "date unreadable": (
        *("E-PLAN-VALUE", "年度目标"),
        lambda book: book.put("年度目标", "生效日期", "heating", "三月起"),
    ),
    "neither yes nor no": (
        *("E-PLAN-VALUE", "县区"),
        lambda book: book.put("县区", "报送", "石门县", "或许"),
    ),
    "level unknown": (
        *("E-PLAN-VALUE", "年度目标"),
        lambda book: book.put("年度目标", "级别", "heating", "县定"),
    ),
    "target column of an unknown region": (
        *("E-PLAN-UNKNOWN", "年度目标"),
        lambda book: book.head("年度目标", "石门县", "石门市"),
    ),
    "project of a target unknown": (
        *("E-PLAN-UNKNOWN", "年度目标"),
        lambda book: book.put("年度目标", "项目代码", "heating", "cooling"),
    ),
    "share above 100": (
        *("E-PLAN-VALUE", "序时计划"),
        lambda book: book.put("序时计划", "10月", "heating", 140),
    ),
    "standard turned about": (
        *("E-PLAN-RANGE", "资金标准"),
        lambda book: book.put("资金标准", "下限(元)", "meals_home", 900),
    ),
    "history of this year": (
        *("E-PLAN-HISTORY-YEAR", "历史累计"),
        lambda book: book.put("历史累计", "截止年", "heating", YEAR),
    ),
    "year no number": (
        *("E-PLAN-VALUE", "基本信息"),
        lambda book: book.put("基本信息", "值", "年度", "今年"),
    ),
    "year blank": (
        *("E-PLAN-BLANK", "基本信息"),
        lambda book: book.put("基本信息", "值", "年度", None),
    ),
    "time zone unknown": (
        *("E-PLAN-VALUE", "基本信息"),
        lambda book: book.put("基本信息", "值", "时区", "Asia/Nowhere"),
    ),
    "name blank": (
        *("E-PLAN-BLANK", "县区"),
        lambda book: book.put("县区", "名称", "990300", None),
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_bad_plan_is_told_at_its_cell_and_nothing_of_it_is_stored(
    tmp_path: Path, name: str
) -> None:
    code, sheet, spoil = SPOILED[name]
    book = Book()
    address = spoil(book)
    database = connect(city_copy(tmp_path))
    before = all_but_the_log(database)
    result = loaded(database, tmp_path, book.content())
    errors = [item for item in result.findings if item.severity == "error"]
    found = {(item.code, item.sheet, item.cell) for item in errors}
    assert (code, sheet, address) in found, errors
    assert (result.outcome, result.revision) == ("errors", None)
    assert all_but_the_log(database) == before
    database.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E-FILE-EMPTY"),
        ("年度任务书\n".encode() * 20, "E-FILE-TEXT"),
        (written(PLAN)[:4000], "E-FILE-BROKEN"),
    ],
    ids=["empty", "text", "broken"],
)
def test_what_is_no_workbook_is_a_finding(tmp_path: Path, content: bytes, code: str) -> None:
    database = connect(city_copy(tmp_path))
    before = all_but_the_log(database)
    result = loaded(database, tmp_path, content)
    assert [item.code for item in result.findings] == [code]
    assert all_but_the_log(database) == before
    database.close()


def test_a_plan_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    database = connect(city_copy(tmp_path))
    for path in (tmp_path / "没有.xlsx", tmp_path):
        result = import_plan(database, path, "cli:测试")
        assert [item.code for item in result.findings] == ["E-FILE-MISSING"]
    database.close()


def spoilt(database: Database, folder: Path, book: Book) -> list[tuple[str, str | None]]:
    """What is said of a spoilt plan: code and first cell."""
    result = loaded(database, folder, book.content())
    return [(item.code, item.cell) for item in result.findings]


def test_a_project_that_is_called_by_two_names_is_told_at_its_second_row(
    database: Database, tmp_path: Path
) -> None:
    book = Book()
    book.put("项目指标", "项目名称", "meals_hall", "别的名称")
    place = str(book.at("项目指标", "项目代码", "meals_hall").coordinate)
    assert ("E-PLAN-PROJECT-NAMES", place) in spoilt(database, tmp_path, book)


def test_a_plan_without_a_single_project_is_told(database: Database, tmp_path: Path) -> None:
    book = Book()
    for sheet in ("项目指标", "年度目标", "序时计划", "资金标准", "历史累计", "政策要点", "事实"):
        book.book[sheet].delete_rows(2, int(book.book[sheet].max_row))
    assert ("E-PLAN-EMPTY", None) in spoilt(database, tmp_path, book)


def test_a_column_that_nobody_knows_is_asked_about_and_not_read(
    database: Database, tmp_path: Path
) -> None:
    book = Book()
    column = int(book.book["县区"].max_column) + 1
    place = str(book.book["县区"].cell(1, column, "备考").coordinate)
    book.book["县区"].cell(2, column, "随便写的")
    result = loaded(database, tmp_path, book.content())
    assert [(item.code, item.cell) for item in result.findings] == [
        ("W-PLAN-COLUMN-UNKNOWN", place)
    ]
    assert result.revision == 1
