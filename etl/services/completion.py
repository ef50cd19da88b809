"""The computed completion of a month, and which months there are."""

from __future__ import annotations

from etl.completion.table import Standing, completion_table
from etl.domain.completion import CompletionTable, Grouping
from etl.domain.period import Month
from etl.domain.refusal import NotFound
from etl.services.database import Database
from etl.services.plan_lookup import plan_of
from etl.store import standing
from etl.store.database import Connection


def completion(
    database: Database, month: Month, region: str | None = None, by: Grouping = "project"
) -> CompletionTable:
    """Return the completion table of a month seen from a region (default: the root).

    Raises NotFound for a year without plan and for a region that the plan does not know.
    """
    found = stand(database, month)
    return completion_table(found, _known(found, month, region), by)


def completion_and_cells(
    database: Database, month: Month, region: str | None = None, by: Grouping = "project"
) -> tuple[CompletionTable, CompletionTable]:
    """Return the table and the same by cell, both of one state of the data."""
    found = stand(database, month)
    code = _known(found, month, region)
    return completion_table(found, code, by), completion_table(found, code, "cell")


def _known(found: Standing, month: Month, region: str | None) -> str:
    code = region or found.plan.root
    if code not in found.plan.tree:
        raise NotFound(f"{month.year}年任务书里没有代码为 {code} 的县区。")
    return code


def stand(database: Database, month: Month) -> Standing:
    """Return everything that stands in a month."""
    with database.read() as connection:
        return stand_in(connection, month)


def stand_in(connection: Connection, month: Month) -> Standing:
    """Return the same within a transaction of the caller's."""
    revision = plan_of(connection, month)
    figures = standing.standing_figures(connection, month)
    filed = standing.months_filed(connection, month.year)
    known = frozenset(region.code for region in revision.plan.regions)
    return Standing.of(
        revision,
        month,
        (item for item in figures if item.region in known),
        (item for item in filed if item.region in known),
    )


def latest_month(database: Database) -> Month | None:
    """Return the latest month with an accepted submission, in any year."""
    with database.read() as connection:
        return standing.latest_month(connection)


def accepted_months(database: Database, year: int) -> tuple[Month, ...]:
    """Return the months of a year that have an accepted submission."""
    with database.read() as connection:
        filed = standing.months_filed(connection, year)
    return tuple(sorted({item.month for item in filed}))
