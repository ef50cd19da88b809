"""A thousand ordinary workbooks through check and load, beside bare reads of the same files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pandas as pd
from python_calamine import CalamineWorkbook

from etl.domain.file_result import FileResult
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.domain.region import Region
from etl.services.database import connect, prepare
from etl.services.files import sources
from etl.services.submit import Order, check_files, load_files
from etl.workbook.opening import open_workbook
from etl.workbook.personal_data import personal_data
from etl.workbook.submission_sheet import read_submission
from etl.workbook.template.form import FilledRow
from tests.bench.measuring import seconds
from tests.cities import file_form, load_plan, second_city

YEAR, REGIONS, ROOT = 2023, 84, "980000"
SAMPLE = 100


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    plan = large_city()
    with TemporaryDirectory() as folder:
        forms = Path(folder) / "forms"
        forms.mkdir()
        write_forms(plan, forms)
        files = [path.read_bytes() for path in sorted(forms.iterdir())]
        yield f"{len(files)} workbooks, {sum(map(len, files)) / len(files) / 1000:.1f} kB each"
        yield from _bare(files[:: max(1, len(files) // SAMPLE)])
        yield from _stages(files, plan)
        yield from _whole(plan, forms, len(files), f"sqlite:///{Path(folder) / 'bench.sqlite'}")


def large_city() -> Plan:
    """The projects of the made-up second city in a city of 84 counties; all is 示例数据."""
    plan = second_city(YEAR)
    regions = [Region(ROOT, "大云市", None, ("大云",), 0, submits=False)]
    for number in range(1, REGIONS + 1):
        name = f"{_numeral(number)}号县"
        regions.append(Region(f"98{number:04d}", name, ROOT, (f"{name}残联",), number))
    return replace(plan, title="大云市民生实事", root=ROOT, regions=tuple(regions), targets=())


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    return digits[number // 10] + digits[number % 10]


def write_forms(plan: Plan, folder: Path) -> None:
    """Write every county's form of every month; each follows from the month before."""
    for region in plan.regions[1:]:
        for number in range(1, 13):
            month = Month(plan.year, number)
            content = file_form(plan, region.code, month, _rows(region.order, number))
            (folder / f"{month}-{region.code}.xlsx").write_bytes(content)


def _rows(step: int, number: int) -> dict[str, FilledRow]:
    rows = {}
    for place, code in enumerate(
        ("post_months", "meals_home", "meals_hall", "heating", "visits", "skills")
    ):
        count = step + place
        funds = Decimal(200 * count)
        rows[code] = FilledRow(count, count * number, funds, funds * number)
    return rows


# ---- the same files by other readers


def _bare(files: list[bytes]) -> Iterator[str]:
    readers: dict[str, Callable[[bytes], object]] = {
        "python-calamine, all sheets": _calamine,
        "openpyxl, all sheets": _openpyxl,
        "pandas.read_excel with openpyxl, first sheet": _pandas,
        "our cells, all sheets": open_workbook,
    }
    for name, reader in readers.items():
        yield f"{name}: {_per_file(reader, files):.2f} ms a file"


def _per_file(reader: Callable[[bytes], object], files: list[bytes]) -> float:
    reader(files[0])
    times = (seconds(lambda: [reader(content) for content in files]) for _ in range(3))
    return 1000 * min(times) / len(files)


def _calamine(content: bytes) -> object:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def _openpyxl(content: bytes) -> object:
    workbook = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return [list(sheet.values) for sheet in workbook.worksheets]


def _pandas(content: bytes) -> object:
    return pd.read_excel(BytesIO(content), engine="openpyxl")


# ---- where the time goes, and the whole


def _stages(files: list[bytes], plan: Plan) -> Iterator[str]:
    books = [open_workbook(content) for content in files]
    fresh = [open_workbook(content) for content in files]
    count = len(files)
    opening = seconds(lambda: [open_workbook(content) for content in files])
    searching = seconds(lambda: [personal_data(book) for book in books])
    reading = seconds(lambda: [read_submission(book, "", lambda _: plan) for book in fresh])
    for name, spent in (("opening", opening), ("searching", searching), ("reading", reading)):
        yield f"  of which {name}: {1000 * spent / count:.2f} ms"


def _whole(plan: Plan, forms: Path, count: int, url: str) -> Iterator[str]:
    database = connect(url)
    prepare(database)
    load_plan(database, plan)
    found = sources([str(forms)])
    checked = seconds(lambda: _passed(check_files(database, found)))
    yield f"check, before anything is filed: {1000 * checked / count:.2f} ms a file"
    order = Order("bench", accept=True)
    loaded = seconds(lambda: _passed(load_files(database, found, order)))
    yield f"load and accept: {1000 * loaded / count:.2f} ms a file"
    again = seconds(lambda: _passed(check_files(database, found)))
    yield f"check against the year's history: {1000 * again / count:.2f} ms a file"
    database.close()
    yield f"memory, check of all in a process of its own: {_peak(forms, url):.0f} MB at most"


def _passed(results: Sequence[FileResult]) -> None:
    bad = [item for item in results if item.outcome != "ok"]
    if bad:
        raise RuntimeError(f"an ordinary workbook was not passed: {bad[0]}")


_CHECK = """
import re, sys
from pathlib import Path
from etl.services.database import connect
from etl.services.files import sources
from etl.services.submit import check_files
check_files(connect(sys.argv[2]), sources([sys.argv[1]]))
# The peak of this program alone; ru_maxrss begins with that of the process that started it.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def _peak(forms: Path, url: str) -> float:
    command = [sys.executable, "-c", _CHECK, str(forms), url]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return float(done.stdout)
