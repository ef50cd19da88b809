"""Who may do what: the roles of accounts (角色)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["leadership", "county", "city", "press", "admin"]


@dataclass(frozen=True)
class Visitor:
    """Whoever asks: without an account the role is None. ``region`` is a county account's own."""

    name: str = ""
    role: Role | None = None
    region: str = ""

    def may_open_original(self, region: str) -> bool:
        """Whether a region's workbook may be had as it was sent: by the city and by its sender."""
        if self.role in ("city", "admin"):
            return True
        return self.role == "county" and self.region == region


NOBODY = Visitor()
