"""``python -m tests.corpus.hostile [words]``: how long hostile files take, and how much memory.

Each file is checked in a process of its own, as ``check`` does it, and what it took is printed:
seconds on the clock and of the processor, and the most memory at any time in MB. ``--all``
measures every kind of file, not only the hostile ones; ``--slow`` prints only what takes more
than 3 seconds or 300 MB or is answered wrongly.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.services.database import connect
from tests.corpus.checking import check_bytes, corpus_database
from tests.corpus.file_kinds import FileKind
from tests.corpus.file_kinds_catalogue import FILE_KINDS, HOSTILE

LIMIT_SECONDS, LIMIT_MEGABYTES = 10.0, 500.0
TOLD_SECONDS, TOLD_MEGABYTES = 3.0, 300.0
GIVE_UP = 60


@dataclass(frozen=True)
class Measured:
    """What one file took, and what was said of it."""

    seconds: float
    processor: float
    megabytes: float
    answer: dict[str, Any] | None
    failure: str = ""

    @property
    def told(self) -> bool:
        return self.processor > TOLD_SECONDS or self.megabytes > TOLD_MEGABYTES

    @property
    def beyond(self) -> bool:
        return self.processor > LIMIT_SECONDS or self.megabytes > LIMIT_MEGABYTES


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.hostile", description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of names of kinds")
    parser.add_argument("--all", action="store_true", help="every kind of file")
    parser.add_argument("--slow", action="store_true", help="print only what is too slow or wrong")
    parser.add_argument("--child", nargs=3, metavar=("DATABASE", "FILE", "NAME"), help="internal")
    options = parser.parse_args()
    if options.child:
        return child(*options.child)
    kinds = {**(FILE_KINDS if options.all else {}), **HOSTILE}
    chosen = [
        kind
        for name, kind in kinds.items()
        if not options.words or any(word in name for word in options.words)
    ]
    print(f"{'seconds':>8}{'cpu':>8}{'MB':>8}  answer, kind of file")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, corpus_database(Path(folder)):
        for kind in chosen:
            measured = measure(kind, Path(folder))
            complaints = said(kind, measured)
            wrong += bool(complaints)
            if not options.slow or measured.told or complaints:
                print(line(kind, measured), flush=True)
                print("".join(f"{'':>26}{text[:200]}\n" for text in complaints[:3]), end="")
    print(f"{len(chosen)} files, {wrong} of them wrong, too slow or too large")
    return int(wrong > 0)


def measure(kind: FileKind, folder: Path) -> Measured:
    """Check a file in a process of its own."""
    path = folder / "hostile"
    path.write_bytes(kind.make())
    database = f"sqlite:///{folder / 'corpus.sqlite'}"
    arguments = [sys.executable, "-m", "tests.corpus.hostile"]
    started = time.monotonic()
    try:
        done = subprocess.run(
            [*arguments, "--child", database, str(path), kind.file_name],
            capture_output=True, check=True, timeout=GIVE_UP, text=True,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        last = str(error.stderr or error).strip().splitlines()[-1]
        return Measured(time.monotonic() - started, GIVE_UP, 0, None, last)
    found = json.loads(done.stdout)
    return Measured(found["seconds"], found["processor"], found["megabytes"], found["answer"])


def child(database: str, path: str, name: str) -> int:
    content = Path(path).read_bytes()
    opened = connect(database)
    started, processor = time.monotonic(), time.process_time()
    answer = check_bytes(opened, content, name)
    found = {
        "seconds": time.monotonic() - started,
        "processor": time.process_time() - processor,
        "megabytes": most_memory(),
        "answer": answer,
    }
    opened.close()
    print(json.dumps(found))
    return 0


def most_memory() -> float:
    """The most memory that this process had, in MB; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    peak = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def said(kind: FileKind, measured: Measured) -> list[str]:
    if measured.answer is None:
        return [f"no answer: {measured.failure}"]
    beyond = ["beyond the limit"] if measured.beyond else []
    return [*beyond, *kind.complaints(measured.answer)]


def line(kind: FileKind, measured: Measured) -> str:
    codes = sorted({item["code"] for item in (measured.answer or {"findings": []})["findings"]})
    words = " ".join(codes[:3]) or ("ok" if measured.answer else "none")
    numbers = f"{measured.seconds:8.2f}{measured.processor:8.2f}{measured.megabytes:8.0f}"
    return f"{numbers}  {words:<28} {kind.name} [{Path(kind.file_name).suffix}]"


if __name__ == "__main__":
    sys.exit(main())
