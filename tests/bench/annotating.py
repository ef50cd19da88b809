"""The marked copy and the template: what they cost, and whether the copy differs by marks alone."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.domain.history import FilingHistory
from etl.domain.period import Month
from etl.services.annotate import annotate_file
from etl.services.files import Source, sources
from etl.services.submit import check_files
from etl.services.template import template
from etl.workbook.opening import open_workbook
from etl.workbook.rewriting.as_xlsx import as_xlsx
from etl.workbook.template.form import template_workbook
from tests.bench.measuring import seconds
from tests.cities import COUNTY, YEAR, second_city
from tests.corpus.annotating import faults
from tests.corpus.catalogue import KINDS
from tests.corpus.checking import corpus_database
from tests.corpus.writers import WRITERS
from tests.workbook.marking.marked_books import RICH, marked, note
from tests.workbook.rewriting.test_as_xlsx_bounds import ods_of_many_rows, xls_of_many_rows

TIMES = 20


def run() -> Iterator[str]:
    """Yield the lines of this measurement."""
    with TemporaryDirectory() as folder, corpus_database(Path(folder)) as database:
        yield from _copies(database, Path(folder))
        yield from _rich()
        yield from _largest()
        yield from _templates(database, Path(folder))
        yield from _corpus(database)


def _copies(database, folder: Path) -> Iterator[str]:
    """Time copies of the corpus's ordinary form with one mistake, by format, beside its check."""
    kind = KINDS["values: yuan under 万元: the whole table"]
    for name in ("openpyxl", "xlwt", "odfpy"):
        writer = WRITERS[name]
        path = folder / f"月报{writer.suffix}"
        path.write_bytes(writer.write(kind.form()))
        source = Source(str(path), path)
        files = sources([str(path)])
        copy = min(seconds(partial(annotate_file, database, source)) for _ in range(TIMES))
        check = min(seconds(partial(check_files, database, files)) for _ in range(TIMES))
        yield (
            f"{writer.suffix}: check and copy {1000 * copy:.1f} ms, "
            f"check alone {1000 * check:.1f} ms"
        )


def _largest() -> Iterator[str]:
    """Write anew what is as large as is taken: ten thousand rows of twenty cells."""
    for make in (xls_of_many_rows, ods_of_many_rows):
        data = make(10_000)
        workbook = open_workbook(data)
        yield f"{workbook.format} of 200,000 cells: {seconds(partial(as_xlsx, data, workbook)):.1f} s"


def _rich() -> Iterator[str]:
    """Time a copy of a workbook with pictures, a chart, drop-downs and conditional formats."""
    notes = [note("C3"), note("B4", "warning"), note("A5", "info")]
    once = min(seconds(lambda: marked(RICH, *notes)) for _ in range(TIMES))
    yield f"picture, chart, drop-down, conditional format: {1000 * once:.1f} ms a copy"


def _templates(database, folder: Path) -> Iterator[str]:
    plan = second_city()
    made = template_workbook(plan, 1, COUNTY, Month(YEAR, 3), FilingHistory())
    once = min(
        seconds(lambda: template_workbook(plan, 1, COUNTY, Month(YEAR, 3), FilingHistory()))
        for _ in range(TIMES)
    )
    yield f"template of six rows: {len(made) / 1000:.1f} kB in {1000 * once:.1f} ms"
    made = template(database, "昌黎县", Month(2021, 8))
    once = min(seconds(lambda: template(database, "昌黎县", Month(2021, 8))) for _ in range(TIMES))
    yield f"template of the sample, plan from the database: {len(made) / 1000:.1f} kB in {1000 * once:.1f} ms"


def _corpus(database) -> Iterator[str]:
    """Hand back every kind of mess by every program that can write it; count what is wrong."""
    warnings.simplefilter("ignore")
    counted: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for kind in KINDS.values():
        for writer in WRITERS.values():
            if not writer.can(kind.needs):
                continue
            form = kind.form()
            name = str(Path(form.file_name).with_suffix(writer.suffix))
            found = faults(database, writer.write(form), name)
            counted[writer.name] += 1
            wrong[writer.name] += bool(found)
            if found:
                yield f"{kind} [{writer.name}]: {found[0][:150]}"
    for name, count in counted.items():
        yield f"{name}: {count} copies, {wrong[name]} that differ by more than their marks"
