"""A file that takes too long is refused with a sentence, in whatever format it is."""

import pytest

from etl.domain.period import Month
from etl.services.files import sources
from etl.services.reading import read_content, read_file
from etl.workbook import deadline
from etl.workbook.deadline import check_time, time_limit
from etl.workbook.grid import UnreadableWorkbook
from tests.workbook.forms import PLAN, form, xlsx
from tests.workbook.made_files import by_odfpy, by_openpyxl, by_xlwt


def plan_for(_: Month | None):
    return PLAN


def test_there_is_time_without_a_limit_and_within_one():
    check_time()
    with time_limit(60):
        check_time()


def test_when_the_time_is_over_the_file_is_too_slow():
    with time_limit(-1), pytest.raises(UnreadableWorkbook) as raised:
        check_time()
    assert raised.value.code == "E-FILE-TOO-SLOW"
    check_time()


def test_a_longer_limit_inside_does_not_lift_the_shorter_one():
    with time_limit(-1), time_limit(60), pytest.raises(UnreadableWorkbook):
        check_time()


@pytest.mark.parametrize("write", [by_openpyxl, by_odfpy, by_xlwt])
def test_every_format_asks_for_the_time(write, tmp_path):
    rows = {(row, 1): f"第{row}行" for row in range(1, 10_000)}
    path = tmp_path / "月报.xlsx"
    path.write_bytes(write(rows))
    (source,) = sources([str(path)])
    with time_limit(-1):
        read = read_file(source, plan_for)
    assert [item.code for item in read.reading.findings] == ["E-FILE-TOO-SLOW"]
    assert not read.searched


def test_a_form_that_was_opened_in_time_is_still_asked(tmp_path, monkeypatch):
    """The time goes on after the file is open, and what is read late is not kept."""
    path = tmp_path / "月报.xlsx"
    path.write_bytes(xlsx(form()))
    (source,) = sources([str(path)])
    read = read_content(source, path.read_bytes(), plan_for)
    assert read.searched
    monkeypatch.setattr("etl.services.reading.personal_data", lambda _: end_the_time())
    read = read_content(source, path.read_bytes(), plan_for)
    assert [item.code for item in read.reading.findings] == ["E-FILE-TOO-SLOW"]
    assert not read.reading.figures


def end_the_time():
    deadline._end.set(0.0)
    return []
