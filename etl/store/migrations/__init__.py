"""Alembic migrations, one module each, applied in order."""
