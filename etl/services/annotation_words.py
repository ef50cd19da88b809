"""What an annotated workbook says: its list of findings, and the comment of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from etl.checks.fold import fold
from etl.domain.finding import Finding, marked_name
from etl.domain.plan import Plan
from etl.domain.submission import FIELD_NAMES
from etl.services.annotation_head import head, is_filed
from etl.services.change_words import changes_in_words
from etl.services.filed import FiledResult
from etl.workbook.grid import Workbook, position
from etl.workbook.marking.annotate import CellNote
from etl.workbook.marking.cell_ranges import in_ranges
from etl.workbook.marking.comments import BETWEEN, OURS
from etl.workbook.marking.finding_list import FindingList, ListedFinding, is_finding_list
from etl.workbook.marking.spots import Spot, Spots

_GRADES = ("error", "warning", "info")
_PAINTS = ("full", "frame", "none")
_BETWEEN = f"\n{BETWEEN}\n"
_LONGEST_RAW = 60
COLOURS = (
    "浅橙底、粗框是错误；斜线底、虚框是提醒；只有框、没有底色的，是同一个问题里要一起看的格子；"
    "点状下划线是说明，不影响报送。"
)
COMMENTS = "格子右上角有小三角的，停在上面可以看批注。"


@dataclass(frozen=True)
class Annotation:
    """One file's result with what is needed to speak of it; ``at`` is the time of the check.

    ``workbook`` is the file as opened; None when there is nothing of it to hand back.
    ``differences`` say what else than the original is handed back; ``shown`` are the notes
    that stand on its cells.
    """

    result: FiledResult
    plan: Plan | None
    workbook: Workbook | None
    at: datetime
    file_name: str
    differences: tuple[str, ...] = ()
    shown: tuple[CellNote, ...] = ()

    @cached_property
    def _spots(self) -> Spots | None:
        if self.workbook is None:
            return None
        return Spots(self.workbook, self.plan, self.result.figures)

    # ---- comments

    def notes(self) -> list[CellNote]:
        """Return the comments, one for each cell that a finding is shown on."""
        said: dict[tuple[str, str], list[tuple[Spot, Finding]]] = {}
        for item in self.result.each:
            for spot in self._spots.of(item) if self._spots else ():
                said.setdefault((spot.sheet, spot.cell), []).append((spot, item))
        return [_note(sorted(found, key=_weight)) for found in said.values()]

    @property
    def _paints(self) -> bool:
        return any(note.paint != "none" for note in self.shown)

    @property
    def added(self) -> str:
        """What the copy has besides what it was made of."""
        if self._paints:
            return "只加了底色、边框、批注、本表和一张隐藏的 _marks（下次批注时用来去掉旧标记）。"
        return "只加了批注和本表。" if self.shown else "只加了本表。"

    @property
    def replaced(self) -> Iterable[str]:
        """Yield what was in the file and is not in the copy."""
        if self.workbook is not None and any(map(is_finding_list, self.workbook.sheets)):
            yield "问题清单重新写过，写在旧清单上的话没有保留。"

    # ---- the list

    def listing(self) -> FindingList:
        """Return the list."""
        found = sorted(self.result.findings, key=lambda item: item.severity == "info")
        return FindingList(
            title=self._title(),
            lines=tuple(self._lines()),
            findings=tuple(map(self._listed, found)),
            asides=tuple(self._asides()),
        )

    def _title(self) -> str:
        month = self.result.month.label if self.result.month else ""
        parts = (self.result.region_name, month)
        return " · ".join(("问题清单", *(part for part in parts if part)))

    def _lines(self) -> Iterable[str]:
        yield from head(self.result)
        clock = self.at.strftime("%Y-%m-%d %H:%M")
        name = f" · 原文件：{self.file_name}" if self.file_name else ""
        yield f"检查时间 {clock}{name}"
        if self.workbook is None:
            yield from self.differences
        elif self.result.findings:
            yield "点“单元格”一栏的蓝字，跳到原处。" + (
                "改好以后把这个文件直接再报，本表留着或删掉都可以。"
                if self.result.outcome != "ok" and not is_filed(self.result)
                else ""
            )
        before, found = self.result.before, self.result.changes
        if before is not None and found is not None and self.plan is not None:
            yield f"与上次（{local_time(before.at, self.plan)}）比：{changes_in_words(found)}。"

    def _asides(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        found = self.result.changes
        if self.shown:
            yield "颜色和批注", (*([COLOURS] if self._paints else []), COMMENTS)
        if found is not None and found.mended:
            yield "上次的问题，已经改好", self._told(found.mended)
        if found is not None and found.unseen:
            heading = "上次的问题，这次没有再核到（格子空了，或者那一行、县区、月份没有认出）"
            yield heading, self._told(found.unseen)
        if self.workbook is not None:
            yield "本文件与原件的差别", self.differences
        if self.plan is not None and self.plan.sample:
            yield "示例数据", ("库里的任务和历史是示例数据，核对结果只供演示。",)

    def _told(self, found: Iterable[Finding]) -> tuple[str, ...]:
        """Say each of the findings of last time in a sentence, those alike in one."""
        told = []
        for item in fold(found):
            # Rows may have moved since.
            cells = f"（上次的 {in_ranges(item.cells)}）" if item.cells else ""
            place = f"{cells}{self._indicator(item)}"
            told.append(f"{place}{'：' if place else ''}{item.message}。")
        return tuple(told)

    def _indicator(self, item: Finding) -> str:
        indicator = self.plan.indicator(item.indicator or "") if self.plan else None
        return indicator.name if indicator else ""

    def _listed(self, item: Finding) -> ListedFinding:
        spot = self._spot(item)
        return ListedFinding(
            grade=item.severity,
            sheet=item.sheet or "",
            place=in_ranges(item.cells) or (spot.where if spot else "") or "—",
            link=(spot.sheet, spot.cell) if spot else None,
            subject=self._indicator(item),
            field=FIELD_NAMES.get(item.field or "", ""),
            raw=self._written(item),
            message=item.message,
            mend=item.mend,
            code=item.code,
            since=self._since(item),
        )

    def _spot(self, line: Finding) -> Spot | None:
        """Return where a line leads to, a cell with its comment.

        A line about what has no cell stands for several, each shown at a cell of its own.
        """
        if self._spots is None:
            return None
        alike = (one for one in self.result.each if not line.cells and _is_in(one, line))
        return self._spots.of(next(alike, line))[0]

    def _written(self, item: Finding) -> str:
        """Say what stands in the cells of a line; where they differ, in which one it does."""
        raw = _short(item.raw or "")
        sheet = self.workbook.sheet(item.sheet or "") if self.workbook else None
        if sheet is None or len(item.cells) < 2:
            return raw
        found = ((cell, sheet.cells.get(position(cell))) for cell in item.cells)
        texts = {cell: _short(there.raw) for cell, there in found if there is not None}
        if len(set(texts.values())) < 2:
            return raw
        said = [f"{cell} 填 {text}" for cell, text in texts.items()]
        return "，".join(said) if len(said) == 2 else f"{said[0]} 等"

    def _since(self, line: Finding) -> str:
        """Say whether what a line speaks of was there the last time."""
        found = self.result.changes
        if found is None or line.severity == "info" or line.code == "E-RETURNED":
            return ""
        states = {
            state
            for state, items in (("未改", found.remaining), ("新", found.new))
            for item in items
            if _is_in(item, line)
        }
        return states.pop() if len(states) == 1 else "部分未改" if states else "已写原因"


def _is_in(item: Finding, line: Finding) -> bool:
    same = (item.code, item.sheet, item.field) == (line.code, line.sheet, line.field)
    if not item.cells:
        return same and not line.cells and line.indicator in (None, item.indicator)
    return same and set(item.cells) <= set(line.cells)


def _weight(shown: tuple[Spot, Finding]) -> tuple[int, int]:
    """What is at fault in a cell goes before what the cell is compared with, then by grade."""
    spot, item = shown
    return _PAINTS.index(spot.paint), _GRADES.index(item.severity)


def _note(shown: Sequence[tuple[Spot, Finding]]) -> CellNote:
    spot, first = shown[0]
    text = OURS + _BETWEEN.join(_comment(*one) for one in shown)
    return CellNote(spot.sheet, spot.cell, first.severity, text, spot.paint)


def _comment(spot: Spot, item: Finding) -> str:
    """Say what is wrong; on a cell that only is compared, where to read how to mend it."""
    where = f"与 {spot.beside} 对照" if spot.beside else spot.where
    lines = [f"{marked_name(item.severity)}{f'（{where}）' if where else ''}", f"{item.message}。"]
    if spot.beside and spot.paint == "none":
        lines.append(f"怎么改，请看 {spot.beside} 的批注。")
    elif item.mend:
        lines.append(item.mend if item.severity == "info" else f"怎么改：{item.mend}")
    return "\n".join([*lines, f"编号 {item.code}"])


def _short(raw: str) -> str:
    line = " ".join(raw.split())
    return line if len(line) <= _LONGEST_RAW else f"{line[:_LONGEST_RAW]}…"


def local_time(at: datetime, plan: Plan) -> str:
    """Return a time as the plan's city reads it from the wall."""
    return at.astimezone(plan.zone).strftime("%Y-%m-%d %H:%M")
