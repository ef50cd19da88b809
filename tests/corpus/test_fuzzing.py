"""A file spoilt at random gets an answer: never a fault, an endless wait or half a filing."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from sqlalchemy import text

from etl.services.answers import results_answer
from etl.services.database import Database
from etl.services.files import sources as named
from etl.services.submit import Order, load_files
from tests.corpus.checking import check_bytes, corpus_database
from tests.corpus.form import FIELDS
from tests.corpus.fuzzing import sources, spoilt

ROUNDS = 60
PATIENCE = 10.0
TABLES = ("submission", "figure", "figure_cell")


@cache
def files() -> dict[str, tuple[str, bytes]]:
    return sources()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with corpus_database(tmp_path_factory.mktemp("fuzz")) as opened:
        yield opened


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter", "exporter", "odfpy", "xlwt"])
def test_a_spoilt_file_gets_an_answer(database: Database, writer: str) -> None:
    suffix, content = files()[writer]
    for seed in range(ROUNDS):
        began = monotonic()
        answer = check_bytes(database, spoilt(Random(f"{writer} {seed}"), content), f"月报{suffix}")
        assert monotonic() - began < PATIENCE, seed
        codes = {item["code"] for item in answer["findings"]}
        assert "E-FILE-INTERNAL" not in codes, seed
        assert answer["outcome"] != "errors" or codes, seed
        for row in answer["figures"]:
            for name in FIELDS:
                assert row[name] is None or name in row["cells"], seed


def rows(database: Database) -> list[int]:
    with database.read() as connection:
        return [
            connection.execute(text(f"select count(*) from {table}")).scalar_one()
            for table in TABLES
        ]


def test_a_spoilt_file_is_filed_whole_or_not_at_all(database: Database, tmp_path: Path) -> None:
    order = Order("cli:测试", reason="核对无误")
    filed = 0
    for seed, (writer, (suffix, content)) in enumerate([*files().items()] * 12):
        path = tmp_path / f"{seed}{suffix}"
        path.write_bytes(spoilt(Random(f"load {writer} {seed}"), content))
        before = rows(database)
        (result,) = results_answer(load_files(database, named([str(path)]), order))["results"]
        more = [now - then for now, then in zip(rows(database), before, strict=True)]
        if result["submission"] is None or result["unchanged"]:
            assert more == [0, 0, 0], seed
        else:
            filed += 1
            assert more[:2] == [1, len(result["figures"])], seed
    assert filed
