"""The first start: schema, and the sample year into an empty default database."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from etl.domain.refusal import SystemFault
from etl.services.database import Database, is_empty, prepare

log = logging.getLogger(__name__)

ACTOR = "示例数据"
DATA = Path(__file__).parents[2] / "data"


def make_ready(database: Database, with_sample: bool, say: Callable[[str], None]) -> None:
    """Bring the schema up to date and, if asked and nothing is loaded, load the sample year.

    The sample goes through the same plan import and the same filing as everybody's data.
    """
    prepare(database)
    if not with_sample or not is_empty(database):
        return
    plans = sorted((DATA / "plan").glob("*.xlsx"))
    if not plans:
        return
    from etl.services.files import sources
    from etl.services.plans import import_plan
    from etl.services.submit import Order, load_files

    say("首次启动：正在录入示例年度任务书和月报表……")
    for path in plans:
        imported = import_plan(database, path, ACTOR)
        if imported.outcome == "errors":
            raise SystemFault(f"示例任务书 {path.name} 有错误：{imported.findings[0].message}。")
    files = sources([str(DATA / "submissions")])
    results = load_files(database, files, Order(ACTOR, accept=True))
    filed = sum(result.submission is not None for result in results)
    say(f"示例数据已录入：{filed} 份月报表。")
    for result in results:
        if result.submission is None:
            say(f"没有录入 {result.file}:{result.findings[0].message}")
