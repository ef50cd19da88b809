"""Workbooks that come over the network: checked, kept as drafts, filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from etl.domain.codes import finding
from etl.domain.reading import Reading
from etl.domain.refusal import Refusal
from etl.services.database import Database
from etl.services.filed import FiledResult
from etl.services.files import Source
from etl.services.orders import Order
from etl.services.plan_lookup import PlanLookup
from etl.services.reading import ReadFile, named_persons, read_content
from etl.services.submit import check_read, file_one
from etl.store import attempts
from etl.workbook.limits import MAX_FILE

LONGEST_NAME = 200
"""What is kept of a file's name."""

MOST_FILES = 40
"""How many files are checked or filed at once."""


@dataclass(frozen=True)
class Upload:
    """A file as a browser or a program sent it."""

    name: str
    content: bytes

    @property
    def file_name(self) -> str:
        """The bare name, whatever path of whichever system stands before it; never a path."""
        bare = PureWindowsPath(PurePosixPath(self.name.replace("\0", "")).name).name or "未命名"
        stem, dot, ending = bare.rpartition(".")
        if len(bare) <= LONGEST_NAME:
            return bare
        ending = ending[:8]
        return f"{(stem or ending)[: LONGEST_NAME - len(ending) - 2]}…{dot}{ending}"


def check_number(given: Sequence[Upload]) -> None:
    """Raise a Refusal for more files than are treated at once."""
    if len(given) > MOST_FILES:
        raise Refusal(f"一次最多{MOST_FILES}个文件，收到{len(given)}个，没有处理。请分几次放入。")


def read_upload(upload: Upload, plan_for: PlanLookup) -> ReadFile:
    """Read a file that was sent; one that is too large is not read at all."""
    source = Source(upload.file_name, Path(upload.file_name))
    if len(upload.content) > MAX_FILE:
        return named_persons(source) or ReadFile(
            source, Reading(findings=(finding("E-FILE-TOO-LARGE"),))
        )
    return read_content(source, upload.content, plan_for)


def check(database: Database, given: Sequence[Upload], own: str = "") -> list[FiledResult]:
    """Check files and store nothing; ``own`` is the region of a county's statistician."""
    check_number(given)
    plan_for = PlanLookup(database)
    return check_read(database, [read_upload(item, plan_for) for item in given], own)


def file(database: Database, given: Sequence[Upload], order: Order) -> list[FiledResult]:
    """Check files and file them, oldest month first; results in the order given.

    The key of an order that is sent again belongs to each of its files by its place.
    """
    order.check_words()
    check_number(given)
    plan_for = PlanLookup(database)
    read = [read_upload(item, plan_for) for item in given]
    results: dict[int, FiledResult] = {}
    for place in sorted(range(len(read)), key=lambda number: read[number].order):
        key = f"{order.key}:{place}" if order.key else ""
        results[place] = file_one(database, read[place], replace(order, key=key))
    with database.write() as connection:
        attempts.forget_old_files(connection)
    return [results[place] for place in range(len(read))]
