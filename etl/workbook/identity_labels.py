"""The labels above a form's table and what stands behind them, in one cell or several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etl.domain.names import compact
from etl.workbook.grid import Cell, Sheet

LABELS = {
    "region": """填报单位 报送单位 填表单位 上报单位 填报单位名称 报送单位名称 填报县区 报送县区
        填报地区 填报县(市、区) 县(市、区) 县(区) 县区名称 单位名称 县区 地区""",
    "month": """报告期间 报告期 报告期别 报告月份 报送月份 填报月份 报表月份 所属月份 所属期
        所属时期 报表所属期 统计月份 统计期 填报期 报表期 报告时间 月份""",
    "as_of": """数据截至日期 数据截止日期 统计截至日期 统计截止日期 截至日期 截止日期 截至时间
        截止时间 数据截至 数据截止 截至 截止""",
    "year": "年份 年度 报告年度 填报年度 报告年份",
    "other": """单位 计量单位 金额单位 资金单位 数量单位 填表人 填报人 制表人 审核人 复核人 负责人
        单位负责人 联系人 联系电话 电话 填报日期 填表日期 填报时间 填表时间 报送日期 报送时间
        上报日期 上报时间 制表日期 制表时间 打印日期 打印时间 表号 文号 批准文号 制定机关 制表机关
        批准机关 备案机关 核对结果 有效期至 有效期 页码 编号 备注 说明 注""",
}
_KIND = {label: kind for kind, labels in LABELS.items() for label in labels.split()}
# A short word is a label only with a colon or alone in its cell: 8 月 份 is no label.
_SHORT = 2


def _pattern(labels: Iterable[str], end: str) -> str:
    spaced = (r"\s*".join(map(re.escape, label)) for label in sorted(labels, key=len)[::-1])
    return rf"(?:{'|'.join(spaced)})\s*(?:\((?:加?盖章|公章|签章|章)\))?\s*{end}\s*"


_LONG_LABEL = _pattern((label for label in _KIND if len(label) > _SHORT), r"(?::|$|(?<=\s))")
_SHORT_LABEL = _pattern((label for label in _KIND if len(label) <= _SHORT), ":")
_LABEL = re.compile(rf"(?:^|(?<=[\s,;、|(\[【]))(?P<label>{_LONG_LABEL}|{_SHORT_LABEL})")
_ALONE = re.compile(_pattern((label for label in _KIND if len(label) <= _SHORT), "$"))
_SEAL = re.compile(r"\((?:加?盖章|公章|签章|章)\)|[:\s]")
_SEALED = re.compile(r"\((?:加?盖章|公章|签章|章)\)")
_AS_OF = re.compile(
    r"[(]?\s*截[至止]到?\s*(?P<day>(?:\d{4}年\s*)?\d{1,2}月\s*(?:\d{1,2}日|底|末))[)]?"
)
_AROUND = " ,;、|_.。"
_BLANK = re.compile(r"[\s_\-‐‑–—―−─/.年月日()*□]*")


@dataclass(frozen=True)
class Written:
    """A label and what is written behind it; ``cell`` is None where nothing is."""

    kind: str
    label: str
    text: str
    cell: Cell | None
    label_cell: Cell

    @property
    def is_blank(self) -> bool:
        """Whether nothing but lines and blanks to be filled stands there."""
        return self.cell is None or _BLANK.fullmatch(self.text) is not None


def tidy(text: str) -> str:
    """Return a text in NFKC with single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def labelled(sheet: Sheet, head: list[Cell]) -> Iterator[Written]:
    """Yield what stands behind the labels in the cells above a table."""
    for cell in head:
        if cell.kind == "text" and not cell.unstored:
            yield from _in_cell(sheet, cell, tidy(cell.raw))


def _in_cell(sheet: Sheet, cell: Cell, text: str) -> Iterator[Written]:
    matches = list(_LABEL.finditer(text))
    if not matches and _ALONE.fullmatch(text):
        yield _beside(sheet, cell, _name(text))
    if not matches and (as_of := _AS_OF.fullmatch(text)):
        yield Written("as_of", "截至", as_of["day"], cell, cell)
    for place, match in enumerate(matches):
        end = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        value = _unbracketed(text[match.end() : end].strip(_AROUND))
        value = "" if _BLANK.fullmatch(_SEALED.sub("", value)) else value
        label = _name(match["label"])
        if label == "单位" and _SEALED.search(match["label"]):
            label = "填报单位"  # who has a seal is no unit of count
        if not value and end == len(text):
            yield _beside(sheet, cell, label)
        else:
            yield Written(_KIND[label], label, value, cell if value else None, cell)


def _name(label: str) -> str:
    bare = _SEAL.sub("", label)
    return bare if bare in _KIND else compact(bare)


def _unbracketed(text: str) -> str:
    """Drop a closing bracket that belongs to one before the label."""
    for opening, closing in ("()", "[]", "【】"):
        if text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].rstrip(_AROUND)
    return text


def _beside(sheet: Sheet, label_cell: Cell, label: str) -> Written:
    """Return the value in the cells to the right of a label, up to the next label."""
    kind = _KIND[label]
    found: list[Cell] = []
    for cell in sheet.row(label_cell.row):
        if cell.column <= label_cell.column:
            continue
        if (cell.kind == "text" and is_label(cell)) or _is_own_line(cell):
            break
        if compact(cell.raw) != ":":
            found.append(cell)
    if not found:
        return Written(kind, label, "", None, label_cell)
    several = kind in ("month", "as_of", "year") and _is_in_pieces(found)
    text = "".join(cell.raw for cell in found) if several else found[0].raw
    return Written(kind, label, tidy(text).lstrip(": "), found[0], label_cell)


def _is_own_line(cell: Cell) -> bool:
    """Whether it is the template's line about the whole form, also without a stored result."""
    return cell.formula is not None and "核对结果" in cell.formula


def _is_in_pieces(cells: list[Cell]) -> bool:
    """Whether a date stands in pieces: 2021 | 年 | 8 | 月."""
    pieces = [compact(cell.raw) for cell in cells]
    return len(pieces) > 1 and all(re.fullmatch(r"\d{1,4}[年月日]?|[年月日]", p) for p in pieces)


def is_label(cell: Cell) -> bool:
    """Whether a cell begins with a label."""
    text = tidy(cell.raw)
    return _LABEL.match(text) is not None or _ALONE.fullmatch(text) is not None
