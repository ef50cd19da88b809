"""The first lines of an annotated workbook's list: how many findings, and what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from etl.domain.finding import Finding
from etl.domain.submission import STATE_NAMES
from etl.services.filed import FiledResult


def is_filed(result: FiledResult) -> bool:
    """Whether a file, or one with the same figures, was filed already."""
    return result.filing is not None and result.outcome != "errors"


def head(result: FiledResult) -> Iterator[str]:
    """Yield how a file stands, and how many lines of each grade its list has."""
    if not is_filed(result) or result.filing is None:
        yield counts(result.findings, result.each)
        return
    filing = result.filing
    which = f"{filing.month.label}{STATE_NAMES[filing.state]}的第{filing.version}版"
    other = "" if result.same_bytes else f"（编号{filing.id}，{filing.file_name}）"
    yield f"{'这个文件' if result.same_bytes else '这个文件里的数'}与{which}{other}相同，不需要再报。"
    numbers = _numbers(result.findings, result.each)
    said = [f"{name} {numbers[grade]}" for grade, name in _NAMES if grade in numbers]
    if said:
        yield f"下面的{'、'.join(said)}，供参考。"


_NAMES = (("error", "错误"), ("warning", "提醒"), ("info", "说明"))


def counts(findings: Sequence[Finding], each: Sequence[Finding] = ()) -> str:
    """Say how many lines of each grade there are, and what they mean for filing.

    ``each`` are the findings before they were folded into lines.
    """
    number = _numbers(findings, each)
    answer = "请看是否属实" if "error" in number else "写明原因可以报送"
    parts = [
        f"错误 {number['error']}，改好才能报送" if "error" in number else "没有错误",
        f"提醒 {number['warning']}，{answer}" if "warning" in number else "",
        f"另有说明 {number['info']}，不影响报送" if "info" in number else "",
    ]
    if "error" not in number and "warning" not in number:
        parts[0] = "没有发现问题，可以直接报送"
    return "；".join(part for part in parts if part) + "。"


def _numbers(findings: Sequence[Finding], each: Sequence[Finding]) -> dict[str, str]:
    """Return the number of lines by grade, with that of places where it is another."""
    lines = Counter(item.severity for item in findings)
    places = Counter(item.severity for item in each)
    return {
        grade: f"{number} 项" + (f"（{places[grade]} 处）" if places[grade] > number else "")
        for grade, number in lines.items()
    }
