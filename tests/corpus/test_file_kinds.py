"""Every kind of file through the same check that users run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.services.database import Database
from tests.corpus.checking import check_bytes, corpus_database
from tests.corpus.file_kinds import FILE_KINDS, FileKind
from tests.corpus.file_kinds_catalogue import MODULES

assert MODULES


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder, corpus_database(Path(folder)) as opened:
        yield opened


@pytest.mark.parametrize("kind", FILE_KINDS.values(), ids=FILE_KINDS)
def test_file_kind(database: Database, kind: FileKind) -> None:
    answer = check_bytes(database, kind.make(), kind.file_name)
    assert kind.complaints(answer) == []
