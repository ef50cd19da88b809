"""Error patterns in sentences: what the terminal prints and the tables say above themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etl.domain.finding import marked_name
from etl.domain.mistakes import County, Pattern, Patterns
from etl.domain.period import Month

PASSED_FIRST = "当月第一次报的文件就收下了；有提醒、写明原因的也算"
_MOST_NAMES = 12


def lines(found: Patterns) -> list[str]:
    """Return the whole answer, line by line: who got it right at once, what comes again."""
    if not found.tries:
        return notes(found)
    again = [item for item in found.patterns if len(item.months) > 1]
    once = [item for item in found.patterns if len(item.months) == 1]
    said = [_opening(found)]
    if found.counties:
        said += ["", f"一次通过的月数（{PASSED_FIRST}）：", *_at_first(found)]
    if again:
        said += ["", f"不止一个月出现的问题 {len(again)} 个，还在连着出现的在前："]
        said += [line for place, item in enumerate(again, 1) for line in _pattern(item, place)]
    if once:
        said += ["", f"只在一个月出现过的问题 {len(once)} 个："]
        said += [line for place, item in enumerate(once, 1) for line in _single(item, place)]
    if not found.patterns:
        said += ["", "没有出现过错误，也没有要写原因的提醒。"]
    return [*said, "", *notes(found)]


def _opening(found: Patterns) -> str:
    files = sum(item.tries for item in found.tries)
    wrong = sum(item.with_errors for item in found.tries)
    counties = f"{len(found.counties)}个县区" if found.counties else ""
    counted = f"月报表 {files} 份，有错误的 {wrong} 份（同一个文件再报只算一份）"
    return f"{_mark(found)}{found.year}年{_asked(found) or counties}报过{counted}。"


def _mark(found: Patterns) -> str:
    return "示例数据 · " if found.plan.sample else ""


def _asked(found: Patterns) -> str:
    """Return the name of the region that was asked about; nothing for all of them."""
    region = found.plan.tree.get(found.region) if found.region else None
    return region.name if region else ""


def notes(found: Patterns) -> list[str]:
    """Return what a reader must know about these counts: nothing tried yet, what is left out."""
    nobody = [item for item in found.tries if item.region is None]
    said = [] if found.tries else [_nothing(found)]
    if nobody:
        files, months = sum(item.tries for item in nobody), spans(item.month for item in nobody)
        said.append(
            f"没有写明县区的文件 {files} 份（{months}），不知道是谁报的，问题单独列在最后。"
        )
    return [*said, *_left_out(found)]


def caption(found: Patterns) -> str:
    """Return one line for the top of a table: no longer than a printed page is wide."""
    if not found.tries:
        return _nothing(found)
    personal = found.not_counted.personal
    parts = (
        f"{_mark(found)}{found.year}年",
        f"一次通过的月数按县区算：{PASSED_FIRST}",
        f"因为有个人信息退回的{f' {personal} 次' if personal else ''}不知道是谁报的，不在内",
    )
    return " · ".join(parts)


def _nothing(found: Patterns) -> str:
    return (
        f"{_mark(found)}{found.year}年{_asked(found)}还没有报送记录，没有可以统计的问题。"
        "县区报送以后（被退回的也算），这里按县区、问题和月份列出。"
    )


def _left_out(found: Patterns) -> list[str]:
    apart, year = found.not_counted, found.year
    personal = "因为有个人信息整个退回的文件不在统计内：只留编号和位置，不知道是哪个县区、哪个月的"
    if apart.personal:
        received = _received(year, apart.personal_in_year, apart.personal, "次")
        so_less = "一次通过的月数可能因此偏多"
        said = [f"{personal}。这样的报送有 {apart.personal} 次{received}；{so_less}。"]
    else:
        said = [f"{personal}。目前没有这样的报送。"]
    if apart.unread:
        received = _received(year, apart.unread_in_year, apart.unread, "份")
        said.append(f"打不开或读不出报告期的文件也归不到月份，有 {apart.unread} 份{received}。")
    return said


def _received(year: int, in_year: int, total: int, measure: str) -> str:
    """Say how many came in the year: these are counted over all years, for want of a month."""
    if in_year in (0, total):
        return f"，{'都是' if in_year else '都不是'}{year}年收到的"
    return f"，其中{year}年收到 {in_year} {measure}"


def _at_first(found: Patterns) -> list[str]:
    """Return the counties with something to mend first, then those without, in one line each."""
    missed = [item for item in found.counties if item.not_at_first]
    missed.sort(key=lambda item: len(item.passed_first) / len(item.months))
    clean: dict[int, list[str]] = {}
    for item in found.counties:
        if not item.not_at_first:
            clean.setdefault(len(item.months), []).append(item.region_name)
    return [f"  {_missed(item)}" for item in missed] + [
        f"  {_names(names)}：{f'{months}个月都' if months > 1 else '报过1个月，'}一次通过"
        for months, names in sorted(clean.items(), reverse=True)
    ]


def _missed(item: County) -> str:
    right = f"{len(item.months)}个月中{len(item.passed_first)}个月一次通过"
    return f"{item.region_name}：{right}，第一次没通过的是{spans(item.not_at_first)}"


def _names(names: Sequence[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return "、".join(names)
    return f"{'、'.join(names[:_MOST_NAMES])}等{len(names)}个县区"


def _pattern(item: Pattern, place: int) -> list[str]:
    said = "；".join(part for part in (_share(item), _row(item), *_counted(item)) if part)
    return [_head(item, place), f"   {said}。", _example(item)]


def _single(item: Pattern, place: int) -> list[str]:
    """Return what came up in one month only in two lines: of these there are many."""
    said = "；".join((_share(item), *_counted(item)))
    return [f"{_head(item, place)}：{said}。", _example(item)]


def _head(item: Pattern, place: int) -> str:
    return f"{place}. {item.region_name} {item.name}（{marked_name(item.severity)}，{item.code}）"


def _counted(item: Pattern) -> tuple[str, ...]:
    """Say how much it was; which file was the first is known of a county only."""
    total = f"共 {item.tries} 份文件、{item.cells} 处"
    return (total,) if item.region is None else (_first_tries(item), total)


def _example(item: Pattern) -> str:
    return f"   最近一次：{item.example}"


def _share(item: Pattern) -> str:
    """Say in how many of the months it came up, and in which."""
    total, months, which = len(item.tried), len(item.months), spans(item.months)
    if item.region is None:
        return f"出现在{which}"
    if total == 1:
        return f"只报过{which}"
    if months == total:
        return f"报过{total}个月，{total}个月都有（{which}）"
    return f"报过的{total}个月里有{months}个月（{which}）"


def _row(item: Pattern) -> str:
    """Say whether it is going on, seen from the county's last month."""
    if item.region is None:
        return ""
    last = f"{max(item.tried).number}月"
    if item.going_on > 1:
        longer = f"（最多时连续{item.in_a_row}个月）" if item.in_a_row > item.going_on else ""
        return f"还在出现，到{last}已连续{item.going_on}个月{longer}"
    before = f"最多连续{item.in_a_row}个月，" if item.in_a_row > 1 else ""
    return f"{before}最近报的{last}{'又有' if item.going_on else '没有'}"


def _first_tries(item: Pattern) -> str:
    """Say in which months the very first file had it: the others brought it while mending."""
    later = [month for month, count in item.months.items() if not count.first_try]
    if not later:
        return "每个月都是第一次报就有" if len(item.months) > 1 else "第一次报就有"
    if len(later) == len(item.months):
        return "第一次报时没有，改后再报才出现"
    return f"第一次报就有的{item.first_tries}个月，{spans(later)}是改后再报才出现的"


def spans(months: Iterable[Month]) -> str:
    """Write months of one year as people do: 1月、3—5月."""
    runs: list[list[int]] = []
    for number in sorted(month.number for month in months):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(
        f"{run[0]}—{run[-1]}月" if len(run) > 2 else "、".join(f"{number}月" for number in run)
        for run in runs
    )
