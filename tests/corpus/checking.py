"""Runs the corpus through the same check that users run, and counts what came of it."""

from __future__ import annotations

import json
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.services.answers import results_answer
from etl.services.database import Database, connect, prepare
from etl.services.files import sources
from etl.services.plans import import_plan
from etl.services.submit import check_files
from tests.corpus.form import Form
from tests.corpus.judging import judge
from tests.corpus.kinds import Kind

PLAN = Path(__file__).parents[2] / "data" / "plan" / "2021.xlsx"
COLUMNS = ("right", "right with finding", "refused", "wrong", "misread", "crash")


@contextmanager
def corpus_database(folder: Path) -> Iterator[Database]:
    """A database with the sample's plan and nothing accepted."""
    opened = connect(f"sqlite:///{folder / 'corpus.sqlite'}")
    prepare(opened)
    import_plan(opened, PLAN, actor="cli:测试")
    yield opened
    opened.close()


def check_bytes(database: Database, content: bytes, name: str) -> dict[str, Any]:
    """The one result that ``check --json`` gives for these bytes under this name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        answer = results_answer(check_files(database, sources([str(path)])))
        (result,) = json.loads(json.dumps(answer))["results"]
    return dict(result)


@dataclass(frozen=True)
class Tried:
    """A kind as one writer saved it, and what came of it."""

    kind: str
    writer: str
    column: str
    complaints: list[str]


def tried(
    database: Database, kind: Kind, writer: str, form: Form, content: bytes, suffix: str
) -> Tried:
    name = str(Path(form.file_name).with_suffix(suffix))
    try:
        verdict = judge(check_bytes(database, content, name), form)
    except Exception:  # noqa: BLE001 - a crash is what is counted here
        return Tried(str(kind), writer, "crash", [traceback.format_exc()])
    if "E-FILE-INTERNAL" in verdict.codes:
        return Tried(str(kind), writer, "crash", verdict.complaints)
    return Tried(str(kind), writer, verdict.column, verdict.complaints)


def table(results: Iterable[Tried]) -> str:
    """Lines for people: files by writer and by what came of them."""
    counts: dict[str, Counter[str]] = {}
    for item in results:
        counts.setdefault(item.writer, Counter())[item.column] += 1
    total: Counter[str] = sum(counts.values(), Counter())
    lines = [f"{'writer':<24}" + "".join(f"{name:>20}" for name in COLUMNS)]
    for writer, found in [*counts.items(), ("all", total)]:
        lines.append(f"{writer:<24}" + "".join(f"{found[name]:>20}" for name in COLUMNS))
    return "\n".join(lines)
