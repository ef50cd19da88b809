"""Files that are held back: by warnings, by errors, by personal data; what is kept of them."""

from __future__ import annotations

import logging
from decimal import Decimal
from pathlib import Path

import pytest

from etl.services.database import Database
from etl.services.files import sources
from etl.services.filings import filings
from etl.services.submit import Order, check_files
from etl.workbook.template.form import FilledRow
from tests.cities import (
    ACCEPTED,
    COUNTY,
    PINES,
    YEAR,
    load_forms,
    load_plan,
    usual_forms,
)
from tests.services.filing import PLAN, SUBMITTED, form, saved_again, stored
from tests.services.snapshot import everything, kept


@pytest.fixture
def city(database: Database) -> Database:
    load_plan(database, PLAN)
    return database


# ---------------------------------------------------------------- warnings


def far_over() -> dict[str, bytes]:
    return {"多.xlsx": form(1, visits=FilledRow(2000, 2000))}


def test_warnings_that_nobody_answers_store_nothing_of_the_file(city: Database) -> None:
    before = everything(city)
    (result,) = load_forms(city, far_over(), SUBMITTED)
    assert (result.outcome, result.submission) == ("warnings", None)
    assert [item.code for item in result.findings] == ["W-FAR-OVER-TARGET"]
    after = everything(city)
    grown = {name for name in after if after[name] != before[name]}
    assert grown == {"attempt", "finding", "audit", "audit_head"}


def test_a_reason_answers_the_warnings_and_travels_with_the_figures(city: Database) -> None:
    (result,) = load_forms(city, far_over(), Order("cli:测试", reason="含上级专项走访"))
    assert (result.outcome, result.submission) == ("warnings", 1)
    (filing,) = filings(city, COUNTY, YEAR)
    assert (filing.state, filing.reason) == ("submitted", "含上级专项走访")


def test_accept_takes_warnings_too(city: Database) -> None:
    (result,) = load_forms(city, far_over(), ACCEPTED)
    assert (result.outcome, result.submission) == ("warnings", 1)
    assert stored(city) == [("2023-01", 1, "accepted")]


# ---------------------------------------------------------------- errors


def test_errors_keep_the_attempt_with_findings_and_bytes_and_file_nothing(city: Database) -> None:
    content = form(1, visits=FilledRow(5, 4))
    (result,) = load_forms(city, {"错.xlsx": content}, ACCEPTED)
    assert (result.outcome, result.submission) == ("errors", None)
    assert stored(city) == []
    (attempt,) = kept(city, "attempt")
    assert (attempt["actor"], attempt["file_name"], attempt["region"], attempt["outcome"]) == (
        *("cli:测试", "错.xlsx", COUNTY, "errors"),
    )
    assert (attempt["year"], attempt["month"], attempt["submission_id"]) == (YEAR, 1, None)
    found = kept(city, "finding")
    assert [(item["code"], item["sheet"], item["cells"], item["raw"]) for item in found] == [
        (item.code, item.sheet, " ".join(item.cells), item.raw) for item in result.findings
    ]
    assert content in [row["content"] for row in kept(city, "original")]


def test_one_bad_file_does_not_taint_the_others(city: Database) -> None:
    forms = {
        "1.xlsx": form(1),
        "2.xlsx": saved_again(form(2), H11="两百"),
        "松林.xlsx": form(1, PINES),
    }
    results = load_forms(city, forms)
    assert [item.outcome for item in results] == ["ok", "errors", "ok"]
    assert [item.submission for item in results] == [2, None, 1]
    assert all(item.cells == ("H11",) for item in results[1].findings)


def test_check_writes_nothing_and_gives_what_load_would(city: Database, tmp_path: Path) -> None:
    names = usual_forms(PLAN) | far_over() | {"坏.xlsx": b"PK\x03\x04broken"}
    folder = tmp_path / "报送"
    folder.mkdir()
    for name, content in names.items():
        (folder / name).write_bytes(content)
    before = everything(city)
    found = check_files(city, sources([str(folder)]))
    assert len(found) == len(names)
    assert everything(city) == before
    assert {item.submission for item in found} == {None}
    bad = {item.file for item in found if item.outcome == "errors"}
    assert {Path(name).name for name in bad} == {"坏.xlsx"}


def test_figures_list_every_indicator_also_of_a_file_with_errors(city: Database) -> None:
    content = saved_again(form(1), H11="两百")
    (result,) = load_forms(city, {"错.xlsx": content})
    assert [row.indicator for row in result.figures] == [item.code for item in PLAN.indicators]
    values = {row.indicator: row.amount("completed_total") for row in result.figures}
    assert values["visits"] is None
    assert values["post_months"] == Decimal("7.5")


def test_a_plan_loaded_between_reading_and_filing_is_the_one_that_judges(
    city: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from etl.services import submit

    renamed = replace(
        PLAN,
        projects=tuple(
            replace(
                project,
                indicators=tuple(
                    replace(item, name="新名称") if item.code == "visits" else item
                    for item in project.indicators
                ),
            )
            for project in PLAN.projects
        ),
    )
    read = submit._read_all

    def then_the_plan_changes(database, *given):
        found = read(database, *given)
        load_plan(database, renamed)
        return found

    monkeypatch.setattr(submit, "_read_all", then_the_plan_changes)
    (result,) = load_forms(city, {"1.xlsx": form(1)})
    assert "E-INDICATOR-UNKNOWN" in [item.code for item in result.findings]
    assert stored(city) == []


# ---------------------------------------------------------------- personal data


ID_NUMBER = "990101199001011234"


def holds(database: Database, *texts: str) -> list[str]:
    """Which of these texts stand anywhere in the database, in any encoding of it."""
    rows = repr(everything(database)).encode()
    raw = b"".join(row["content"] for row in kept(database, "original"))
    if database.engine.dialect.name == "sqlite":
        path = Path(str(database.engine.url.database))
        for part in path.parent.glob(path.name + "*"):
            raw += part.read_bytes()
    return [text for text in texts if text.encode() in rows or text.encode() in raw]


@pytest.mark.parametrize("order", [SUBMITTED, ACCEPTED, Order("cli:测试", reason="有原因")])
def test_of_a_file_with_an_id_number_only_codes_and_cells_are_kept(
    city: Database, caplog: pytest.LogCaptureFixture, order: Order
) -> None:
    caplog.set_level(logging.DEBUG)
    content = saved_again(form(1), K8=f"王五 {ID_NUMBER}")
    (result,) = load_forms(city, {"王五的低保.xlsx": content}, order)
    assert [(item.code, item.cells, item.raw) for item in result.findings] == [
        ("E-PERSONAL-ID", ("K8",), None)
    ]
    assert result.submission is None
    assert holds(city, ID_NUMBER, "王五", "低保") == []
    assert content not in [row["content"] for row in kept(city, "original")]
    (attempt,) = kept(city, "attempt")
    assert (attempt["file_name"], attempt["sha256"], attempt["region"]) == ("", None, None)
    assert ID_NUMBER not in caplog.text
    assert "低保" not in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        f"姓名,证号\n王五,{ID_NUMBER}\n".encode(),
        f"<html><table><tr><td>{ID_NUMBER}</td></tr></table></html>".encode(),
        f"PK\x03\x04 {ID_NUMBER}".encode(),
    ],
    ids=["csv", "html", "broken"],
)
def test_of_a_file_that_could_not_be_searched_the_bytes_are_not_kept(
    city: Database, content: bytes
) -> None:
    (result,) = load_forms(city, {"x.xlsx": content})
    assert result.outcome == "errors"
    assert holds(city, ID_NUMBER) == []
    (attempt,) = kept(city, "attempt")
    assert attempt["sha256"] is not None


def test_a_fault_of_the_program_is_logged_without_what_stands_in_the_file(
    city: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from etl.services import reading

    def falls_over(*_: object) -> None:
        raise ValueError(f"cannot read {ID_NUMBER}")

    monkeypatch.setattr(reading, "personal_data", falls_over)
    (result,) = load_forms(city, {"1.xlsx": form(1)})
    assert [item.code for item in result.findings] == ["E-FILE-INTERNAL"]
    assert "ValueError" in caplog.text
    assert "test_refused.py" in caplog.text
    assert ID_NUMBER not in caplog.text
    assert kept(city, "original")[1:] == []


def test_more_decimals_than_the_unit_has_are_refused_at_the_cell(city: Database) -> None:
    """人月 are counted with one decimal."""
    content = form(1, post_months=FilledRow(Decimal("1.25"), Decimal("1.25")))
    (result,) = load_forms(city, {"错.xlsx": content}, ACCEPTED)
    assert [(item.code, item.cell) for item in result.findings] == [
        ("E-DECIMALS", "G7"), ("E-DECIMALS", "H7"),
    ]  # fmt: skip
    assert "最多 1 位小数，填写的是 1.25" in result.findings[0].message
