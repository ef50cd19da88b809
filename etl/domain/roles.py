"""Who may do what: the roles of accounts (角色) and whoever asks or acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from etl.domain.region import RegionTree

Role = Literal["leadership", "county", "city", "press", "admin"]

ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        "leadership": "领导",
        "county": "县区统计",
        "city": "市级统计",
        "press": "新闻",
        "admin": "管理员",
    }
)
ROLES: tuple[Role, ...] = tuple(ROLE_NAMES)


@dataclass(frozen=True)
class Visitor:
    """Whoever asks or acts: without an account the role is None.

    ``region`` is a county account's own; ``address`` where the request comes from, "" at the
    command line.
    """

    name: str = ""
    role: Role | None = None
    region: str = ""
    address: str = ""

    def is_of(self, region: str) -> bool:
        """Whether this is a county account of that very region."""
        return self.role == "county" and self.region == region

    def may_open_original(self, region: str) -> bool:
        """Whether a region's workbook may be had as it was sent: by the city and by its sender."""
        return self.role in ("city", "admin") or self.is_of(region)

    def may_file_for(self, region: str) -> bool:
        """Whether a region's workbook may be filed: by its own statisticians and by the city."""
        return self.role == "city" or self.is_of(region)

    @property
    def sees_small_numbers(self) -> bool:
        """Whether counts of one or two people may be seen: not by who takes figures out."""
        return self.role != "press"

    def may_see_filings(self, region: str) -> bool:
        """Whether files, cells and senders behind a region's figures may be seen.

        A county sees its own only; who else may read the figures may know where they come from.
        """
        return self.role != "county" or self.region == region

    def may_trace(self, tree: RegionTree, region: str) -> bool:
        """Whether a region's figures may be traced: a county's own, and sums it is part of."""
        if self.role != "county" or region == self.region:
            return True
        own = tree.get(self.region)
        return own is not None and any(item.code == region for item in tree.path(self.region))


NOBODY = Visitor()
