"""A made-up second city, its filled forms, and a database with some of its months.

Nothing in the program may know the sample; what holds for the sample must hold here too:
other codes, five projects, three levels of regions, a year that is no sample.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from etl.domain.file_result import FileResult
from etl.domain.period import Month
from etl.domain.plan import FundStandard, History, Indicator, Plan, PolicyPoint, Project, TargetRow
from etl.domain.region import Region
from etl.services.database import Database, connect, prepare
from etl.services.files import sources
from etl.services.plans import import_plan
from etl.services.submit import Order, load_files
from etl.workbook.plan_writer import plan_workbook
from etl.workbook.template.form import FilledForm, FilledRow, template_workbook

YEAR = 2023
ROOT = "990000"
EAST, WEST, COUNTY = "990100", "990200", "990300"
RIVER, PINES = "990101", "990102"
WILLOWS, PAGODA = "990201", "990202"
SUBMITTING = (RIVER, PINES, WILLOWS, PAGODA, COUNTY)

INDICATORS = ("post_months", "meals_home", "meals_hall", "heating", "visits", "skills")

# Twelve planned shares: nothing before October.
WINTER = tuple(Decimal(share) for share in (0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 80, 100))

ACCEPTED = Order("cli:测试", accept=True)

DATA = Path(__file__).parents[1] / "data"
SAMPLE_PLAN = DATA / "plan" / "2021.xlsx"
SAMPLE_FILES = DATA / "submissions"


def second_city(year: int = YEAR, *, sample: bool = False) -> Plan:
    """The plan of 云州市: two districts that do not submit, one county that does.

    `post_months` counts 人月 with one decimal, `meals` has two indicators, `heating` has a
    seasonal curve, the 市定 target of `visits` is in another unit, `skills` has no 市定.
    """
    return Plan(
        year=year,
        title="云州市民生实事看板",
        issuer="云州市残疾人联合会",
        root=ROOT,
        due_day=5,
        sample=sample,
        regions=_regions(),
        projects=_projects(),
        targets=_targets(),
        pace={"heating": WINTER},
        standards=(
            FundStandard(
                "meals_home", Decimal(100), Decimal(300), "云残联〔2023〕7号", Decimal(200)
            ),
        ),
        history=(History("heating", year - 1, Decimal(310), Decimal(1250000), year - 3),),
        policy_points=(PolicyPoint("meals", "居家助餐每人每月补助不低于20元。"),),
    )


def _regions() -> tuple[Region, ...]:
    return (
        Region(ROOT, "云州市", None, ("云州",), 0, submits=False),
        Region(EAST, "东城区", ROOT, ("东城",), 1, submits=False),
        Region(RIVER, "河口街道", EAST, ("河口", "河口办"), 2),
        Region(PINES, "松林街道", EAST, ("松林",), 3),
        Region(WEST, "西城区", ROOT, ("西城",), 4, submits=False),
        Region(WILLOWS, "柳园街道", WEST, ("柳园",), 5),
        Region(PAGODA, "白塔街道", WEST, ("白塔",), 6),
        Region(COUNTY, "石门县", ROOT, ("石门",), 7),
    )


def _projects() -> tuple[Project, ...]:
    return (
        _project("posts", "公益岗位帮扶", "人月", ("post_months", "岗位人月", ("公益岗位",), 1)),
        _project(
            *("meals", "老残助餐", "人"),
            ("meals_home", "居家助餐", ("送餐上门",), 0),
            ("meals_hall", "食堂助餐", (), 0),
        ),
        _project("heating", "清洁取暖改造", "户", ("heating", "取暖改造", (), 0)),
        _project("visits", "走访慰问", "人", ("visits", "慰问人数", ("慰问",), 0)),
        _project("skills", "实用技术培训", "人", ("skills", "培训人数", (), 0)),
    )


def _project(
    code: str, name: str, unit: str, *indicators: tuple[str, str, tuple[str, ...], int]
) -> Project:
    start = 10 * ("posts", "meals", "heating", "visits", "skills").index(code)
    made = tuple(
        Indicator(own, label, code, unit, start + place, aliases, decimals)
        for place, (own, label, aliases, decimals) in enumerate(indicators, start=1)
    )
    return Project(code, name, name[:4], unit, made)


def _targets() -> tuple[TargetRow, ...]:
    return (
        _target("posts", "province", 100, 20),
        _target("posts", "city", 120, 24),
        _target("meals", "province", 1000, 200),
        _target("meals", "city", 1100, 220),
        _target("meals", "need", 1500, None),
        _target("heating", "province", 50, 10),
        _target("heating", "city", 60, 12),
        _target("visits", "province", 400, 80),
        replace(_target("visits", "city", 900, None), unit="人次"),
        _target("skills", "province", 250, 50),
    )


def _target(project: str, level: str, total: int, each: int | None) -> TargetRow:
    split = {} if each is None else {code: Decimal(each) for code in SUBMITTING}
    return TargetRow(project, level, Decimal(total), split)  # type: ignore[arg-type]


def file_form(
    plan: Plan,
    region: str,
    month: Month,
    rows: Mapping[str, FilledRow],
    *,
    as_of: date | None = None,
    revision: int = 1,
    filed_by: str = "",
) -> bytes:
    """A filled form as .xlsx bytes: rows by indicator code, those left out stay blank."""
    form = FilledForm(as_of or month.last_day, rows, filed_by)
    key = repr((plan, revision, region, month, form))
    return _once(key, lambda: template_workbook(plan, revision, region, month, None, form))


def usual_rows(region: str, number: int) -> dict[str, FilledRow]:
    """What a region files in a month of the year; every region and month differs."""
    step = 1 + SUBMITTING.index(region)
    home = 10 * step
    funds = Decimal(200 * home)
    return {
        "post_months": FilledRow(Decimal("1.5") * step, Decimal("1.5") * step * number),
        "meals_home": FilledRow(home, home * number, funds, funds * number),
        "meals_hall": FilledRow(step, step * number),
        "heating": FilledRow(0, 0, note="采暖期前实施"),
        "visits": FilledRow(4 * step, 4 * step * number),
        "skills": FilledRow(),
    }


def usual_forms(plan: Plan) -> dict[str, bytes]:
    """File name -> form, January to March: one region starts in February, one stops then."""
    return {
        f"{region}-{plan.year}-{number:02d}.xlsx": file_form(
            plan, region, Month(plan.year, number), usual_rows(region, number)
        )
        for number in (1, 2, 3)
        for region in SUBMITTING
        if (region, number) not in ((PAGODA, 1), (WILLOWS, 3))
    }


def load_plan(database: Database, plan: Plan, name: str = "任务书.xlsx") -> int:
    """Load a plan through its workbook; return the revision."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(written(plan))
        result = import_plan(database, path, "cli:测试")
    assert result.revision is not None, result.findings
    return result.revision


def written(plan: Plan) -> bytes:
    """A plan's workbook."""
    return _once(repr(plan), lambda: plan_workbook(plan))


_MADE: dict[str, bytes] = {}
_MADE_MOST = 500


def _once(key: str, make: Callable[[], bytes]) -> bytes:
    """Both engines file the same workbooks: what was made is kept for a while."""
    if key not in _MADE:
        if len(_MADE) >= _MADE_MOST:
            _MADE.clear()
        _MADE[key] = make()
    return _MADE[key]


def load_forms(
    database: Database, forms: Mapping[str, bytes], order: Order = ACCEPTED
) -> list[FileResult]:
    """File forms by name, accepted unless another order is given; return the results."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in forms]
        for path, content in zip(paths, forms.values(), strict=True):
            path.write_bytes(content)
        return load_files(database, sources([str(path) for path in paths]), order)


def loaded_city(url: str, plan: Plan | None = None) -> Database:
    """A database with the second city's plan and its first three months, all accepted."""
    chosen = plan or second_city()
    database = connect(url)
    prepare(database)
    load_plan(database, chosen)
    results = load_forms(database, usual_forms(chosen))
    assert [item.findings for item in results if item.submission is None] == []
    return database


def loaded_sample(url: str) -> Database:
    """A database with the sample's plan and all of its workbooks, accepted."""
    database = connect(url)
    prepare(database)
    assert import_plan(database, SAMPLE_PLAN, "cli:测试").revision == 1
    results = load_files(database, sources([str(SAMPLE_FILES)]), ACCEPTED)
    assert [item.findings for item in results if item.submission is None] == []
    return database


def city_copy(folder: Path) -> str:
    """The address of a database of this test's own, as `loaded_city` makes it; made once."""
    return _copy(_city_file(), folder)


def sample_copy(folder: Path) -> str:
    """The address of a database of this test's own with the sample year; made once."""
    return _copy(_sample_file(), folder)


def _copy(file: Path, folder: Path) -> str:
    copied = folder / f"{file.stem}-{len(list(folder.iterdir()))}.sqlite"
    shutil.copyfile(file, copied)
    return sqlite(copied)


def sqlite(path: Path) -> str:
    """The address of a database file."""
    return f"sqlite:///{path}"


# Kept for the life of the test process, so that each loads a city once and copies it.
@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="livelihood-cities-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def prepared_file() -> Path:
    """A SQLite file with the present schema and nothing in it, to be copied."""
    path = _folder() / "prepared.sqlite"
    database = connect(sqlite(path))
    prepare(database)
    database.close()
    return path


@cache
def _city_file() -> Path:
    path = _folder() / "city.sqlite"
    loaded_city(sqlite(path)).close()
    return path


@cache
def _sample_file() -> Path:
    path = _folder() / "sample.sqlite"
    loaded_sample(sqlite(path)).close()
    return path
