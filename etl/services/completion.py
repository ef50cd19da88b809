"""The computed completion of months, and which months there are."""

from __future__ import annotations

from etl.completion.standing import Standing
from etl.completion.table import completion_table
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.plan import PlanRevision
from etl.domain.refusal import NotFound
from etl.services.database import Database
from etl.services.standings import Memory, Standings
from etl.store import standing
from etl.store.database import Connection


def completion(
    database: Database,
    month: Month,
    region: str | None = None,
    by: Grouping = "project",
    project: str | None = None,
    memory: Memory | None = None,
) -> CompletionTable:
    """Return the completion table of a month seen from a region (default: the root).

    ``project``: only the rows of this one; ``memory``: what answers share. Raises NotFound for
    a year without plan and for a region that the plan does not know.
    """
    with database.read() as connection:
        standings = Standings(connection, memory)
        found = _stand(standings, month, region)
        return standings.table(found, region or found.plan.root, by, project)


def completions(
    database: Database,
    until: Month,
    region: str | None = None,
    by: Grouping = "project",
    project: str | None = None,
    memory: Memory | None = None,
) -> tuple[CompletionTable, ...]:
    """Return the tables of every month of a year up to one, all of one state of the data.

    However many months and regions there are, the number of questions to the database stays
    the same; it grows with the plan revisions in force in these months. Raises NotFound when
    the plan of any of the months does not know the region.
    """
    months = [Month(until.year, number) for number in range(1, until.number + 1)]
    with database.read() as connection:
        standings = Standings(connection, memory)
        found = _stand_in_all(standings, months, region)
        return tuple(standings.table(item, region or item.plan.root, by, project) for item in found)


def completion_and_cells(
    database: Database, month: Month, region: str | None = None, by: Grouping = "project"
) -> tuple[CompletionTable, CompletionTable]:
    """Return the table and the same by cell, both of one state of the data."""
    with database.read() as connection:
        found = _stand(Standings(connection), month, region)
    code = region or found.plan.root
    return completion_table(found, code, by), completion_table(found, code, "cell")


def _stand(standings: Standings, month: Month, region: str | None) -> Standing:
    revision = standings.revision(month)
    return standings.year(revision, _known(revision, region), (month,))[month]


def _stand_in_all(standings: Standings, months: list[Month], region: str | None) -> list[Standing]:
    revisions = standings.revisions(months)
    years = {}
    for revision in revisions.values():
        if revision.revision not in years:
            of_it = [month for month in months if revisions[month].revision == revision.revision]
            code = _known(revision, region)
            years[revision.revision] = standings.year(revision, code, of_it)
    return [years[revisions[month].revision][month] for month in months]


def _known(revision: PlanRevision, region: str | None) -> str:
    code = region or revision.plan.root
    if code not in revision.plan.tree:
        raise NotFound(f"{revision.plan.year}年任务书里没有代码为 {code} 的县区。")
    return code


def stand(database: Database, month: Month) -> Standing:
    """Return everything that stands in a month."""
    with database.read() as connection:
        return stand_in(connection, month)


def stand_in(
    connection: Connection, month: Month, region: str | None = None, memory: Memory | None = None
) -> Standing:
    """Return the same within a transaction of the caller's, of a region and all below it."""
    return _stand(Standings(connection, memory), month, region)


def revision_in_force(
    database: Database, month: Month, memory: Memory | None = None
) -> PlanRevision | None:
    """Return the revision that a month is computed with, None without a plan for its year."""
    with database.read() as connection:
        return Standings(connection, memory).revision_if_any(month)


def latest_month(database: Database) -> Month | None:
    """Return the latest month with an accepted submission, in any year."""
    with database.read() as connection:
        return standing.latest_month(connection)


def accepted_months(database: Database, year: int) -> tuple[Month, ...]:
    """Return the months of a year that have an accepted submission."""
    with database.read() as connection:
        return standing.accepted_months(connection, year)
