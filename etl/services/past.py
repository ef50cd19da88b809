"""What is stored already of the counties and months that files are of."""

from __future__ import annotations

from collections.abc import Iterable

from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.services.reading import ReadFile
from etl.store import standing, submissions
from etl.store.database import Connection
from etl.store.submissions import Version


class Past:
    """What is stored of the counties and months of some files, asked for all of them at once."""

    def __init__(self, connection: Connection, read: Iterable[ReadFile]) -> None:
        self._connection = connection
        self._histories: dict[tuple[str, Month], FilingHistory] = {}
        self._versions: dict[tuple[str, Month], tuple[Version, ...]] = {}
        self._ask({key for item in read if (key := _whose(item)) is not None})

    def _ask(self, wanted: set[tuple[str, Month]]) -> None:
        if wanted:
            self._histories |= standing.filing_histories(self._connection, wanted)
            self._versions |= submissions.standing_versions(self._connection, wanted)

    def of(self, item: ReadFile) -> tuple[FilingHistory, tuple[Version, ...]]:
        """Return the accepted months around a file's own, and what stands of its month."""
        key = _whose(item)
        if key is None:
            return FilingHistory(), ()
        if key not in self._histories:  # another plan may read another county
            self._ask({key})
        return self._histories[key], self._versions[key]


def _whose(item: ReadFile) -> tuple[str, Month] | None:
    identity = item.reading.identity
    if identity.region is None or identity.month is None:
        return None
    return identity.region, identity.month
