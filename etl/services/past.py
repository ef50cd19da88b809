"""What is stored already of the counties and months that files are of."""

from __future__ import annotations

from collections.abc import Iterable

from etl.domain.closing import MonthState
from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.services.reading import ReadFile
from etl.store import attempts, months, standing, submissions
from etl.store.attempts import PastAttempt
from etl.store.database import Connection
from etl.store.submissions import Version


class Past:
    """What is stored of the counties and months of some files, asked for all of them at once."""

    def __init__(self, connection: Connection, read: Iterable[ReadFile]) -> None:
        self._connection = connection
        self._histories: dict[tuple[str, Month], FilingHistory] = {}
        self._versions: dict[tuple[str, Month], tuple[Version, ...]] = {}
        self._states: dict[Month, MonthState] = {}
        read = list(read)
        self._ask({key for item in read if (key := _whose(item)) is not None})
        self._attempts = self._attempts_before(read)

    def _attempts_before(self, read: Iterable[ReadFile]) -> dict[tuple[str, Month], PastAttempt]:
        wanted: dict[tuple[str, Month], set[str]] = {}
        for item in read:
            region, month = item.meant_for
            if region is not None and month is not None:
                wanted.setdefault((region, month), set()).add(item.sha256 or "")
        return attempts.latest(self._connection, wanted) if wanted else {}

    def month_state(self, month: Month) -> MonthState:
        """Return how a month stands: whether it is closed, and who has leave."""
        if month not in self._states:
            self._states[month] = months.state(self._connection, month)
        return self._states[month]

    def attempt_before(self, item: ReadFile) -> PastAttempt | None:
        """Return the last try for a file's county and month that was another file."""
        region, month = item.meant_for
        return self._attempts.get((region, month)) if region and month else None

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
