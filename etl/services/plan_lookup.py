"""The plans in force, looked up once for all files of one call."""

from __future__ import annotations

from etl.domain.period import Month
from etl.domain.plan import Plan, PlanRevision
from etl.domain.refusal import NotFound
from etl.services.database import Database
from etl.store import plans
from etl.store.database import Connection


def plan_of_year(connection: Connection, year: int) -> PlanRevision:
    """Return the newest revision of a year; raises NotFound without one."""
    return _asked(plans.newest(connection, year), year)


def plan_of(connection: Connection, month: Month) -> PlanRevision:
    """Return the revision in force for a month; raises NotFound without one."""
    return _asked(plans.in_force(connection, month), month.year)


def _asked(found: PlanRevision | None, year: int) -> PlanRevision:
    if found is None:
        raise NotFound(f"还没有录入{year}年的年度任务书。")
    return found


def region_of(plan: Plan, written: str) -> str:
    """Return the code of a region by its code, name or alias; raises NotFound."""
    code = plan.region_names.find(written)
    if code is None:
        raise NotFound(f"{plan.year}年任务书里没有县区“{written}”。")
    return code


def region_name(plan: Plan | None, code: str | None, nobody: str = "") -> str:
    """Return a region's name, its code where the plan does not know it, else ``nobody``."""
    region = plan.tree.get(code) if plan is not None and code else None
    return region.name if region is not None else code or nobody


def regions_of(plan: Plan, written: str | None) -> frozenset[str] | None:
    """Return a region with all below it, by code, name or alias; None for no choice."""
    if written is None:
        return None
    return frozenset(region.code for region in plan.tree.below(region_of(plan, written)))


def region_by_code(database: Database, month: Month, code: str) -> str:
    """Return the name of a region in the plan of a month."""
    return region_name(PlanLookup(database)(month), code)


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
