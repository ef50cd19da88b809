"""What an annotated workbook says: its list of findings, and the comment of each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from etl.domain.finding import Finding, marked_name
from etl.domain.plan import Plan
from etl.domain.submission import FIELD_NAMES
from etl.services.change_words import changes_in_words
from etl.services.filed import FiledResult
from etl.workbook.grid import Workbook, address
from etl.workbook.marking.annotate import CellNote
from etl.workbook.marking.comments import OURS
from etl.workbook.marking.finding_list import (
    FindingList,
    ListedFinding,
    is_finding_list,
)

_GRADES = ("error", "warning", "info")
_BETWEEN = "\n————\n"
LEGEND = "颜色：浅橙底、粗框是错误；斜线底、虚框是提醒；点状下划线是自动整理，不用改。"
ADDED = "只加了底色、边框、批注、本表和一张隐藏的 _marks（下次批注时用来去掉旧标记）。"
UNTOUCHED = f"数值、公式、格式和原有的各张表都没有动，{ADDED}"


@dataclass(frozen=True)
class Annotation:
    """One file's result with what is needed to speak of it; ``at`` is the time of the check.

    ``workbook`` is the file as opened; None when there is nothing of it to hand back.
    """

    result: FiledResult
    plan: Plan | None
    workbook: Workbook | None
    at: datetime
    file_name: str
    differences: tuple[str, ...] = ()

    # ---- comments

    def notes(self) -> list[CellNote]:
        """Return the comments, one for each cell that a finding speaks of."""
        said: dict[tuple[str, str], list[Finding]] = {}
        for item in self.result.each:
            for place in self._places(item):
                said.setdefault(place, []).append(item)
        return [
            CellNote(sheet, cell, found[0].severity, OURS + _BETWEEN.join(map(_comment, found)))
            for (sheet, cell), found in (
                (place, sorted(items, key=lambda item: _GRADES.index(item.severity)))
                for place, items in said.items()
            )
        ]

    def _places(self, item: Finding) -> list[tuple[str, str]]:
        """Return the cells of a finding; of one about none, where the form begins."""
        if self.workbook is None:
            return []
        sheet = self.workbook.sheet(item.sheet) if item.sheet else None
        if sheet is None:
            theirs = [one for one in self.workbook.sheets if not is_finding_list(one)]
            visible = (one for one in theirs if one.visibility == "visible")
            sheet = next(visible, theirs[0])
        if item.cells:
            return [(sheet.name, cell) for cell in item.cells]
        return [(sheet.name, address(*min(sheet.cells, default=(1, 1))))]

    # ---- the list

    def listing(self, unmarked: Sequence[str]) -> FindingList:
        """Return the list; ``unmarked`` are sentences about what is not on its cell."""
        asides: list[tuple[str, tuple[str, ...]]] = []
        asides += [("颜色和批注", (LEGEND,))] if self.workbook is not None else []
        if self.result.changes and self.result.changes.mended:
            asides.append(("上次的问题，已经改好", tuple(map(_told, self.result.changes.mended))))
        if self.result.changes and self.result.changes.unseen:
            heading = "上次的问题，这次没有再核到（格子空了，或者那一行、县区、月份没有认出）"
            asides.append((heading, tuple(map(_told, self.result.changes.unseen))))
        differences = (*self.differences, *(f"{sentence}。" for sentence in unmarked))
        asides.append(("本文件与原件的差别", differences))
        if self.plan is not None and self.plan.sample:
            asides.append(("示例数据", ("库里的任务和历史是示例数据，核对结果只供演示。",)))
        found = sorted(self.result.findings, key=lambda item: item.severity == "info")
        return FindingList(
            title=self._title(),
            lines=tuple(self._lines()),
            findings=tuple(map(self._listed, found)),
            asides=tuple(asides),
        )

    def _title(self) -> str:
        month = self.result.month.label if self.result.month else ""
        parts = (self.result.region_name, month)
        return " · ".join(("问题清单", *(part for part in parts if part)))

    def _lines(self) -> Iterable[str]:
        yield counts(self.result.findings)
        clock = self.at.strftime("%Y-%m-%d %H:%M")
        name = f" · 原文件：{self.file_name}" if self.file_name else ""
        yield f"检查时间 {clock}{name}"
        if self.workbook is not None and self.result.findings:
            yield (
                "点“单元格”一栏的蓝字跳到原处；在格子上停一下，可以看批注。"
                "改好以后把这个文件直接再报，本表留着或删掉都可以。"
            )
        before, found = self.result.before, self.result.changes
        if before is not None and found is not None and self.plan is not None:
            yield f"与上次（{local_time(before.at, self.plan)}）比：{changes_in_words(found)}。"

    def _listed(self, item: Finding) -> ListedFinding:
        places = self._places(item)
        indicator = self.plan.indicator(item.indicator or "") if self.plan else None
        return ListedFinding(
            grade=item.severity,
            sheet=item.sheet or "",
            cells=item.cells,
            link=places[0] if places else None,
            subject=indicator.name if indicator else "",
            field=FIELD_NAMES.get(item.field or "", ""),
            raw=item.raw or "",
            message=item.message,
            mend=item.mend,
            code=item.code,
            since=self._since(item),
        )

    def _since(self, line: Finding) -> str:
        """Say whether what a line speaks of was there the last time."""
        found = self.result.changes
        if found is None or line.severity == "info":
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
        return same and item.indicator == line.indicator
    return same and set(item.cells) <= set(line.cells)


def _comment(item: Finding) -> str:
    lines = [marked_name(item.severity), f"{item.message}。"]
    lines += [f"怎么改：{item.mend}"] if item.mend and item.severity != "info" else [item.mend]
    return "\n".join([*(line for line in lines if line), f"编号 {item.code}"])


def _told(item: Finding) -> str:
    place = f"{item.sheet}!{item.cell}：" if item.cell and item.sheet else ""
    return f"{place}{item.message}"


def counts(findings: Sequence[Finding]) -> str:
    """Say how many errors, warnings and corrections there are, and what they mean."""
    number = {grade: sum(item.severity == grade for item in findings) for grade in _GRADES}
    parts = [
        f"错误 {number['error']} 处，改好才能报送" if number["error"] else "没有错误",
        f"提醒 {number['warning']} 处，写明原因可以报送" if number["warning"] else "",
        f"自动整理 {number['info']} 处，不用改" if number["info"] else "",
    ]
    if not (number["error"] or number["warning"]):
        parts[0] = "没有问题，可以直接报送"
    return "；".join(part for part in parts if part) + "。"


def local_time(at: datetime, plan: Plan) -> str:
    """Return a time as the plan's city reads it from the wall."""
    return at.astimezone(plan.zone).strftime("%Y-%m-%d %H:%M")
