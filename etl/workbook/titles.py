"""The unlabelled lines above a form, and names of files: which region and month they name."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from etl.domain.names import compact
from etl.domain.region_names import RegionNames
from etl.workbook.grid import Cell

_TITLE_WORDS = re.compile(
    r"残疾人|残联|民生|实事|惠残|助残|重点|项目|工程|进度|进展|月报|报表|工作|任务|完成|情况|的|上报|报送|数据|表"
)
_SPLIT_TITLE = re.compile(
    r"(?:\d{2,4}年度?|[\d年月日份()\[\]【】{}<>《》“”\"'·_\-—–~.,:;,、|+&#@!/\\\s])+"
)
# A title for every county: 各县区、开发区民生实事月报表, ×××县.
_FOR_ALL = re.compile(r"各[县区市]|县区|区县|县\(|县、区|县市区|[×xX*＊○]{2,}")
_CODE = re.compile(r"(?<!\d)\d{6,12}(?!\d)")
# What is a title and no remark: short, and no sentence.
_LONGEST_TITLE = 60
_SENTENCE = re.compile(r"请|须|应|前报|[。;!]|根据|按照|依据")


def is_title(cell: Cell) -> bool:
    """Whether an unlabelled cell above the table can be a title: no sentence, no day."""
    if isinstance(cell.value, date):
        return "d" not in cell.number_format.lower()
    if cell.kind != "text" or cell.unstored or len(cell.raw) > _LONGEST_TITLE:
        return False
    return _SENTENCE.search(compact(cell.raw)) is None


def region_in(text: str, names: RegionNames, root: str) -> str | None:
    """Return the one region that a title or file name is about, None for none or several.

    A word of the title counts when it is exactly a region's name, or begins with one that
    is followed by a word that titles are made of: 昌黎县民生实事月报 is 昌黎县's.
    """
    whole = unicodedata.normalize("NFKC", text)
    if _FOR_ALL.search(compact(whole)):
        return None
    tokens = [compact(token) for token in _SPLIT_TITLE.split(whole) if token]
    if tokens and all(len(token) == 1 for token in tokens):
        tokens = ["".join(tokens)]  # 昌 黎 县 民 生 实 事
    read = [_leading_region(token, names) for token in tokens]
    read += [names.find(digits) for digits in _CODE.findall(whole)]
    found = {code for code in read if code is not None and code != root}
    return found.pop() if len(found) == 1 else None


def _leading_region(token: str, names: RegionNames) -> str | None:
    for length in range(min(len(token), names.longest), 1, -1):
        rest = token[length:]
        if rest and not _TITLE_WORDS.match(rest):
            continue
        code = names.find(token[:length])
        if code is not None:
            return code
    return None
