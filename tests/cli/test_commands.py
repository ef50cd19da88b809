"""Each command: what it prints, as JSON and for people, and how it ends."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.cli.main import COMMANDS
from etl.domain.period import Month
from etl.workbook.template.form import FilledRow
from tests.cities import (
    COUNTY,
    RIVER,
    ROOT,
    SUBMITTING,
    WEST,
    WILLOWS,
    YEAR,
    file_form,
    second_city,
    usual_forms,
    usual_rows,
    written,
)
from tests.cli.running import Run
from tests.contract.schemas import assert_fits

PLAN = second_city()
MARCH = ("--year", YEAR, "--month", 3)
APRIL = Month(YEAR, 4)


def april(folder: Path, name: str = "四月.xlsx", **changes: FilledRow) -> Path:
    path = folder / name
    path.write_bytes(file_form(PLAN, COUNTY, APRIL, usual_rows(COUNTY, 4) | changes))
    return path


# ---------------------------------------------------------------- help


USER_COMMANDS = "add list disable enable reset token".split()


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help(bare: Run, command: str, option: str) -> None:
    ran = bare(*filter(None, [command]), option)
    assert (ran.code, ran.err) == (0, "")
    assert "--help" in ran.out
    words = set(ran.out.split())
    if command == "user":
        assert set(USER_COMMANDS) <= words
    elif command:
        assert {"--db", "--json"} <= words
    else:
        assert set(COMMANDS) <= words


@pytest.mark.parametrize("command", USER_COMMANDS)
def test_every_command_for_accounts_has_help(bare: Run, command: str) -> None:
    ran = bare("user", command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert {"--db", "--json"} <= set(ran.out.split())


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(COMMANDS) >= set(
        "init plan check load template accept return completion figures trace annotate user verify".split()
    )


# ---------------------------------------------------------------- the month's work


def test_from_an_empty_database_to_the_completion_table(empty: Run, tmp_path: Path) -> None:
    assert empty("init", "--json").answer == {"changed": True}
    assert empty("init", "--json").answer == {"changed": False}
    plan = tmp_path / "任务书.xlsx"
    plan.write_bytes(written(PLAN))
    loaded = empty("plan", plan, "--json")
    assert loaded.code == 0
    assert loaded.answer == {
        "file": str(plan),
        "outcome": "ok",
        "year": YEAR,
        "revision": 1,
        "unchanged": False,
        "changes": [],
        "findings": [],
    }
    folder = tmp_path / "报送"
    folder.mkdir()
    for name, content in usual_forms(PLAN).items():
        (folder / name).write_bytes(content)
    filed = empty("load", folder, "--accept", "--json")
    assert (filed.code, len(filed.answer["results"])) == (0, 13)
    table = empty("completion", *MARCH, "--by", "cell")
    assert_fits(table.answer, "completion")
    assert len(table.answer["rows"]) == len(SUBMITTING) * len(PLAN.indicators)


def test_any_command_makes_the_schema_that_it_needs(empty: Run) -> None:
    assert empty("completion", *MARCH).code == 1
    assert empty("init", "--json").answer == {"changed": False}


# ---------------------------------------------------------------- check and load


def test_load_prints_only_json_on_stdout_and_progress_on_stderr(city: Run, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for number, region in enumerate(SUBMITTING):
        content = file_form(PLAN, region, APRIL, usual_rows(region, 4))
        (folder / f"{number}.xlsx").write_bytes(content)
    ran = city("load", folder, "--json")
    assert_fits(ran.answer, "check")
    assert "月报表" in ran.err
    assert ran.answer["results"][0]["file"] == str(folder / "0.xlsx")


def test_check_ends_with_0_also_for_warnings_and_with_1_for_errors(
    city: Run, tmp_path: Path
) -> None:
    fine = april(tmp_path)
    warned = april(tmp_path, "多.xlsx", visits=FilledRow(2000, 2060))
    wrong = april(tmp_path, "错.xlsx", visits=FilledRow(9, 8))
    codes = [city("check", path, "--json").code for path in (fine, warned, wrong)]
    assert codes == [0, 0, 1]
    both = city("check", wrong, fine, "--json")
    assert both.code == 1
    assert [item["outcome"] for item in both.answer["results"]] == ["errors", "ok"]
    assert_fits(both.answer, "check")


def test_load_ends_with_1_when_warnings_are_not_answered(city: Run, tmp_path: Path) -> None:
    warned = april(tmp_path, visits=FilledRow(2000, 2060))
    ran = city("load", warned, "--json")
    (result,) = ran.answer["results"]
    assert (ran.code, result["outcome"], result["submission"]) == (1, "warnings", None)
    ran = city("load", warned, "--reason", "  ", "--json")
    assert (ran.code, ran.answer["results"][0]["submission"]) == (1, None)
    ran = city("load", warned, "--reason", "专项走访", "--json")
    assert (ran.code, ran.answer["results"][0]["submission"]) == (0, 14)
    ran = city("load", warned, "--json")
    (result,) = ran.answer["results"]
    assert (ran.code, result["submission"], result["unchanged"]) == (0, 14, True)


def test_people_read_what_became_of_each_file(city: Run, tmp_path: Path) -> None:
    fine, wrong = april(tmp_path), april(tmp_path, "错.xlsx", visits=FilledRow(9, 8))
    ran = city("load", wrong, fine)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == f"{wrong}：石门县 {YEAR}年4月：有错误，没有保存"
    assert any(line.startswith("  × 错误 月报 ") for line in lines)
    assert f"{fine}：石门县 {YEAR}年4月：已报送，待审核，第1版，编号14" in lines
    assert lines[-1] == (
        "共 2 个文件：合格 1，有提醒 0，有错误 1；已保存 1，已采用 0，没有保存 1。"
    )


def test_a_path_that_is_not_there_is_the_files_own_result(city: Run, tmp_path: Path) -> None:
    fine, gone = april(tmp_path), tmp_path / "没有.xlsx"
    ran = city("load", gone, fine, "--json")
    assert ran.code == 1
    assert [
        (item["file"], item["submission"], [found["code"] for found in item["findings"]])
        for item in ran.answer["results"]
    ] == [(str(gone), None, ["E-FILE-MISSING"]), (str(fine), 14, [])]


def test_who_loads_is_the_system_user(city: Run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "zhang")
    assert city("load", april(tmp_path), "--accept").code == 0
    asked = ("--year", YEAR, "--month", 4, "--region", COUNTY, "--indicator", "visits")
    (part,) = city("trace", *asked, "--json").answer["parts"]
    assert (part["filed_by"], part["accepted_by"]) == ("cli:zhang", "cli:zhang")

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert city("load", april(tmp_path, visits=FilledRow(21, 81)), "--accept").code == 0
    (part,) = city("trace", *asked, "--json").answer["parts"]
    assert part["filed_by"] == "cli:unknown"


# ---------------------------------------------------------------- plan and template


def test_a_plan_with_errors_ends_with_1_and_names_the_cells(city: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(PLAN)))
    sheet = book["年度目标"]
    sheet["A2"] = "nothing"
    path = tmp_path / "坏.xlsx"
    book.save(path)
    ran = city("plan", path, "--json")
    found = [(item["code"], item["sheet"], item["cell"]) for item in ran.answer["findings"]]
    assert (ran.code, ran.answer["revision"]) == (1, None)
    assert ("E-PLAN-UNKNOWN", "年度目标", "A2") in found
    told = city("plan", path)
    assert told.out.startswith(f"{path}：有错误，没有录入。\n")


def test_a_plan_exported_and_loaded_again_is_unchanged(city: Run, tmp_path: Path) -> None:
    out = tmp_path / "导出.xlsx"
    ran = city("plan", "--export", YEAR, "-o", out, "--json")
    assert (ran.code, ran.answer) == (0, {"year": YEAR, "file": str(out)})
    again = city("plan", out, "--json")
    assert (again.code, again.answer["unchanged"], again.answer["revision"]) == (0, True, 1)


def test_a_template_is_written_for_a_code_or_a_name(city: Run, tmp_path: Path) -> None:
    by_code, by_name = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    wanted = ("--month", f"{YEAR}-04", "-o")
    assert city("template", "--region", COUNTY, *wanted, by_code, "--json").code == 0
    assert city("template", "--region", "石门", *wanted, by_name).code == 0
    assert by_code.read_bytes() == by_name.read_bytes()
    assert city("check", by_code, "--json").answer["results"][0]["region"] == COUNTY


# ---------------------------------------------------------------- tables


def test_completion_as_csv_opens_in_excel_and_says_of_when_it_is(
    sample: Run, tmp_path: Path
) -> None:
    path = tmp_path / "八月.csv"
    asked = ("completion", "--year", 2021, "--month", 8, "--format", "csv")
    assert sample(*asked, "-o", path).code == 0
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) == 9
    assert "残疾人基本辅具适配" in lines[1]
    assert all(line.endswith("2021-08,2021-08-18,9/9,第1版,示例数据") for line in lines[1:])
    assert sample(*asked).out.encode() == content


@pytest.mark.parametrize("by", ["project", "region", "cell"])
def test_completion_as_workbook_has_caption_header_and_numbers(
    sample: Run, tmp_path: Path, by: str
) -> None:
    path = tmp_path / "八月.xlsx"
    asked = ("completion", "--year", 2021, "--month", 8, "--by", by, "--format", "xlsx")
    assert sample(*asked, "-o", path).code == 0
    (sheet,) = openpyxl.load_workbook(path).worksheets
    caption = str(sheet["A2"].value)
    for part in ("示例数据", "2021年8月", "截至 2021-08-18", "报送覆盖 9/9", "任务书第1版"):
        assert part in caption
    headers = [cell.value for cell in sheet[3]]
    assert {"县区", "项目", "累计完成", "状态", "累计资金（万元）"} <= set(headers)
    count = {"project": 8, "region": 72, "cell": 108}[by]
    assert sheet.max_row == 3 + count
    done = [row[headers.index("累计完成")].value for row in sheet.iter_rows(min_row=4)]
    assert all(value is None or isinstance(value, int | float) for value in done)


def test_what_is_not_sample_says_nothing_of_sample(city: Run, tmp_path: Path) -> None:
    asked = ("completion", *MARCH, "--format")
    assert "示例" not in city(*asked, "csv").out
    assert "sample" not in city(*asked, "json").answer
    path = tmp_path / "x.xlsx"
    assert city(*asked, "xlsx", "-o", path).code == 0
    assert "示例" not in str(openpyxl.load_workbook(path).active["A2"].value)  # type: ignore[index]


def test_figures_in_three_formats_hold_the_same_numbers(city: Run, tmp_path: Path) -> None:
    import csv

    records = city("figures", "--year", YEAR, "--json").answer["figures"]
    assert len(records) == 12 * 13
    in_csv = list(
        csv.DictReader(
            io.StringIO(city("figures", "--year", YEAR, "--format", "csv").out.lstrip("\ufeff"))
        )
    )
    path = tmp_path / "f.xlsx"
    assert city("figures", "--year", YEAR, "--format", "xlsx", "-o", path).code == 0
    (sheet,) = openpyxl.load_workbook(path).worksheets
    column = [cell.value for cell in sheet[3]].index("数值")
    in_xlsx = [row[column].value for row in sheet.iter_rows(min_row=4)]
    assert [float(record["value"]) for record in records] == in_xlsx
    assert [str(record["value"]) for record in records] == [row["数值"] for row in in_csv]
    out = tmp_path / "f.json"
    written = city("figures", "--year", YEAR, "-o", out)
    assert (written.code, written.out) == (0, "")
    assert out.read_text(encoding="utf-8") == city("figures", "--year", YEAR).out


def test_texts_that_look_like_formulas_are_no_formulas_and_numbers_stay_numbers(
    city: Run, tmp_path: Path
) -> None:
    note = '=HYPERLINK("http://x")'
    row = FilledRow(-2, 58, note=note)  # a correction: negative, with its reason
    path = april(tmp_path, visits=row)
    assert city("load", path, "--accept", "--json").code == 0
    out = tmp_path / "f.xlsx"
    text = city("figures", "--year", YEAR, "--format", "csv").out
    assert ",'=HYPERLINK(" in text.replace('"', "")
    assert ",-2," in text
    assert city("figures", "--year", YEAR, "--format", "xlsx", "-o", out).code == 0
    (sheet,) = openpyxl.load_workbook(out).worksheets
    found = [cell for line in sheet.iter_rows() for cell in line if cell.value == note]
    assert found
    assert {cell.data_type for cell in found} == {"s"}


# ---------------------------------------------------------------- trace


@pytest.mark.parametrize(
    ("region", "indicator", "parts"),
    [(ROOT, "visits", 5), (WEST, "visits", 2), (COUNTY, "visits", 1), (COUNTY, "meals", 2)],
)
def test_trace_answers_at_every_level(city: Run, region: str, indicator: str, parts: int) -> None:
    asked = ("trace", *MARCH, "--region", region, "--indicator", indicator)
    said = city(*asked, "--json").answer
    assert_fits(said, "trace")
    assert len(said["parts"]) == parts
    told = city(*asked).out.splitlines()
    assert (told[0], len(told)) == (said["formula"], 1 + parts)


def test_trace_tells_people_file_cell_and_text(city: Run) -> None:
    told = city("trace", *MARCH, "--region", WEST, "--indicator", "visits").out.splitlines()
    file = f"{WILLOWS}-{YEAR}-02.xlsx"
    where, who = told[1].split("，报送 7：")
    assert where == f"  柳园街道 24：{YEAR}-02，{file} 月报!H11，原文“24”"
    clock = r"20\d\d-\d\d-\d\d \d\d:\d\d"
    assert re.fullmatch(rf"cli:\S+ {clock}，采用：cli:\S+ {clock}", who)
    told = city("trace", *MARCH, "--region", COUNTY, "--indicator", "skills").out.splitlines()
    assert told == ["没有已采用的报送", "  石门县：未报"]


def test_trace_gives_back_the_bytes_that_were_sent(city: Run, tmp_path: Path) -> None:
    out = tmp_path / "原件.xlsx"
    asked = ("trace", *MARCH, "--region", RIVER, "--indicator", "visits", "-o", out, "--json")
    ran = city(*asked)
    assert_fits(ran.answer, "trace")
    assert out.read_bytes() == usual_forms(PLAN)[f"{RIVER}-{YEAR}-03.xlsx"]


def test_the_samples_originals_outlive_their_files(sample: Run, tmp_path: Path) -> None:
    from tests.cities import SAMPLE_FILES

    out = tmp_path / "原件.xlsx"
    sent: dict[Any, bytes] = {path.name: path.read_bytes() for path in SAMPLE_FILES.rglob("*.xlsx")}
    asked = ("trace", "--year", 2021, "--month", 8, "--region", "130322", "--indicator")
    ran = sample(*asked, "rehab_adult", "-o", out, "--json")
    assert out.read_bytes() == sent[ran.answer["parts"][0]["file"]]


# ---------------------------------------------------------------- fates, carried forward


def test_each_file_hears_its_fate_and_the_same_figures_are_named(city: Run, tmp_path: Path) -> None:
    fine, copy = april(tmp_path), april(tmp_path, "另存.xlsx")
    copy.write_bytes(file_form(PLAN, COUNTY, APRIL, usual_rows(COUNTY, 4), filed_by="李四"))
    whose = f"石门县 {YEAR}年4月："
    warned = april(tmp_path, "多.xlsx", visits=FilledRow(2000, 2060))

    def told(*arguments: object) -> str:
        return str(city(*arguments).out.splitlines()[0]).partition(whose)[2]

    assert told("check", fine) == "合格（只检查，没有保存）"
    assert told("load", warned).startswith("有提醒，没有保存。请改正；数确实无误的，重新报送")
    assert told("load", fine) == "已报送，待审核，第1版，编号14"
    assert told("load", copy) == "数与编号14（四月.xlsx）相同，没有另存"
    assert told("load", copy, "--accept") == "数与编号14（四月.xlsx）相同，没有另存；已采用编号14"
    assert told("check", fine) == f"与{YEAR}年4月已采用的第1版相同，不需要再报"
    assert told("load", warned, "--accept") == "有提醒，已报送并采用，第2版，编号15"


def test_what_is_carried_forward_is_said_in_csv_workbook_and_json(
    city: Run, tmp_path: Path
) -> None:
    import csv

    asked = ("completion", "--year", YEAR, "--month", 4, "--by", "region", "--region", WEST)
    rows = list(csv.DictReader(io.StringIO(city(*asked, "--format", "csv").out.lstrip("\ufeff"))))
    (row,) = [row for row in rows if row["县区"] == "柳园街道" and row["项目"].startswith("走访")]
    assert (row["状态"], row["报送情况"]) == ("沿用，不判快慢", "沿用")
    assert row["取自报告期"] == f"{YEAR}-02"
    assert row["与序时比（省定，百分点）"] == ""
    (answer,) = [
        item
        for item in city(*asked).answer["rows"]
        if (item["region"], item["project"]) == (WILLOWS, "visits")
    ]
    assert (answer["carried_forward"], answer["missing"]) == ([WILLOWS], [])
    whole = city("completion", *MARCH).answer["rows"]
    assert [row["target_units"]["city"] for row in whole if row["project"] == "visits"] == ["人次"]
    assert "市定：人次" in city("completion", *MARCH, "--format", "csv").out
    path = tmp_path / "c.xlsx"
    assert city(*asked, "--format", "xlsx", "-o", path).code == 0
    (sheet,) = openpyxl.load_workbook(path).worksheets
    assert not sheet["A2"].alignment.wrap_text
