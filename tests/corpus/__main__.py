"""``python -m tests.corpus [words]``: try the kinds whose name has a word, by every writer.

``--office`` has LibreOffice save each workbook again in three formats. ``--keep FOLDER``
keeps the files that did not pass.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.corpus import catalogue
from tests.corpus.checking import Tried, corpus_database, table, tried
from tests.corpus.office import saved_by_office
from tests.corpus.writers import WRITERS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of names of kinds")
    parser.add_argument("--writer", choices=[*WRITERS], action="append")
    parser.add_argument("--office", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    kinds = [
        kind
        for name, kind in catalogue.KINDS.items()
        if not options.words or any(word in name for word in options.words)
    ]
    results: list[Tried] = []
    with tempfile.TemporaryDirectory() as folder, corpus_database(Path(folder)) as database:
        files = [
            (kind, writer.name, writer.suffix, writer.write(kind.form()))
            for kind in kinds
            for writer in WRITERS.values()
            if writer.can(kind.needs) and (not options.writer or writer.name in options.writer)
        ]
        if options.office:
            files += saved_by_office(files, Path(folder))
        for kind, writer, suffix, content in files:
            results.append(tried(database, kind, writer, kind.form(), content, suffix))
            if results[-1].complaints:
                print(f"{kind} [{writer}]: {results[-1].column}")
                print("".join(f"    {line}\n" for line in results[-1].complaints), end="")
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    name = f"{kind.group}-{kind.name}-{writer}".replace("/", "|")
                    (options.keep / f"{name}{suffix}").write_bytes(content)
    print(f"{len(kinds)} kinds, {len(results)} files")
    print(table(results))
    return int(any(item.complaints for item in results))


sys.exit(main())
