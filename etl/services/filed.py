"""A file's result with what a person wants to hear of it: whose it is, and its fate."""

from __future__ import annotations

from dataclasses import dataclass

from etl.checks.changes import Changes
from etl.domain.file_result import FileResult
from etl.domain.submission import Filing
from etl.store.attempts import PastAttempt


@dataclass(frozen=True)
class FiledResult(FileResult):
    """A file's result, and the submission that it became or is the same as.

    ``before`` is the try before this one for the same county and month, if it found
    anything; ``changes`` what has become of that since.

    ``filing`` is None when nothing is stored of the file. ``known``: it was stored before
    this call. ``same_bytes``: it is this very file, not only the same figures. ``accepted``:
    this call accepted it. ``answered``: there is a reason for its warnings.
    """

    region_name: str = ""
    filing: Filing | None = None
    known: bool = False
    same_bytes: bool = False
    accepted: bool = False
    answered: bool = False
    before: PastAttempt | None = None
    changes: Changes | None = None
