"""The set-up keeps its promises: locks, tools, folders, Windows, and what conftest offers."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import openpyxl
import psycopg
import pytest
from packaging.requirements import Requirement
from playwright.sync_api import Page
from sqlalchemy import create_engine, text

from tests.conftest import ROOT, missing, program

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt")
FOLDERS = {".ci", "assets", "dashboard", "data", "etl", "tests"}
POSIX_ONLY = {"fcntl", "grp", "pwd", "resource", "termios"}

# In pieces, so that this file does not mention what it forbids.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
    )
]


def project_files() -> list[Path]:
    """What git holds or would take in: tracked files and new ones that are not ignored."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        missing("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def python_files(*roots: str) -> list[Path]:
    found = [ROOT / root for root in roots if root.endswith(".py")]
    return found + [path for root in roots for path in sorted((ROOT / root).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at the top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


# ---------------------------------------------------------------- tools

TOOLS = {
    "ruff-lint": [sys.executable, "-m", "ruff", "check", "."],
    "ruff-format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy": [sys.executable, "-m", "mypy"],
    "mypy-windows": [
        *(sys.executable, "-m", "mypy", "--platform", "win32"),
        *("--cache-dir", "data/run/cache/mypy-win32", "app.py", "dashboard", "etl"),
    ],
    "import-linter": [
        *(sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"),
        *("--no-logo", "--cache-dir", "data/run/cache/imports"),
    ],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_has_nothing_to_say(tool):
    done = subprocess.run(TOOLS[tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{tool}:\n{done.stdout}{done.stderr}"


def stages() -> set[str]:
    """The packages between services and domain, as they are on disk."""
    packages = {path.parent.name for path in (ROOT / "etl").glob("*/__init__.py")}
    return {f"etl.{name}" for name in packages - {"cli", "domain", "services"}}


def contract(name: str) -> dict[str, list[str]]:
    return next(c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["id"] == name)


def test_import_contracts_know_every_package():
    assert stages() <= set(contract("door")["forbidden_modules"])
    blind = stages() - {"etl.store"} | {"dashboard", "etl.cli", "etl.services"}
    assert blind <= set(contract("database")["source_modules"])


def test_domain_contract_knows_every_dependency():
    lines = PROJECT["project"]["dependencies"]
    names = {Requirement(line).name.replace("-", "_") for line in lines}
    imported_as = {"argon2_cffi": "argon2", "python_docx": "docx", "python_pptx": "pptx"}
    names = {imported_as.get(name, name) for name in names}
    assert names <= set(contract("domain")["forbidden_modules"])


def test_app_reaches_nothing_behind_the_services():
    """import-linter takes no single file as root, so this rule stands here."""
    forbidden = tuple(stages() | {"etl.cli", "alembic", "psycopg", "sqlalchemy"})
    reached = {
        name
        for name in imported(ROOT / "app.py")
        if any(f"{name}.".startswith(f"{module}.") for module in forbidden)
    }
    assert reached == set()


# ---------------------------------------------------------------- locks

PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<marker> ;[^\\]+)? \\$")


def pins(lock: str) -> dict[tuple[str, str], str]:
    """(name, marker) -> version; packages may be pinned differently per Python."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    matches = [PINNED.match(line) for line in lines if re.match(r"\w", line)]
    assert None not in matches, "each entry is pinned and goes on with its hashes"
    return {(m["name"], (m["marker"] or "").strip()): m["version"] for m in matches if m}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_no_address(lock):
    content = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in content
    assert "--index-url" not in content
    assert "--find-links" not in content


@pytest.mark.parametrize("lock", LOCKS)
def test_each_entry_of_a_lock_has_hashes(lock):
    content = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=\w)", content, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_runtime_lock_is_part_of_the_development_lock():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize(
    ("lock", "declared"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements-dev.txt", PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_lock_fulfils_what_the_project_declares(lock, declared):
    locked = {name: version for (name, _), version in pins(lock).items()}
    wanted = [Requirement(line) for line in declared]
    assert [str(r) for r in wanted if not r.specifier.contains(locked.get(r.name, "0"))] == []


def target_lock() -> ModuleType:
    spec = importlib.util.spec_from_file_location("target_lock", ROOT / ".ci" / "target_lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


UNIVERSAL = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via click
numpy==1 ; python_full_version < '3.12' \\
    --hash=sha256:cc
numpy==2 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
uvloop==1 ; sys_platform != 'win32' \\
    --hash=sha256:ee
zipp==4 \\
    --hash=sha256:ff
"""


def test_wheels_for_windows_follow_the_markers_of_windows():
    narrowed = target_lock().narrow(UNIVERSAL, target_lock().environment("win_amd64", "3.11"))
    assert [line for line in narrowed.splitlines() if not line.lstrip().startswith("#")] == [
        "colorama==0.4.6 \\",
        "    --hash=sha256:aa \\",
        "    --hash=sha256:bb",
        "numpy==1 \\",
        "    --hash=sha256:cc",
        "zipp==4 \\",
        "    --hash=sha256:ff",
    ]


# ---------------------------------------------------------------- files


def test_no_file_names_a_package_registry():
    hosts = [host.encode() for host in REGISTRIES]
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in project_files()
        if any(host in path.read_bytes() for host in hosts)
    ]
    assert naming == []


def test_root_has_only_the_folders_of_the_house():
    parts = [path.relative_to(ROOT).parts for path in project_files()]
    assert {first for first, *rest in parts if rest} <= FOLDERS


# ---------------------------------------------------------------- Windows and imports


def run_python(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run code that imports the project, away from it and without writing bytecode."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


BLOCKED = """
import sys

class Windows:
    def find_spec(self, name, path=None, target=None):
        if name in BLOCKED:
            raise ModuleNotFoundError(f"{name} does not exist on Windows", name=name)

for name in BLOCKED:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Windows())

import pkgutil
from importlib import import_module

import app
import etl.__main__
import dashboard

for package in (etl, dashboard):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".migrations." not in module.name:
            import_module(module.name)
"""


def test_everything_imports_without_posix_only_modules(tmp_path):
    done = run_python(BLOCKED.replace("BLOCKED", repr(POSIX_ONLY)), tmp_path)
    assert done.returncode == 0, done.stderr


def test_no_module_names_a_posix_only_module():
    """An import inside a function would slip past the test above."""
    naming = {
        path.relative_to(ROOT).as_posix(): found
        for path in python_files("app.py", "dashboard", "etl")
        if (found := {name.split(".")[0] for name in imported(path)} & POSIX_ONLY)
    }
    assert naming == {}


WATCHED = """
import os
import sys

seen = []

def watch(event, arguments):
    if event in {"socket.bind", "socket.connect", "sqlite3.connect", "os.mkdir", "os.remove"}:
        seen.append((event, str(arguments[:2])))
    elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append((event, str(arguments[0])))

sys.addaudithook(watch)
import app
import etl.__main__
sys.exit("\\n".join(map(str, seen)) if seen else 0)
"""


def test_importing_the_programs_touches_nothing(tmp_path):
    """No file, database or port is opened before somebody asks for it."""
    done = run_python(WATCHED, tmp_path)
    assert done.returncode == 0, done.stderr


# ---------------------------------------------------------------- make and CI

# Stands for Python: notes how it was called, and makes an environment of itself.
FAKE_PYTHON = """#!/bin/sh
echo "$*" >> calls.log
case "$1 $2" in
  "-m venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
  "-c import sys; sys.exit(sys.version_info < (3, 11))") exit ${TOO_OLD:-0} ;;
esac
"""


def script(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., tuple[subprocess.CompletedProcess[str], list[str]]]:
    """Call make in a copy of the set-up, with a Python that only takes notes."""
    if not shutil.which("make"):
        missing("make is not installed")
    for name in ("Makefile", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    python = script(tmp_path / "fake-python", FAKE_PYTHON)
    calls = tmp_path / "calls.log"

    def run(*arguments: str, **environment: str):
        calls.write_text("", encoding="utf-8")
        done = subprocess.run(
            ["make", f"PYTHON={python}", *arguments],
            cwd=tmp_path,
            env=without_make(os.environ | environment),
            capture_output=True,
            text=True,
            check=False,
        )
        return done, calls.read_text(encoding="utf-8").splitlines()

    return run


def without_make(environment: dict[str, str]) -> dict[str, str]:
    """Leave out what the make that runs these tests tells the ones below it."""
    return {k: v for k, v in environment.items() if not k.startswith(("MAKE", "MFLAGS"))}


def test_first_run_sets_up_and_second_only_starts(make):
    _, first = make("run")
    assert first[-1] == "app.py"
    assert [call for call in first if "--require-hashes --requirement requirements.txt" in call]
    assert make("run")[1] == ["app.py"]


def test_a_test_run_sets_up_for_run_too(make):
    make("test")
    assert make("run")[1] == ["app.py"]


def test_an_environment_without_its_interpreter_is_made_anew(make, tmp_path):
    make("run")
    (tmp_path / ".venv" / "bin" / "python").unlink()
    _, calls = make("run")
    assert "-m venv --clear .venv" in calls
    assert calls[-1] == "app.py"


def test_an_old_python_is_refused_in_both_languages(make, tmp_path):
    done, _ = make("run", TOO_OLD="1")
    assert done.returncode != 0
    assert "需要 Python 3.11 或更高版本" in done.stderr
    assert "Python 3.11 or newer is needed" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_make_alone_names_every_target(make):
    done, calls = make()
    targets = set(re.findall(r"^make (\w+)", done.stdout, flags=re.MULTILINE))
    assert targets == set("run test check fix bench lock audit wheels clean".split())
    assert calls == []


def test_ci_installs_what_is_missing_then_tests(tmp_path):
    """On a PATH that holds nothing but notes-taking stand-ins."""
    bash = shutil.which("bash") or missing("bash is not installed")
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or missing("no dirname"))
    for name in ("apt-get", "make"):
        script(tmp_path / name, f'#!{bash}\necho "{name} $*" >> "{tmp_path}/calls.log"\n')
    subprocess.run(
        [bash, ROOT / ".ci" / "run"], env={"PATH": str(tmp_path)}, capture_output=True, check=True
    )
    update, install, test = (tmp_path / "calls.log").read_text(encoding="utf-8").splitlines()
    assert update.startswith("apt-get update")
    assert {"chromium", "fonts-noto-cjk", "python3-venv"} <= set(install.split())
    assert test == "make test"


# ---------------------------------------------------------------- fixtures


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_what_is_missing_is_a_failure_in_ci_only(monkeypatch, ci, outcome):
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="Nothing is not installed"):
        program(("no-such-program",), "Nothing")


@pytest.mark.postgres
def test_postgres_answers_in_a_fresh_database(postgres_database_url):
    engine = create_engine(postgres_database_url)
    with engine.connect() as connection:
        assert connection.execute(text("select 1")).scalar_one() == 1
        tables = text("select count(*) from pg_tables where schemaname = 'public'")
        assert connection.execute(tables).scalar_one() == 0
        assert connection.execute(text("show server_encoding")).scalar_one() == "UTF8"
    engine.dispose()


@pytest.mark.postgres
def test_postgres_listens_on_this_machine_only(postgres_url):
    with psycopg.connect(postgres_url.replace("+psycopg", "") + "/postgres") as connection:
        row = connection.execute("show listen_addresses").fetchone()
    assert row == ("127.0.0.1",)


@pytest.mark.browser
def test_browser_speaks_chinese_and_keeps_beijing_time(page: Page):
    page.set_content("<title>进度</title>")
    assert page.title() == "进度"
    assert page.evaluate("navigator.language") == "zh-CN"
    assert page.evaluate("new Date(2021, 7, 18).getTimezoneOffset()") == -480


@pytest.mark.browser
@pytest.mark.console_errors
def test_browser_reaches_nothing_outside(page: Page):
    with page.expect_event("requestfailed") as failed:
        page.set_content('<img src="http://outside.example/picture.png">')
    assert "ERR_NAME_NOT_RESOLVED" in str(failed.value.failure)


@pytest.mark.office
def test_office_converts_a_workbook(office_convert, tmp_path):
    workbook = openpyxl.Workbook()
    workbook.save(tmp_path / "月报.xlsx")
    workbook.close()
    converted = office_convert(tmp_path / "月报.xlsx", "ods", tmp_path)
    with zipfile.ZipFile(converted) as package:
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
