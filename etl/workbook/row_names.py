"""What a row under the header calls itself: an indicator, a sum, a part, a foot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from etl.domain.indicator_names import IndicatorNames
from etl.domain.names import compact, plain_name
from etl.domain.region_names import RegionNames
from etl.workbook.grid import Cell
from etl.workbook.vocabulary import NOTE_WORDS, OF_WHICH, SIGNED_WORDS, SUM_OF_ALL, SUM_WORDS

_BLANK_NAME = re.compile(r"[-‐‑‒–—―−─━/\\\"〃”“]*|同上")
Foot = Literal["signed", "note"]


def _begins_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[(【\[]?(?:{'|'.join(words)})\d*(?:[(].{{0,8}}[)])?(?:[:.、]|[)】\]]?$)")


_SIGNED, _NOTED = _begins_with(SIGNED_WORDS), _begins_with(NOTE_WORDS)
_SUM = re.compile(
    rf"(?P<before>.*?)(?P<word>{'|'.join(SUM_WORDS)})(?:数)?(?:[(](?P<in>[^()]*)[)])?[:]?"
)
_AROUND_SUM = re.compile(r"^[(]?(.*?)[)]?[:]?$")


@dataclass(frozen=True)
class SumName:
    """What a sum says it is the sum of: a project, or everything when it names none."""

    word: str
    project: str | None = None


class RowNames:
    """Understands the names that stand in a form's rows, exactly."""

    def __init__(self, indicators: IndicatorNames, regions: RegionNames) -> None:
        self.indicators = indicators
        self.regions = regions

    def is_blank(self, cell: Cell | None) -> bool:
        """Whether a name is not there, or only a dash or ditto mark stands for it."""
        return cell is None or _BLANK_NAME.fullmatch(compact(cell.raw)) is not None

    def indicator(self, cell: Cell) -> str | None:
        """Return the indicator that a cell names."""
        return self.indicators.indicator(cell.raw)

    def project(self, text: str) -> str | None:
        """Return the project of a name, also of its only indicator's."""
        project = self.indicators.project(text)
        if project is None:
            indicator = self.indicators.indicator(text)
            project = self.indicators.project_of(indicator) if indicator else None
            if project is not None and self.indicators.count(project) > 1:
                return None
        return project

    def is_part(self, cell: Cell) -> bool:
        """Whether a cell begins with 其中."""
        text = plain_name(cell.raw).lstrip("(【[-—·")
        return text.startswith(OF_WHICH) and self.indicator(cell) is None

    def sum_of(self, cell: Cell) -> SumName | None:
        """Return what a cell says it is the sum of, None when it is no sum."""
        text = compact(cell.raw)
        if not any(word in text for word in SUM_WORDS) or self.indicator(cell) is not None:
            return None
        match = _SUM.fullmatch(text) or _SUM.fullmatch(_AROUND_SUM.sub(r"\1", text))
        if match is None:
            return None
        of = _AROUND_SUM.sub(r"\1", match["before"]) or self._bracket(match["in"] or "")
        if not of or of in SUM_OF_ALL or of in SUM_WORDS or self.regions.find(of) is not None:
            return SumName(match["word"])
        project = self.project(of)
        return None if project is None else SumName(match["word"], project)

    def _bracket(self, text: str) -> str:
        """Return what a sum's bracket says, unless that is its unit."""
        return text if self.project(text) is not None else ""

    def foot(self, cell: Cell) -> Foot | None:
        """Return what of the foot a cell begins: a signature (填表人, 日期) or a note (注)."""
        if cell.kind != "text" or self.indicator(cell) is not None:
            return None
        text = compact(cell.raw)
        if _SIGNED.match(text) is not None:
            return "signed"
        return "note" if _NOTED.match(text) is not None else None
