"""Servers whose figures anybody may read, as they are while the data is a sample."""

from flask import Flask

from dashboard.factory import Access, create_server
from etl.services.database import Database


def open_server(database: Database) -> Flask:
    return create_server(database, Access("of the tests", open_reading=True))
