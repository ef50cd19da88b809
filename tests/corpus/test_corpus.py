"""Every kind of mess, saved by one of the programs that can: read right, or refused at the cell.

`python -m tests.corpus --office` tries every kind by every program; here each has its turn.
"""

from collections.abc import Iterator
from decimal import Decimal
from zlib import crc32

import pytest

from etl.services.database import Database
from tests.corpus.catalogue import KINDS
from tests.corpus.checking import corpus_database, tried
from tests.corpus.kinds import Kind
from tests.corpus.writers import WRITERS, Writer


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with corpus_database(tmp_path_factory.mktemp("corpus")) as opened:
        yield opened


def writer_of(kind: Kind) -> Writer:
    able = [writer for writer in WRITERS.values() if writer.can(kind.needs)]
    assert able, f"nobody can write {kind}"
    return able[crc32(kind.name.encode()) % len(able)]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_kind(database: Database, name: str) -> None:
    kind = KINDS[name]
    writer = writer_of(kind)
    form = kind.form()
    result = tried(database, kind, writer.name, form, writer.write(form), writer.suffix)
    assert (result.complaints, result.column) == ([], result.column)
    assert result.column in ("right", "right with finding", "refused")


def test_every_program_has_its_share() -> None:
    shares = {writer_of(kind).name for kind in KINDS.values()}
    assert shares == set(WRITERS)


def test_the_judge_sees_a_misread_a_loss_and_silence(database: Database) -> None:
    """What would pass as right if the judge were blind."""
    kind = KINDS["plain: as it should be"]
    writer = WRITERS["openpyxl"]
    content = writer.write(kind.form())
    other = kind.form()
    other.truth["rehab_adult", "completed_total"] = Decimal(1034)
    assert tried(database, kind, "", other, content, ".xlsx").column == "misread"
    moved = kind.form()
    moved.sheet.insert_rows(1)
    assert tried(database, kind, "", moved, content, ".xlsx").column == "misread"
    silent = kind.form()
    silent.refuse("E-NOT-INTEGER", ("rehab_adult", "completed_total"))
    assert tried(database, kind, "", silent, content, ".xlsx").column == "wrong"
