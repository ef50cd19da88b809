"""The commands around mistakes: the marked copy, what comes again, and judging anew."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl

from etl.domain.period import Month
from etl.workbook.template.form import FilledRow
from tests.cities import COUNTY, YEAR, file_form, second_city, usual_rows, written
from tests.cli.running import Run
from tests.contract.schemas import assert_fits

PLAN = second_city()


def city(empty: Run, folder: Path) -> None:
    plan = folder / "任务书.xlsx"
    plan.write_bytes(written(PLAN))
    assert empty("plan", plan).code == 0


def bad(folder: Path, name: str = "一月.xlsx", **changes: FilledRow) -> Path:
    path = folder / name
    rows = usual_rows(COUNTY, 1) | {"visits": FilledRow(9, 5)} | changes
    path.write_bytes(file_form(PLAN, COUNTY, Month(YEAR, 1), rows))
    return path


def test_annotate_writes_the_marked_copy_and_leaves_the_original(
    empty: Run, tmp_path: Path
) -> None:
    city(empty, tmp_path)
    path, out = bad(tmp_path), tmp_path / "批注.xlsx"
    before = path.read_bytes()
    ran = empty("annotate", path, "-o", out)
    assert ran.code == 0
    assert "× 错误 月报 G11、H11：本月完成是 9，比累计完成 5 还多" in ran.out
    assert f"批注件已写到 {out}。" in ran.out
    assert path.read_bytes() == before
    book = openpyxl.load_workbook(BytesIO(out.read_bytes()))
    assert book.sheetnames[:2] == ["问题清单", "月报"]


def test_annotate_as_json_is_a_checks_result_with_the_copys_path(
    empty: Run, tmp_path: Path
) -> None:
    city(empty, tmp_path)
    path, out = bad(tmp_path), tmp_path / "批注.xlsx"
    ran = empty("annotate", path, "-o", out, "--json")
    assert ran.code == 0
    answer = ran.answer
    assert_fits({"results": [answer]}, "check")
    assert (answer["output"], answer["copied"], answer["outcome"]) == (str(out), True, "errors")
    checked = empty("check", path, "--json").answer["results"][0]
    assert answer["findings"] == checked["findings"]


def test_the_copy_can_be_checked_and_marked_again(empty: Run, tmp_path: Path) -> None:
    city(empty, tmp_path)
    path, out, again = bad(tmp_path), tmp_path / "批注.xlsx", tmp_path / "再批.xlsx"
    empty("annotate", path, "-o", out)
    first = empty("check", path, "--json").answer["results"][0]
    second = empty("check", out, "--json").answer["results"][0]
    assert second["findings"] == first["findings"]
    assert second["figures"] == first["figures"]
    assert empty("annotate", out, "-o", again).code == 0


def test_the_copy_is_never_written_over_the_original(empty: Run, tmp_path: Path) -> None:
    city(empty, tmp_path)
    path = bad(tmp_path)
    ran = empty("annotate", path, "-o", path)
    assert ran.code == 2
    assert "不能写在原件上" in ran.one_sentence()


def test_a_link_to_the_original_is_the_original(empty: Run, tmp_path: Path) -> None:
    city(empty, tmp_path)
    path, link = bad(tmp_path), tmp_path / "另名.xlsx"
    link.hardlink_to(path)
    before = path.read_bytes()
    ran = empty("annotate", path, "-o", link)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert "不能写在原件上" in ran.one_sentence()


def test_a_folder_is_called_one(empty: Run, tmp_path: Path) -> None:
    city(empty, tmp_path)
    ran = empty("annotate", tmp_path, "-o", tmp_path / "批注.xlsx")
    assert ran.code == 1
    assert "是文件夹" in ran.one_sentence()


def test_what_is_no_workbook_gives_the_list_alone_and_ends_with_1(
    empty: Run, tmp_path: Path
) -> None:
    city(empty, tmp_path)
    path, out = tmp_path / "月报.pdf", tmp_path / "批注.xlsx"
    path.write_bytes(b"%PDF-1.7")
    ran = empty("annotate", path, "-o", out)
    assert ran.code == 1
    assert f"问题清单已写到 {out}。" in ran.out
    missing = empty("annotate", tmp_path / "没有.xlsx", "-o", tmp_path / "无.xlsx")
    assert (missing.code, (tmp_path / "无.xlsx").exists()) == (1, False)
    assert empty("annotate", path, "-o", tmp_path / "批注.xls").code == 2


def test_a_second_upload_tells_for_people_what_is_mended(empty: Run, tmp_path: Path) -> None:
    city(empty, tmp_path)
    assert empty("load", bad(tmp_path)).code == 1
    mended = bad(tmp_path, "再报.xlsx", visits=FilledRow(5, 5), skills=FilledRow(3, 20))
    ran = empty("load", mended)
    assert "比：已改好 1 处，新出现 1 处" in ran.out
    assert "√ 已改好（上次的 G11）：本月完成是 9，比累计完成 5 还多" in ran.out


def test_patterns_tell_which_mistake_comes_again(empty: Run, tmp_path: Path) -> None:
    city(empty, tmp_path)
    empty("load", bad(tmp_path))
    ran = empty("patterns", "--year", YEAR)
    assert ran.code == 0
    head = "1. 石门县 本月大于累计（× 错误，E-MONTH-ABOVE-TOTAL）"
    assert f"{head}：只报过1月；第一次报就有；共 1 份文件、2 处。" in ran.out
    answer = empty("patterns", "--year", YEAR, "--json").answer
    assert [item["code"] for item in answer["patterns"]] == ["E-MONTH-ABOVE-TOTAL"]
    out = tmp_path / "规律.xlsx"
    assert empty("patterns", "--year", YEAR, "--format", "xlsx", "-o", out).code == 0
    assert openpyxl.load_workbook(out).worksheets[0].max_row > 2
    # What a table has no room for is said beside it.
    assert (
        "因为有个人信息整个退回的文件不在统计内"
        in empty("patterns", "--year", YEAR, "--format", "csv", "-o", tmp_path / "规律.csv").err
    )
    assert empty("patterns", "--year", YEAR, "--format", "xlsx").code == 2


def test_recheck_tells_what_would_be_judged_otherwise(empty: Run, tmp_path: Path) -> None:
    city(empty, tmp_path)
    right = bad(tmp_path, visits=FilledRow(20, 20))
    assert empty("load", right, "--accept").code == 0
    ran = empty("recheck", "--year", YEAR)
    assert ran.code == 0
    assert "共核对 1 份，0 份与报送时的结论不同。只报告，没有改动。" in ran.out
    answer = empty("recheck", "--year", YEAR, "--json").answer
    assert [item["differs"] for item in answer["filings"]] == [False]
