"""Collecting the findings about one sheet."""

from __future__ import annotations

from collections.abc import Mapping

from etl.domain.codes import finding
from etl.domain.finding import Finding
from etl.workbook.grid import Cell


class Complaints:
    """Makes findings that point at cells of a sheet, the first being the one to show."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.findings: list[Finding] = []

    def add(
        self,
        code: str,
        cells: tuple[Cell, ...] = (),
        field: str | None = None,
        indicator: str | None = None,
        words: Mapping[str, object] | None = None,
        advice: str = "",
    ) -> None:
        """Add one finding; ``raw`` is what the first cell says."""
        rows = {cell.row for cell in cells}
        raw = cells[0].raw if cells else None
        self.findings.append(
            finding(
                code,
                {"raw": raw, **(words or {})},
                sheet=self.sheet,
                cells=tuple(dict.fromkeys(cell.address for cell in cells)),
                row=rows.pop() if len(rows) == 1 else None,
                field=field,
                indicator=indicator,
                raw=raw,
                advice=advice,
            )
        )
