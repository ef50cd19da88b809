"""Whatever was sent comes back as it was, with every finding on its cell.

A share of the corpus each time; `python -m tests.bench annotate` takes all of it.
"""

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from etl.services.database import Database
from tests.corpus.annotating import faults
from tests.corpus.catalogue import KINDS
from tests.corpus.checking import corpus_database
from tests.corpus.test_corpus import writer_of

EVERY = 30
NAMES = sorted(name for name in KINDS if crc32(name.encode()) % EVERY == 0)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with corpus_database(tmp_path_factory.mktemp("annotated")) as opened:
        yield opened


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
@pytest.mark.parametrize("name", NAMES)
def test_the_copy_differs_by_its_marks_alone(database: Database, name: str) -> None:
    kind = KINDS[name]
    writer = writer_of(kind)
    form = kind.form()
    file_name = str(Path(form.file_name).with_suffix(writer.suffix))
    assert faults(database, writer.write(form), file_name) == []
