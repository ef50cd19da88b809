"""Words of forms at random places: read or refused, never a fault, no figure from nowhere."""

from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.domain.submission import FIELDS
from etl.workbook.grid import Cell, Range, Sheet
from etl.workbook.scalar import unstored_cell
from tests.workbook.forms import COLUMNS, FOOT, HEAD, PLAN, book, draw, form, read

WORDS = [
    *COLUMNS.split(" | "), *HEAD.replace("|", "\n").split("\n"), *FOOT.replace("|", "\n").split("\n"),
    "助餐", "老年助餐", "适老化", "城镇家庭", "农村", "口袋公园", "小计", "合 计", "其中：男", "全市", "注：",
    "本月", "累计", "完成",
    "资金", "(万元)", "元", "年度任务", "省定", "市", "120", "约120", "1,520", "-", "无", "①", "1e3", "(1)", "甲",
    "%", "完成率",
    "填报单位：", "报告期", "2022年", "1-3月", "2021年一季度", "姓名", "县区", "=SUM(A1)", "（", "：", "：：", "　",
    "\n", "0" * 50,
    "9" * 400, "\u200b", "截至", "截至2022年3月", "年 月 日", "东湖新区", "清河市", "[", "】", "(((", "2022-13-45",
    "小计(", "合计合计",
    "本月完成(", "8月完成", "13月完成", "0月累计完成", "截至99月底累计完成", "万元" * 15, "_meta",
]  # fmt: skip
VALUES = [
    Decimal(0),
    Decimal("0.1"),
    Decimal(-5),
    Decimal("1E+30"),
    Decimal("44000"),
    Decimal("2022.1"),
    Decimal("1E-30"),
]


def garbage(chance: Random) -> Sheet:
    sheet = Sheet(chance.choice(("月报", "_meta", "")), chance.choice(("visible", "hidden")))
    rows, columns = chance.randrange(1, 16), chance.randrange(1, 12)
    base = draw(form()).cells if chance.random() < 0.5 else {}
    sheet.cells.update(base)
    for _ in range(chance.randrange(rows * columns)):
        place = (chance.randrange(1, rows + 1), chance.randrange(1, columns + 1))
        sheet.cells[place] = odd_cell(place, chance)
    for _ in range(chance.randrange(6)):
        top, left = chance.randrange(1, rows + 1), chance.randrange(1, columns + 1)
        sheet.merges.append(
            Range(top, left, top + chance.choice((0, 1, 3, 99)), left + chance.randrange(4))
        )
    sheet.hidden_rows = {chance.randrange(20)}
    return sheet


def odd_cell(place: tuple[int, int], chance: Random) -> Cell:
    kind = chance.randrange(10)
    if kind == 0:
        return unstored_cell(place, "General", "A1")
    if kind == 1:
        return Cell(*place, "date", date(2022, 3, 1), "2022-03-01", "yyyy年m月")
    if kind == 2:
        return Cell(*place, "bool", True, "TRUE")
    if kind == 3:
        return Cell(*place, "error", "#N/A", "#N/A")
    if kind < 6:
        value = chance.choice(VALUES)
        return Cell(
            *place, "number", value, str(value), chance.choice(("General", "0%", '0"万"', ""))
        )
    text = "".join(chance.choice(WORDS) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    return Cell(*place, "text", text, text)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_anything_at_all_is_read_or_refused_and_never_a_fault(seed):
    chance = Random(seed)
    sheets = [garbage(chance) for _ in range(chance.choice((1, 1, 2)))]
    file = chance.choice(WORDS).replace("\n", "") + ".xlsx"
    reading = read(book(*sheets), file=file)
    for code, row in reading.figures.items():
        assert PLAN.indicator(code) is not None
        for name in FIELDS:
            value = row[name]
            if value.value is not None:
                assert value.cell is not None
                assert value.raw is not None
                assert any(
                    cell.address == value.cell.address and cell.raw == value.raw
                    for sheet in sheets
                    if sheet.name == value.cell.sheet
                    for cell in sheet.cells.values()
                )
    assert all(item.message for item in reading.findings)
