"""The submitting regions of a part of a plan's tree, in order, so that figures stand in columns.

A region's submitting regions follow one another in the plan's order, so that a sum over any
region of the tree is a sum over one slice of a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import cached_property

from etl.domain.plan import Level, Plan, Target


class Roster:
    """The submitting regions at or under ``scope``, and what the plan says of each.

    Serves all months of a plan revision; what was worked out once is remembered. Only regions
    at or under the scope can be asked for.
    """

    def __init__(self, plan: Plan, scope: str) -> None:
        self.plan, self.scope = plan, scope
        self.regions = plan.tree.submitting(scope)
        self.codes = tuple(region.code for region in self.regions)
        self._expected: dict[int, bytes] = {}
        self._targets: dict[tuple[str, Level, str], Target | None] = {}
        self._judges = True

    def without_targets(self) -> Roster:
        """Return the same regions as if no target were set."""
        found = copy(self)
        found._judges = False
        return found

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each submitting region in the columns."""
        return {code: place for place, code in enumerate(self.codes)}

    def span(self, region: str) -> slice:
        """Return where the submitting regions at or under a region stand."""
        own = self.plan.tree.submitting(region)
        start = self.places[own[0].code] if own else 0
        return slice(start, start + len(own))

    def expected(self, month: int) -> bytes:
        """Return 1 for each region of which a workbook is expected in a month, else 0."""
        found = self._expected.get(month)
        if found is None:
            found = bytes(region.expected_in(month) for region in self.regions)
            self._expected[month] = found
        return found

    def target(self, project: str, level: Level, region: str) -> Target | None:
        """Return the plan's target; that of an inner region is a sum and made only once."""
        if not self._judges:
            return None
        key = (project, level, region)
        if key not in self._targets:
            self._targets[key] = self.plan.target(project, level, region)
        return self._targets[key]

    def within(self, span: slice, marks: bytes, mark: int) -> Iterator[str]:
        """Yield the codes of the regions in a span that bear a mark, in the plan's order."""
        place = marks.find(mark, span.start, span.stop)
        while place >= 0:
            yield self.codes[place]
            place = marks.find(mark, place + 1, span.stop)
