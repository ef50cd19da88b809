"""Thirty mistakes of more than twenty kinds in one workbook: all told in one pass, nothing else.

昌黎县's form of August, after its seven months before were accepted, spoilt cell by cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from etl.services.annotate import annotate_file
from etl.services.database import Database, connect, prepare
from etl.services.files import Source, sources
from etl.services.plans import import_plan
from etl.services.submit import Order, load_files
from tests.cities import SAMPLE_FILES, SAMPLE_PLAN
from tests.corpus.annotating import faults, listed

REGION = "昌黎县"

# Cell, what is typed into it, and the one thing that is to be said of it.
MISTAKES = (
    ("I3", "截至日期：2021-07-31", "E-AS-OF-MONTH"),
    ("E7", 999, "W-TARGET-DIFFERS"),
    ("G7", "约86", "E-INEXACT"),
    ("J7", "四十二万", "E-CHINESE-NUMERAL"),
    ("H8", 1203.5, "E-NOT-INTEGER"),
    ("I8", "5.32元", "E-CELL-UNIT"),
    ("G9", "①", "E-ENCLOSED-NUMBER"),
    ("J9", 1234567890123, "E-TOO-LONG"),
    ("G10", 400, "E-MONTH-ABOVE-TOTAL"),
    ("B11", "技能培训", "W-PROJECT-NAME"),
    ("H11", 100, "E-TOTAL-FALLS"),
    ("G12", "1O", "E-NOT-NUMBER"),
    ("I12", "2,18", "E-DECIMAL-COMMA"),
    ("J12", 15.7600001, "E-FRACTION-OF-FEN"),
    ("H13", 224, "E-NOT-ADDING-UP"),
    ("I13", "=1+2", "E-FORMULA-NO-RESULT"),
    ("D14", "人", "E-UNIT"),
    ("G14", date(2021, 8, 11), "E-DATE"),
    ("J14", "21.74（含上级）", "E-BRACKETS"),
    ("H14", "1.2E3", "E-SCIENTIFIC"),
    ("G15", True, "E-BOOLEAN"),
    ("H15", 0.92, "E-PERCENT"),
    ("J15", "235000元", "E-CELL-UNIT"),
    ("G16", "见附件", "E-NOT-NUMBER"),
    ("H16", -41, "E-NEGATIVE-TOTAL"),
    ("I16", "=3+4", "E-FORMULA-NO-RESULT"),
    ("J16", "无法统计", "E-NOT-NUMBER"),
    ("G17", "近3", "E-INEXACT"),
    ("H17", "12.5", "E-NOT-INTEGER"),
    ("C18", "残疾人子弟", "E-INDICATOR-UNKNOWN"),
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample's plan with the county's seven months accepted."""
    opened = connect(f"sqlite:///{tmp_path_factory.mktemp('thirty') / 'db.sqlite'}")
    prepare(opened)
    import_plan(opened, SAMPLE_PLAN, actor="cli:测试")
    months = sorted(SAMPLE_FILES.glob(f"2021-0[1-7]/{REGION}*.xlsx"))
    results = load_files(opened, sources(map(str, months)), Order("cli:测试", accept=True))
    assert [item.outcome for item in results] == ["ok"] * 7
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def spoilt() -> bytes:
    (source,) = SAMPLE_FILES.glob(f"2021-08/{REGION}*.xlsx")
    book = openpyxl.load_workbook(source)
    for cell, typed, code in MISTAKES:
        book["月报"][cell] = typed
        if code == "E-PERCENT":
            book["月报"][cell].number_format = "0%"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def made(city: Database, spoilt: bytes, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("spoilt") / f"{REGION}2021年8月.xlsx"
    path.write_bytes(spoilt)
    return annotate_file(city, Source(str(path), path))


def test_the_list_of_mistakes_is_what_it_claims_to_be() -> None:
    assert len(MISTAKES) == 30
    assert len({code for _, _, code in MISTAKES}) >= 20
    assert len({cell for cell, _, _ in MISTAKES}) == 30


def test_every_mistake_is_told_at_its_cell_in_one_pass_and_nothing_else_is(made) -> None:
    told = Counter((item.code, item.cells[0]) for item in made.result.each)
    planted = Counter((code, cell) for cell, _, code in MISTAKES)
    assert told == planted


def test_folded_there_is_a_line_for_each_and_none_twice(made) -> None:
    lines = made.result.findings
    assert len(lines) <= len(MISTAKES)
    assert {(item.code, cell) for item in lines for cell in item.cells} >= {
        (code, cell) for cell, _, code in MISTAKES
    }


def test_each_line_says_what_was_written_and_how_to_mend_it(made) -> None:
    for item in made.result.findings:
        assert item.raw
        assert item.message
        assert item.mend.endswith("。")


def test_what_last_month_and_the_rows_other_figure_give_is_offered(made) -> None:
    offered = {item.cell: item.advice for item in made.result.findings if item.advice}
    assert offered["G7"] == "按累计 871 减7月累计 785 推算，本月完成应为 86，供核对。"
    assert offered["H8"] == "按7月累计 1084 加本月 119 推算，累计完成应为 1203，供核对。"
    assert offered["H11"] == "按7月累计 131 加本月 11 推算，累计完成应为 142，供核对。"
    assert offered["G12"].startswith("“O”是字母，不是数字 0。")
    assert "表里还少“残疾人子女”" in offered["C18"]


def test_the_marked_copy_has_a_comment_and_a_link_for_each(
    city: Database, spoilt: bytes, made
) -> None:
    book = openpyxl.load_workbook(BytesIO(made.content))
    for cell, _, code in MISTAKES:
        assert code in book["月报"][cell].comment.text
    assert len(listed(book)) == len(made.result.findings)
    assert faults(city, spoilt, f"{REGION}2021年8月.xlsx") == []
