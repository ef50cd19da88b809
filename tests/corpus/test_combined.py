"""Kinds of mess that happen to one form at once are read, told and refused each as if alone."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.services.database import Database
from tests.corpus.checking import corpus_database, tried
from tests.corpus.combining import combined, parts
from tests.corpus.kinds import Kind
from tests.corpus.writers import WRITERS


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with corpus_database(tmp_path_factory.mktemp("combined")) as opened:
        yield opened


def drawn(chance: Random) -> Kind:
    """A head, a layout and up to three local kinds that do not touch the same indicators."""
    heads, layouts, local = parts()
    chosen = [chance.choice(heads), chance.choice(layouts)]
    touched: set[str] = set()
    for part in chance.sample(local, 6):
        if touched.isdisjoint(part.indicators) and len(chosen) < 5:
            chosen.append(part)
            touched |= part.indicators
    return combined(chosen)


def test_there_is_much_to_combine() -> None:
    heads, layouts, local = parts()
    assert min(len(heads), len(layouts), len(local)) > 50, [*map(len, (heads, layouts, local))]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_what_happens_together_is_read_as_if_it_happened_alone(
    database: Database, seed: int
) -> None:
    chance = Random(seed)
    kind = drawn(chance)
    able = [writer for writer in WRITERS.values() if writer.can(kind.needs)]
    if not able:
        return
    writer = chance.choice(able)
    form = kind.form()
    result = tried(database, kind, writer.name, form, writer.write(form), writer.suffix)
    assert result.complaints == [], f"{kind} by {writer.name}"
