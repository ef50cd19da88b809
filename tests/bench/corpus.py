"""The whole corpus, every kind by every program, counted by what came of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.corpus.catalogue import KINDS
from tests.corpus.checking import corpus_database, table, tried
from tests.corpus.file_kinds import FILE_KINDS
from tests.corpus.office import File, saved_by_office
from tests.corpus.writers import WRITERS


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with TemporaryDirectory() as folder, corpus_database(Path(folder)) as database:
        files: list[File] = [
            (kind, writer.name, writer.suffix, writer.write(kind.form()))
            for kind in KINDS.values()
            for writer in WRITERS.values()
            if writer.can(kind.needs)
        ]
        program = shutil.which("soffice")
        saved = saved_by_office(files, Path(folder), program) if program else []
        results = [
            tried(database, kind, writer, kind.form(), content, suffix)
            for kind, writer, suffix, content in (*files, *saved)
        ]
    yield f"{len(KINDS)} kinds of mess in {len(results)} files, {len(FILE_KINDS)} kinds of files"
    yield from table(results).splitlines()
    for item in results:
        if item.complaints:
            yield f"{item.column}: {item.kind} [{item.writer}] {item.complaints[0][:150]}"
