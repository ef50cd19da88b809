"""What was published on 2021-08-18 and is no monthly figure: rules, standards, other numbers.

Figures are taken over as they were said; where the check's range or a derivation is ours,
the text says so (示例, 推算).
"""

from __future__ import annotations

from decimal import Decimal

from etl.domain.plan import Fact, FundStandard, History, PolicyPoint

CONFERENCE = "2021-08-18新闻发布会"
SOURCE = f"{CONFERENCE}实录（长城网）"
DAY = "2021-08-18"

POLICY_POINTS: tuple[PolicyPoint, ...] = tuple(
    PolicyPoint(project, text)
    for project, text in (
        (
            "",
            "省定、市定任务数未公布，本任务书中的任务数、文号和县区分解均为示例；"
            "公布的只有“除大学生助学项目外，全部超额完成省、市年度任务”这一句。",
        ),
        (
            "assistive_devices",
            "特困供养残疾人和0-8岁残疾儿童，免费适配基本型辅助器具。",
        ),
        (
            "assistive_devices",
            "其他残疾人按金额补贴：选配金额500元以内（含500元）补贴100%；"
            "超过500元部分补贴70%、个人负担30%；每人补贴最高限额2000元。",
        ),
        (
            "rehabilitation",
            "成年残疾人康复医疗或康复训练：每人每年500元，训练服务每年不少于5次。",
        ),
        ("rehabilitation", "成年残疾人药物补贴：不低于500元/人。"),
        ("rehabilitation", "成年残疾人护理：对象为残疾1级。"),
        ("rehabilitation", "残疾儿童康复训练：0-8岁，每人每年补贴12000元。"),
        (
            "rehabilitation",
            "人工耳蜗：1-17周岁（未满18周岁），免费提供一套，术后补贴手术费12000元，"
            "另补贴术后一学年康复训练费14000元。",
        ),
        (
            "rehabilitation",
            "肢残矫治：1-17周岁（未满18周岁），手术补贴10000元，术后康复训练6000元，"
            "矫形器装配补贴1200元。",
        ),
        ("care_service", "依据《2021年秦皇岛市实施阳光家园计划项目的实施方案》实施。"),
        (
            "home_access",
            "序时计划（示例）：按施工季节设定，3月5%、6月45%、8月75%、10月100%，不按月均摊。",
        ),
        ("home_sports", "按照每户500元标准，提供居家康复体育服务。"),
        (
            "student_aid",
            "省级资助（一次性）：困难残疾学生考入本科5000元，考入研究生6000元；"
            "困难残疾人家庭子女（本科生、研究生）3000元。",
        ),
        (
            "student_aid",
            "市级资助（一次性）：全日制高中起点专科3000元，本科及研究生5000元。",
        ),
        (
            "student_aid",
            "市级资助（函授、自考，一次性）：困难残疾学生取得大专毕业证3000元，"
            "取得本科以上毕业证5000元。",
        ),
        ("student_aid", "依据：秦教规财〔2020〕13号。"),
        (
            "student_aid",
            "序时计划（示例）：资助每年发放一次，1-8月为0%，9月起为100%；"
            "公布的说法是正在采集信息，八月底完成资助。",
        ),
    )
)

_RANGE_OURS = "核对范围为示例。"

STANDARDS: tuple[FundStandard, ...] = tuple(
    FundStandard(
        indicator,
        Decimal(low),
        Decimal(high),
        basis,
        None if standard is None else Decimal(standard),
    )
    for indicator, low, high, basis, standard in (
        (
            "assistive_devices",
            200,
            2000,
            f"上限为公布的每人补贴最高限额2000元（{CONFERENCE}）；下限为示例。",
            None,
        ),
        (
            "rehab_adult",
            400,
            600,
            f"公布标准为每人每年500元（{CONFERENCE}），上下各放宽两成；{_RANGE_OURS}",
            500,
        ),
        (
            "rehab_child",
            6000,
            26000,
            f"公布标准为康复训练每人每年12000元，人工耳蜗手术与训练合计26000元（{CONFERENCE}）；"
            "下限按训练半年计，为示例。",
            12000,
        ),
        ("care_institution", 1000, 4000, f"未公布人均标准；{_RANGE_OURS}", None),
        ("care_home", 500, 2500, f"未公布人均标准；{_RANGE_OURS}", None),
        ("home_access_limb", 1500, 8000, f"未公布户均标准；{_RANGE_OURS}", None),
        ("home_access_other", 1000, 6000, f"未公布户均标准；{_RANGE_OURS}", None),
        (
            "home_sports",
            400,
            600,
            f"公布标准为每户500元（{CONFERENCE}），上下各放宽两成；{_RANGE_OURS}",
            500,
        ),
        (
            "aid_student",
            3000,
            6000,
            f"公布标准为3000元至6000元，按学历分档（{CONFERENCE}；秦教规财〔2020〕13号）。",
            None,
        ),
        (
            "aid_child",
            3000,
            6000,
            f"公布标准为3000元至6000元，按学历和省、市分档（{CONFERENCE}；秦教规财〔2020〕13号）。",
            None,
        ),
    )
)

HISTORY: tuple[History, ...] = (
    History(
        "home_sports",
        until_year=2020,
        completed=Decimal(1470),
        since_year=2016,
        note="推算：公布的“十三五”以来累计1710户减去2021年的240户；1470户本身没有公布。",
    ),
    History(
        "student_aid",
        until_year=2020,
        completed=Decimal(3380),
        funds=Decimal(14899800),
        note="公布：截至2020年底累计投入资金1489.98万元，资助3380名残疾及残疾家庭子女大学生。",
    ),
)

_FactRow = tuple[str, str, str | None, str, str, str | None, str]
"""Project, text, value, unit, approximation, upper end of a range, as-of."""

_FACT_ROWS: tuple[_FactRow, ...] = (
    ("", "助残服务项目数", "8", "项", "", None, DAY),
    ("", "除大学生助学项目外，全部超额完成省、市年度任务", None, "", "", None, DAY),
    ("", "秦皇岛市残疾人联合会成立年份", "1989", "年", "", None, ""),
    ("", "市残联升格为正处级参公事业单位的年份", "1996", "年", "", None, ""),
    ("", "综合工作评比位列全省第一的年份", "2017", "年", "", None, ""),
    ("", "综合工作评比在全省的名次（2017年）", "1", "位", "", None, "2017年"),
    ("vocational_training", "盲人按摩培训班累计期数", "32", "期", "", None, DAY),
    ("vocational_training", "累计培训盲人按摩师", "500", "人", "多", None, DAY),
    ("vocational_training", "扶持开店的盲人", "50", "人", "多", None, DAY),
    ("vocational_training", "盲人按摩师人均年收入", "30000", "元/年", "以上", None, DAY),
    ("employment_service", "云客服先后开班期数", "7", "期", "", None, DAY),
    ("employment_service", "云客服培训残疾人学员", "243", "人", "", None, DAY),
    ("employment_service", "云客服稳定居家就业的残疾人", "190", "人", "", None, DAY),
    ("employment_service", "云客服人均月收入", "3000", "元/月", "", "8000", DAY),
    ("employment_service", "与石家庄牛背集团开展直播带货培训的年份", "2020", "年", "", None, ""),
    ("employment_service", "抖音网络直播带货培训期数", "3", "期", "", None, DAY),
    ("employment_service", "抖音网络直播带货培训残疾人", "80", "人", "多", None, DAY),
    ("employment_service", "直播带货学员月收入", "1000", "元/月", "", "5000", DAY),
    ("employment_service", "扶贫就业基地累计投入资金（历年）", "600", "万元", "多", None, DAY),
    ("employment_service", "扶贫就业基地数", "25", "家", "", None, DAY),
    ("employment_service", "扶贫就业基地辐射带动就业从业的残疾人", "900", "人", "多", None, DAY),
    ("employment_service", "金日塑料基地先后扶持资金（历年）", "33", "万元", "", None, DAY),
    ("employment_service", "金日塑料基地安置就业的贫困残疾人", "20", "人", "多", None, DAY),
    ("employment_service", "金日塑料基地辐射周边县区数", "4", "个县区", "", None, DAY),
    ("employment_service", "金日塑料基地辐射周边村数", "30", "个村", "多", None, DAY),
    ("employment_service", "金日塑料基地带动居家从业的贫困残疾人", "160", "人", "多", None, DAY),
    ("employment_service", "金日塑料基地人均年收入", "10000", "元/年", "", "40000", DAY),
    ("employment_service", "昌黎县残疾人创业孵化基地投资", "3800", "万元", "多", None, DAY),
    ("employment_service", "昌黎县残疾人创业孵化基地面积", "4300", "平方米", "多", None, DAY),
    ("employment_service", "辅助性就业先后投入资金（历年）", "40", "万元", "多", None, DAY),
    ("employment_service", "扶持的辅助性就业机构数", "9", "家", "", None, DAY),
    ("employment_service", "辅助性就业面向的困难人群类别数", "3", "类", "", None, DAY),
    ("employment_service", "辅助性就业带动困难人群就业", "200", "人", "多", None, DAY),
    ("employment_service", "手工制作就业培训期数", "3", "期", "", None, DAY),
    ("employment_service", "手工制作就业培训残疾人", "90", "人", "多", None, DAY),
    ("employment_service", "手工制作安置带动就业", "35", "人", "", None, DAY),
    ("employment_service", "组织较大招聘会次数", "4", "次", "", None, DAY),
    ("employment_service", "招聘会提供岗位", "600", "个", "多", None, DAY),
    ("employment_service", "招聘会达成意向", "200", "人", "多", None, DAY),
    (
        "employment_service",
        "昌黎县解决残疾人居家就业经验入选案例的年份",
        "2020",
        "年",
        "",
        None,
        "",
    ),
    ("home_access", "历年累计改造有需求且符合条件的残疾人家庭", "6000", "户", "余", None, DAY),
    (
        "home_sports",
        "“十三五”以来累计提供居家康复体育服务的重度贫困残疾人家庭（含2021年240户）",
        "1710",
        "户",
        "",
        None,
        DAY,
    ),
    ("student_aid", "大学生助学正在采集信息，八月底完成资助", None, "", "", None, DAY),
    ("student_aid", "夏令营创办年份", "2013", "年", "", None, ""),
    ("student_aid", "夏令营已连续举办届数", "6", "届", "", None, DAY),
    ("student_aid", "夏令营选拔品学兼优的学生", "260", "人", "多", None, DAY),
)

FACTS: tuple[Fact, ...] = tuple(
    Fact(
        project=project,
        text=text,
        value=None if value is None else Decimal(value),
        unit=unit,
        approx=approx,
        as_of=as_of,
        source=SOURCE,
        upper=None if upper is None else Decimal(upper),
    )
    for project, text, value, unit, approx, upper, as_of in _FACT_ROWS
)
