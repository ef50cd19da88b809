"""The services on both engines."""

from tests.engines import database, url

__all__ = ["database", "url"]
