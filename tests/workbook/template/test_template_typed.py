"""A form typed into LibreOffice as a clerk does: right while typing, and read back in peace."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.make.plan_2021 import SUBMITTING, build_plan
from etl.checks.case import Case
from etl.checks.rules import judge
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.workbook.opening import open_workbook
from etl.workbook.submission_sheet import read_submission
from etl.workbook.template.form import template_workbook
from tests.cities import RIVER, YEAR, second_city
from tests.conftest import missing
from tests.workbook.template.live_line import Setting, accepted

pytestmark = pytest.mark.office

SCRIPT = Path(__file__).with_name("type_in_office.py")
# The bridge comes with the system's Python, not with ours.
PYTHON = Path("/usr/bin/python3")
LETTERS = dict(zip(("month", "total", "funds_month", "funds_total", "note"), "GHIJK", strict=True))

CITY = Setting(
    second_city(),
    RIVER,
    Month(YEAR, 3),
    FilingHistory((accepted(Month(YEAR, 2), {"meals_home": 41, "visits": 7, "post_months": 5}),)),
)
SAMPLE = Setting(
    build_plan(),
    SUBMITTING[0],
    Month(2021, 8),
    FilingHistory((accepted(Month(2021, 7), {"assistive_devices": 278}, {"employment_service": 3}),)),
)  # fmt: skip


@dataclass(frozen=True)
class Clerk:
    """Types into a form; ``saved`` are the files by ending, ``shown`` what 核对 shows."""

    saved: dict[str, Path]
    shown: dict[str, str]


@pytest.fixture
def bridge() -> Path:
    """The Python that can drive LibreOffice."""
    found = (
        PYTHON.exists()
        and not subprocess.run(
            [PYTHON, "-c", "import uno"], capture_output=True, check=False
        ).returncode
    )
    if not found:
        missing("LibreOffice cannot be typed into: python3-uno is not installed")
    return PYTHON


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose name fits into the name of a pipe."""
    folder = Path(tempfile.mkdtemp(prefix="livelihood-typing-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def type_in(
    office: Path, bridge: Path, folder: Path, setting: Setting, typed: dict[str, dict[str, str]]
) -> Clerk:
    form, job = folder / "form.xlsx", folder / "job.json"
    form.write_bytes(
        template_workbook(setting.plan, 1, setting.region, setting.month, setting.history)
    )
    saved = folder / "saved"
    saved.mkdir()
    what: dict[str, Any] = {
        "form": str(form),
        "typed": {
            f"{LETTERS[name]}{setting.rows[code]}": text
            for code, cells in typed.items()
            for name, text in cells.items()
        },
        "read": [f"N{row}" for row in setting.rows.values()],
        "folder": str(saved),
        "profile": str(folder / f"{folder.name}-profile"),
    }
    job.write_text(json.dumps(what), encoding="utf-8")
    done = subprocess.run(
        [bridge, SCRIPT, office, job], capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    return Clerk(
        saved={ending: saved / f"form.{ending}" for ending in ("xlsx", "ods", "xls")},
        shown={code: shown[f"N{row}"] for code, row in setting.rows.items()},
    )


def test_a_form_typed_in_and_saved_in_any_format_raises_nothing(office, bridge, short_folder):
    typed = {
        "post_months": {"month": "1.5", "total": "6.5"},
        "meals_home": {"month": "10", "total": "51", "funds_month": "0.2", "funds_total": "1.02"},
        "meals_hall": {"month": "-", "total": "未开展"},
        "heating": {"month": "0", "total": "0", "note": "未到季节"},
        "visits": {"month": "3", "total": "10"},
    }
    clerk = type_in(office, bridge, short_folder, CITY, typed)
    assert clerk.shown == {
        **dict.fromkeys(("post_months", "meals_home", "heating", "visits"), "合格"),
        **dict.fromkeys(("meals_hall", "skills"), "未填"),
    }
    for path in clerk.saved.values():
        reading = read_submission(
            open_workbook(path.read_bytes()), "河口街道2023年3月.xlsx", lambda _: CITY.plan
        )
        case = Case(reading, CITY.plan, 1, CITY.history, date(YEAR, 4, 1), reading.figures)
        figures, findings = judge(case)
        assert findings == (), path.suffix
        meals = figures["meals_home"]
        assert meals.amount("completed_total") == 51
        assert meals.amount("funds_total_yuan") == Decimal("10200.00")
        assert figures["meals_hall"].amount("completed_total") is None
        assert figures["heating"].note == "未到季节"
        assert (reading.identity.region, reading.meta.region) == (RIVER, RIVER)


def test_the_line_follows_what_is_typed(office, bridge, short_folder):
    typed = {
        "assistive_devices": {"month": "10", "total": "289"},
        "rehab_child": {"month": "约5"},
        "vocational_training": {"month": "１２", "total": "12人"},
        "employment_service": {"funds_month": "0.1", "funds_total": "3.1"},
        "home_sports": {"month": "-3", "total": "4", "note": "更正"},
    }
    clerk = type_in(office, bridge, short_folder, SAMPLE, typed)
    assert {code: clerk.shown[code] for code in typed} == {
        "assistive_devices": "× 累计对不上：上月 278 加本月 10 是 288",
        "rehab_child": "× 本月完成应为数字",
        "vocational_training": "合格",
        "employment_service": "合格",
        "home_sports": "△ 本月是负数，备注已有说明",
    }
