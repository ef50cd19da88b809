"""What became of a file that was checked or loaded, in words."""

from __future__ import annotations

from collections.abc import Sequence

from etl.domain.submission import STATE_NAMES, Filing
from etl.services.filed import FiledResult

_HOW = '--reason "原因"'


def fate_of_check(result: FiledResult) -> str:
    """Say how a file stands; nothing of it was stored."""
    if result.outcome == "errors":
        return "有错误（只检查，没有保存）"
    filing = result.filing
    if filing is not None:
        counts = f"{filing.month.label}{STATE_NAMES[filing.state]}的第{filing.version}版"
        which = counts if result.same_bytes else f"{counts}（编号{filing.id}，{filing.file_name}）"
        return f"{'' if result.same_bytes else '数'}与{which}相同，不需要再报"
    if result.outcome == "warnings":
        return f"有提醒（只检查，没有保存）。请改正；数确实无误的，报送时写明原因：{_HOW}"
    return "合格（只检查，没有保存）"


def fate_of_load(result: FiledResult) -> str:
    """Say whether a file was stored, as what, and whether it counts."""
    filing = result.filing
    if filing is None:
        return _held_back(result)
    if result.known:
        return _known(result, filing)
    which = f"第{filing.version}版，编号{filing.id}"
    if result.outcome == "ok":
        said = "合格，已报送并采用" if result.accepted else "已报送，待审核"
    else:
        reason = "，已写明原因" if result.answered else ""
        said = f"有提醒{reason}，{'已报送并采用' if result.accepted else '已报送，待审核'}"
    return f"{said}，{which}"


def _held_back(result: FiledResult) -> str:
    if result.outcome == "errors":
        return "有错误，没有保存"
    if result.outcome == "warnings":
        return f"有提醒，没有保存。请改正；数确实无误的，重新报送并写明原因：{_HOW}"
    return "没有保存"


def _known(result: FiledResult, filing: Filing) -> str:
    if result.same_bytes:
        said = f"与{STATE_NAMES[filing.state]}的第{filing.version}版（编号{filing.id}）相同"
        # The state is that of now: what this call accepted waited before.
        said = f"与第{filing.version}版（编号{filing.id}）相同" if result.accepted else said
    else:
        said = f"数与编号{filing.id}（{filing.file_name}）相同"
    return f"{said}，没有另存" + (f"；已采用编号{filing.id}" if result.accepted else "")


def summary_of_check(results: Sequence[FiledResult]) -> str:
    """Count how the files stand."""
    return f"{_outcomes(results)}。只检查，没有保存。"


def summary_of_load(results: Sequence[FiledResult]) -> str:
    """Count how the files stand, and what became of them."""
    stored = sum(item.filing is not None and not item.known for item in results)
    same = sum(item.known for item in results)
    accepted = sum(item.accepted for item in results)
    held = sum(item.filing is None for item in results)
    same_words = f"，相同未另存 {same}" if same else ""
    return (
        f"{_outcomes(results)}；已保存 {stored}，已采用 {accepted}{same_words}，没有保存 {held}。"
    )


def _outcomes(results: Sequence[FiledResult]) -> str:
    counts = {
        kind: sum(item.outcome == kind for item in results) for kind in ("ok", "warnings", "errors")
    }
    return (
        f"共 {len(results)} 个文件：合格 {counts['ok']}，"
        f"有提醒 {counts['warnings']}，有错误 {counts['errors']}"
    )
