"""Which region a written name means: exact names, aliases and codes, nothing alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from etl.domain.names import plain_name
from etl.domain.region import Region

_SUFFIXES = ("残疾人联合会", "残联", "管理委员会", "管委会")


class RegionNames:
    """Looks up what a county wrote as its name."""

    def __init__(self, regions: Iterable[Region], root: str) -> None:
        self._codes: dict[str, str] = {}
        self._city: tuple[str, ...] = ()
        regions = tuple(regions)
        self.submitting = "、".join(region.name for region in regions if region.submits)
        for region in regions:
            names = (region.name, *region.aliases, region.code)
            for name in names:
                self._codes.setdefault(plain_name(name), region.code)
            if region.code == root:
                self._city = tuple(
                    plain for plain in map(plain_name, names)
                    if plain_name(region.name).startswith(plain)
                )  # fmt: skip

    def find(self, text: str) -> str | None:
        """Return the code of the region meant, None when the name is not known exactly.

        The word 残联, 残疾人联合会 or 管委会 after the name and the city's name before it
        may be there or not.
        """
        found = [self._codes[name] for name in self._forms(plain_name(text)) if name in self._codes]
        return found[0] if found else None

    def _forms(self, name: str) -> Iterator[str]:
        yield name
        shortened = self._without_suffix(name)
        yield shortened
        for whole in dict.fromkeys((name, shortened)):
            for city in self._city:
                if city and whole.startswith(city) and whole != city:
                    yield whole.removeprefix(city)

    @staticmethod
    def _without_suffix(name: str) -> str:
        for _ in range(2):
            for suffix in _SUFFIXES:
                if name.endswith(suffix) and name != suffix:
                    name = name.removesuffix(suffix)
        return name
