from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dashboard.factory import server_for
from tests.dashboard import cities
from tests.dashboard.fake import FakeSource


def client_of(source: FakeSource) -> FlaskClient:
    return server_for(source).test_client()


@pytest.fixture(scope="session")
def visit() -> Callable[[str], FlaskClient]:
    """A visitor of one of the cities; its server is made once and never changed."""
    clients: dict[str, FlaskClient] = {}

    def of(city: str) -> FlaskClient:
        if city not in clients:
            clients[city] = client_of(getattr(cities, city)())
        return clients[city]

    return of
