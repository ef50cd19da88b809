"""The schema: made by the migrations, the same as the tables say, never older or newer."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from etl.domain.refusal import SystemFault
from etl.services.database import Database, connect, is_ready, prepare
from etl.store import schema
from etl.store.tables import metadata


def test_migrations_make_exactly_the_tables(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        made = set(inspect(connection).get_table_names())
    assert made == set(metadata.tables) | {"alembic_version"}


def test_constraints_carry_the_same_names_as_in_the_tables(database: Database, tmp_path) -> None:
    with database.read() as connection:
        seen = inspect(connection)
        for table in metadata.sorted_tables:
            checks = {item["name"] for item in seen.get_check_constraints(table.name)}
            uniques = {item["name"] for item in seen.get_unique_constraints(table.name)}
            said = {constraint.name for constraint in table.constraints}
            assert checks | uniques <= said
            assert len(checks | uniques) == sum(
                type(item).__name__ in ("CheckConstraint", "UniqueConstraint")
                for item in table.constraints
            )


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_a_second_migration_changes_nothing(url: str) -> None:
    database = connect(url)
    assert [prepare(database), prepare(database), is_ready(database)] == [True, False, True]
    database.close()


def test_an_empty_database_is_not_ready(url: str) -> None:
    database = connect(url)
    assert is_ready(database) is False
    database.close()


def test_a_newer_database_is_refused_with_a_sentence_and_left_alone(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(SystemFault, match="更新版本的程序") as refused:
        prepare(database)
    assert "\n" not in refused.value.message
    assert is_ready(database) is False
    with database.read() as connection:
        assert schema.version(connection) == "9999"


def test_a_migration_that_fails_leaves_nothing_behind(url: str, monkeypatch) -> None:
    from etl.store.migrations.versions import v0004_releases as newest

    def breaks(*_: object, **__: object) -> None:
        raise OSError("no space left")

    # Alembic reads migrations anew, so what they import is what has to break.
    monkeypatch.setattr("etl.store.migrations.guards.forbid_replacing_by_rowid", breaks)
    assert newest.revision == schema.HEAD
    database = connect(url)
    with pytest.raises(OSError, match="no space left"):
        prepare(database)
    with database.read() as connection:
        assert inspect(connection).get_table_names() == []
    monkeypatch.undo()
    assert prepare(database) is True
    database.close()
