"""Hands back what was sent, marked, and looks whether anything but the marks has changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from etl.services.annotate import AnnotatedFile, annotate_file
from etl.services.answers import result_answer
from etl.services.database import Database
from etl.services.files import Source
from etl.workbook.grid import Workbook
from etl.workbook.marking.finding_list import LIST_HEADER, LIST_SHEET
from etl.workbook.opening import open_workbook

OWN = (LIST_SHEET, "_marks")


def annotated(database: Database, content: bytes, name: str) -> AnnotatedFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return annotate_file(database, Source(name, path))


def faults(database: Database, content: bytes, name: str) -> list[str]:
    """Everything that is wrong with the marked copy of a file, and with the copy of that."""
    made = annotated(database, content, name)
    found = list(_list_faults(made))
    if not made.copied:
        return found
    found += cell_faults(open_workbook(content), open_workbook(made.content))
    found += mark_faults(made)
    again = annotated(database, made.content, name)
    found += cell_faults(open_workbook(content), open_workbook(again.content))
    found += [f"again: {fault}" for fault in mark_faults(again)]
    before, after = looks(made.content), looks(again.content)
    found += [
        f"again: {place} looks otherwise"
        for place in sorted(before.keys() | after.keys())
        if before.get(place) != after.get(place)
    ]
    if said(made) != said(again):
        found.append(f"again: says {said(again)}, said {said(made)}")
    return found


def said(made: AnnotatedFile) -> Any:
    """What a check says of a file, but for its name."""
    answer = result_answer(made.result)
    return json.loads(json.dumps({**answer, "file": ""}))


def cell_faults(original: Workbook, copy: Workbook) -> Iterator[str]:
    """Differences of values, types, formats, formulas and layout of the sender's sheets."""
    names = [sheet.name for sheet in copy.sheets if sheet.name not in OWN]
    if names != [sheet.name for sheet in original.sheets if sheet.name not in OWN]:
        yield f"sheets are {names}"
        return
    for sheet in original.sheets:
        if sheet.name in OWN:
            continue
        other = copy.sheet(sheet.name)
        assert other is not None
        for place in sorted(sheet.cells.keys() | other.cells.keys()):
            if sheet.cells.get(place) != other.cells.get(place):
                yield f"{place} is {other.cells.get(place)}, was {sheet.cells.get(place)}"
        for what in ("visibility", "hidden_rows", "hidden_columns"):
            if getattr(sheet, what) != getattr(other, what):
                yield f"{what} is {getattr(other, what)}, was {getattr(sheet, what)}"
        if sorted(map(str, sheet.merges)) != sorted(map(str, other.merges)):
            yield f"merged ranges are {other.merges}, were {sheet.merges}"


def mark_faults(made: AnnotatedFile) -> Iterator[str]:
    """Findings without a comment on each of their cells, or without a working link."""
    book = openpyxl.load_workbook(BytesIO(made.content))
    for item in made.result.each:
        for cell in item.cells:
            comment = book[str(item.sheet)][cell].comment
            # A line end is one, however the program spelt it that wrote the cell.
            message = item.message.replace("\r\n", "\n").replace("\r", "\n")
            if comment is None or item.code not in comment.text or message not in comment.text:
                yield f"{item.code} has no comment at {cell}"
            elif comment.text.count("【系统检查】") != 1:
                yield f"{cell} is commented {comment.text.count('【系统检查】')} times"
    lines = listed(book)
    for line, item in zip(lines, _in_list_order(made), strict=True):
        target = line["link"]
        if target is None:
            yield f"{item.code} has no link"
            continue
        sheet, _, cell = target.rpartition("!")
        name = sheet[1:-1].replace("''", "'")
        if name not in book.sheetnames:
            yield f"{item.code} leads to the sheet {name}"
        elif item.cells and (name, cell) != (item.sheet, item.cell):
            yield f"{item.code} leads to {target}, stands at {item.cell}"


def _in_list_order(made: AnnotatedFile) -> list[Any]:
    return sorted(made.result.findings, key=lambda item: item.severity == "info")


def _list_faults(made: AnnotatedFile) -> Iterator[str]:
    lines = listed(openpyxl.load_workbook(BytesIO(made.content)))
    codes = [line["编号"] for line in lines]
    if codes != [item.code for item in _in_list_order(made)]:
        yield f"the list has {codes}"


def listed(book: Any) -> list[dict[str, Any]]:
    """The lines of the list by column, with the place that each leads to."""
    sheet = book[LIST_SHEET]
    rows = iter(sheet.iter_rows())
    for row in rows:
        if tuple(cell.value for cell in row) == LIST_HEADER:
            break
    lines = []
    for row in rows:
        if row[0].value is None or not str(row[0].value).isdigit():
            break
        link = row[3].hyperlink
        values = dict(zip(LIST_HEADER, (cell.value for cell in row), strict=True))
        lines.append({**values, "link": link.location if link else None})
    return lines


def looks(content: bytes) -> dict[str, Any]:
    """How each cell of the sender's sheets looks, with its comment."""
    book = openpyxl.load_workbook(BytesIO(content))
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows() if sheet.title not in OWN else ():
            for cell in row:
                parts = [cell.fill, cell.border, cell.font, cell.alignment, cell.protection]
                comment = getattr(getattr(cell, "comment", None), "text", None)
                found[f"{sheet.title}!{cell.coordinate}"] = (*map(repr, parts), comment)
    return found
