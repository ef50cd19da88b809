"""The reasons for which a version was returned, each with what its cell says by now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from dashboard import html
from etl.domain.submission import Field, IndicatorFigures

if TYPE_CHECKING:
    from etl.services.filed_answer import Submission


def followed_up(back: Submission, rows: Mapping[str, IndicatorFigures]) -> list[html.Li]:
    """Say of each reason of ``back`` whether its cell was changed in ``rows``, by indicator."""
    lines = []
    for remark in back.remarks:
        indicator, field, raw = back.places.get(str(remark.cell), ("", "", None))
        row = rows.get(indicator)
        now = row.values.get(cast(Field, field)) if row else None
        written = now.raw if now else None
        moved = f"原填{raw or '空'}，现填{written or '空'}" if written != raw else "没有改"
        lines.append(
            html.Li([html.B(remark.cell.address, className="cell"), f" {remark.text}（{moved}）"])
        )
    return lines
