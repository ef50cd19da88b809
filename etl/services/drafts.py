"""Workbooks that were checked on a page and not yet filed: kept, looked at again, filed.

A draft is a try with its bytes: it survives a reload and another computer, belongs to the county
on whose page it was made (the city's belong to the city), and is judged anew whenever it is
looked at, since another month may have been accepted in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from etl.domain.finding import Finding, Outcome
from etl.domain.period import Month
from etl.domain.refusal import NotFound, Refusal
from etl.domain.roles import Visitor
from etl.services.annotate import annotate_content
from etl.services.database import Database
from etl.services.filed import FiledResult
from etl.services.filed_answer import annotated_name
from etl.services.files import Source
from etl.services.orders import Order, Place, places_of
from etl.services.plan_lookup import PlanLookup
from etl.services.reading import ReadFile, read_content
from etl.services.submit import check_read, file_one, judge_one, keep_attempt
from etl.services.uploads import Upload, check_number, read_upload
from etl.store import attempts, office_tries, originals
from etl.store.office_tries import StoredTry


@dataclass(frozen=True)
class Draft:
    """A try with what is found in it now; ``result`` is None when its bytes are not kept.

    Then ``findings`` are what was found when it was made. ``written`` are reasons that were typed
    when it could not be filed yet, by their keys.
    """

    id: int
    at: datetime
    actor: str
    file_name: str
    size: int
    region: str | None
    month: Month | None
    findings: tuple[Finding, ...]
    result: FiledResult | None = None
    sha256: str | None = None

    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Finding, ...]:
        """What is found in it now, or was when it was made."""
        return self.result.findings if self.result else self.findings

    @property
    def outcome(self) -> Outcome:
        """What stands in the way of filing it."""
        return self.result.outcome if self.result else "errors"


@dataclass(frozen=True)
class Tried:
    """A try in a list: when, by whom, which file, with which outcome, filed as what."""

    id: int
    at: datetime
    actor: str
    file_name: str
    outcome: Outcome
    submission: int | None
    sha256: str | None
    region: str | None


def check_uploads(database: Database, given: Sequence[Upload], by: Visitor) -> list[int]:
    """Check files and keep each as a draft; return their numbers in the order given.

    Of a file with personal data nothing is kept but codes and cells.
    """
    check_number(given)
    plan_for = PlanLookup(database)
    read = [read_upload(item, plan_for) for item in given]
    made = []
    for item in read:
        with database.write() as connection:
            found = judge_one(connection, item, by.region)
            made.append(
                keep_attempt(
                    connection, found, found.result, Order.of(by), by.region or None, whole=True
                )
            )
    with database.write() as connection:
        attempts.forget_old_files(connection)
    return [number for number in made if number is not None]


def draft(database: Database, number: int, by: Visitor) -> Draft:
    """Return a draft as it is judged now; NotFound for another county's as for none at all."""
    stored, content = _stored(database, number, by)
    if content is None:
        return _draft(stored, 0, None)
    item = _read(database, stored, content)
    (result,) = check_read(database, [item], by.region)
    return _draft(stored, len(content), result)


def _draft(stored: StoredTry, size: int, result: FiledResult | None) -> Draft:
    return Draft(
        stored.id, stored.at, stored.actor, stored.file_name, size,
        result.region if result else stored.region, result.month if result else stored.month,
        stored.findings, result, stored.sha256, stored.reasons,
    )  # fmt: skip


def _stored(database: Database, number: int, by: Visitor) -> tuple[StoredTry, bytes | None]:
    with database.read() as connection:
        stored = office_tries.by_id(connection, number)
        if stored is None or not _is_own(stored, by):
            raise NotFound(f"没有编号为{number}的检查。")
        content = originals.fetch(connection, stored.sha256) if stored.sha256 else None
    return stored, content


def _is_own(stored: StoredTry, by: Visitor) -> bool:
    if by.role == "city":
        return True
    return by.role == "county" and stored.office == by.region


def _read(database: Database, stored: StoredTry, content: bytes) -> ReadFile:
    name = stored.file_name or "未命名"
    return read_content(Source(name, Path(name)), content, PlanLookup(database))


def drafts_of(database: Database, office: str | None, month: Month) -> tuple[Tried, ...]:
    """Return the tries made on a county's page for a month, newest first; None is the city's."""
    with database.read() as connection:
        found = office_tries.of_office(connection, office, month)
    return tuple(
        Tried(
            row.id,
            row.at,
            row.actor,
            row.file_name,
            row.outcome,
            row.submission,
            row.sha256,
            row.region,
        )
        for row in found
    )


def oldest_first(database: Database, numbers: Sequence[int]) -> list[int]:
    """Return drafts in the order in which they are filed: month, then region."""
    with database.read() as connection:
        stored = {number: office_tries.by_id(connection, number) for number in numbers}

    def place(number: int) -> tuple[str, str]:
        found = stored[number]
        month = str(found.month) if found and found.month else "9999"
        return month, found.region or "" if found else ""

    return sorted(numbers, key=place)


def reason_key(item: Finding) -> str:
    """Return the name under which a form asks for the reason of a warning."""
    return f"reason:{item.code}:{item.cell or item.indicator or ''}"


def file_draft(
    database: Database, number: int, order: Order, written: Mapping[str, str]
) -> FiledResult:
    """File a draft; ``written`` are the reasons by their keys. NotFound as for ``draft``.

    It is judged once more: what it meets now decides, not what was shown before.
    """
    stored, content = _stored(database, number, order.by)
    if content is None:
        raise Refusal("这个文件没有保存（或已过保存期），不能报送，请重新上传。")
    item = _read(database, stored, content)
    (result,) = check_read(database, [item], order.region)
    reasons: dict[Place, str] = {}
    for line in result.findings:
        text = written.get(reason_key(line), "").strip()
        reasons |= {place: text for place in places_of(line) if text}
    chosen = replace(order, reasons=reasons)
    chosen.check_words()
    done = file_one(database, item, chosen)
    if done.submission is None:
        with database.write() as connection:
            office_tries.keep_reasons(connection, number, _typed(written))
    return done


def _typed(written: Mapping[str, str]) -> dict[str, str]:
    return {key: text.strip() for key, text in written.items() if text.strip()}


def annotated_draft(database: Database, number: int, by: Visitor) -> tuple[str, bytes]:
    """Return name and bytes of a draft's marked copy; NotFound as for ``draft``."""
    stored, content = _stored(database, number, by)
    if content is None:
        raise NotFound("这个文件没有保存（或已过保存期），没有批注件。")
    made = annotate_content(database, stored.file_name or "月报表", content, own=by.region)
    return annotated_name(stored.file_name), made.content
