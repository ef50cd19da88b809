"""Which mistakes come again: per county and rule over the months of a year.

For the city's office, to see where a template, a rule or a training would help. A file that
is sent again unchanged is one file, and what was said of it last stands. What was only told
(info) is no mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from etl.domain.finding import Outcome
from etl.domain.mistakes import UNKNOWN, Count, NotCounted, Pattern, Patterns, Tries, place_of
from etl.domain.period import Month
from etl.domain.plan import Plan
from etl.services.database import Database
from etl.services.plan_lookup import plan_of_year, region_name, region_of, regions_of
from etl.store import attempts, tried_files
from etl.store.attempts import FoundAt
from etl.store.tried_files import Unplaced


def patterns(database: Database, year: int, region: str | None = None) -> Patterns:
    """Return the mistakes of a year, of all counties or of one (by code, name or alias)."""
    with database.read() as connection:
        plan = plan_of_year(connection, year).plan
        code = region_of(plan, region) if region else None
        regions = regions_of(plan, region)
        found = attempts.found_in(connection, year, regions)
        filed = tried_files.filed(connection, year, regions)
        apart = tried_files.unplaced(connection, regions)
    files = _files(found)
    tries = tuple(_tries(plan, files, filed))
    made = _in_order(plan, _patterns(plan, files))
    return Patterns(plan, tries, tuple(made), _not_counted(plan, apart), code)


def _in_order(plan: Plan, found: Iterable[Pattern]) -> list[Pattern]:
    """What is nobody's last; then rows that are going on, long rows, many months, late ones."""

    def weight(item: Pattern) -> tuple[object, ...]:
        going_on = item.going_on if item.going_on > 1 else 0
        months = (-going_on, -item.in_a_row, -len(item.months), -item.last_month.number)
        place = place_of(plan, item.region)
        return item.region is None, *months, item.severity != "error", *place, item.code

    return sorted(found, key=weight)


@dataclass(frozen=True)
class _File:
    """One file and all that was said of it at its last try: at least one entry."""

    said: Sequence[FoundAt]

    @property
    def key(self) -> tuple[str | None, Month, str | None]:
        """Whose, of when, and which: as ``tried_files.filed`` names it."""
        return self.said[0].region, self.said[0].month, self.said[0].sha256

    @property
    def outcome(self) -> Outcome:
        """How it was judged."""
        return self.said[0].outcome

    @property
    def mistakes(self) -> Iterable[tuple[str, FoundAt]]:
        """The findings that are mistakes, with their codes."""
        for item in self.said:
            if item.code is not None and item.severity in ("error", "warning"):
                yield item.code, item


Files = Mapping[tuple[str | None, Month], Sequence[_File]]


def _files(found: Iterable[FoundAt]) -> Files:
    """Return the files of each county and month, in the order in which they first came."""
    said: dict[tuple[str | None, Month], dict[object, list[FoundAt]]] = {}
    for item in found:
        files = said.setdefault((item.region, item.month), {})
        before = files.setdefault(item.sha256 or item.attempt, [])
        if before and before[0].attempt != item.attempt:
            before.clear()
        before.append(item)
    return {key: [_File(lines) for lines in files.values()] for key, files in said.items()}


def _tries(
    plan: Plan, files: Files, filed: Collection[tuple[str | None, Month, str | None]]
) -> Iterable[Tries]:
    for (region, month), sent in sorted(files.items(), key=lambda i: (i[0][0] or "", i[0][1])):
        yield Tries(
            region=region,
            region_name=region_name(plan, region, UNKNOWN),
            month=month,
            tries=len(sent),
            with_errors=sum(file.outcome == "errors" for file in sent),
            first_outcome=sent[0].outcome,
            passed_first=sent[0].key in filed,
        )


def _patterns(plan: Plan, files: Files) -> Iterable[Pattern]:
    tried: dict[str | None, list[Month]] = {}
    months: dict[tuple[str | None, str], dict[Month, Count]] = {}
    last: dict[tuple[str | None, str], FoundAt] = {}
    for (region, month), sent in files.items():
        tried.setdefault(region, []).append(month)
        for code, (count, item) in _counted(sent).items():
            key = (region, code)
            months.setdefault(key, {})[month] = count
            last[key] = max(last.get(key, item), item, key=lambda found: found.attempt)
    for (region, code), counts in months.items():
        item = last[region, code]
        yield Pattern(
            region=region,
            region_name=region_name(plan, region, UNKNOWN),
            code=code,
            severity=item.severity or "error",
            months=counts,
            tried=tuple(sorted(tried[region])),
            example=item.message,
        )


def _counted(sent: Sequence[_File]) -> dict[str, tuple[Count, FoundAt]]:
    """Return how often each rule was broken in the files of a month, and how it last read."""
    cells: dict[str, dict[int, int]] = {}
    last: dict[str, FoundAt] = {}
    for place, file in enumerate(sent):
        for code, item in file.mistakes:
            found = cells.setdefault(code, {})
            found[place] = found.get(place, 0) + item.cells
            last[code] = max(last.get(code, item), item, key=lambda found: found.attempt)
    return {
        code: (Count(len(found), sum(found.values()), first_try=0 in found), last[code])
        for code, found in cells.items()
    }


def _not_counted(plan: Plan, apart: Iterable[Unplaced]) -> NotCounted:
    personal = [item.at for item in apart if item.personal]
    # The same file once; what was never a file (nothing there to read) has no hash.
    unread = {item.sha256: item.at for item in apart if item.sha256 and not item.personal}

    def in_year(times: Iterable[datetime]) -> int:
        return sum(at.astimezone(plan.zone).year == plan.year for at in times)

    return NotCounted(len(personal), in_year(personal), len(unread), in_year(unread.values()))
