"""The sample city's August: released, corrected, released again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from etl.domain.period import Month
from etl.domain.release import Release
from etl.domain.roles import Visitor
from etl.services.database import Database, connect, prepare
from etl.services.files import sources
from etl.services.months import close_month, reopen_month
from etl.services.releases import Wanted, make_release
from etl.services.submit import Order, load_files
from tests.cities import sample_copy
from tests.month.city import CITY, SECOND, workbook

AUGUST, JULY = Month(2021, 8), Month(2021, 7)
CITY_HALL = Visitor(CITY, "city")
COLLEAGUE = Visitor(SECOND, "city")
HAIGANG, CHANGLI, NEW_DISTRICT = "130302", "130322", "130372"
WHY = "核减重复登记2人"


def sample(folder: Path) -> Database:
    """A copy of the sample year, nothing closed, nothing released."""
    database = connect(sample_copy(folder))
    prepare(database)
    return database


def released(database: Database, month: Month = AUGUST, **wanted: object) -> Release:
    """Release a month as it stands."""
    return make_release(database, Wanted(month, **wanted), CITY_HALL).release  # type: ignore[arg-type]


def closed_and_released(database: Database, month: Month = AUGUST) -> Release:
    close_month(database, month, CITY_HALL, {})
    return released(database, month)


def correct(
    database: Database, code: str, cells: Mapping[str, Any], reason: str = WHY
) -> int | None:
    """Load a county's August once more with some cells changed, accepted at once."""
    content = changed(code, cells)
    folder = Path(str(database.engine.url.database)).parent / "corrections"
    folder.mkdir(exist_ok=True)
    path = folder / workbook(code).name
    path.write_bytes(content)
    order = Order(CITY, reason=reason, accept=True)
    (result,) = load_files(database, sources([str(path)]), order)
    assert result.outcome != "errors", [item.message for item in result.findings]
    return result.submission


def changed(code: str, cells: Mapping[str, Any]) -> bytes:
    """A county's August workbook with some cells changed."""
    book = openpyxl.load_workbook(workbook(code))
    for address, value in cells.items():
        book["月报"][address] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def correct_after_closing(
    database: Database, code: str, cells: Mapping[str, Any], reason: str = WHY
) -> Release:
    """Open the closed August again, take a correction, close it and release it anew."""
    reopen_month(database, AUGUST, CITY_HALL, "县区更正")
    correct(database, code, cells, reason)
    close_month(database, AUGUST, CITY_HALL, {})
    return released(database, AUGUST, reason="县区核减重复登记")
