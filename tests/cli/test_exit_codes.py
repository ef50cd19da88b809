"""How commands end when something is wrong: 1 the input, 2 the usage, 3 the system."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from etl.domain.period import Month
from etl.store import database as store
from etl.store import network_paths
from tests.cities import (
    COUNTY,
    ROOT,
    YEAR,
    file_form,
    sample_copy,
    second_city,
    sqlite,
    usual_rows,
)
from tests.cli.running import Run

HERE = Path(__file__).parents[2]
TABLE = ("completion", "--year", YEAR, "--month", 3)
TRACE = ("trace", "--year", YEAR, "--month", 3)
TEMPLATE = ("template", "--month", f"{YEAR}-04", "-o", "x.xlsx")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever a command might write by mistake does not land in the project."""
    monkeypatch.chdir(tmp_path)


# ---------------------------------------------------------------- 1: the input


@pytest.mark.parametrize(
    "arguments",
    [
        (*TABLE, "--region", "nowhere"),
        ("completion", "--year", YEAR + 1, "--month", 3),
        ("figures", "--year", YEAR + 1),
        (*TRACE, "--region", "nowhere", "--indicator", "visits"),
        (*TRACE, "--region", COUNTY, "--indicator", "nothing"),
        ("trace", "--year", 1999, "--month", 3, "--region", COUNTY, "--indicator", "visits"),
        (*TRACE, "--region", COUNTY, "--indicator", "skills", "-o", "x.xlsx"),
        (*TEMPLATE, "--region", "nowhere"),
        (*TEMPLATE, "--region", ROOT),
        ("template", "--month", "1999-01", "-o", "x.xlsx", "--region", COUNTY),
        ("plan", "--export", YEAR + 1, "-o", "x.xlsx"),
    ],
)
@pytest.mark.parametrize("json", [True, False])
def test_a_code_or_year_that_does_not_exist_ends_with_1_and_a_sentence(
    city: Run, tmp_path: Path, arguments: tuple[object, ...], json: bool
) -> None:
    ran = city(*arguments, *(["--json"] if json else []))
    assert ran.code == 1
    ran.one_sentence()
    assert not (tmp_path / "x.xlsx").exists()


# ---------------------------------------------------------------- 2: the usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("completion",),
        ("completion", "--year", YEAR, "--month", 13),
        ("completion", "--year", "now", "--month", 3),
        (*TABLE, "--by", "planet"),
        (*TABLE, "--format", "pdf"),
        (*TABLE, "--format", "xlsx"),
        (*TABLE, "--colour"),
        ("figures", "--year", YEAR, "--format", "xlsx"),
        ("template", "--region", COUNTY, "--month", "2023年4月", "-o", "x.xlsx"),
        ("template", "--region", COUNTY, "--month", "2023-13", "-o", "x.xlsx"),
        ("template", "--region", COUNTY, "--month", "2023-04"),
        ("load",),
        ("check",),
        ("plan",),
        ("plan", "a.xlsx", "--export", YEAR),
        ("plan", "--export", YEAR),
        (*TRACE, "--region", ROOT, "--indicator", "visits", "-o", "x.xlsx"),
    ],
)
def test_a_request_that_makes_no_sense_ends_with_2(
    city: Run, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    ran = city(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("url", ["nonsense", "mysql://user:geheim@host/db", "sqlite://"])
@pytest.mark.parametrize("by_option", [True, False])
def test_an_address_that_is_none_ends_with_2(
    bare: Run, monkeypatch: pytest.MonkeyPatch, url: str, by_option: bool
) -> None:
    if not by_option:
        monkeypatch.setenv("DATABASE_URL", url)
    ran = bare("init", *(["--db", url] if by_option else []))
    assert ran.code == 2
    assert "geheim" not in ran.one_sentence()


def test_a_pinned_day_that_is_none_ends_with_2(
    city: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "四月.xlsx"
    content = file_form(second_city(), COUNTY, Month(YEAR, 4), usual_rows(COUNTY, 4))
    path.write_bytes(content)
    monkeypatch.setenv("LIVELIHOOD_TODAY", "morgen")
    ran = city("check", path, "--json")
    assert ran.code == 2
    assert "LIVELIHOOD_TODAY" in ran.one_sentence()


# ---------------------------------------------------------------- 3: the system


@pytest.mark.parametrize(
    "arguments",
    [
        (*TABLE, "--format", "csv"),
        (*TABLE, "--format", "xlsx"),
        (*TABLE,),
        ("figures", "--year", YEAR),
        (*TRACE, "--region", COUNTY, "--indicator", "visits"),
        ("template", "--month", f"{YEAR}-04", "--region", COUNTY),
        ("plan", "--export", YEAR),
    ],
)
@pytest.mark.parametrize("place", ["folder", "nowhere/x", "file/x"])
def test_a_place_that_cannot_be_written_ends_with_3_and_leaves_nothing(
    city: Run, tmp_path: Path, arguments: tuple[object, ...], place: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    ran = city(*arguments, "-o", tmp_path / place)
    assert ran.code == 3
    assert str(tmp_path / place) in ran.one_sentence()
    assert sorted(path.name for path in tmp_path.rglob("*") if "sqlite" not in path.name) == [
        "file",
        "folder",
    ]


def test_a_disk_that_fills_while_writing_leaves_the_old_file(
    city: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.csv"
    path.write_text("old")
    write = Path.write_bytes

    def fills(self: Path, content: bytes) -> int:
        write(self, content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fills)
    ran = city(*TABLE, "--format", "csv", "-o", path)
    assert (ran.code, path.read_text()) == (3, "old")
    assert "磁盘已满" in ran.one_sentence()
    assert [item.name for item in tmp_path.iterdir() if ".tmp" in item.name] == []


def test_a_database_in_a_place_that_cannot_be_written_ends_with_3(
    bare: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    for place in ("file/data.sqlite", ""):
        ran = bare("init", "--json", "--db", sqlite(tmp_path / place))
        assert ran.code == 3
        ran.one_sentence()


def test_a_database_on_a_network_share_ends_with_3(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_paths, "mount_table", lambda: f"nas:/x {tmp_path} nfs rw 0 0\n")
    ran = bare("init", "--db", sqlite(tmp_path / "data.sqlite"))
    assert ran.code == 3
    assert "网络共享盘" in ran.one_sentence()
    assert list(tmp_path.iterdir()) == []


def test_a_text_file_as_database_ends_with_3(bare: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database\n" * 100)
    ran = bare(*TABLE, "--db", sqlite(path))
    assert ran.code == 3
    assert str(path) in ran.one_sentence()


def test_a_database_that_another_program_holds_ends_with_3(
    city: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    form = tmp_path / "四月.xlsx"
    content = file_form(second_city(), COUNTY, Month(YEAR, 4), usual_rows(COUNTY, 4))
    form.write_bytes(content)
    (path,) = tmp_path.glob("city-*.sqlite")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ran = city("load", form, "--json")
    other.execute("ROLLBACK")
    other.close()
    assert ran.code == 3
    assert "占用" in ran.one_sentence()
    assert city("load", form, "--json").answer["results"][0]["submission"] == 14


@pytest.mark.parametrize("command", ["init", "figures"])
def test_a_server_that_does_not_answer_ends_with_3_and_no_password(
    bare: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"postgresql+psycopg://user:geheim@127.0.0.1:{port}/db"
    monkeypatch.setenv("DATABASE_URL", url)
    ran = bare(command, *(["--year", 2021] if command == "figures" else []))
    assert ran.code == 3
    assert "geheim" not in ran.one_sentence()


def test_a_fault_of_the_program_ends_with_3_not_with_1(
    city: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("王五")

    monkeypatch.setattr("etl.cli.completion.compute", breaks)
    ran = city(*TABLE, "--json")
    assert ran.code == 3
    said = ran.one_sentence()
    assert "ZeroDivisionError (test_exit_codes.py:" in said
    assert "王五" not in said


def test_an_interrupted_command_says_so(city: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("etl.cli.completion.compute", stopped)
    ran = city(*TABLE)
    assert ran.code == 130
    ran.one_sentence()


# ---------------------------------------------------------------- as a process


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    return subprocess.run(
        command, cwd=HERE, env=os.environ | environment, capture_output=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_as_a_process_it_ends_the_same_way_in_any_locale(tmp_path: Path) -> None:
    url = sqlite(tmp_path / "a.sqlite")
    done = process("init", "--json", DATABASE_URL=url, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stdout, done.stderr) == (0, b'{\n  "changed": true\n}\n', b"")
    done = process("figures", "--year", 2021, "--db", url, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "还没有录入2021年的年度任务书。\n"


def test_a_check_imports_no_tables_no_migrations_and_no_pages(tmp_path: Path) -> None:
    form = next((HERE / "data" / "submissions" / "2021-08").iterdir())
    code = (
        "import sys; from etl.cli.main import main\n"
        f"try: main(['check', {str(form)!r}, '--json', '--db', {sample_copy(tmp_path)!r}])\n"
        "except SystemExit as ended: code = ended.code\n"
        "heavy = {'alembic', 'pandas', 'numpy', 'xlsxwriter', 'openpyxl', 'dash', 'flask'}\n"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HERE, capture_output=True, timeout=60, check=False
    )
    assert done.stdout.decode().splitlines()[-1] == "0 []"


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently on Windows")
def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    url = sample_copy(tmp_path)
    command = [sys.executable, "-m", "etl", "figures", "--year", "2021", "--db", url]
    running = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(10)
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert (running.wait(60), said) == (0, b"")
