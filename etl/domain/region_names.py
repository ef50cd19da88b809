"""Which region a written name means: exact names, aliases and codes, nothing alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from etl.domain.names import bracketed, compact, name_forms, plain_name
from etl.domain.region import Region

_CODE_BEFORE = re.compile(r"(\d{6,12})[-_:、.]?(\D.*)")
_BETWEEN_NAMES = re.compile(r"[、,，;；/\\和及与\s]+")
# A province's and a city's name; more of them is no name of a county.
_MOST_PREFIXES = 4
_SUFFIXES = ("残疾人联合会", "残联", "管理委员会", "管委会")


class RegionNames:
    """Looks up what a county wrote as its name."""

    def __init__(self, regions: Iterable[Region], root: str) -> None:
        self._codes: dict[str, str] = {}
        regions = tuple(regions)
        self._parents = {region.code: region.parent for region in regions}
        self._prefixes: list[tuple[str, str]] = []
        self.submitting = "、".join(region.name for region in regions if region.submits)
        parents = {region.parent for region in regions} | {root}
        for region in regions:
            names = (region.name, *region.aliases, region.code)
            for name in names:
                self._codes.setdefault(plain_name(name), region.code)
            if region.code in parents:
                self._prefixes += _prefixes(region)
        self._longest = max(map(len, self._codes), default=0)

    @property
    def longest(self) -> int:
        """The length of the longest name, with all that may stand around it."""
        return self._longest + max((len(name) for name, _ in self._prefixes), default=0) + 10

    def find(self, text: str) -> str | None:
        """Return the code of the region meant, None when the name is not known exactly.

        The word 残联, 残疾人联合会 or 管委会 after the name and the city's name before it
        may be there or not; a code may stand in brackets behind the name.
        """
        found = self._find(text) or self._coded(compact(text))
        inner = bracketed(text)
        if found is None and inner:
            outer = self._find(compact(text)[: -len(inner) - 2])
            found = outer if outer is not None and outer == self._codes.get(inner) else None
        return found

    def listed_in(self, text: str) -> tuple[str, ...]:
        """Return the names of different regions that a text lists, as they are written."""
        found: dict[str, str] = {}
        for part in _BETWEEN_NAMES.split(text):
            code = self.find(part) if part else None
            if code is not None:
                found.setdefault(code, part)
        return tuple(found.values())

    def _coded(self, text: str) -> str | None:
        """Return the region whose code stands before its name: 130322昌黎县."""
        match = _CODE_BEFORE.fullmatch(text)
        code = self._codes.get(match[1]) if match else None
        return code if match and code is not None and self._find(match[2]) == code else None

    def claims(self, text: str) -> set[str]:
        """Return every region that a text means in one of the forms people write names in."""
        found = {
            self._codes.get(name) or self._below_prefix(name)
            for written in name_forms(text)
            for name in self._without_suffix(written)
        }
        return {code for code in found if code is not None}

    def _find(self, text: str) -> str | None:
        for written in name_forms(text):
            for name in self._without_suffix(written):
                code = self._codes.get(name) or self._below_prefix(name)
                if code is not None:
                    return code
        return None

    def _below_prefix(self, name: str, depth: int = 0) -> str | None:
        """Return the region below the city whose name stands before the region's own."""
        for prefix, above in self._prefixes if depth < _MOST_PREFIXES else ():
            if name.startswith(prefix) and name != prefix:
                rest = name.removeprefix(prefix)
                code = self._codes.get(rest) or self._below_prefix(rest, depth + 1)
                if code is not None and self._is_below(code, above):
                    return code
        return None

    def _is_below(self, code: str, above: str) -> bool:
        seen: set[str] = set()
        parent = self._parents.get(code)
        while parent is not None and parent not in seen:
            if parent == above:
                return True
            seen.add(parent)
            parent = self._parents.get(parent)
        return False

    @staticmethod
    def _without_suffix(name: str) -> Iterator[str]:
        yield name
        for _ in range(2):
            for suffix in _SUFFIXES:
                if name.endswith(suffix) and name != suffix:
                    name = name.removesuffix(suffix)
                    yield name


def _prefixes(region: Region) -> list[tuple[str, str]]:
    """Return the names a city may have before a county's: its own, long or short."""
    whole = plain_name(region.name)
    names = dict.fromkeys(plain_name(name) for name in (region.name, *region.aliases))
    return [(name, region.code) for name in names if name and whole.startswith(name)]
