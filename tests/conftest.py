"""What tests need from the machine: a browser, an office suite, a PostgreSQL server.

Where one is missing the test is skipped with the reason; with CI=true that is
a failure, so that a green run there means everything ran.
"""

import gc
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
from argon2 import PasswordHasher
from hypothesis.configuration import set_hypothesis_home_dir
from playwright.sync_api import Browser, Page, sync_playwright
from psycopg import sql

from tests.browser.client import clean_console
from tests.office import save_as
from tests.raised_codes import pytest_sessionfinish, pytest_testnodedown

__all__ = ["pytest_sessionfinish", "pytest_testnodedown"]

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    # Pages must work in an office without the internet: a request that leaves
    # this machine fails, shows in the console and so fails the test.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
]

# Ten thousand tests and what they import are looked through again and again for
# garbage that is not there: pages as trees make many objects and few cycles.
gc.set_threshold(50_000, 20, 50)

# Examples that hypothesis remembers lie with the other caches, out of git.
set_hypothesis_home_dir(str(ROOT / "data" / "run" / "cache" / "hypothesis"))


def pytest_collection_finish() -> None:
    """What is there when the tests begin stays until they end: no garbage to look for."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest alone: at the end every other process would wait for it."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/test_setup.py"))


def missing(reason: str) -> NoReturn:
    """Skip on a developer's machine, fail in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def program(names: tuple[str, ...], what: str) -> Path:
    """Find the first of several programs, or say which thing is missing."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    missing(f"{what} is not installed (looked for {', '.join(names)})")


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash passwords in a fraction of a millisecond: what makes it slow is the library's to test.

    That the program itself takes the library's own parameters is asked in test_accounts.
    """
    from etl.services import passwords

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", lambda: cheap)
        yield


# ---------------------------------------------------------------- browser


@pytest.fixture(scope="session")
def chromium() -> Path:
    return program(CHROMIUM_NAMES, "Chromium")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One Chromium per test process.

    From its first use on, Playwright's event loop counts as running on the
    main thread, so `asyncio.run` is refused there: call it in a thread.
    """
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def context_options() -> dict[str, Any]:
    """Options of a fresh visitor; override in a module to be a phone, say."""
    return {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1920, "height": 1080},
    }


@pytest.fixture
def page(
    browser: Browser, context_options: dict[str, Any], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A fresh visitor's page, whose console must stay clean.

    Marked `console_errors`, a test may let the page log errors.
    """
    context = browser.new_context(**context_options)
    with clean_console(context, request):
        yield context.new_page()
    context.close()


# ---------------------------------------------------------------- office


@pytest.fixture(scope="session")
def office() -> Path:
    return program(("soffice", "libreoffice"), "LibreOffice")


@pytest.fixture(scope="session")
def office_convert(
    office: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, str, Path], Path]:
    """Convert a file: `office_convert(source, "ods", folder)` gives the new file."""
    profile = tmp_path_factory.mktemp("office-profile")

    def convert(source: Path, kind: str, folder: Path) -> Path:
        (target,) = save_as(office, [source], kind, folder, profile)
        return target

    return convert


# ---------------------------------------------------------------- PostgreSQL


def postgres_programs() -> Path:
    """The folder of initdb and pg_ctl; Debian keeps it off the PATH."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    if newest := max(versions, key=lambda found: int(found.parts[-3]), default=None):
        return newest.parent
    return program(("initdb",), "PostgreSQL").resolve().parent


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: drop to the account its package made."""
    if not is_root():
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Nothing of it outlives the tests: no power cut needs to be survived, no table grows old.
_HASTY = "-c fsync=off -c full_page_writes=off -c autovacuum=off"


class Cluster:
    """A private PostgreSQL server in a temporary folder, gone after the tests.

    With pytest-xdist each worker that needs one has its own.
    """

    def __init__(self) -> None:
        self.programs = postgres_programs()
        # Not pytest's own folder, which only the user of the tests may enter;
        # short, because a socket's path has little room.
        self.home = Path(tempfile.mkdtemp(prefix="livelihood-pg-"))
        if is_root():
            shutil.chown(self.home, "postgres", "postgres")

    def run(self, name: str, *arguments: str) -> bool:
        command = as_server_user([str(self.programs / name), "-D", str(self.home / "data")])
        with (self.home / "commands.log").open("ab") as log:
            done = subprocess.run(
                [*command, *arguments], cwd=self.home, stdout=log, stderr=log, check=False
            )
        return done.returncode == 0

    def start(self) -> str:
        """Start on a free port; another process may take it first, so try again."""
        created = self.run(
            "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        for _ in range(3 if created else 0):
            port = free_port()
            options = f"-c listen_addresses=127.0.0.1 -p {port} -k {self.home} {_HASTY}"
            if self.run("pg_ctl", "start", "-w", "-l", str(self.home / "log"), "-o", options):
                return f"postgresql+psycopg://postgres@127.0.0.1:{port}"
        pytest.fail(f"PostgreSQL did not start:\n{self.said()}", pytrace=False)

    def said(self) -> str:
        logs = [self.home / "commands.log", self.home / "log"]
        return "\n".join(log.read_text(errors="replace") for log in logs if log.exists())

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-w", "-m", "immediate")
        shutil.rmtree(self.home)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a running server, without a database name."""
    cluster = Cluster()
    try:
        yield cluster.start()
    finally:
        cluster.stop()


@pytest.fixture
def postgres_database_url(postgres_url: str) -> Iterator[str]:
    """The SQLAlchemy address of an empty database of this test's own."""
    with own_database(postgres_url, "template1") as url:
        yield url


@pytest.fixture
def prepared_postgres_url(postgres_url: str, postgres_template: str) -> Iterator[str]:
    """The same of one that has the present schema."""
    with own_database(postgres_url, postgres_template) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a database with the present schema, for others to be copied from."""
    from etl.services.database import connect, prepare

    name = "prepared"
    with psycopg.connect(server_address(postgres_url), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    database = connect(f"{postgres_url}/{name}")
    prepare(database)
    database.close()
    return name


def server_address(postgres_url: str) -> str:
    return postgres_url.replace("+psycopg", "") + "/postgres"


@contextmanager
def own_database(postgres_url: str, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    # Copied as files, which takes half as long as writing all of it into the log as well.
    create = sql.SQL("create database {} template {} strategy file_copy")
    with psycopg.connect(server_address(postgres_url), autocommit=True) as connection:
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        yield f"{postgres_url}/{name}"
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
