"""What a user typed is text in every workbook that goes out, also what looks like its markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from etl.domain.period import Month
from etl.workbook.plan_writer import plan_workbook
from etl.workbook.table_writer import table_workbook
from etl.workbook.template.form import FilledForm, FilledRow, template_workbook
from tests.cities import RIVER, YEAR, second_city

EVIL = ("<r>&</r>", "<r><t>粗</t></r>", "<r></r>", '<r>"</r>')
CITY = second_city()


def texts(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        str(cell.value).strip()
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("text", EVIL)
def test_an_export_holds_it_as_it_was_typed(text: str) -> None:
    assert text in texts(table_workbook("表", text, ["备注"], [[text]], "单位"))


@pytest.mark.parametrize("text", EVIL)
def test_a_form_holds_it_as_it_was_typed(text: str) -> None:
    filled = FilledForm(date(YEAR, 3, 31), {"visits": FilledRow(1, 1, note=text)})
    assert text in texts(template_workbook(CITY, 1, RIVER, Month(YEAR, 3), None, filled))


@pytest.mark.parametrize("text", EVIL)
def test_a_plan_holds_it_as_it_was_typed(text: str) -> None:
    projects = tuple(
        replace(item, indicators=tuple(replace(one, definition=text) for one in item.indicators))
        for item in CITY.projects
    )
    plan = replace(CITY, projects=projects)
    assert text in texts(plan_workbook(plan))
    assert text in texts(template_workbook(plan, 1, RIVER, Month(YEAR, 3)))
