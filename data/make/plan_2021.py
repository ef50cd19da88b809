"""Make ``data/plan/2021.xlsx``: the year's plan, real where published and invented elsewhere.

Run from the project's folder: ``python -m data.make.plan_2021``. Which numbers are published
and which are invented stands in ``data/README.md``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from data.make.published_2021 import FACTS, HISTORY, POLICY_POINTS, STANDARDS
from etl.domain.plan import Indicator, Level, Plan, Project, TargetRow
from etl.domain.region import Region
from etl.workbook.plan_writer import plan_workbook

PLAN_PATH = Path(__file__).resolve().parents[1] / "plan" / "2021.xlsx"

ROOT = "130300"
REGIONS: tuple[Region, ...] = tuple(
    Region(code, name, parent, tuple(aliases.split("、")), order, submits=parent is not None)
    for order, (code, name, parent, aliases) in enumerate(
        (
            (ROOT, "秦皇岛市", None, "秦皇岛、市本级、市直"),
            ("130302", "海港区", ROOT, "海港、秦皇岛市海港区、海港区残联"),
            ("130303", "山海关区", ROOT, "山海关、关区、秦皇岛市山海关区"),
            ("130304", "北戴河区", ROOT, "北戴河、秦皇岛市北戴河区"),
            ("130306", "抚宁区", ROOT, "抚宁、抚宁县、秦皇岛市抚宁区"),
            ("130321", "青龙满族自治县", ROOT, "青龙、青龙县、青龙满族自治县残联、青龍"),
            ("130322", "昌黎县", ROOT, "昌黎、昌黎县残联"),
            ("130324", "卢龙县", ROOT, "卢龙、卢龙县残联、盧龍、蘆龍"),
            (
                "130371",
                "秦皇岛经济技术开发区",
                ROOT,
                "开发区、经开区、经济技术开发区、秦皇岛开发区、市开发区、秦皇岛市经济技术开发区",
            ),
            ("130372", "北戴河新区", ROOT, "新区、北戴河新区管委会"),
        )
    )
)
SUBMITTING: tuple[str, ...] = tuple(region.code for region in REGIONS if region.submits)

PROJECTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("assistive_devices", "残疾人基本辅具适配", "辅具适配", "人", "市残联康复部"),
    ("rehabilitation", "残疾人精准康复服务", "精准康复", "人", "市残联康复部"),
    ("vocational_training", "残疾人职业技能培训", "技能培训", "人", "市残联教育就业部"),
    ("employment_service", "残疾人就业服务", "就业服务", "人", "市残疾人就业服务中心"),
    ("care_service", "残疾人托养服务", "托养服务", "人", "市残联教育就业部"),
    ("home_access", "残疾人家庭无障碍改造", "无障碍改造", "户", "市残联维权部"),
    ("home_sports", "残疾人康复体育进家庭", "康复体育", "户", "市残联宣传文体部"),
    ("student_aid", "困难残疾大学生及残疾人子女助学", "大学生助学", "人", "市残联教育就业部"),
)

INDICATORS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "assistive_devices",
        "assistive_devices",
        "辅助器具适配",
        "辅具适配、基本辅具适配、残疾人辅助器具适配、残疾人基本辅具适配、辅具",
        "经评估符合条件、本年度得到基本型辅助器具补贴适配的残疾人，一人全年计一次",
    ),
    (
        "rehabilitation",
        "rehab_adult",
        "成年残疾人康复",
        "成年康复、成人康复、成年残疾人、成年残疾人康复服务、成年残疾人基本康复",
        "本年度得到康复医疗、康复训练、护理或药物补贴的成年残疾人，一人全年计一次",
    ),
    (
        "rehabilitation",
        "rehab_child",
        "残疾儿童康复",
        "儿童康复、残疾儿童、残疾儿童康复救助、儿童康复救助、残疾儿童康复训练",
        "提出申请、符合条件并得到康复救助的残疾儿童，一人全年计一次",
    ),
    (
        "vocational_training",
        "vocational_training",
        "职业技能培训",
        "技能培训、职业技术培训、残疾人职业技能培训、残疾人技能培训",
        "参加职业技能培训班并结业的残疾人，一人全年计一次",
    ),
    (
        "employment_service",
        "employment_service",
        "就业服务",
        "残疾人就业服务、残疾人就业、解决残疾人就业",
        "经就业服务实现就业的残疾人，一人全年计一次",
    ),
    (
        "care_service",
        "care_institution",
        "机构托养",
        "机构托养服务、寄宿制托养、残疾人机构托养",
        "在托养机构接受寄宿制或日间照料服务的残疾人，一人全年计一次"
        "（分项人数没有公布，为示例；公布的是托养服务合计）",
    ),
    (
        "care_service",
        "care_home",
        "居家托养",
        "居家托养服务、居家服务、残疾人居家托养",
        "在家中接受托养服务的残疾人，一人全年计一次"
        "（分项人数没有公布，为示例；公布的是托养服务合计）",
    ),
    (
        "home_access",
        "home_access_limb",
        "肢体残疾人家庭",
        "肢体残疾人、肢体残疾人家庭无障碍改造、肢体残疾家庭",
        "完成改造并验收的肢体残疾人家庭，一户计一次",
    ),
    (
        "home_access",
        "home_access_other",
        "其他残疾人家庭",
        "其他残疾人、其他残疾人家庭无障碍改造、其他类别残疾人家庭",
        "完成改造并验收的其他类别残疾人家庭，一户计一次",
    ),
    (
        "home_sports",
        "home_sports",
        "康复体育进家庭",
        "康复体育、残疾人康复体育进家庭、康复体育进家庭服务、居家康复体育",
        "得到康复体育器材和上门指导的残疾人家庭，一户计一次",
    ),
    (
        "student_aid",
        "aid_student",
        "残疾学生",
        "困难残疾学生、残疾大学生、困难残疾大学生、残疾学生助学",
        "资助金已发放的困难残疾学生，一人计一次",
    ),
    (
        "student_aid",
        "aid_child",
        "残疾人子女",
        "残疾人家庭子女、困难残疾人子女、困难残疾人家庭子女、残疾人子女助学",
        "资助金已发放的困难残疾人家庭子女，一人计一次",
    ),
)

DOCUMENTS: dict[Level, str] = {"province": "示例〔2021〕1号", "city": "示例〔2021〕2号", "need": ""}

TARGETS: tuple[tuple[str, Level, int, tuple[int, ...]], ...] = (
    ("assistive_devices", "province", 4500, (714, 258, 181, 576, 841, 840, 666, 275, 149)),
    ("assistive_devices", "city", 4600, (730, 264, 187, 588, 858, 858, 681, 282, 152)),
    ("assistive_devices", "need", 4674, (742, 268, 187, 598, 873, 871, 694, 286, 155)),
    ("rehabilitation", "province", 6600, (1190, 380, 270, 800, 1100, 1120, 985, 415, 340)),
    ("rehabilitation", "city", 6900, (1240, 395, 283, 838, 1150, 1172, 1030, 432, 360)),
    ("vocational_training", "province", 1500, (275, 88, 68, 182, 252, 270, 195, 100, 70)),
    ("vocational_training", "city", 1560, (285, 90, 70, 190, 260, 280, 205, 105, 75)),
    ("employment_service", "province", 700, (155, 46, 37, 81, 102, 122, 87, 51, 19)),
    ("employment_service", "city", 720, (158, 48, 38, 84, 105, 125, 90, 52, 20)),
    ("care_service", "province", 1450, (255, 94, 72, 188, 246, 261, 192, 119, 23)),
    ("care_service", "city", 1500, (263, 97, 75, 194, 255, 270, 198, 124, 24)),
    ("home_access", "province", 740, (116, 39, 27, 91, 151, 136, 111, 46, 23)),
    ("home_access", "city", 780, (122, 41, 29, 96, 159, 144, 117, 48, 24)),
    ("home_access", "need", 800, (125, 42, 29, 99, 164, 148, 119, 49, 25)),
    ("home_sports", "province", 220, (38, 12, 9, 27, 37, 37, 31, 16, 13)),
    ("home_sports", "city", 230, (40, 13, 10, 28, 38, 39, 32, 16, 14)),
    ("student_aid", "province", 380, (66, 19, 13, 50, 74, 68, 58, 21, 11)),
    ("student_aid", "city", 400, (70, 20, 14, 52, 78, 72, 60, 22, 12)),
)
"""Splits are in the order of ``SUBMITTING``."""

PACE: dict[str, tuple[int, ...]] = {
    "home_access": (0, 0, 5, 15, 30, 45, 60, 75, 88, 100, 100, 100),
    "student_aid": (0, 0, 0, 0, 0, 0, 0, 0, 100, 100, 100, 100),
}


def build_plan() -> Plan:
    """Return the plan of 2021."""
    return Plan(
        year=2021,
        title="秦皇岛市残疾人民生实事进度看板",
        issuer="秦皇岛市残疾人联合会",
        root=ROOT,
        due_day=10,
        sample=True,
        regions=REGIONS,
        projects=tuple(_project(*row) for row in PROJECTS),
        targets=tuple(_target(*row) for row in TARGETS),
        pace={code: tuple(map(Decimal, curve)) for code, curve in PACE.items()},
        standards=STANDARDS,
        history=HISTORY,
        policy_points=POLICY_POINTS,
        facts=FACTS,
        timezone="Asia/Shanghai",
        demo_date=date(2021, 8, 20),
    )


def _project(code: str, name: str, short_name: str, unit: str, responsible: str) -> Project:
    indicators = tuple(
        Indicator(
            code=item,
            name=item_name,
            project=code,
            unit=unit,
            order=order,
            aliases=tuple(aliases.split("、")),
            definition=definition,
            responsible=responsible,
        )
        for order, (owner, item, item_name, aliases, definition) in enumerate(INDICATORS, start=1)
        if owner == code
    )
    return Project(code, name, short_name, unit, indicators)


def _target(project: str, level: Level, total: int, split: tuple[int, ...]) -> TargetRow:
    return TargetRow(
        project=project,
        level=level,
        total=Decimal(total),
        by_region=dict(zip(SUBMITTING, map(Decimal, split), strict=True)),
        document=DOCUMENTS[level],
        effective=None if level == "need" else date(2021, 1, 1),
    )


def main() -> None:
    """Write the workbook; written again it has the same bytes."""
    PLAN_PATH.parent.mkdir(parents=True, exist_ok=True)
    PLAN_PATH.write_bytes(plan_workbook(build_plan()))


if __name__ == "__main__":
    main()
