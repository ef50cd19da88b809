"""Files in: in which order, which are tried, and what comes of the same file again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.domain.period import Month
from etl.domain.refusal import Refusal
from etl.services.database import Database
from etl.services.files import Source, sources
from etl.services.filings import filings
from etl.services.submit import Order, check_files, load_files
from etl.services.trace import traced_original
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    PINES,
    RIVER,
    SUBMITTING,
    YEAR,
    file_form,
    load_forms,
    load_plan,
    second_city,
    usual_forms,
    usual_rows,
)
from tests.services.filing import PLAN, SUBMITTED, codes, form, named_pipe, saved_again, stored
from tests.services.snapshot import everything, kept


@pytest.fixture
def city(database: Database) -> Database:
    load_plan(database, PLAN)
    return database


# ---------------------------------------------------------------- order


def test_files_are_filed_by_month_and_results_come_in_the_order_given(city: Database) -> None:
    # Backwards: each month must find the one before accepted, or 累计 would not add up.
    forms = {f"{number}.xlsx": form(number) for number in (4, 3, 2, 1)}
    results = load_forms(city, forms)
    assert [str(item.month) for item in results] == ["2023-04", "2023-03", "2023-02", "2023-01"]
    assert [item.submission for item in results] == [4, 3, 2, 1]
    assert codes(results) == [[], [], [], []]


def test_within_a_month_files_are_filed_by_region(city: Database) -> None:
    forms = {f"{region}.xlsx": form(1, region) for region in reversed(SUBMITTING)}
    results = load_forms(city, forms)
    by_id = sorted(results, key=lambda item: item.submission or 0)
    assert [item.region for item in by_id] == sorted(SUBMITTING)
    assert [item.region for item in results] == list(reversed(SUBMITTING))


# ---------------------------------------------------------------- folders and paths


def test_in_a_folder_only_what_may_be_a_workbook_is_tried(city: Database, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    (folder / "深" / "处").mkdir(parents=True)
    good = form(1)
    names = {
        "1-好.xlsx": good,
        "2-坏.xlsx": good[: len(good) // 2],
        "3-文本.xlsx": "这是一段话，没有表格。\n".encode(),
        "4-空.xlsx": b"",
        "README.md": b"# read me",
        "~$1-好.xlsx": b"lock",
        ".hidden.xlsx": good,
        ".~lock.1-好.xlsx#": b"lock",
        "深/处/5-深.xlsx": form(1, RIVER),
    }
    for name, content in names.items():
        (folder / name).write_bytes(content)
    (folder / ".git").mkdir()
    (folder / ".git" / "x.xlsx").write_bytes(good)
    results = load_files(city, sources([str(folder)]), ACCEPTED)
    assert [Path(item.file).relative_to(folder).as_posix() for item in results] == [
        "1-好.xlsx",
        "2-坏.xlsx",
        "3-文本.xlsx",
        "4-空.xlsx",
        "深/处/5-深.xlsx",
    ]
    assert codes(results) == [
        [],
        ["E-FILE-BROKEN"],
        ["E-FILE-TEXT"],
        ["E-FILE-EMPTY"],
        [],
    ]
    assert [item.submission for item in results] == [2, None, None, None, 1]


def test_paths_that_cannot_be_read_are_findings_and_stop_nothing(
    city: Database, tmp_path: Path
) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "只有说明").mkdir()
    (tmp_path / "只有说明" / "README.md").write_text("x")
    good = tmp_path / "好.xlsx"
    good.write_bytes(form(1))
    named_pipe(tmp_path / "管道.xlsx")
    paths = [
        *(str(tmp_path / name) for name in ("空", "只有说明", "没有.xlsx", "管道.xlsx")),
        str(tmp_path / ("长" * 300)),
        str(good),
    ]
    results = load_files(city, sources(paths), ACCEPTED)
    assert [item.file for item in results] == paths
    assert codes(results) == [
        ["E-FOLDER-EMPTY"],
        ["E-FOLDER-EMPTY"],
        ["E-FILE-MISSING"],
        ["E-FILE-MISSING"],
        ["E-FILE-MISSING"],
        [],
    ]
    assert [item.submission for item in results] == [None] * 5 + [1]
    assert codes(check_files(city, sources(paths)))[:5] == codes(results)[:5]


def test_a_file_without_the_right_to_read_is_a_finding(
    city: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "好.xlsx"
    path.write_bytes(form(1))

    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    (result,) = load_files(city, sources([str(path)]), ACCEPTED)
    assert [(item.code, item.message) for item in result.findings] == [
        ("E-FILE-MISSING", "读不到这个文件：没有读取权限")
    ]


def test_a_file_that_is_too_large_is_not_even_read(
    city: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    assert codes(load_files(city, sources([str(path)]), ACCEPTED)) == [["E-FILE-TOO-LARGE"]]


def test_without_any_plan_every_file_is_refused_by_itself(database: Database) -> None:
    results = load_forms(database, {"1.xlsx": form(1), "文本.xlsx": b"text of some length\n"})
    assert codes(results) == [["E-MONTH-NO-PLAN"], ["E-FILE-TEXT"]]
    assert [item.submission for item in results] == [None, None]


def test_a_month_whose_year_has_no_plan_is_said_with_region_and_month(city: Database) -> None:
    other = second_city(YEAR - 1)
    content = file_form(other, COUNTY, Month(YEAR - 1, 3), usual_rows(COUNTY, 3))
    (result,) = load_forms(city, {"旧.xlsx": content})
    assert [item.code for item in result.findings if item.severity == "error"] == [
        "E-MONTH-NO-PLAN"
    ]
    assert (result.region, str(result.month), result.submission) == (COUNTY, "2022-03", None)
    (attempt,) = kept(city, "attempt")
    assert (attempt["region"], attempt["year"], attempt["month"]) == (COUNTY, 2022, 3)


# ---------------------------------------------------------------- again


def test_a_file_named_twice_in_one_call_is_filed_once(city: Database, tmp_path: Path) -> None:
    path = tmp_path / "好.xlsx"
    path.write_bytes(form(1))
    results = load_files(city, sources([str(path), str(path)]), ACCEPTED)
    assert [(item.submission, item.unchanged) for item in results] == [(1, False), (1, True)]
    assert stored(city) == [("2023-01", 1, "accepted")]


@pytest.mark.parametrize("order", [ACCEPTED, SUBMITTED], ids=["accepted", "submitted"])
def test_the_same_bytes_again_change_nothing_and_say_so(city: Database, order: Order) -> None:
    forms = {"1.xlsx": form(1)}
    load_forms(city, forms, order)
    before = everything(city)
    (again,) = load_forms(city, forms, order)
    assert everything(city) == before
    assert (again.submission, again.unchanged, again.outcome) == (1, True, "ok")
    assert [item.code for item in again.findings] == ["I-UNCHANGED"]
    assert "第1版（编号 1）" in again.findings[0].message


def test_the_same_figures_saved_by_another_program_are_unchanged(city: Database) -> None:
    load_forms(city, {"1.xlsx": form(1)})
    before = everything(city)
    resaved = saved_again(form(1))
    assert resaved != form(1)
    (again,) = load_forms(city, {"另存.xlsx": resaved})
    assert (again.submission, again.unchanged, again.outcome) == (1, True, "ok")
    assert everything(city) == before


def test_a_changed_remark_or_as_of_date_is_a_new_version(city: Database) -> None:
    load_forms(city, {"1.xlsx": form(1)})
    rows = usual_rows(COUNTY, 1)
    noted = rows | {"visits": FilledRow(24, 24, note="春节走访")}
    forms = {
        "注.xlsx": file_form(PLAN, COUNTY, Month(YEAR, 1), noted),
        "日.xlsx": file_form(PLAN, COUNTY, Month(YEAR, 1), noted, as_of=date(YEAR, 1, 20)),
    }
    results = load_forms(city, forms)
    assert [(item.submission, item.unchanged) for item in results] == [(2, False), (3, False)]


def test_the_bytes_of_a_version_that_waits_are_unchanged_too_and_accept_takes_that_one(
    city: Database,
) -> None:
    load_forms(city, {"1.xlsx": form(1)})
    new = {"新.xlsx": form(1, visits=FilledRow(25, 25))}
    (first,) = load_forms(city, new, SUBMITTED)
    (again,) = load_forms(city, new, SUBMITTED)
    assert (again.submission, again.unchanged) == (first.submission, True)
    assert stored(city) == [("2023-01", 1, "accepted"), ("2023-01", 2, "submitted")]
    (taken,) = load_forms(city, new, ACCEPTED)
    assert (taken.submission, taken.unchanged) == (first.submission, False)
    assert stored(city) == [("2023-01", 1, "superseded"), ("2023-01", 2, "accepted")]


def test_a_version_that_waits_is_not_accepted_once_it_has_become_wrong(city: Database) -> None:
    february = {"2.xlsx": form(2)}
    load_forms(city, february, SUBMITTED)
    higher = {"1.xlsx": form(1, visits=FilledRow(40, 40))}
    load_forms(city, higher, ACCEPTED)
    (result,) = load_forms(city, february, ACCEPTED)
    assert [item.code for item in result.findings] == ["E-NOT-ADDING-UP"]
    assert result.submission is None
    assert stored(city) == [("2023-01", 1, "accepted"), ("2023-02", 1, "submitted")]


# ---------------------------------------------------------------- versions


def test_without_accept_a_file_waits_for_review_and_counts_for_nothing(city: Database) -> None:
    (result,) = load_forms(city, {"1.xlsx": form(1)}, SUBMITTED)
    assert (result.outcome, result.submission) == ("ok", 1)
    (filing,) = filings(city, COUNTY, YEAR)
    assert (filing.state, filing.accepted_by, filing.backfilled) == ("submitted", None, False)


def test_a_new_version_supersedes_the_old_only_when_it_is_accepted(city: Database) -> None:
    load_forms(city, {"1.xlsx": form(1)})
    load_forms(city, {"2.xlsx": form(1, visits=FilledRow(25, 25))}, SUBMITTED)
    assert stored(city) == [("2023-01", 1, "accepted"), ("2023-01", 2, "submitted")]
    load_forms(city, {"3.xlsx": form(1, visits=FilledRow(26, 26))}, ACCEPTED)
    assert stored(city) == [
        ("2023-01", 1, "superseded"),
        ("2023-01", 2, "superseded"),
        ("2023-01", 3, "accepted"),
    ]


def test_accepted_history_is_marked_as_filed_afterwards(city: Database) -> None:
    load_forms(city, {"1.xlsx": form(1)})
    (filing,) = filings(city, COUNTY, YEAR)
    assert (filing.backfilled, filing.filed_by, filing.accepted_by) == (
        True,
        "cli:测试",
        "cli:测试",
    )


# ---------------------------------------------------------------- originals


def test_with_the_files_deleted_the_database_gives_back_the_same_bytes(
    city: Database, tmp_path: Path
) -> None:
    forms = usual_forms(PLAN)
    for name, content in forms.items():
        (tmp_path / name).write_bytes(content)
    load_files(city, sources([str(tmp_path)]), ACCEPTED)
    for name in forms:
        (tmp_path / name).unlink()
    for region in (RIVER, PINES, COUNTY):
        for number in (1, 2, 3):
            sent = forms[f"{region}-{YEAR}-{number:02d}.xlsx"]
            assert traced_original(city, Month(YEAR, number), region, "visits") == sent


def test_the_name_given_is_the_name_in_results_and_only_its_last_part_is_stored(
    city: Database, tmp_path: Path
) -> None:
    path = tmp_path / "一月.xlsx"
    path.write_bytes(form(1))
    (result,) = load_files(city, (Source(str(path), path),), ACCEPTED)
    assert result.file == str(path)
    assert [item.file_name for item in filings(city, COUNTY, YEAR)] == ["一月.xlsx"]


def test_a_reason_with_personal_data_files_nothing_and_is_kept_nowhere(city: Database) -> None:
    secret = "11010519491231002X"
    with pytest.raises(Refusal, match="没有报送"):
        load_forms(city, {"1.xlsx": form(1)}, Order("cli:测试", f"本人{secret}", accept=True))
    assert filings(city, RIVER, YEAR) == ()
    assert secret not in str(everything(city))


def test_before_any_plan_the_month_is_read_and_the_plan_asked_for(database: Database) -> None:
    (result,) = load_forms(database, {"1.xlsx": form(1)})
    assert (str(result.month), result.region, result.submission) == ("2023-01", None, None)
    assert codes([result]) == [["E-MONTH-NO-PLAN"]]
    assert result.findings[0].message == "报告期是2023年1月，但还没有录入2023年的年度任务书"
