"""The first start, the second one, and starts that cannot be."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from dashboard.serve import serve
from etl.domain.period import Month
from etl.domain.refusal import SystemFault, WrongUsage
from etl.services import first_start
from etl.services.completion import completion, latest_month
from etl.services.database import DEFAULT_URL, Database, connect
from etl.services.first_start import make_ready
from etl.services.plans import plan_years
from etl.services.settings import Settings
from tests.cities import SAMPLE_FILES, SAMPLE_PLAN, city_copy, sample_copy, sqlite
from tests.services.snapshot import everything

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's plan with the workbooks of two months only."""
    data = tmp_path / "data"
    (data / "plan").mkdir(parents=True)
    shutil.copy(SAMPLE_PLAN, data / "plan")
    for month in ("2021-01", "2021-02"):
        shutil.copytree(SAMPLE_FILES / month, data / "submissions" / month)
    monkeypatch.setattr(first_start, "DATA", data)
    return data / "submissions"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    database = connect(sqlite(tmp_path / "fresh.sqlite"))
    yield database
    database.close()


def started(database: Database, with_sample: bool = True) -> list[str]:
    said: list[str] = []
    make_ready(database, with_sample, said.append)
    return said


# ---------------------------------------------------------------- what is loaded


def test_the_first_start_loads_the_sample_and_the_second_loads_nothing(
    fresh: Database, small_sample: Path
) -> None:
    files = len(list(small_sample.rglob("*.xlsx")))
    assert started(fresh) == [
        "首次启动：正在录入示例年度任务书和月报表……",
        f"示例数据已录入：{files} 份月报表。",
    ]
    assert latest_month(fresh) == Month(2021, 2)
    before = everything(fresh)
    assert started(fresh) == []
    assert everything(fresh) == before


def test_without_sample_only_the_schema_is_made(fresh: Database) -> None:
    assert started(fresh, with_sample=False) == []
    assert plan_years(fresh) == ()


def test_a_database_with_a_plan_of_somebodys_own_is_left_alone(tmp_path: Path) -> None:
    database = connect(city_copy(tmp_path))
    before = everything(database)
    assert started(database) == []
    assert everything(database) == before
    database.close()


def test_a_first_start_that_was_broken_off_is_taken_up_again(
    fresh: Database, small_sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl.services import submit

    file_one, count = submit.file_one, 0

    def stopped_at_the_fifth(*given):
        nonlocal count
        count += 1
        if count == 5:
            raise KeyboardInterrupt
        return file_one(*given)

    monkeypatch.setattr(submit, "file_one", stopped_at_the_fifth)
    with pytest.raises(KeyboardInterrupt):
        started(fresh)
    assert len(everything(fresh)["submission"]) == 4
    monkeypatch.setattr(submit, "file_one", file_one)
    files = len(list(small_sample.rglob("*.xlsx")))
    assert started(fresh)[-1] == f"示例数据已录入：{files} 份月报表。"
    assert len(everything(fresh)["submission"]) == files
    assert started(fresh) == []


def test_a_sample_without_one_workbook_starts_without_that_countys_numbers(
    fresh: Database, small_sample: Path
) -> None:
    gone = sorted((small_sample / "2021-02").iterdir())[0]
    gone.unlink()
    started(fresh)
    coverage = completion(fresh, Month(2021, 2)).coverage
    assert coverage.reported == coverage.expected - 1


def test_a_sample_plan_with_errors_is_told_and_nothing_is_loaded(
    fresh: Database, small_sample: Path
) -> None:
    (small_sample.parent / "plan" / "2021.xlsx").write_bytes(b"no plan, only text\n")
    with pytest.raises(SystemFault, match="示例任务书"):
        started(fresh)
    assert plan_years(fresh) == ()


# ---------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Settings(DEFAULT_URL, "127.0.0.1", 8050, True)),
        ({"PORT": "9000", "HOST": "0.0.0.0"}, Settings(DEFAULT_URL, "0.0.0.0", 9000, True)),
        ({"PORT": "", "HOST": ""}, Settings(DEFAULT_URL, "127.0.0.1", 8050, True)),
        ({"SAMPLE": "no"}, Settings(DEFAULT_URL, "127.0.0.1", 8050, False)),
        ({"SAMPLE": "NO "}, Settings(DEFAULT_URL, "127.0.0.1", 8050, False)),
        ({"SAMPLE": "yes"}, Settings(DEFAULT_URL, "127.0.0.1", 8050, True)),
        (
            {"DATABASE_URL": "sqlite:///own.sqlite"},
            Settings("sqlite:///own.sqlite", "127.0.0.1", 8050, False),
        ),
        (
            {"DATABASE_URL": "sqlite:///own.sqlite", "SAMPLE": "yes"},
            Settings("sqlite:///own.sqlite", "127.0.0.1", 8050, False),
        ),
    ],
)
def test_settings_come_from_the_environment(
    environment: dict[str, str], expected: Settings
) -> None:
    assert Settings.from_environment(environment) == expected


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80.5"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    with pytest.raises(WrongUsage, match="PORT"):
        Settings.from_environment({"PORT": port})


# ---------------------------------------------------------------- the server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_ends_with_3_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data.sqlite"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve({"PORT": str(port), "DATABASE_URL": sqlite(path)}) == 3
    assert not path.exists()
    said = capsys.readouterr().err.strip()
    assert f"127.0.0.1:{port} 不能使用" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"PORT": "nine"}, 2),
        ({"DATABASE_URL": "nonsense"}, 2),
        ({"DATABASE_URL": "sqlite:////dev/null/x.sqlite"}, 3),
        ({"HOST": "no.such.host.invalid"}, 3),
    ],
)
def test_a_start_that_cannot_be_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str], environment: dict[str, str], code: int
) -> None:
    given = {"PORT": str(free_port()), "DATABASE_URL": "sqlite:////dev/null/y.sqlite"}
    assert serve(given | environment) == code
    said = capsys.readouterr().err.strip()
    assert said.endswith("。")
    assert "\n" not in said


def test_importing_the_app_does_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import app\n"
        "print(sorted({'dash', 'flask', 'sqlalchemy', 'etl'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(ROOT)],
        cwd=tmp_path, capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout == b"[]\n"
    assert list(tmp_path.iterdir()) == []


def answer(url: str, server: subprocess.Popen[bytes]) -> bytes:
    """Ask until the server is there."""
    until = time.monotonic() + 60
    while True:
        try:
            with urlopen(url, timeout=30) as response:
                return bytes(response.read())
        except OSError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.02)


def test_the_server_answers_with_the_figures_of_its_database(tmp_path: Path) -> None:
    port = free_port()
    own = {"PORT": str(port), "HOST": "127.0.0.1", "DATABASE_URL": sample_copy(tmp_path)}
    log = tmp_path / "log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")], cwd=tmp_path, env=os.environ | own, stderr=said
        )
    try:
        assert answer(f"http://127.0.0.1:{port}/healthz", server)
        page = answer(f"http://127.0.0.1:{port}/", server).decode()
        assert "示例数据" in page
    finally:
        server.terminate()
        server.wait(30)
    first, once, started = log.read_text(encoding="utf-8").strip().splitlines()
    assert re.fullmatch(r"已建立管理员账号：admin，一次性密码：(\w{4}-){3}\w{4}", first)
    assert once.startswith("密码只在这里显示这一次")
    assert started.startswith(f"看板已启动：http://127.0.0.1:{port}")
