"""The store on both engines."""

from tests.engines import database, sqlite_url, url

__all__ = ["database", "sqlite_url", "url"]
