"""Findings about the form: where it is, whose it is, and what stands in its cells."""

FORM_CODES: dict[str, tuple[str, str]] = {
    # ---- the form and its columns
    "E-FORM-NONE": (
        "没有找到月报表：没有一张工作表的表头既有“指标”或“项目”，又有“本月完成”或“累计完成”",
        "请用下发的模板填报，表头的字不要改动。",
    ),
    "E-FORM-TWO": (
        "有 {count} 张工作表都像月报表（{sheets}），分不清该读哪一张",
        "请只留一张要报的月报表，删去或隐藏其他的。",
    ),
    "E-FORM-REPEATED": (
        "一张工作表里有上下两份月报表，分不清该读哪一份",
        "请只留一份要报的月报表，另一份删去或移到别的文件。",
    ),
    "E-COLUMN-TWO": (
        "有两列都像“{field}”，分不清该读哪一列",
        "请只留一列“{field}”，另一列改名或删去。",
    ),
    "E-COLUMN-DOUBT": (
        "表头写的是“{header}”，不能确定就是“{field}”",
        "请核对这一列：是“{field}”的，把表头改成这几个字；不是的，请删去这一列。",
    ),
    "E-COUNT-BARE": (
        "完成数只有一列“{header}”，分不清是本月还是累计",
        "请把表头写明“本月完成”或“累计完成”。",
    ),
    "I-COLUMN-MISSING": (
        "表里没有“{field}”这一列{unread}",
        "如果报送了这个数，请把那一列的表头改为“{field}”。",
    ),
    "E-FUNDS-BARE": (
        "资金只有一列“{header}”，分不清是本月还是累计",
        "请把表头写明“本月投入资金（万元）”或“累计投入资金（万元）”。",
    ),
    "E-FUNDS-UNIT": (
        "“{header}”没有写明是元还是万元",
        "请在表头写明单位，如“累计投入资金（万元）”。",
    ),
    "I-FUNDS-UNIT": ("“{header}”按{unit}读取，已换算成元", "请核对；下次建议用万元填报。"),
    "I-FUNDS-CAPTION": (
        "“{header}”按表头的{unit}读取，表上方写的单位是{caption}",
        "请核对金额的单位，改到一致。",
    ),
    "I-HIDDEN": ("隐藏的行或列里也有要报的数，已照常读取", "如果不该报，请删去后再报。"),
    # ---- whose and of when
    "E-REGION-MISSING": (
        "没有写明填报单位",
        "请在表头上方写明“填报单位：”和县区名称。",
    ),
    "E-REGION-UNKNOWN": (
        "填报单位写的是“{raw}”，年度任务书里没有这个县区",
        "请写县区的全称。本市的填报单位有：{names}。",
    ),
    "E-REGION-TWO": (
        "填报单位写了不止一个县区：“{first}”和“{second}”",
        "请核对，只留一个县区。",
    ),
    "E-REGION-ROOT": (
        "填报单位写的是“{raw}”，它本身不报月报表",
        "请写报送的县区。本市的填报单位有：{names}。",
    ),
    "E-REGION-META": (
        "填报单位写的是{region}，但这份模板是发给{other}的",
        "请用本县区的模板填报，或与市残联核对。",
    ),
    "E-REGION-NOT-EXPECTED": (
        "{region}在{month}不需要报送（任务书规定的起止月之外）",
        "请核对报告期；确需报送的，请市残联修改任务书。",
    ),
    "W-REGION-ELSEWHERE": (
        "填报单位写的是{region}，但{where}里写的是{other}",
        "请核对是不是用了别的县区的表；确认无误的，报送时写明原因即可。",
    ),
    "E-MONTH-MISSING": ("没有写明报告期", "请在表头上方写明“报告期：”和年月，如“2021年8月”。"),
    "E-MONTH-UNREADABLE": (
        "报告期写的是“{raw}”，读不出是哪年哪月",
        "请写成“2021年8月”的样子。",
    ),
    "E-MONTH-TWO": (
        "报告期写了两处，不是同一个月：“{first}”和“{second}”",
        "请核对，只留一个月。",
    ),
    "E-MONTH-SPAN": (
        "报告期写的是“{raw}”，不是一个月",
        "月报表一次只报一个月，请写成“2021年8月”的样子。",
    ),
    "I-MONTH-RANGE": ("报告期写的是“{raw}”，按{month}读取", "请核对；建议写成“{month}”。"),
    "E-MONTH-FUTURE": (
        "报告期是{month}，这个月还没有开始（{today}）",
        "请核对报告期；到了当月再报。",
    ),
    "E-MONTH-CLOSED": (
        "{month}已由{by}于{at}关账，不再收表",
        "要补报或更正，请向市残联申请延期（写明理由，由市残联定期限），或请市残联重新开账。",
    ),
    "E-REGION-NOT-OWN": (
        "这是{region}的表，您的账号只能报送{own}的表",
        "请核对是不是拿错了文件；表是本县区的，把填报单位改成{own}再报。",
    ),
    "E-MONTH-NO-PLAN": (
        "报告期是{month}，但还没有录入{year}年的年度任务书",
        "请核对报告期；年份无误的，请市残联先录入{year}年任务书。",
    ),
    "W-MONTH-ELSEWHERE": (
        "报告期写的是{month}，但{where}里写的是{other}",
        "请核对是不是用了别的月份的表；确认无误的，报送时写明原因即可。",
    ),
    "W-META-STALE": (
        "这份模板是{other}的，报告期写的是{month}",
        "请核对表里的数是不是{month}的；确认无误的，报送时写明原因即可。下次请用当月的模板。",
    ),
    "W-META-PLAN": (
        "这份模板按任务书第{other}版做成，现行的是第{revision}版",
        "请核对任务数；确认无误的，报送时写明原因即可。下次请用新模板。",
    ),
    "E-AS-OF-MONTH": (
        "截至日期是{as_of}，不在报告期{month}之内",
        "请写报告期当月的日期，一般是当月最后一天。",
    ),
    "E-AS-OF-UNREADABLE": ("截至日期写的是“{raw}”，读不出是哪一天", "请写成“2021-08-31”的样子。"),
    "I-AS-OF-BLANK": ("没有写截至日期，按{as_of}处理", "如果不是这一天，请补写后再报。"),
    # ---- rows
    "E-INDICATOR-UNKNOWN": (
        "指标写的是“{raw}”，年度任务书里没有这个指标",
        "请照模板改正名称；任务书里没有、不该报的行，请删去。",
    ),
    "E-ROW-NAMELESS": (
        "第 {row} 行有数“{raw}”，但没有写是哪个指标",
        "请写上指标名称；不是要报的数，请删去。",
    ),
    "E-INDICATOR-MISSING": (
        "少了“{indicator}”这一行",
        "请补上这一行；没有开展的留空或填“-”，开展了还没有完成的填 0。",
    ),
    "E-DUPLICATE-ROW": (
        "“{indicator}”写了 {count} 行，数还不一样（第 {rows} 行）",
        "请只留正确的一行，删去其余的。",
    ),
    "W-DUPLICATE-ROW": (
        "“{indicator}”写了 {count} 行，数都一样（第 {rows} 行），只读一行",
        "请删去多余的行；确认无误的，报送时写明原因即可。",
    ),
    "W-PROJECT-NAME": (
        "项目写的是“{raw}”，“{indicator}”应属于“{project}”",
        "请核对这一行是不是串了行；确认无误的，报送时写明原因即可。",
    ),
    "E-UNIT": ("单位写的是“{raw}”，“{indicator}”应按“{unit}”报", "请按{unit}填报并改正单位。"),
    "E-SUM": (
        "{label}写的是 {raw}，第 {rows} 行相加是 {expected}",
        "请核对各行和{label}，改到相等；也可以删去{label}这一行。",
    ),
    "I-SUM-UNREAD": (
        "{label}写的是“{raw}”，不是数字，没有核对",
        "合计不报送，只用来核对；需要核对的，请填数字。",
    ),
    "W-NOTHING-REPORTED": (
        "整张表没有填一个数",
        "请核对是不是报错了文件；确实没有进展的，报送时写明原因即可。",
    ),
    # ---- values
    "I-NORMALISED": ("填写的是“{raw}”，已读作 {value}", "读得对就不用改；建议下次直接填数字。"),
    "E-NOT-NUMBER": ("{field}应为数字，填写的是“{raw}”", "请填数字；没有开展的留空或填“-”。"),
    "E-INEXACT": ("{field}应为准确的数，填写的是“{raw}”", "请填准确的数，不带“约、多、余”等字。"),
    "E-CHINESE-NUMERAL": ("{field}应为阿拉伯数字，填写的是“{raw}”", "请改填阿拉伯数字。"),
    "E-ENCLOSED-NUMBER": ("{field}里有带圈或特殊的数字“{raw}”", "请改填普通的阿拉伯数字。"),
    "E-SCIENTIFIC": ("{field}写成了科学记数“{raw}”", "请把单元格改为常规格式，填写完整的数字。"),
    "E-PERCENT": ("{field}是百分数“{raw}”，应为数量", "请把单元格改为常规格式，填写数量。"),
    "E-DATE": ("{field}被存成了日期“{raw}”", "请把单元格改为常规格式，重新填写数字。"),
    "E-BOOLEAN": ("{field}是“{raw}”，应为数字", "请重新填写数字。"),
    "E-ERROR-VALUE": ("{field}是错误值 {raw}", "请改正公式，或直接填写数字。"),
    "E-FORMULA-NO-RESULT": (
        "{field}是公式，但文件里没有存下结果",
        "请在 WPS 或 Excel 中打开这个文件，保存一次再报；也可以直接填写数字。",
    ),
    "E-PICTURE": ("{field}放的是图片，不是数字", "请删去图片，填写数字。"),
    "E-NOT-INTEGER": ("{field}应为整数，填写的是 {raw}", "{unit}数没有小数，请核对后改填整数。"),
    "E-DECIMALS": ("{field}最多 {decimals} 位小数，填写的是 {raw}", "请核对后改填。"),
    "E-BRACKETS": ("{field}里有括号：“{raw}”", "请只填数字，需要说明的写进备注。"),
    "E-DECIMAL-COMMA": ("{field}里的逗号分不清是小数点还是分节号：“{raw}”", "请去掉逗号重新填写。"),
    "E-SCALED-FORMAT": (
        "{field}的单元格格式把数缩小显示了，存的是 {raw}",
        "请把单元格改为常规格式，按表头的单位重新填写。",
    ),
    "E-CELL-UNIT": (
        "{field}填写的是“{raw}”，这里的单位应为{unit}",
        "请{mind}按{unit}填数字，单位不写在格子里。",
    ),
    "E-FRACTION-OF-FEN": (
        "{field}的小数位太多，超过了分：“{raw}”",
        "请核对金额；按元填最多两位小数，按万元填最多六位。",
    ),
    "E-CELLS-TWO": (
        "{field}的表头下面有两格数：“{raw}”和旁边的一格",
        "请只留一格，或把两列的表头分别写明。",
    ),
    "E-CELL-SHARED": (
        "“{raw}”所在的单元格合并了几行或几列，分不清是哪一个数",
        "请取消合并，在各自的格里分别填写。",
    ),
    "E-TOO-LONG": ("{field}超过 12 位数字，不像是月报的数", "请核对后重新填写。"),
}
