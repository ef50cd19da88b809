"""Views of the overview per second, by the server as it is started and by others like it.

Other server programs are measured where they are installed, say by
``PYTHONPATH=FOLDER make bench ARGS=throughput`` after ``pip install --target FOLDER gunicorn
granian``. Load generator and server share the machine, so views per CPU second of the server
are told as well: they do not depend on what the generator takes.
"""

from __future__ import annotations

import statistics
import sys
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec

from dashboard.serve import THREADS
from tests.bench.loading_views import Loaded, load, request
from tests.bench.measuring import empty_database, load_sample
from tests.bench.serving import HOST, as_started, cpu_seconds, free_port, other, waitress

ROUNDS = 2
SECONDS = 2.0
WARM_UP = 0.7
WORKERS = 2
_KEPT = 0.5

Running = AbstractContextManager[tuple[str, list[int]]]
Start = Callable[[str], Running]
"""From the URL of a database to a running server."""


@dataclass(frozen=True)
class Rate:
    """One load: views per second, per CPU second of the servers, CPUs of servers and generator.

    ``kept``: the share of answers after which the connection stayed open.
    """

    views: float
    per_cpu: float
    servers: float
    generator: float
    kept: float


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    rates: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    with empty_database() as (database, url):
        load_sample(database)
        database.close()
        for _ in range(ROUNDS):
            for name, start in servers().items():
                with start(url) as (address, processes):
                    for kind, rate in _loads(address, processes):
                        rates[name, kind].append(rate)
    yield f"views of / by {THREADS} threads a process, means of {ROUNDS} loads of {SECONDS:.0f} s"
    yield from _table(rates)


def servers() -> dict[str, Start]:
    """Return the servers to measure by name; those of other programs if they are installed."""
    found: dict[str, Start] = {
        "as started (waitress, one process)": as_started,
        f"waitress, {WORKERS} processes, one socket": lambda url: waitress("product", url, WORKERS),
        "floor by waitress, one process": lambda url: waitress("floor", url),
    }
    if find_spec("gunicorn"):
        found[f"gunicorn gthread, {WORKERS} workers"] = _gunicorn
    if find_spec("granian"):
        found[f"granian, {WORKERS} workers"] = _granian
    return found


def _gunicorn(url: str) -> Running:
    port = free_port()
    options = ["-k", "gthread", "-w", str(WORKERS), "--threads", str(THREADS)]
    where = ["-b", f"{HOST}:{port}", "tests.bench.serving:product()"]
    return other([sys.executable, "-m", "gunicorn", *options, *where], port, url)


def _granian(url: str) -> Running:
    port = free_port()
    options = ["--interface", "wsgi", "--factory", "--workers", str(WORKERS)]
    more = ["--blocking-threads", str(THREADS), "--host", HOST, "--port", str(port)]
    command = [sys.executable, "-m", "granian", *options, *more, "tests.bench.serving:product"]
    return other(command, port, url)


def _loads(address: str, processes: Sequence[int]) -> Iterator[tuple[str, Rate]]:
    tag = _tag(address)
    kinds = {
        "sent anew": ([request(address, "/")], 200),
        "unchanged (304)": ([request(address, "/", tag)], 304),
    }
    layout = "/_dash-layout?page=%2F"
    if _answers(address, layout):
        kinds["with the client's layout"] = (
            [request(address, "/"), request(address, layout)],
            200,
        )
        kinds["nothing but /healthz"] = ([request(address, "/healthz")], 200)
    for kind, (requests, expected) in kinds.items():
        load(address, requests, expected, WARM_UP)
        before = cpu_seconds(processes)
        done = load(address, requests, expected, SECONDS)
        yield kind, _rate(done, cpu_seconds(processes) - before, len(requests))


def _rate(done: Loaded, cpu: float, requests: int) -> Rate:
    if done.wrong:
        raise RuntimeError(f"{done.wrong} answers of another status")
    views, wall = done.answers / requests, done.seconds
    kept = 1 - done.reopened / done.answers
    return Rate(views / wall, views / cpu, cpu / wall, done.own_cpu / wall, kept)


def _tag(address: str) -> str:
    asked = urllib.request.Request(address + "/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        return str(answer.headers["ETag"])


def _answers(address: str, path: str) -> bool:
    try:
        with urllib.request.urlopen(address + path):
            return True
    except urllib.error.HTTPError:
        return False


def _table(rates: dict[tuple[str, str], list[Rate]]) -> Iterator[str]:
    for (name, kind), loads in rates.items():
        spread = "-".join(f"{value:.0f}" for value in sorted(item.views for item in loads))
        yield (
            f"{name}; {kind}: {_mean(loads, 'views'):.0f} views/s ({spread}), "
            f"{_mean(loads, 'per_cpu'):.0f} per CPU second of the servers; "
            f"CPUs taken: servers {_mean(loads, 'servers'):.2f}, "
            f"generator {_mean(loads, 'generator'):.2f}"
            f"{'' if _mean(loads, 'kept') > _KEPT else '; closes the connection after each'}"
        )


def _mean(loads: Sequence[Rate], name: str) -> float:
    return statistics.fmean(getattr(item, name) for item in loads)
