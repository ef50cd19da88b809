"""Tables for people: completion and figures as data frames, csv and xlsx.

Every table says what it is of: month, as-of date, coverage, plan revision, and 示例数据
where it is. A text that a spreadsheet could take for a formula is neutralised.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from etl.domain.completion import CompletionRow, CompletionTable
from etl.domain.plan import JUDGED_LEVELS, LEVEL_NAMES, LEVELS, Level, Plan
from etl.services.numbers import plain_count, rounded
from etl.services.row_words import (
    Origin,
    coverage_words,
    filed_words,
    level_words,
    origins,
    other_units,
    status_words,
)

if TYPE_CHECKING:
    import pandas as pd

SAMPLE = "示例数据"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def completion_frame(
    table: CompletionTable, plan: Plan, cells: CompletionTable | None = None
) -> pd.DataFrame:
    """Return the table with Chinese headers; rates in percent with one decimal, money in 万元.

    With the same month's table by cell each county's row also says of which month it is.
    """
    import pandas as pd

    known = origins(cells or table)
    frame = pd.DataFrame([_completion_record(row, plan, known) for row in table.rows])
    if not any(other_units(row) for row in table.rows):
        frame = frame.drop(columns="任务单位不同", errors="ignore")
    for column in frame.columns:
        if column in ("累计完成", *(f"{name}任务" for name in LEVEL_NAMES.values())):
            whole = frame[column].dropna().map(lambda value: float(value).is_integer()).all()
            frame[column] = frame[column].astype("Int64" if whole else "Float64")
    return frame


def _completion_record(
    row: CompletionRow, plan: Plan, known: Mapping[tuple[str, str, str | None], Origin]
) -> dict[str, Any]:
    region = plan.tree.get(row.region)
    record: dict[str, Any] = {
        "县区": region.name if region else row.region,
        "县区代码": row.region,
        "项目": row.name,
        "项目代码": row.project,
    }
    if row.indicator is not None:
        record |= {"指标": row.indicator_name, "指标代码": row.indicator}
    record |= {"单位": row.unit, "累计完成": plain_count(row.completed)}
    record |= _against_targets(row)
    origin = known.get((row.region, row.project, row.indicator), Origin())
    record |= {
        "省定状态": level_words(row, "province"),
        "市定状态": level_words(row, "city"),
        "状态": status_words(row),
        "累计资金（万元）": None if row.funds is None else float(row.funds / 10_000),
        "报送情况": filed_words(row, origin),
        "取自报告期": origin.month,
    }
    if row.state is None:
        record["已报县区"] = f"{row.reported}/{row.expected}"
    return record


def _against_targets(row: CompletionRow) -> dict[str, Any]:
    """Return targets, rates and gaps; a row without a figure of this month has no gap."""
    record: dict[str, Any] = {
        f"{LEVEL_NAMES[level]}任务": plain_count(row.levels[level].target) for level in LEVELS
    }
    record["任务单位不同"] = other_units(row)
    for level in LEVELS:
        record[f"{LEVEL_NAMES[level]}完成率(%)"] = _percent(row, level)
    record["序时进度(%)"] = rounded(row.pace * 100, 1)
    for level in JUDGED_LEVELS:
        gap = None if row.is_stale else row.levels[level].gap
        shown = None if gap is None else rounded(gap * 100, 1)
        record[f"与序时比（{LEVEL_NAMES[level]}，百分点）"] = shown
    return record


def _percent(row: CompletionRow, level: Level) -> float | None:
    """Return a rate in percent, never rounded over the line between reached and not."""
    rate = row.levels[level].rate
    if rate is None:
        return None
    shown = rounded(rate * 100, 1)
    assert shown is not None
    if rate < 1:
        return min(shown, 99.9)
    return shown


def completion_caption(table: CompletionTable, plan: Plan) -> str:
    """Say in one line what the table is of."""
    region = plan.tree[table.region].name
    parts = [
        f"{region} {table.month.label}",
        f"截至 {table.as_of.isoformat()}",
        coverage_words(table.coverage),
        f"任务书第{table.plan_revision}版",
        "实时数，未定版",
    ]
    return (f"{SAMPLE} · " if plan.sample else "") + " · ".join(parts)


def as_csv(frame: pd.DataFrame, plan: Plan) -> bytes:
    """Return UTF-8 with BOM, which Excel opens with Chinese intact."""
    marked = _neutral(frame.assign(**_amounts(frame)))
    if plan.sample:
        marked = marked.assign(数据性质=SAMPLE)
    text: str = marked.to_csv(index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def _amounts(frame: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    """Return the columns of counts and money without trailing zeros; rates keep one decimal."""
    names = [name for name in frame.columns if not str(name).endswith(("(%)", "百分点）"))]
    numbers = frame[names].select_dtypes(include="number").columns
    return {name: frame[name].astype("object").map(_short, na_action="ignore") for name in numbers}


def _short(number: Any) -> Any:
    return int(number) if float(number).is_integer() else number


def as_xlsx(frame: pd.DataFrame, plan: Plan, title: str, caption: str) -> bytes:
    """Return a sheet with title, caption, header and rows, set up for A4 landscape."""
    from etl.workbook.table_writer import table_workbook

    rows = [[_plain(value) for value in record] for record in frame.itertuples(index=False)]
    mark = SAMPLE if plan.sample else ""
    return table_workbook(title, caption, list(frame.columns), rows, plan.issuer, mark)


def _plain(value: Any) -> Any:
    import pandas as pd

    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    # numpy's own numbers are no int and no float to the writer: they would become texts.
    return value.item() if hasattr(value, "item") else value


def _neutral(frame: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before texts that begin like a formula."""
    texts = frame.select_dtypes(include=["object", "string"]).columns
    return frame.assign(**{name: frame[name].map(neutral_text) for name in texts})


def neutral_text(value: Any) -> Any:
    """Return a text that no spreadsheet takes for a formula; a bare number stays one."""
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    if value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return "'" + value
    return value


def records_frame(records: Sequence[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return records as a frame with these columns, also when there are none."""
    import pandas as pd

    return pd.DataFrame(list(records), columns=list(columns))
