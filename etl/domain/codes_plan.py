"""Findings about the plan workbook (年度任务书)."""

PLAN_CODES: dict[str, tuple[str, str]] = {
    "E-PLAN-SHEET-MISSING": ("缺少工作表“{sheet}”", "请补上这张工作表；没有内容的也要有表头一行。"),
    "E-PLAN-COLUMN-MISSING": ("缺少“{column}”一列", "请在第一行补上这个表头。"),
    "W-PLAN-COLUMN-UNKNOWN": ("“{column}”这一列不认识，没有读取", "请核对表头的字。"),
    "E-PLAN-COLUMN-TWICE": ("“{column}”有两列", "请只留一列。"),
    "E-PLAN-BLANK": ("“{column}”不能空着", "请填写。"),
    "W-PLAN-SUBMITS-BLANK": (
        "“{column}”空着，按“否”处理",
        "报月报表的县区请填“是”，不报的填“否”。",
    ),
    "W-PLAN-TARGET-COLUMN": (
        "“年度目标”里没有“{raw}”这一列，它的任务都按没有设处理",
        "要分解任务的，请加上这一列；没有任务的格子留空。",
    ),
    "E-PLAN-VALUE": ("“{column}”写的是“{raw}”，应为{expected}", "请改正。"),
    "E-PLAN-DUPLICATE": ("“{raw}”写了两次", "请只留一行。"),
    "E-PLAN-NAME-SHARED": (
        "“{raw}”同时是“{first}”和“{second}”的名称或别名",
        "同一个名称只能指一个，请改掉其中一个。",
    ),
    "E-PLAN-UNKNOWN": (
        "“{column}”写的是“{raw}”，任务书里没有",
        "请核对代码，或先在前面的表里加上。",
    ),
    "E-PLAN-NO-ROOT": (
        "行政区划代码是 {raw}，“县区”表里没有这个代码",
        "请在“县区”表里加上这一行，“报送”填“否”。",
    ),
    "E-PLAN-ROOT-SUBMITS": ("“{raw}”是最上一级，不能填“报送：是”", "请改为“否”。"),
    "E-PLAN-CYCLE": ("“{raw}”的上级又回到了它自己", "请改正上级代码。"),
    "E-PLAN-EMPTY": ("“{sheet}”没有一行内容", "请至少填写一行。"),
    "E-PLAN-NOBODY-SUBMITS": ("没有一个县区填“报送：是”", "请把要报月报表的县区填为“是”。"),
    "E-PLAN-UNITS": (
        "“{project}”的指标单位不同（{units}），不能相加",
        "同一项目的指标要用同一个单位；不同的请分成两个项目。",
    ),
    "E-PLAN-PROJECT-NAMES": (
        "项目代码 {raw} 的名称、简称写得不一样",
        "同一项目各行的项目名称和简称要一样。",
    ),
    "W-PLAN-SPLIT": (
        "“{project}”{level}全市是 {total}，各县区相加是 {sum}，差 {difference}",
        "请核对分解数。",
    ),
    "W-PLAN-CITY-BELOW": (
        "“{project}”{region}的市定 {city} 低于省定 {province}",
        "市定任务一般不低于省定，请核对。",
    ),
    "W-PLAN-PACE-FALLS": (
        "“{project}”的序时计划{month}月是 {share}，比前一个月的 {before} 少",
        "累计比例不会减少，请核对；空着的月份按月份除以 12 计。",
    ),
    "E-PLAN-RANGE": ("下限 {low} 大于上限 {high}", "请核对。"),
    "E-PLAN-HISTORY-YEAR": ("截止年 {raw} 应早于任务书的年度 {year}", "历史累计只算到上年底。"),
    "E-PLAN-SAMPLE": (
        "这份任务书{this}，库里已有的数据{other}，两者不能放在一个库里",
        "请换一个数据库（设置 DATABASE_URL）。",
    ),
    "I-PLAN-UNCHANGED": ("与{year}年任务书第{revision}版相同，没有变化", "不需要再录入。"),
    "W-PLAN-SUBMITS-ABOVE": (
        "“{raw}”自己报送，它下面的{below}也报送，数会加在一起",
        "上级的数已经包含下级的，请把上级的“报送”改为“否”；确实各报各的不用改。",
    ),
    "E-PLAN-TRIAL": (
        "试行写的是“{raw}”，没有这个代码的规则",
        "请照帮助页上的代码填写，如“试行:E-TOTAL-FALLS”。",
    ),
    "W-PLAN-LIMITS": (
        "{lower} {low} 大于{upper} {high}，中间的状态永远不会出现",
        "应当达序时容差不大于黄灯下限，黄灯下限不大于红灯下限，请核对。",
    ),
    "W-PLAN-TARGET-CHANGED": (
        "“{project}”{level}任务数改了，文号和生效日期没有改",
        "请核对；从某月起执行的，请填生效日期，以前的月份仍按旧数计算。",
    ),
}
