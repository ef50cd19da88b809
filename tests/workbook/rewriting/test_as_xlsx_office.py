"""Workbooks saved by LibreOffice: its formulas, our own form, and what the reader makes of both."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from etl.domain.period import Month
from etl.workbook.opening import open_workbook
from etl.workbook.rewriting.as_xlsx import as_xlsx
from etl.workbook.submission_sheet import read_submission
from etl.workbook.template.form import FilledForm, FilledRow, template_workbook
from tests.cities import RIVER, YEAR, second_city
from tests.workbook.rewriting.copied_files import by_openpyxl, read_alike
from tests.workbook.rewriting.test_as_xlsx_formulas import CALLS, WRITTEN

Convert = Callable[[Path, str, Path], Path]


# ---- LibreOffice calculates what was put into words


def calculating_workbook(target: Path) -> int:
    """Write a formula for each function and construct; how many."""
    book = xlsxwriter.Workbook(target)
    sheet, other = book.add_worksheet("月 报"), book.add_worksheet("O'Neil")
    for number in range(3):
        sheet.write(number, 0, number + 1.5)
        sheet.write(number, 1, f"文{number}a")
        other.write(number, 0, number + 1)
    written = [formula for formula in WRITTEN if "70000" not in formula]
    written += [call for call in CALLS if not call.startswith(("NOW", "TODAY", "SUBTOTAL", "ROWS",
                "COLUMNS", "COUNTBLANK", "SUMIF", "COUNTIF", "RANK"))]  # fmt: skip
    written += [
        "IF(A1>1,2)", "IF(A1>1,,2)", "CHOOSE(2,\"a\",\"b\")", "SUBTOTAL(9,A1:A3)",
        "SUM({1,2;3,4})", "SUMPRODUCT(A1:A3*{1;2;3})", "MATCH(2,{1,2,3},0)", "ROWS(A1:A3)",
        "COLUMNS(A1:B3)", "COUNTBLANK(A1:A9)",
        "SUMIF(A1:A3,\">2\")", "SUMIF(A1:A3,\">2\",'O''Neil'!A1:A3)", "COUNTIF(A1:A3,\"<3\")",
        "RANK(A2,A1:A3)", "RANK(A2,A1:A3,1)", "VLOOKUP(2,'O''Neil'!A1:A3,1,FALSE)",
        "VLOOKUP(2.5,A1:B3,2)", "MATCH(2.5,A1:A3,0)", "INDEX(A1:B3,2,1)", "LOOKUP(2,A1:A3)",
        "HLOOKUP(1.5,A1:B2,2,FALSE)", "LARGE(A1:A3,1)", "SMALL(A1:A3,1)", "MID(B1,2,1)",
        "LEFT(B1)", "FIND(\"a\",B1)", "SEARCH(\"A\",B1)", "SUBSTITUTE(B1,\"文\",\"字\")",
        "TEXT(A1,\"0.00\")", "VALUE(\"12\")", "DATE(2021,8,18)", "YEAR(DATE(2021,8,18))",
        "WEEKDAY(DATE(2021,8,18),2)", "NA()", "SUM(A:A)", "SUMPRODUCT(A1:A3,'O''Neil'!A1:A3)",
        "REPT(\"★\",3)", "EXACT(B1,B1)", "TRIM(\" a \")", "REPLACE(B1,1,1,\"字\")",
    ]  # fmt: skip
    for number, formula in enumerate(written):
        sheet.write_formula(number, 3, f"={formula}", None, "")
    book.close()
    return len(written)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_libreoffice_calculates_from_the_copy_what_was_stored(
    kind: str, tmp_path: Path, office_convert: Convert
) -> None:
    source = tmp_path / "source.xlsx"
    count = calculating_workbook(source)
    openpyxl.load_workbook(source).save(source)  # without results, so that it calculates
    data = office_convert(source, kind, tmp_path).read_bytes()
    copy = as_xlsx(data, open_workbook(data))
    assert copy.lost == ()
    book = by_openpyxl(copy)
    sheet = book.worksheets[0]
    assert all(str(sheet.cell(row, 4).value).startswith("=") for row in range(1, count + 1))
    book.save(tmp_path / "again.xlsx")
    folder = tmp_path / "again"
    folder.mkdir()
    made = office_convert(tmp_path / "again.xlsx", "xlsx", folder)
    again = openpyxl.load_workbook(made, data_only=True).worksheets[0]
    stored = by_openpyxl(copy, data_only=True).worksheets[0]
    for row in range(1, count + 1):
        written, result = sheet.cell(row, 4).value, again.cell(row, 4).value
        assert plain(result) == plain(stored.cell(row, 4).value), written


def plain(value: Any) -> Any:
    """An empty text is read as nothing."""
    return pytest.approx(float(value)) if isinstance(value, bool | int | float) else value or ""


def filled_form(target: Path) -> None:
    """Our form, filled in, without the results of its formulas: LibreOffice calculates them."""
    rows = {
        "meals_home": FilledRow(10, 51, Decimal("2000.00"), Decimal("10200.55")),
        "heating": FilledRow(0, 0, note="未到季节"),
        "visits": FilledRow(3, 10),
    }
    form = FilledForm(date(YEAR, 3, 28), rows, "张", "李", date(YEAR, 4, 1))
    target.write_bytes(template_workbook(second_city(), 1, RIVER, Month(YEAR, 3), None, form))
    openpyxl.load_workbook(target).save(target)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_our_form_saved_by_libreoffice_is_copied_whole(
    kind: str, tmp_path: Path, office_convert: Convert
) -> None:
    source = tmp_path / "form.xlsx"
    filled_form(source)
    data = office_convert(source, kind, tmp_path).read_bytes()
    copy = read_alike(data)
    assert copy.lost == ()
    city = second_city()
    one, other = (
        read_submission(open_workbook(content), "河口街道.xlsx", lambda _: city)
        for content in (data, copy.content)
    )
    assert (one.figures, one.findings, one.identity) == (
        other.figures, other.findings, other.identity,
    )  # fmt: skip
    assert one.figures["meals_home"].amount("completed_total") == 51
    made, form = by_openpyxl(copy)["月报"], openpyxl.load_workbook(source)["月报"]
    # In .xls LibreOffice names its own font for Chinese.
    looks_like(made, form, names=kind == "ods")
    assert conditions(made) == conditions(form)
    assert rules(made) == rules(form)
    assert formulas(made) == formulas(form)


def looks_like(made: Any, form: Any, names: bool) -> None:
    """Compare what both formats can say with the form as it went out."""
    for row in form.iter_rows():
        for cell in row:
            if cell.value is None:  # covered by a merged range, or blank
                continue
            other = made[cell.coordinate]
            where = cell.coordinate
            font, fonts = cell.font, other.font
            assert (fonts.b, fonts.sz) == (font.b, font.sz), where
            assert fonts.name == font.name or not names, where
            if font.color.rgb != fonts.color.rgb:
                assert font.color.type == "theme", where
            assert other.fill.fill_type == cell.fill.fill_type, where
            assert other.alignment.horizontal == cell.alignment.horizontal, where
            assert bool(other.alignment.wrap_text) == bool(cell.alignment.wrap_text), where
            assert other.protection.locked == cell.protection.locked, where
            assert other.border.left.style == cell.border.left.style, where
    assert made.protection.sheet
    assert made.page_setup.orientation == "landscape"
    assert made.sheet_properties.pageSetUpPr.fitToPage
    assert not made.sheet_view.showGridLines


def conditions(sheet: Any) -> list[Any]:
    """The conditional looks of a sheet."""
    found = sheet.conditional_formatting._cf_rules.items()
    return sorted(
        (str(over.sqref), rule.type, rule.operator, rule.formula, colours(rule.dxf))
        for over, rules_ in found
        for rule in rules_
    )


def colours(look: Any) -> tuple[str, ...]:
    font = look.font.color.rgb if look.font and look.font.color else ""
    return font, look.fill.bgColor.rgb if look.fill else ""


def rules(sheet: Any) -> dict[str, Any]:
    """What may be typed, by cell: programs put ranges together in their own ways."""
    return {
        cell: (rule.type, rule.formula1, rule.formula2, rule.error, rule.errorStyle)
        for rule in sheet.data_validations.dataValidation
        for over in rule.sqref.ranges
        for row in over.rows
        for cell in row
    }


def formulas(sheet: Any) -> dict[str, str]:
    return {
        cell.coordinate: cell.value.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
