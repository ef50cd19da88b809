"""The pages: time on the server, first and from the cache, and size over the wire."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import partial

from tests.bench.measuring import empty_database, load_sample, median, seconds
from tests.reading import open_server

PAGES = ("/", "/project/rehabilitation", "/region/130322", "/?year=2021&month=4")


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with empty_database() as (database, _):
        load_sample(database)
        client = open_server(database).test_client()
        for page in PAGES:
            first = seconds(partial(client.get, page))
            again = median(partial(client.get, page), 50)
            size = len(gzip.compress(client.get(page).get_data()))
            yield (
                f"{page}: first {1000 * first:.0f} ms, again {1000 * again:.2f} ms, "
                f"{size / 1000:.1f} kB compressed"
            )
