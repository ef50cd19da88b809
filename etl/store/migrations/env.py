"""Alembic's entry: runs the migrations on the connection of the caller's transaction."""

from __future__ import annotations

from alembic import context

from etl.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
