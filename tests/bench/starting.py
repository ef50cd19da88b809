"""From the start of the program to the first answer with figures in it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measuring import empty_database, load_sample

ROOT = Path(__file__).parents[2]
TIMES = 5
PATIENCE = 60.0


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with empty_database() as (database, url):
        load_sample(database)
        database.close()
        times = sorted(_start(url) for _ in range(TIMES))
    shown = ", ".join(f"{value:.2f}" for value in times)
    yield f"start to first answer of / with figures: median {times[TIMES // 2]:.2f} s ({shown})"


def _start(url: str) -> float:
    port = _free_port()
    environment = {**os.environ, "DATABASE_URL": url, "PORT": str(port), "HOST": "127.0.0.1"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - begin < PATIENCE:
            if _answers(port):
                return time.perf_counter() - begin
            time.sleep(0.01)
    finally:
        process.terminate()
        process.wait(10)
    raise TimeoutError("no answer")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
            return b"4674" in answer.read()
    except (urllib.error.URLError, ConnectionError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
