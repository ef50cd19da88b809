"""Making releases (定版) and reading them: frozen figures, numbered, never changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.completion.standing import Standing
from etl.completion.table import completion_table
from etl.domain.closing import GapDecision
from etl.domain.period import Month
from etl.domain.personal_numbers import holds_personal_number
from etl.domain.refusal import NotFound, Refusal
from etl.domain.release import Closed, Release, ReleaseHead, release_name
from etl.domain.roles import Visitor
from etl.services import audit
from etl.services.database import Database, today_of
from etl.services.standings import Standings
from etl.services.withholding import kept_before, withheld_of
from etl.store import audit as chain
from etl.store import frozen, months, plans, releases, schema
from etl.store.clock import now
from etl.store.database import Connection

_LONGEST = 500


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a month, its as-of date where it is not the workbooks' own, a reason."""

    month: Month
    as_of: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Made:
    """A release; ``unchanged``: it was there already with the same figures."""

    release: Release
    unchanged: bool = False


def make_release(database: Database, wanted: Wanted, by: Visitor) -> Made:
    """Freeze a month's figures under the next number.

    The same figures again make no second one. From an open month the release is provisional.
    Raises NotFound without a plan, Refusal for a month without an accepted submission, for an
    as-of date that cannot be true, and for words that hold a personal number.
    """
    _check_words(wanted.reason)
    if by.role not in (None, "city"):
        raise Refusal("定版由市级统计人员办理。")
    with database.write() as connection:
        standings = Standings(connection)
        revision = standings.revision(wanted.month)
        found = standings.year(revision, revision.plan.root, (wanted.month,))[wanted.month]
        if not found.filed:
            raise Refusal(f"{wanted.month.label}还没有已采用的报送，不能定版。")
        made = _Maker(connection, found, wanted, by)
        last = made.last
        if last is not None and _same(last.head, made):
            return Made(last, unchanged=True)
        if made.corrects and by.role is not None and not made.reason:
            raise Refusal(f"数与{made.corrects}不同，请写明更正的原因，它会写进更正通知。")
        return Made(made.store())


def _check_words(reason: str) -> None:
    if len(reason) > _LONGEST:
        raise Refusal(f"理由太长，不超过{_LONGEST}字。")
    if holds_personal_number(reason):
        raise Refusal("理由里有身份证号、残疾人证号或手机号，没有定版。请删去后再试。")


def _same(head: ReleaseHead, made: _Maker) -> bool:
    own = (made.figures_sha256, made.as_of, made.closed is not None, made.gaps)
    return (head.figures_sha256, head.as_of, head.final, _gaps(head.closed)) == own


def _gaps(closed: Closed | None) -> tuple[GapDecision, ...]:
    return closed.gaps if closed else ()


class _Maker:
    """One release in the making, within the transaction that stores it."""

    def __init__(
        self, connection: Connection, found: Standing, wanted: Wanted, by: Visitor
    ) -> None:
        self._connection, self._found, self._by = connection, found, by
        self.month, self.reason = wanted.month, wanted.reason.strip()
        self._plan = found.plan
        self.closed = _closed(connection, wanted.month)
        self._cells = completion_table(found, self._plan.root, "cell")
        self.as_of = _as_of(found, wanted.as_of, today_of(self._plan))
        before = releases.of_month(connection, wanted.month)
        self.last = before[-1] if before else None
        self._rows = frozen.freeze(connection, self.month, self._plans())
        self.figures_sha256 = self._digest()
        self.values_sha256 = self._values_digest()

    def _plans(self) -> list[int]:
        """Return the plan revisions in force in the year's months, and a year before."""
        year = [Month(self.month.year, number) for number in range(1, self.month.number + 1)]
        found = (plans.identifier_in_force(self._connection, item) for item in
                 (*year, self.month.a_year_before))  # fmt: skip
        return sorted({item for item in found if item is not None})

    def _digest(self) -> str:
        """Return a hash over what counts, whatever else was filed or written since."""
        held = {
            "plan": self._found.revision.revision,
            "plans": self._rows["plan_revision"],
            "cells": [_cell(row) for row in self._cells.rows],
            "figures": self._rows["figure"],
        }
        text = json.dumps(held, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def gaps(self) -> tuple[GapDecision, ...]:
        """The reasons for who had not filed when the month was closed."""
        return _gaps(self.closed)

    @property
    def corrects(self) -> str | None:
        """The release of the month whose figures are another, None where they are the same."""
        if self.last is None or self.last.head.values_sha256 == self.values_sha256:
            return None
        return self.last.id

    def _values_digest(self) -> str:
        """Return a hash over what is quoted alone: counts, money, targets, whose is of when."""
        cells = [(row.region, row.indicator, row.state, row.completed, row.funds) for row in
                 self._cells.rows]  # fmt: skip
        plan = self._rows["plan_revision"]
        place = plan["columns"].index("document_sha256")
        held = [str(cells), [row[place] for row in plan["rows"]], self._found.revision.revision]
        return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()

    def store(self) -> Release:
        """Write the release down, and its line in the log."""
        held = frozen.text_of(self._rows)
        release = releases.add(self._connection, self._head(), held)
        head = release.head
        kind = "已关账" if head.final else "未关账，为初步数"
        why = f"；{self.reason}" if self.reason else ""
        detail = f"校验码 {release.sha256}，{kind}，截至{head.as_of}{why}"
        audit.record(self._connection, self._by, "release", head.id, detail=detail)
        return release

    def _head(self) -> ReleaseHead:
        number = (self.last.head.number if self.last else 0) + 1
        everything = releases.every(self._connection)
        made_before = max(everything, key=lambda item: item.head.audit_last, default=None)
        log = chain.head(self._connection)
        year = [i.head for i in everything if i.head.month.year == self.month.year]
        held = withheld_of(self._plan, self._cells, kept_before(self._cells, year))
        return ReleaseHead(
            id=release_name(self.month, number),
            month=self.month,
            number=number,
            as_of=self.as_of,
            today=today_of(self._plan),
            made_at=now(),
            made_by=self._by.name,
            plan_revision=self._found.revision.revision,
            coverage=self._cells.coverage,
            sample=self._plan.sample,
            figures_sha256=self.figures_sha256,
            values_sha256=self.values_sha256,
            corrects=self.corrects,
            schema=schema.HEAD,
            audit_last=log.last,
            audit_hash=log.hash,
            closed=self.closed,
            reason=self.reason,
            supersedes=self.last.id if self.last else None,
            previous=made_before.id if made_before else None,
            previous_sha256=made_before.sha256 if made_before else None,
            withheld=held.places,
            split_withheld=held.whole,
        )


def _cell(row: Any) -> list[Any]:
    return [row.region, row.indicator, row.state, row.completed, row.funds, row.submission]


def _closed(connection: Connection, month: Month) -> Closed | None:
    event = months.state(connection, month).closed
    return None if event is None else Closed(event.by, event.at, event.gaps)


def _as_of(found: Standing, asked: date | None, today: date) -> date:
    """Return the as-of date: that of the workbooks, or another one that can be true of them."""
    own = found.as_of or found.month.last_day
    if asked is None or asked == own:
        return own
    month = found.month
    if Month.of(asked) != month:
        raise Refusal(f"截至日期{asked}不在{month.label}之内。")
    if found.as_of is not None and asked < found.as_of:
        raise Refusal(f"报送的截至日期最晚是{found.as_of}，不能按{asked}定版。")
    if asked > today:
        raise Refusal(f"截至日期{asked}还没有到，今天是{today}。")
    return asked


# ---------------------------------------------------------------- reading


def every_release(database: Database) -> tuple[Release, ...]:
    """Return all releases by month and number."""
    with database.read() as connection:
        return releases.every(connection)


def last_release(database: Database, month: Month) -> str:
    """Return the number of a month's last release, "" without one."""
    with database.read() as connection:
        return releases.last_name(connection, month)


def release_named(database: Database, name: str) -> Release:
    """Return a release by its number; raises NotFound."""
    with database.read() as connection:
        return _found(releases.by_name(connection, name), name)


def releases_before(database: Database, release: Release) -> tuple[Release, ...]:
    """Return the releases made before one, by month and number, the latest first.

    They are found by the chain: which they are is settled when a release is made.
    """
    with database.read() as connection:
        by_name = {item.id: item for item in releases.every(connection)}
    found: list[Release] = []
    name = release.head.previous
    while name is not None and name in by_name and len(found) < len(by_name):
        found.append(by_name[name])
        name = by_name[name].head.previous
    return tuple(sorted(found, key=_place, reverse=True))


def _place(release: Release) -> tuple[Month, int]:
    return release.head.month, release.head.number


def release_before(database: Database, release: Release) -> Release | None:
    """Return the release that another is compared with: that of its month which it supersedes.

    The first of a month is compared with the last one of an earlier month that was there by then.
    """
    earlier = releases_before(database, release)
    head = release.head
    if head.supersedes is not None:
        return next((item for item in earlier if item.id == head.supersedes), None)
    return next((item for item in earlier if item.head.month < head.month), None)


def _found(release: Release | None, name: str) -> Release:
    if release is None:
        raise NotFound(
            f"没有编号为“{name[:40]}”的定版。编号应为 2021-08-1 的样子，可用 releases 列出。"
        )
    return release


def thawed(database: Database, name: str) -> tuple[Database, int]:
    """Return a release as a database of its own that every service can read, and its size.

    Raises NotFound.
    """
    with database.read() as connection:
        rows = releases.rows_of(connection, name)
    if rows is None:
        _found(None, name)
        raise AssertionError
    return frozen.thaw(rows), len(rows)
