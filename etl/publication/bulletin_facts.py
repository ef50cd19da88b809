"""What the monthly notice needs beyond a release's tables: places overall, forecasts, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.domain.forecast import Forecast
from etl.domain.ranking import Overall
from etl.publication.facts import ReleaseFacts


@dataclass(frozen=True)
class Remark:
    """What a county wrote itself: beside an indicator's row, or to the warnings of its workbook."""

    indicator: str
    note: str
    reason: str = ""


@dataclass(frozen=True)
class BulletinFacts:
    """A release seen from the root, with what a notice says of each county.

    ``forecasts`` are by region and project, of those that have not reached their target;
    ``remarks`` by region and project.
    """

    facts: ReleaseFacts
    overall: Overall
    forecasts: Mapping[tuple[str, str], Forecast]
    remarks: Mapping[tuple[str, str], tuple[Remark, ...]]
