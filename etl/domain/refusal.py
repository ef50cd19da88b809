"""Refusals: requests that cannot be answered, in one sentence for the person who asked.

Bad content of a workbook is never one of these; that is a finding.
"""

from __future__ import annotations


class Refusal(Exception):
    """Something asked for cannot be done; ``message`` is a Chinese sentence for the user."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refusal):
    """The year, region, indicator or submission asked for does not exist."""


class WrongUsage(Refusal):
    """The request itself makes no sense."""

    exit_code = 2


class SystemFault(Refusal):
    """The machine failed: database unreachable, disk full, path not writable."""

    exit_code = 3
