"""Transactions, and every way in which a database cannot be used: one sentence each."""

import socket
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from etl.domain.refusal import SystemFault, WrongUsage
from etl.services.database import Database, connect, prepare
from etl.store import data_version, network_paths
from etl.store.tables import data_version as version_table
from tests.cities import sqlite


def version(database: Database) -> int:
    with database.read() as connection:
        return data_version.current(connection).figures


def sentence(fault: pytest.ExceptionInfo[SystemFault]) -> str:
    said = fault.value.message
    assert "\n" not in said
    assert said.endswith("。")
    return said


def test_a_write_is_undone_whole_when_its_block_fails(database: Database) -> None:
    def fail_halfway() -> None:
        with database.write() as connection:
            data_version.advance(connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert version(database) == 1


def test_a_read_writes_nothing(database: Database) -> None:
    with database.read() as connection:
        data_version.advance(connection)
    assert version(database) == 1


def test_a_reader_sees_one_state_while_somebody_writes(database: Database) -> None:
    with database.read() as reading:
        before = data_version.current(reading).figures
        with database.write() as writing:
            data_version.advance(writing)
        assert data_version.current(reading).figures == before
    assert version(database) == before + 1


def test_what_is_asked_alone_is_the_latest_that_was_written_whole(database: Database) -> None:
    seen = [data_version.latest(database).figures]
    with database.write() as connection:
        data_version.advance(connection)
        seen.append(data_version.latest(database).figures)
    seen.append(data_version.latest(database).figures)
    assert seen == [1, 1, 2]


def test_a_row_asked_alone_leaves_its_connection_as_it_was(database: Database) -> None:
    for _ in range(30):  # more than there are connections to lose
        data_version.latest(database)
    with database.write() as connection:
        data_version.advance(connection)
    with database.read() as connection:
        data_version.advance(connection)
    assert data_version.latest(database).figures == 2


def test_a_row_that_cannot_be_had_is_told_in_one_sentence(database: Database) -> None:
    for _ in range(30):
        with pytest.raises(SystemFault) as fault:
            database.row("SELECT nothing FROM nowhere")
        sentence(fault)
    assert data_version.latest(database).figures == 1


def test_writers_queue_so_that_what_one_read_is_still_true_when_it_writes(
    database: Database,
) -> None:
    def count_up() -> None:
        for _ in range(10):
            with database.write() as connection:
                seen = connection.execute(select(version_table.c.version)).scalar_one()
                connection.execute(update(version_table).values(version=seen + 1))

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert version(database) == 41


def test_a_writer_gives_up_after_its_time_with_a_sentence(url: str) -> None:
    holder, waiting = connect(url), connect(url, busy_seconds=0.2)
    prepare(holder)
    with holder.write() as connection:
        data_version.advance(connection)
        with pytest.raises(SystemFault) as fault, waiting.write():
            pass
    sentence(fault)
    assert version(waiting) == 2
    holder.close()
    waiting.close()


def test_acknowledged_filings_survive_a_power_cut(tmp_path: Path) -> None:
    database = connect(sqlite(tmp_path / "a.sqlite"))
    with database.read() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    database.close()
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://user:geheim@host/db",
        "oracle+nothing://user:geheim@host/db",
        "postgresql+psycopg2://user:geheim@host/db",
        "postgresql+psycopg://user:geheim@host:port/db",
        "postgresql+nothing://user:geheim@host/db",
    ],
)
def test_an_address_that_is_none_is_wrong_usage(url: str) -> None:
    with pytest.raises(WrongUsage) as wrong:
        connect(url)
    assert "geheim" not in wrong.value.message


@pytest.mark.postgres
def test_the_driver_need_not_be_named(postgres_database_url: str) -> None:
    database = connect(postgres_database_url.replace("+psycopg", ""))
    assert prepare(database) is True
    database.close()


@pytest.mark.parametrize("password", ["geheim@", "", "wrong?password=geheim&"])
def test_a_server_that_does_not_answer_is_told_without_password(password: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Nobody listens there any more.
    where = f"127.0.0.1:{port}/livelihood"
    url = {
        "geheim@": f"postgresql+psycopg://user:geheim@{where}",
        "": f"postgresql+psycopg://{where}",
    }.get(password, f"postgresql+psycopg://{where}?password=geheim&user=geheimer")
    database = connect(url, busy_seconds=2)
    for ask in (prepare, data_version.latest):
        with pytest.raises(SystemFault) as fault:
            ask(database)
        said = sentence(fault)
        assert where in said
        assert "geheim" not in said


@pytest.mark.postgres
def test_a_database_that_does_not_exist_is_told_without_password(postgres_url: str) -> None:
    with_password = postgres_url.replace("postgres@", "postgres:geheim@")
    database = connect(f"{with_password}/nowhere")
    with pytest.raises(SystemFault) as fault:
        prepare(database)
    assert "geheim" not in sentence(fault)


def test_a_text_file_is_no_database_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("这是文本，不是数据库。" * 200, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(SystemFault) as fault:
        prepare(connect(sqlite(path)))
    assert str(path) in sentence(fault)
    assert path.read_bytes() == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(SystemFault) as fault:
        connect(sqlite(tmp_path))
    sentence(fault)


def test_a_path_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SystemFault) as fault:
        connect(sqlite(tmp_path / "file" / "data.sqlite"))
    sentence(fault)


def test_a_path_without_the_right_to_write_is_told(tmp_path: Path, monkeypatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(SystemFault, match="不能写入") as fault:
        connect(sqlite(tmp_path / "data.sqlite"))
    sentence(fault)


MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "server:/share {folder}/net nfs4 rw 0 0\n"
    "//pc/share {folder}/win\\040dows cifs rw 0 0\n"
    "tmpfs {folder}/net/local tmpfs rw 0 0\n"
    "broken line\n"
)


@pytest.mark.parametrize(
    ("place", "shared"),
    [("net", True), ("net/deep/er", True), ("win dows", True), ("net/local", False), ("", False)],
)
def test_a_network_share_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, shared: bool
) -> None:
    table = MOUNTS.format(folder=tmp_path)
    monkeypatch.setattr(network_paths, "mount_table", lambda: table)
    path = tmp_path / place / "data.sqlite"
    if not shared:
        connect(sqlite(path)).close()
        return
    with pytest.raises(SystemFault, match="网络共享盘") as fault:
        connect(sqlite(path))
    sentence(fault)
    assert not path.parent.exists()


def test_a_system_without_a_mount_table_is_taken_as_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_paths, "mount_table", lambda: "")
    connect(sqlite(tmp_path / "data.sqlite")).close()


def test_a_disk_that_is_full_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    database = connect(sqlite(tmp_path / "data.sqlite"))
    prepare(database)

    def fill() -> None:
        with database.write() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar()
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            data_version.advance(connection)
            connection.execute(text("create table big as select randomblob(1000000)"))

    with pytest.raises(SystemFault) as fault:
        fill()
    assert "磁盘已满" in sentence(fault)
    assert version(database) == 1
    database.close()


def test_a_lock_of_another_program_is_waited_for_and_then_told(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    database = connect(sqlite(path), busy_seconds=0.1)
    prepare(database)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SystemFault, match="占用") as fault, database.write():
        pass
    sentence(fault)
    other.execute("ROLLBACK")
    other.close()
    with database.write() as connection:
        data_version.advance(connection)
    database.close()
