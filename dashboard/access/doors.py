"""Who asks, within a request: from a session's cookie, from a program's token, or nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from etl.domain.roles import NOBODY, Visitor


class Doors(Protocol):
    """What the guard and the pages need to know of whoever asks."""

    def visitor(self) -> Visitor:
        """Return who asks."""

    def must_change_password(self) -> bool:
        """Whether nothing else is open before the one-time password is changed."""

    def is_open(self) -> bool:
        """Whether figures may be read without an account."""

    def check_origin(self) -> None:
        """Refuse a request that changes something and does not come from a page of ours."""

    def token(self) -> str:
        """Return what a form must send so that it is known to come from a page of ours."""


class OpenDoors:
    """Doors without accounts: everything that may be read without one is open.

    ``visitor_of`` lets a test say who asks.
    """

    def __init__(self, visitor_of: Callable[[], Visitor] = lambda: NOBODY) -> None:
        self._visitor_of = visitor_of

    def visitor(self) -> Visitor:
        """Return whom the test names."""
        return self._visitor_of()

    def must_change_password(self) -> bool:
        """Nobody has a password."""
        return False

    def is_open(self) -> bool:
        """Everything is."""
        return True

    def check_origin(self) -> None:
        """Nothing can be changed."""

    def token(self) -> str:
        """No form sends anything."""
        return ""
