"""What may be said beyond the table: forecast, places, the overall score. No database.

Pages and the command line come in here; the rules stand beside each function.
"""

from __future__ import annotations

from etl.completion.forecast import (
    MonthRow,
    forecast,
    forecasts,
    forecasts_below,
    months_by_region,
    own_curve,
)
from etl.completion.overall import overall_ranking, weighting
from etl.completion.ranking import position, positions, ranking, rankings
from etl.domain.ranking import places

__all__ = [
    "MonthRow",
    "forecast",
    "forecasts",
    "forecasts_below",
    "months_by_region",
    "overall_ranking",
    "own_curve",
    "places",
    "position",
    "positions",
    "ranking",
    "rankings",
    "weighting",
]
