"""The plans in force, looked up once for all files of one call."""

from __future__ import annotations

from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.services.database import Database
from etl.store import plans
from etl.store.database import Connection


class PlanLookup:
    """Looks up the plans in force and remembers them for one call."""

    def __init__(self, place: Database | Connection) -> None:
        self._place = place
        self._known: dict[Month | None, PlanRevision | None] = {}

    def __call__(self, month: Month | None) -> Plan | None:
        """Return the plan of a month, the newest for None; None when there is none."""
        found = self.revision(month)
        return found.plan if found else None

    def revision(self, month: Month | None) -> PlanRevision | None:
        """Return the same with its revision."""
        if month not in self._known:
            if isinstance(self._place, Database):
                with self._place.read() as connection:
                    found = _revision(connection, month)
            else:
                found = _revision(self._place, month)
            # One object for one revision: what its plan has worked out serves every file.
            known = (item for item in self._known.values() if item == found)
            self._known[month] = next(known, found)
        return self._known[month]


def _revision(connection: Connection, month: Month | None) -> PlanRevision | None:
    return plans.newest(connection) if month is None else plans.in_force(connection, month)
