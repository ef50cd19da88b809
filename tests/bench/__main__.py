"""Run all measurements, or those named: ``make bench ARGS="load pages"``."""

from __future__ import annotations

import sys

from tests.bench import (
    annotating,
    corpus,
    crowd,
    fuzzing,
    growing,
    journeys,
    loading,
    pages,
    press,
    reading,
    seeing,
    starting,
    throughput,
)

BENCHES = {
    "load": loading.run,
    "read": reading.run,
    "start": starting.run,
    "pages": pages.run,
    "seeing": seeing.run,
    "throughput": throughput.run,
    "growing": growing.run,
    "journeys": journeys.run,
    "crowd": crowd.run,
    "press": press.run,
    "corpus": corpus.run,
    "fuzz": fuzzing.run,
    "annotate": annotating.run,
}


def main(names: list[str]) -> int:
    """Run the named measurements (default: all) and print their lines."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        print(f"== {name}")
        for line in BENCHES[name]():
            print(f"   {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
