"""The first start: schema, and the sample year into an empty default database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from etl.domain.refusal import SystemFault
from etl.services.database import Database, prepare
from etl.services.files import Source, sources
from etl.store import attempts, plans

ACTOR = "示例数据"
DATA = Path(__file__).parents[2] / "data"


def make_ready(database: Database, with_sample: bool, say: Callable[[str], None]) -> None:
    """Bring the schema up to date and, if asked and nothing is loaded, load the sample year.

    The sample goes through the same plan import and the same filing as everybody's data.
    A first start that was broken off is taken up where it stopped.
    """
    prepare(database)
    if with_sample and not _is_loaded(database):
        _load_sample(database, say)


def _is_loaded(database: Database) -> bool:
    """Whether there is a plan of somebody's own, or the sample with every workbook tried."""
    with database.read() as connection:
        newest = plans.newest(connection)
        if newest is None:
            return False
        tried = attempts.count_by(connection, ACTOR)
    return newest.loaded_by != ACTOR or tried >= len(_files())


def _files() -> tuple[Source, ...]:
    return sources([str(DATA / "submissions")])


def _load_sample(database: Database, say: Callable[[str], None]) -> None:
    from etl.services.plans import import_plan
    from etl.services.submit import Order, load_files

    books = sorted((DATA / "plan").glob("*.xlsx"))
    if not books:
        return
    say("首次启动：正在录入示例年度任务书和月报表……")
    for path in books:
        imported = import_plan(database, path, ACTOR)
        if imported.outcome == "errors":
            raise SystemFault(f"示例任务书 {path.name} 有错误：{imported.findings[0].message}。")
    results = load_files(database, _files(), Order(ACTOR, accept=True))
    filed = sum(result.submission is not None for result in results)
    say(f"示例数据已录入：{filed} 份月报表。")
    for result in results:
        if result.submission is None:
            say(f"没有录入 {result.file}：{result.findings[0].message}")
