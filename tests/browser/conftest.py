"""Sites for the browser: each city served on a port of its own, once for all tests."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from werkzeug.serving import BaseWSGIServer, make_server

from dashboard.factory import server_for
from tests.dashboard import cities


@pytest.fixture(scope="session")
def site() -> Iterator[Callable[[str], str]]:
    """The address of a city's site, without a slash at its end."""
    running: dict[str, BaseWSGIServer] = {}

    def of(city: str) -> str:
        if city not in running:
            application = server_for(getattr(cities, city)())
            running[city] = make_server("127.0.0.1", 0, application, threaded=True)
            Thread(target=running[city].serve_forever, daemon=True).start()
        return f"http://localhost:{running[city].server_port}"

    yield of
    for server in running.values():
        server.shutdown()
        server.server_close()
