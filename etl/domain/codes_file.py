"""Findings about a whole file: what it is, and what to save instead."""

SAVE_AS = "请在 WPS 或 Excel 中打开，另存为“Excel 工作簿(*.xlsx)”后再报。"

FILE_CODES: dict[str, tuple[str, str]] = {
    "E-FILE-MISSING": (
        "读不到这个文件：{reason}",
        "请核对文件名和位置，确认文件没有被移走，也没有被其他程序独占。",
    ),
    "E-FOLDER-EMPTY": (
        "这个文件夹里没有可读的工作簿",
        "请核对文件夹；月报表应为 .xlsx、.xls 或 .ods 文件。",
    ),
    "E-FILE-EMPTY": ("这个文件是空的，没有任何内容", "请重新保存或重新复制一份再报。"),
    "E-FILE-TOO-LARGE": (
        "文件超过 20 MB，月报表不会这么大",
        "请删去图片和无关的工作表，或用下发的模板重新填报。",
    ),
    "E-FILE-UNPACKED": (
        "文件解开后内容太多（超过 200 MB，或文字、标记过多），没有读取",
        "请删去无关的工作表和大片空白格式，或用下发的模板重新填报。",
    ),
    "E-FILE-TOO-MANY-ROWS": (
        "内容太多（有内容的行超过 1 万行，或单元格、合并区域过多），不像月报表",
        "请删去无关的工作表，或用下发的模板重新填报。",
    ),
    "E-FILE-TOO-SLOW": (
        "读取超过了时限，已经停下",
        "请删去无关的工作表和大片空白格式，或用下发的模板重新填报。",
    ),
    "E-FILE-ENCRYPTED": ("文件是加密的，读不到内容", "请取消打开密码或文档保护，另存一份再报。"),
    "E-FILE-MACRO": ("这是带宏的工作簿(.xlsm)，不接收", SAVE_AS),
    "E-FILE-XLSB": ("这是二进制工作簿(.xlsb)，不接收", SAVE_AS),
    "E-FILE-OLD-XLS": ("这是 Excel 95 或更早版本的工作簿，不接收", SAVE_AS),
    "E-FILE-HTML": ("这其实是网页文件，不是 Excel 工作簿", SAVE_AS),
    "E-FILE-XML2003": ("这是 Excel 2003 的 XML 表格，不接收", SAVE_AS),
    "E-FILE-CSV": ("这其实是文本表格(CSV)，不是 Excel 工作簿", SAVE_AS),
    "E-FILE-TEXT": (
        "这其实是文本文件，不是 Excel 工作簿",
        "请报送用 WPS 或 Excel 填好的月报表(.xlsx)。",
    ),
    "E-FILE-WORD": ("这是 Word 文档，不是工作簿", "请把数填进下发的月报表模板(.xlsx)再报。"),
    "E-FILE-PDF": ("这是 PDF 文件，不是工作簿", "请报送月报表的 Excel 文件(.xlsx)，不要转成 PDF。"),
    "E-FILE-ZIP": ("这是压缩包，不是工作簿", "请解压后逐个报送里面的月报表。"),
    "E-FILE-ET": ("这是 WPS 自有格式(.et)，不接收", SAVE_AS),
    "E-FILE-BROKEN": (
        "文件已损坏或不完整，打不开",
        "请在 WPS 或 Excel 中重新打开、另存一份再报；打不开时请重新填报。",
    ),
    "E-FILE-INTERNAL": (
        "程序读取这个文件时出错，没有保存任何数",
        "请把这个文件交给系统管理员；也可以用下发的模板重新填报。",
    ),
    "E-FILE-UNKNOWN": ("认不出这是什么文件，不是 Excel 工作簿", SAVE_AS),
    "E-PERSONAL-ID": (
        "{where}有身份证号或残疾人证号，整个文件没有保存",
        "月报表只报数，不报个人信息。请删去后再报。",
    ),
    "E-PERSONAL-LIST": (
        "这里列的是个人名单（表头含{header}），整个文件没有保存",
        "月报表只报数，不报个人信息。请删去名单所在的列或工作表再报。",
    ),
    "E-PERSONAL-MOBILE": (
        "{where}有手机号码，整个文件没有保存",
        "月报表只报数，不报个人信息。请删去标出的号码再报；表尾的联系电话不受影响。",
    ),
    "E-RETURNED": (
        "审核退回：{reason}",
        "请照此改正后重新报送；数确实无误的，在备注里写明情况再报。",
    ),
    "I-UNCHANGED": (
        "与{month}{region}现在{state}的第{version}版（编号 {submission}）相同，没有变化",
        "不需要再报。",
    ),
}
