"""A paper with every kind of block, and what people may have typed into it."""

from etl.publication.chart import Chart, Series
from etl.publication.document import (
    Figure,
    Heading,
    PageBreak,
    Paper,
    Table,
    TableColumn,
    Text,
    Title,
)

TYPED = '=1+1 <b>&"\x0b\ud800县'
TYPED_READ = '=1+1 <b>&"县'
PLACES = ("天元区", "芦淞区", "荷塘区", "石峰区", "渌口区", "醴陵市", "攸县", "茶陵县", TYPED)

BARS = Chart(
    name="完成率",
    kind="bars",
    title="各县区完成率",
    stamp="截至2021年8月18日",
    source="数据来源：各县区残联月报",
    axis="完成率（%）",
    number_format='0.0"%"',
    categories=PLACES,
    series=(
        Series("完成率", "done", (120.0, 98.3, 91.2, 88.0, 76.5, 66.7, None, None, None)),
        Series(TYPED, "slow", (None, None, None, None, None, None, 61.0, None, 12.4)),
    ),
    alternative="条形图：天元区最高，<b>茶陵县</b>未报。",
    mark=100,
)
LINES = Chart(
    name="逐月",
    kind="lines",
    title="逐月完成率",
    stamp="截至2021年8月18日",
    source="数据来源：各县区残联月报",
    axis="完成率（%）",
    number_format='0"%"',
    categories=tuple(f"{month}月" for month in range(1, 9)),
    series=(
        Series("省定目标", "province", (5.0, 12.0, None, 31.0, 44.0, None, None, 80.0)),
        Series("市定目标", "city", (4.0, 9.0, None, 25.0, 36.0, None, 60.0, 66.0)),
        Series("序时进度", "pace", (8.3, 16.7, 25.0, 33.3, 41.7, 50.0, 58.3, 66.7)),
    ),
    alternative="折线图：3月、6月未报。",
    mark=100,
)
COLUMNS = Chart(
    name="对比",
    kind="columns",
    title="省定、市定目标对比",
    stamp="截至2021年8月18日",
    source="数据来源：各县区残联月报",
    axis="人",
    number_format="0",
    categories=PLACES[:3],
    series=(
        Series("省定目标", "province", (100.0, 200.0, 300.0)),
        Series("市定目标", "city", (110.0, 210.0, 310.0)),
    ),
    alternative="柱形图。",
)
CHARTS = (BARS, LINES, COLUMNS)

TABLE = Table(
    caption="表1 进展情况",
    unit="人",
    columns=(
        TableColumn("县区", width=2),
        TableColumn("目标", number=True),
        TableColumn("累计完成", number=True),
        TableColumn("备注", width=3),
    ),
    rows=(*((place, "120", "90", "—") for place in PLACES), ("合计", "1080", "810", "")),
    strong=frozenset({9}),
)

_WORDS = "截至2021年8月18日，“阳光家园”托养服务完成1020人，完成率101.6%。"
PAPER = Paper(
    name="民生实事进展情况",
    stamp="市残联 2021年8月",
    author="株洲市残疾人联合会",
    made_on="2021-08-18T08:12:00+08:00",
    blocks=(
        Title("关于残疾人民生实事进展情况的通报", "（截至2021年8月18日）"),
        Text("各县区残联：", kind="addressed"),
        Heading("一、总体情况"),
        Text(_WORDS * 6, lead="阳光家园托养。"),
        Heading("（一）完成较好的县区", 2),
        Text(TYPED),
        TABLE,
        Text("表后的一段文字。"),
        Figure(BARS),
        Figure(LINES),
        Figure(COLUMNS),
        Text("株洲市残疾人联合会\n2021年8月18日", kind="signed"),
        Text("注：“—”为未报。", kind="note"),
        PageBreak(),
        Title("第二篇"),
        TABLE,
    ),
)
