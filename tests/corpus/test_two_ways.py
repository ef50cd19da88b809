"""A sheet read from its tree and one read from its stream are the same sheet."""

import pytest

from etl.workbook import package
from etl.workbook.grid import UnreadableWorkbook, Workbook
from etl.workbook.opening import open_workbook
from tests.corpus.file_kinds_catalogue import FILE_KINDS
from tests.corpus.form import plain_form
from tests.corpus.kinds import KINDS
from tests.corpus.writers import WRITERS


def opened(content: bytes) -> Workbook | str:
    try:
        return open_workbook(content)
    except UnreadableWorkbook as error:
        return error.code


def both_ways(content: bytes, patch: pytest.MonkeyPatch) -> None:
    tree = opened(content)
    with patch.context() as within:
        within.setattr(package, "SMALL_PART", 0)
        stream = opened(content)
    if isinstance(tree, str) or isinstance(stream, str):
        assert tree == stream
        return
    assert [sheet.name for sheet in tree.sheets] == [sheet.name for sheet in stream.sheets]
    for first, second in zip(tree.sheets, stream.sheets, strict=True):
        assert first.cells == second.cells
        assert first.merges == second.merges
        assert first.hidden_rows == second.hidden_rows
        assert first.hidden_columns == second.hidden_columns


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter", "exporter"])
def test_the_plain_form(writer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    both_ways(WRITERS[writer].write(plain_form()), monkeypatch)


def test_kinds_with_formats_and_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in KINDS.values():
        if kind.group == "formats" and WRITERS["exporter"].can(kind.needs):
            both_ways(WRITERS["exporter"].write(kind.form()), monkeypatch)


def test_packages_of_every_sort(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, kind in FILE_KINDS.items():
        if kind.file_name.endswith(".xlsx") and not name.startswith("hostile"):
            both_ways(kind.make(), monkeypatch)
