"""Where the rows of a plan workbook stand, so that rules over the whole plan can point at cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class PlanPlaces:
    """Addresses by (sheet, key of the row, header of the column).

    The key is the row's code; in 年度目标 it is project and level, in 阈值 the name.
    """

    addresses: Mapping[tuple[str, str, str], str] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def cells(self, sheet: str, *places: tuple[str, str]) -> tuple[str, ...]:
        """Return the addresses of (key, column) places that are known, each once."""
        found = (self.addresses.get((sheet, *place)) for place in places)
        return tuple(dict.fromkeys(address for address in found if address is not None))


def target_key(project: str, level_name: str) -> str:
    """Return the key of a row of 年度目标."""
    return f"{project} {level_name}"
