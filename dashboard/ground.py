"""What a page's figures stand on: reports of the month itself, or which earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.frame import Frame
from dashboard.sources import Source
from etl.domain.completion import CompletionTable
from etl.domain.period import Month
from etl.domain.release import Release
from etl.domain.submission import Filing
from etl.domain.text import day_text

# Whose last month is looked up one by one: more than these are never named either.
_NAMED = 12


@dataclass(frozen=True)
class Earlier:
    """The last month with reports; ``whole`` if everything shown is of that very month."""

    month: Month
    as_of: date
    whole: bool

    @property
    def words(self) -> str:
        """The month as figures are called by it: 8月数."""
        return f"{self.month.number}月数" if self.whole else f"{self.month.number}月及此前的数"


@dataclass(frozen=True)
class Ground:
    """The table of a page's month, and what is shown in place of reports that lack.

    ``since`` has the last accepted month of regions carried forward; ``newest`` the newest
    version of the month for a region that files itself, ``counting`` the one that counts.
    """

    table: CompletionTable
    earlier: Earlier | None = None
    since: Mapping[str, Month] = field(default_factory=dict)
    files_itself: bool = False
    newest: Filing | None = None
    counting: Filing | None = None
    release: Release | None = None
    last_release: str = ""

    @property
    def edition(self) -> str:
        """Say whether the figures are frozen, and under which number."""
        if self.release is None:
            return (
                f"实时数，本月有定版{self.last_release}" if self.last_release else "实时数，未定版"
            )
        return f"{self.release.id}{self.release.head.kind}，不再变化"

    @property
    def as_of(self) -> str:
        """Say of which day the figures are; no day is made up for a month without reports."""
        if self.table.coverage.reported:
            return f"截至日期 {day_text(self.table.as_of)}"
        if self.earlier:
            return f"沿用{self.earlier.words}（截至{day_text(self.earlier.as_of)}）"
        return "本月尚无已采用的报送"

    @property
    def own_state(self) -> str:
        """Say where a region's own report of the month stands."""
        if self.table.coverage.reported:
            return "已采用"
        waiting = {"submitted": "待审核", "returned": "已退回"}
        return waiting.get(self.newest.state, "未报送") if self.newest else "未报送"

    @property
    def version(self) -> str:
        """Name the version that counts, and one after it that does not yet."""
        if self.counting is None:
            return ""
        counts = f"第{self.counting.version}版"
        later = self.newest is not None and self.newest.version > self.counting.version
        if not later or self.newest is None:
            return counts
        state = {"submitted": "待审核", "returned": "已退回"}.get(self.newest.state, "")
        return f"{counts}，更正第{self.newest.version}版{state}" if state else counts

    @property
    def covered(self) -> str:
        """Say how complete the month is; a region that files itself is or is not."""
        coverage = self.table.coverage
        if not coverage.expected:
            return "本月不需要报送"
        if self.files_itself:
            return f"本月{self.own_state}{self.version}"
        return f"报送覆盖 {coverage.reported}/{coverage.expected}"

    @property
    def unreported(self) -> str:
        """Say what stands here instead of the month's own reports, as clauses without an end."""
        month = f"{self.table.month.number}月"
        shown = f"以下是{self.earlier.words}" if self.earlier else "以下沿用此前月份的数"
        if not self.files_itself:
            return f"{month}尚无已采用的报送；{shown}"
        if self.newest and self.own_state != "未报送":
            return f"{month}报送第{self.newest.version}版{self.own_state}；{shown}"
        return f"{month}未报送；{shown}"


def ground_of(
    source: Source, frame: Frame, table: CompletionTable, filings: Sequence[Filing] = ()
) -> Ground:
    """Return what a region's figures of the month stand on."""
    region = frame.plan.tree[table.region]
    versions = [item for item in filings if item.month == table.month]
    return Ground(
        table,
        _earlier(source, frame, table),
        _since(source, table),
        region.submits and table.coverage.expected == 1,
        max(versions, key=lambda item: item.version, default=None),
        next((item for item in versions if item.state == "accepted"), None),
        frame.release,
        frame.last_release,
    )


def _earlier(source: Source, frame: Frame, table: CompletionTable) -> Earlier | None:
    """Return the last month with reports, for a month that has none of its own."""
    if table.coverage.reported or not table.coverage.carried_forward:
        return None
    for month in reversed([item for item in frame.accepted if item < table.month]):
        found = source.completion(month, table.region)
        if found.coverage.reported:
            return Earlier(month, found.as_of, found.coverage.complete)
    return None


def _since(source: Source, table: CompletionTable) -> dict[str, Month]:
    carried = table.coverage.carried_forward
    if not table.coverage.reported or len(carried) > _NAMED:
        return {}
    found = {code: _last_accepted(source, code, table.month) for code in carried}
    return {code: month for code, month in found.items() if month is not None}


def _last_accepted(source: Source, region: str, until: Month) -> Month | None:
    counted = (
        item.month for item in source.filings(region, until.year) if item.state == "accepted"
    )
    return max((month for month in counted if month <= until), default=None)
