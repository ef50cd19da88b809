"""Server processes for the measurements: started on this machine, stopped by who started them.

Also run as a program: ``python -m tests.bench.serving floor SOCKET`` serves one of the
applications below under waitress on a listening socket that it inherits.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from waitress.server import create_server as listen

from dashboard.serve import THREADS
from etl.services.database import connect

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
BACKLOG = 128
PATIENCE = 60.0


def product() -> Any:
    """The dashboard of the database that DATABASE_URL names, as a WSGI application."""
    from tests.reading import open_server

    return open_server(_database())


def month() -> Any:
    """The dashboard with its accounts, as it is for users; several processes share the key."""
    from dashboard.factory import Access, create_server

    return create_server(_database(), Access("of the measurements " * 2))


def floor() -> Any:
    """The page written by hand from the same figures."""
    from tests.bench.floor import application

    return application(_database())


def tutorial() -> Any:
    """The page as an introduction to Dash would have it."""
    from tests.bench.tutorial import application

    return application(_database())


APPLICATIONS: Mapping[str, Callable[[], Any]] = {
    "product": product,
    "month": month,
    "floor": floor,
    "tutorial": tutorial,
}


def _database() -> Any:
    return connect(os.environ["DATABASE_URL"])


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def as_started(url: str) -> Iterator[tuple[str, list[int]]]:
    """Run the program as people start it; give its address and process."""
    port = free_port()
    environment = {"DATABASE_URL": url, "PORT": str(port), "HOST": HOST}
    with process([sys.executable, "app.py"], environment) as number:
        yield _answering(port), [number]


@contextmanager
def waitress(name: str, url: str, processes: int = 1) -> Iterator[tuple[str, list[int]]]:
    """Run an application by waitress, in several processes that share one listening socket."""
    with socket.socket() as shared, ExitStack() as stack:
        shared.bind((HOST, 0))
        shared.listen(BACKLOG)
        command = [sys.executable, "-m", "tests.bench.serving", name, str(shared.fileno())]
        numbers = [
            stack.enter_context(process(command, {"DATABASE_URL": url}, [shared.fileno()]))
            for _ in range(processes)
        ]
        yield _answering(shared.getsockname()[1]), numbers


@contextmanager
def other(command: Sequence[str], port: int, url: str) -> Iterator[tuple[str, list[int]]]:
    """Run another server's own command, which listens on a port of this machine."""
    with process(command, {"DATABASE_URL": url}) as number:
        yield _answering(port), [number]


@contextmanager
def process(
    command: Sequence[str], environment: Mapping[str, str], sockets: Sequence[int] = ()
) -> Iterator[int]:
    """Run a command until the block ends; give the number of its process."""
    started = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        pass_fds=sockets,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield started.pid
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def _answering(port: int) -> str:
    """Wait for the first answer; return the address without a slash at its end."""
    address = f"http://{HOST}:{port}"
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address + "/", timeout=PATIENCE) as answer:
                answer.read()
                return address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError(f"no answer at {address}")


def cpu_seconds(numbers: Sequence[int]) -> float:
    """Return the CPU time so far, own and system, of processes and of those they started."""
    table = {int(path.name): _stat(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    wanted = set(numbers)
    while more := {key for key, item in table.items() if item and item[0] in wanted} - wanted:
        wanted |= more
    ticks = sum(item[1] for key in wanted if (item := table.get(key)))
    return ticks / _ticks_per_second()


def _ticks_per_second() -> int:
    if sys.platform == "win32":
        raise OSError("there is no /proc to read")
    else:  # noqa: RET506 - so that either system's half is no dead code to the type checker
        return os.sysconf("SC_CLK_TCK")


def _stat(folder: Path) -> tuple[int, int] | None:
    """Return parent and ticks of a process, None when it is gone."""
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[11]) + int(fields[12])


def main(name: str, descriptor: int) -> None:
    """Serve an application on an inherited socket until stopped."""
    inherited = socket.socket(fileno=descriptor)
    listen(APPLICATIONS[name](), sockets=[inherited], threads=THREADS, ident=None).run()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
