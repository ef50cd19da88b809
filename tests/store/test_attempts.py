"""What is kept of a refused file, and for how long."""

from datetime import timedelta

import pytest

from etl.domain.codes import finding
from etl.domain.period import Month
from etl.services.database import Database
from etl.store import attempts, originals
from etl.store.attempts import KEPT_DAYS, Attempt
from etl.store.clock import now


def tried(database: Database, content: bytes) -> str:
    with database.write() as connection:
        sha256 = originals.keep(connection, content)
        found = (finding("E-FORM-NONE", sheet="表一", cells=("A1", "B2"), row=1, raw="原文"),)
        new = Attempt("cli:测试", "错.xlsx", sha256, "990101", Month(2023, 3), "errors", found)
        attempts.add(connection, new)
    return sha256


@pytest.mark.parametrize(("days", "kept"), [(KEPT_DAYS - 1, True), (KEPT_DAYS + 1, False)])
def test_bytes_of_refused_files_are_dropped_after_their_time(
    database: Database, monkeypatch: pytest.MonkeyPatch, days: int, kept: bool
) -> None:
    long_ago = now() - timedelta(days=days)
    for module in ("attempts", "originals"):
        monkeypatch.setattr(f"etl.store.{module}.now", lambda: long_ago)
    sha256 = tried(database, b"refused")
    monkeypatch.undo()
    with database.write() as connection:
        attempts.forget_old_files(connection)
        assert (originals.fetch(connection, sha256) is not None) is kept
        assert attempts.count_by(connection, "cli:测试") == 1


def test_bytes_tried_again_lately_stay(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = now() - timedelta(days=KEPT_DAYS + 5)
    for module in ("attempts", "originals"):
        monkeypatch.setattr(f"etl.store.{module}.now", lambda: long_ago)
    tried(database, b"refused")
    monkeypatch.undo()
    sha256 = tried(database, b"refused")
    with database.write() as connection:
        attempts.forget_old_files(connection)
        assert originals.fetch(connection, sha256) == b"refused"


def test_bytes_are_stored_once_however_often_they_come(database: Database) -> None:
    assert tried(database, b"same") == tried(database, b"same") == originals.digest(b"same")
    with database.read() as connection:
        assert originals.fetch(connection, originals.digest(b"other")) is None
