"""Whatever the table: all that is withheld could be another number, and little is withheld."""

from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.publication.small_tables import (
    BESIDE,
    Reader,
    Table,
    near,
    nobody_can_tell,
    some_follows,
)

SMALLISH = st.one_of(st.none(), st.integers(0, 4), st.integers(0, 12), st.integers(3, 12))


@st.composite
def tables(draw, counties=4, indicators=3, numbers=SMALLISH):
    """A root with counties right below it."""
    leaves = "abcd"[: draw(st.integers(1, counties))]
    names = "xyz"[: draw(st.integers(2, indicators))]
    counts = {(leaf, name): draw(numbers) for leaf in leaves for name in names}
    assume(any(count is not None for count in counts.values()))
    return Table(counts, {"root": list(leaves)}, tuple(names))


@st.composite
def trees(draw):
    """Six regions hung anywhere below the root; those with none below them count."""
    parents = [draw(st.integers(-1, place - 1)) for place in range(draw(st.integers(3, 6)))]
    names = ["root", *map(str, range(len(parents)))]
    children: dict = {}
    for place, parent in enumerate(parents):
        children.setdefault(names[parent + 1], []).append(str(place))
    leaves = [name for name in names if name not in children]
    counts = {(leaf, name): draw(SMALLISH) for leaf in leaves for name in "xy"}
    assume(any(count is not None for count in counts.values()))
    return Table(counts, children, ("x", "y"))


@settings(max_examples=300, deadline=None)
@given(tables())
def test_no_number_withheld_follows_from_what_is_shown(table):
    result = table.withheld()
    if result.whole:
        assert some_follows(table, roots=True)
    else:
        nobody_can_tell(table, result)


@settings(max_examples=200, deadline=None)
@given(trees())
def test_no_number_withheld_follows_from_what_is_shown_in_any_tree(table):
    result = table.withheld()
    if result.whole:
        assert some_follows(table, roots=True)
    else:
        nobody_can_tell(table, result)


@settings(max_examples=200, deadline=None)
@given(tables(counties=3, indicators=2, numbers=st.one_of(st.none(), st.integers(0, 4))))
def test_no_split_is_withheld_as_a_whole_unless_holding_back_all_of_it_tells_one(table):
    """Here every table that looks the same is tried, whatever its numbers are."""
    everything = range(table.numbers["root", ""] + 1)
    assert table.withheld().whole == some_follows(table, roots=True, spread=lambda _: everything)


@settings(max_examples=200, deadline=None)
@given(tables(indicators=2))
def test_the_roots_sums_are_shown_unless_something_follows_with_everything_else_held_back(table):
    result = table.withheld()
    roots = any(region == "root" for region, _ in result.held)
    assert roots == some_follows(table, roots=False)


@settings(max_examples=150, deadline=None)
@given(tables(counties=3, numbers=st.integers(3, 12)), st.integers(1, 2))
def test_no_fewer_counts_would_guard_a_single_small_one(table, number):
    small = ("a", "x")
    table = Table({**table.counts, small: number}, table.children, table.indicators)
    result = table.withheld()
    assume(not result.whole and result.held <= set(table.cells))
    cells = [at for at in table.cells if at != small]
    for fewer in combinations(cells, len(result.held) - 1):
        reader = Reader(table, {small}, set(fewer))
        assert not all(reader.others(at, BESIDE) for at in reader.hidden)


@settings(max_examples=100, deadline=None)
@given(tables(counties=3, indicators=2, numbers=st.integers(0, 24)))
def test_half_counts_are_guarded_by_halves(table):
    """Drawn in halves: 0.5 to 2.5 are small. Where all are whole, by whole ones."""
    table = Table(table.counts, table.children, table.indicators, one=2)
    result = table.withheld()
    if not result.whole:
        nobody_can_tell(table, result, near(1, 2))


@settings(max_examples=150, deadline=None)
@given(tables(counties=3, indicators=2), st.data())
def test_a_corrected_release_shows_nothing_that_the_one_before_withheld(before, data):
    first = before.withheld()
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(before.counts)), SMALLISH))
    counts = {**before.counts, **changed}
    assume(any(count is not None for count in counts.values()))
    hidden = first.small | first.held
    after = Table(counts, before.children, before.indicators, keep=hidden)
    result = after.withheld()
    assert hidden & after.numbers.keys() <= result.small | result.held or result.whole
    if not result.whole:
        nobody_can_tell(after, result, near(1, 3))
