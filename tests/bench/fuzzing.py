"""Thousands of files spoilt at random: faults, and the longest wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.corpus.checking import check_bytes, corpus_database
from tests.corpus.fuzzing import sources, spoilt

TIMES = 2_000


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with TemporaryDirectory() as folder, corpus_database(Path(folder)) as database:
        for writer, (suffix, content) in sources().items():
            came: Counter[str] = Counter()
            longest = 0.0
            for seed in range(TIMES):
                began = perf_counter()
                data = spoilt(Random(f"bench {writer} {seed}"), content)
                answer = check_bytes(database, data, f"月报{suffix}")
                longest = max(longest, perf_counter() - began)
                codes = {item["code"] for item in answer["findings"]}
                came["faults"] += "E-FILE-INTERNAL" in codes
                came["refused as a file"] += any(code.startswith("E-FILE") for code in codes)
                came["read"] += answer["outcome"] != "errors"
            yield (
                f"{writer}: {TIMES} spoilt files, {came['faults']} faults, {came['read']} read, "
                f"{came['refused as a file']} refused as files, longest {longest:.2f} s"
            )
