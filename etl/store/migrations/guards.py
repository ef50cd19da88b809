"""Triggers that refuse to change or delete rows, in both engines: records, not good manners."""

from __future__ import annotations

from sqlalchemy import Connection

_REFUSED = "{table} rows are never changed"


def forbid_changes(
    connection: Connection, table: str, key: tuple[str, ...] = ("id",), deletable: str = ""
) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE, and REPLACE) on a table with this primary key.

    ``deletable``: the condition on OLD under which a row may be deleted all the same.
    """
    if connection.dialect.name == "sqlite":
        statements = _sqlite(table, key, deletable)
    else:
        statements = _postgresql(table, deletable)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(table: str, key: tuple[str, ...], deletable: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED.format(table=table)}'); END"
    unless = f" WHEN NOT ({deletable})" if deletable else ""
    same = " AND ".join(f"{name} = NEW.{name}" for name in key)
    return [
        # INSERT OR REPLACE deletes without asking the trigger below.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}{unless} {refuse}",
    ]


def _postgresql(table: str, deletable: str) -> list[str]:
    # A condition of a trigger may hold no query there, so it stands in the function.
    refuse = f"RAISE EXCEPTION '{_REFUSED.format(table=table)}';"
    unless = f"IF TG_OP = 'DELETE' AND {deletable} THEN RETURN OLD; END IF;" if deletable else ""
    return [
        f"CREATE FUNCTION {table}_refuse_row() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {unless} {refuse} END $$",
        f"CREATE FUNCTION {table}_refuse_all() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {refuse} END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_row()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_all()",
    ]


def forbid_replacing_by_rowid(connection: Connection, table: str) -> None:
    """Refuse INSERT OR REPLACE that names a row by its rowid, in a table of another key."""
    if connection.dialect.name != "sqlite":
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED.format(table=table)}'); END"
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_no_rowid BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid) {refuse}"
    )


_YOUNG = "EXISTS (SELECT 1 FROM audit WHERE id <= NEW.pruned AND at > {limit})"


def keep_young_rows(connection: Connection) -> None:
    """Refuse to call rows of the audit pruned that are younger than six months, or to go back."""
    if connection.dialect.name == "sqlite":
        young = _YOUNG.format(limit="datetime('now', '-180 days')")
        connection.exec_driver_sql(
            "CREATE TRIGGER audit_head_keeps_young BEFORE UPDATE ON audit_head "
            f"WHEN NEW.pruned < OLD.pruned OR (NEW.pruned > OLD.pruned AND {young}) "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED.format(table='young audit')}'); END"
        )
        return
    young = _YOUNG.format(limit="(now() AT TIME ZONE 'utc') - interval '180 days'")
    connection.exec_driver_sql(
        "CREATE FUNCTION audit_head_keeps_young() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NEW.pruned < OLD.pruned OR (NEW.pruned > OLD.pruned AND {young}) THEN "
        f"RAISE EXCEPTION '{_REFUSED.format(table='young audit')}'; END IF; RETURN NEW; END $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER audit_head_keeps_young BEFORE UPDATE ON audit_head "
        "FOR EACH ROW EXECUTE FUNCTION audit_head_keeps_young()"
    )
