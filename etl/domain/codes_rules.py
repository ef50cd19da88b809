"""Findings of the rules: figures against each other, against history and the plan."""

REASON = "数确实无误的，报送时写明原因即可。"
NOTED = "备注会随数送审，由审核人判断。数确实无误的，报送时写明原因即可。"

RULE_CODES: dict[str, tuple[str, str]] = {
    "I-MONTH-COMPUTED": (
        "没有填{field}，按累计 {total} 减{last_label} {last}，算得 {value}",
        "请核对；不对的请补填。",
    ),
    "I-CARRIED-FORWARD": (
        "“{indicator}”没有填{what}，将沿用{last_month}的{field} {last}",
        "没有变化的，建议本月填 0、累计照抄上月；有变化的请补填。",
    ),
    "W-TOTAL-COMPUTED": (
        "没有填{field}，按{last_label} {last} 加本月 {month}，算得 {value}",
        "请核对并补填累计数。" + REASON,
    ),
    "W-TOTAL-MISSING": (
        "没有填{field}，也没有已采用的{last_label}可以推算，本月的 {month} 没有计入",
        "请补填累计数。" + REASON,
    ),
    "E-NEGATIVE-TOTAL": ("{field}是负数：{raw}", "累计数不会小于 0，请核对后改正。"),
    "E-NEGATIVE-MONTH": (
        "{field}是负数：{raw}",
        "请核对；确系核减的，在同一行备注里写明“更正”和原因。",
    ),
    "W-NEGATIVE-MONTH": ("{field}是负数：{raw}（备注：{note}）", NOTED),
    "E-MONTH-ABOVE-TOTAL": (
        "{month_field}是 {month}，比{total_field} {total} 还多{fallen}",
        "累计包含本月，请核对哪一个填错了{mind}。",
    ),
    "E-COLUMNS-SWAPPED": (
        "{columns}像是填错了列：{count} 行{reason}",
        "请核对表头和数，把数换到各自的表头下面。",
    ),
    "E-LAST-MONTH-AGAIN": (
        "{count} 行的{what}与{last_month}已采用的一模一样，像是{guess}",
        "请换成本月的数再报；本月确实没有新增的，本月填 0，累计照抄上月。",
    ),
    "E-MONTH-DOUBT": (
        "报告期写的是{month}，像是{other}的表：{reason}",
        "请核对：报告期写错了的，改成{other}；没有写错的，请改正各行的数和其他写月份的地方。",
    ),
    "E-REGION-DOUBT": (
        "填报单位写的是{region}，但有 {count} 个任务数与{region}的不同，却都是{other}的",
        "请核对：填报单位写错了的，改成{other}；没有写错的，请用{region}的模板填报。",
    ),
    "E-ROWS-MISPLACED": (
        "第 {rows} 行的{what}像是填错了行：{way}就与上月接得上",
        "请核对这几行的指标和数：{owners}。",
    ),
    "E-FUNDS-SCALE": (
        "{column}像是按{written}填的：{count} 行{reason}",
        "请按表头的单位填，把金额{change}；或者把表头的单位改成{written}。",
    ),
    "W-FUNDS-SCALE": (
        "{column}像是按{written}填的：{count} 行{reason}",
        "请按表头的单位填，把金额{change}；或者把表头的单位改成{written}。" + REASON,
    ),
    "E-TOTAL-FALLS": (
        "{field}是 {raw}，比{last_month}已采用的 {last} 少",
        "请核对；确系核减的，在同一行备注里写明“更正”和原因。",
    ),
    "W-TOTAL-FALLS": (
        "{field}是 {raw}，比{last_month}已采用的 {last} 少（备注：{note}）",
        NOTED,
    ),
    "E-NOT-ADDING-UP": (
        "{field}是 {raw}，{last_label} {last} 加本月 {month} 是 {expected}，对不上",
        "请核对本月和累计；确系更正以前月份的，在同一行备注里写明“更正”和原因。",
    ),
    "W-NOT-ADDING-UP": (
        "{field}是 {raw}，{last_label} {last} 加本月 {month} 是 {expected}，对不上（备注：{note}）",
        NOTED,
    ),
    "W-TARGET-DIFFERS": (
        "{field}写的是{raw}，任务书里{expected}",
        "任务数以任务书为准，请改正；任务书有误的，请与下达任务的单位核对，确需暂不改的，报送时写明原因即可。",
    ),
    "W-FAR-OVER-TARGET": (
        "“{project}”累计完成 {value}，超过任务数 {target} 的 {multiple} 倍",
        "请核对有没有多写了零或填错了行。" + REASON,
    ),
    "W-FUNDS-STANDARD": (
        "“{indicator}”累计资金 {funds} 万元 ÷ {completed}{unit} = 每{unit} {average} 元，"
        "核对范围是 {range}",
        "请核对完成数和金额，注意单位是元还是万元。" + REASON,
    ),
    "W-FUNDS-WITHOUT-COUNT": (
        "“{indicator}”累计资金 {funds} 万元，但累计完成是 0",
        "请核对完成数是不是漏填了。" + REASON,
    ),
    "W-LAST-YEAR": (
        "{field}是 {raw}，上年同期是 {last}，相差超过 {multiple} 倍",
        "请核对有没有多写或少写了零。" + REASON,
    ),
    "W-LATER-MONTH": (
        "{field}是 {raw}，{later_month}已采用的累计 {later} 反而更少",
        "请核对；本月改正后，{later_month}的表也要更正。" + REASON,
    ),
}
