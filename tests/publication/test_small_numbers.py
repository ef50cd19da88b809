"""Small counts leave the house as "<3", and no sum gives away what is not shown."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from etl.publication.small_numbers import Withheld, withheld
from tests.publication.small_tables import (
    BESIDE,
    Reader,
    Table,
    drawn,
    near,
    nobody_can_tell,
    picture,
)

ROOT = Path(__file__).parents[2]
DISTRICTS = {"root": ["north", "south"], "north": ["east", "west"], "south": ["hill", "lake"]}


def check(lines, table):
    """Compare with a drawing of what is shown: "<3", "x" where held back, the total last."""
    result = table.withheld()
    assert picture(table, result) == [" ".join(line.split()) for line in lines.strip().splitlines()]
    assert not result.whole
    nobody_can_tell(table, result)


# ---------------------------------------------------------------- drawn


def test_one_small_count_among_nine_counties_takes_three_more():
    table = drawn("""
            adults children
        a       40       12
        b       31       10
        c       25        1
        d       18        9
        e       50       30
        f       22        7
        g       19        8
        h       33       11
        i       60       20
    """)
    check(
        """
        root 298 108 406
        a 40 12 52
        b 31 10 41
        c x <3 26
        d x x 27
        e 50 30 80
        f 22 7 29
        g 19 8 27
        h 33 11 44
        i 60 20 80
        """,
        table,
    )


def test_two_small_counts_guard_each_other():
    table = drawn("""
            adults children
        a        5        1
        b        1        4
        c        9        9
    """)
    check("root 15 14 29 \n a x <3 6 \n b <3 x 5 \n c 9 9 18", table)


def test_what_is_withheld_anyway_is_used_before_the_smallest():
    table = drawn("x y \n a 50 1 \n b 60 2 \n c 4 4")
    check("root 114 7 121 \n a x <3 51 \n b x <3 62 \n c 4 4 8", table)


def test_what_one_small_count_needed_is_used_by_the_next():
    """The 2 of b could go down against d at less cost, had c not been held back for a."""
    table = drawn("x y z \n a 20 1 20 \n b 2 20 6 \n c 8 8 30 \n d 9 30 5")
    check("root 39 59 61 159 \n a x <3 20 41 \n b <3 x 6 28 \n c x x 30 46 \n d 9 30 5 44", table)


def test_a_neighbour_of_three_cannot_go_down():
    """Against the 1 that may be a 2 stands a 3 that may not be a 2: it would be small."""
    table = drawn("""
            adults children
        a       10        1
        b       10        3
        c       10        8
    """)
    check("root 30 12 42 \n a x <3 11 \n b 10 3 13 \n c x x 18", table)


def test_a_zero_is_shown_and_guards_nothing():
    table = drawn("""
            adults children
        a       10        1
        b       10        0
        c       40       30
    """)
    check("root 60 31 91 \n a x <3 11 \n b 10 0 10 \n c x x 70", table)


def test_a_total_of_one_and_one_is_held_back_since_less_than_three_would_tell_both():
    table = drawn("""
            adults children
        a        1        1
        b        9        9
        c       20       20
    """)
    check("root 30 30 60 \n a <3 <3 x \n b x x x \n c 20 20 40", table)


def test_a_total_with_one_part_is_as_small_as_its_part():
    table = drawn("""
            adults children
        a        2        0
        b        9        9
        c       20       20
    """)
    check("root 31 29 60 \n a <3 0 <3 \n b x 9 x \n c 20 20 40", table)


def test_a_missing_count_is_no_zero_and_guards_nothing():
    table = drawn("""
            adults children
        a       10        1
        b        4        -
        c       40       30
        d        -        5
    """)
    check("root 54 36 90 \n a x <3 11 \n b 4 - 4 \n c x x 70 \n d - 5 5", table)
    assert not any(region == "b" for region, _ in table.withheld().held)


def test_the_roots_sums_are_held_back_where_nothing_else_helps():
    table = drawn("""
            adults children
        a       10        1
        b       20        0
    """)
    check("root x x 31 \n a x <3 11 \n b 20 0 20", table)


def test_what_the_roots_total_tells_is_not_split_at_all():
    table = drawn("""
            adults children
        a        1        0
        b        0        1
    """)
    result = table.withheld()
    assert result.whole
    assert ("root", "") not in result
    assert {at for at, number in table.numbers.items() if number} == {
        *result.small,
        *result.held,
        ("root", ""),
    }


def test_nothing_is_withheld_where_nothing_is_small():
    table = drawn("""
            adults children others
        a        0        3      -
        b        3       12      0
    """)
    assert table.withheld() == Withheld(frozenset(), frozenset(), whole=False)


def test_the_roots_own_small_sum_is_shown():
    """The root is no county: its 2 stays, only what it tells of the counties is withheld."""
    table = drawn("""
            adults children others
        a       10        1     12
        b       20        1     15
    """)
    result = table.withheld()
    assert ("root", "children") not in result.small
    nobody_can_tell(table, result)


@pytest.mark.parametrize("keep", [[], [("a", "all")]])
def test_a_project_with_one_indicator_withholds_nothing(keep):
    counts = {("a", "all"): Decimal(1), ("b", "all"): Decimal(2)}
    assert withheld(counts, {"root": ["a", "b"]}, "root", ["all"], keep) == Withheld()


def test_nobody_below_the_root_or_nothing_counted_withholds_nothing():
    assert withheld({}, {"root": ["a", "b"]}, "root", ["x", "y"]) == Withheld()
    assert withheld({}, {}, "root", ["x", "y"], [("a", "x")]) == Withheld()


@pytest.mark.parametrize("place", [("nowhere", "x"), ("root", "x"), ("a", "z"), ("a", "")])
def test_a_count_that_could_not_be_guarded_is_refused(place):
    with pytest.raises(ValueError, match="no place"):
        withheld({place: Decimal(1)}, {"root": ["a", "b"]}, "root", ["x", "y"])


def test_a_count_below_zero_and_a_circle_of_regions_are_refused():
    with pytest.raises(ValueError, match="below 0"):
        withheld({("a", "x"): Decimal(-1)}, {"root": ["a", "b"]}, "root", ["x", "y"])
    with pytest.raises(ValueError, match="no tree"):
        withheld({}, {"root": ["a"], "a": ["root"]}, "root", ["x", "y"])


def test_the_reader_of_these_tests_finds_what_a_sum_gives_away():
    table = drawn("x y \n a 10 1 \n b 20 9 \n c 30 8")
    small, corners = {("a", "y")}, {("a", "x"), ("b", "x"), ("b", "y")}
    for held in ([], *(corners - {at} for at in corners)):
        assert not Reader(table, small, held).others(("a", "y"), BESIDE)
        assert not Reader(table, small, held).others(("a", "y"), lambda _: range(80))
    assert Reader(table, small, corners).others(("a", "y"), BESIDE)
    assert not Reader(table, small, {("c", "z")} | corners).others(("c", "y"), BESIDE)


# ---------------------------------------------------------------- districts


def test_a_district_guards_its_own_where_it_can():
    table = drawn(
        """
               adults children
        east       20        1
        west       30       12
        hill       25        9
        lake       15        8
        """,
        DISTRICTS,
    )
    check(
        """
        root 90 30 120
        north 50 13 63
        east x <3 21
        west x x 42
        south 40 17 57
        hill 25 9 34
        lake 15 8 23
        """,
        table,
    )


def test_a_district_is_as_small_as_its_only_count():
    table = drawn(
        """
               adults children
        east       20        1
        west       30        0
        hill       25        9
        lake       15        8
        """,
        DISTRICTS,
    )
    check(
        """
        root 90 18 108
        north x <3 51
        east x <3 21
        west 30 0 30
        south x x 57
        hill 25 9 34
        lake x x 23
        """,
        table,
    )


def test_a_district_of_one_and_one_is_held_back():
    table = drawn(
        """
               adults children
        east       20        1
        west       30        1
        hill       25        9
        lake       15        8
        """,
        DISTRICTS,
    )
    result = table.withheld()
    assert ("north", "children") in result.held
    nobody_can_tell(table, result)


def test_a_region_that_counts_itself_is_guarded_like_one_below_it():
    """Its count and its sum are one place, withheld if either must be."""
    counts = {("north", "x"): 1, ("north", "y"): 20, ("east", "x"): 30, ("east", "y"): 40}
    counts |= {("south", "x"): 50, ("south", "y"): 60}
    tree = {"root": ["north", "south"], "north": ["east"]}
    result = withheld(
        {at: Decimal(count) for at, count in counts.items()}, tree, "root", ["x", "y"]
    )
    hidden = {("north", "x"), ("north", "y"), ("east", "x"), ("east", "y")}
    assert result == Withheld(frozenset(), frozenset(hidden))
    assert (
        hidden
        <= withheld(
            {at: Decimal(count + 9) for at, count in counts.items()},
            tree,
            "root",
            ["x", "y"],
            hidden,
        ).held
    )


# ---------------------------------------------------------------- two releases


def test_what_was_held_back_stays_so_when_nothing_is_small_any_more():
    before = drawn("  x  y \n a 20 1 \n b 30 12 \n c 40 15").withheld()
    hidden = before.small | before.held
    after = drawn("  x  y \n a 20 9 \n b 30 12 \n c 40 15", keep=hidden)
    result = after.withheld()
    assert len(hidden) == 4
    assert (result.small, result.held) == (frozenset(), hidden)
    nobody_can_tell(after, result)


def test_what_is_held_back_only_from_before_is_guarded_as_well():
    table = drawn("  x  y \n a 20 9 \n b 30 12 \n c 40 15", keep={("a", "y")})
    check("root 90 36 126 \n a x x 29 \n b x x 42 \n c 40 15 55", table)


def test_what_is_held_back_from_before_goes_down_where_that_costs_less():
    """Up would need others than c, whose 3 cannot go down."""
    table = drawn("x y \n a 20 9 \n b 30 12 \n c 4 3", keep={("a", "y")})
    check("root 54 24 78 \n a x x 29 \n b 30 12 42 \n c x x 7", table)


def test_what_has_no_number_any_more_and_the_roots_total_are_not_held_back():
    keep = {("a", "x"), ("z", "x"), ("root", "")}
    table = drawn("  x y \n a - 9 \n b 30 12", keep=keep)
    assert table.withheld() == Withheld()


def test_a_zero_that_was_withheld_before_may_be_three():
    """It can neither be shown nor be small, so three others give way by three."""
    table = drawn("  x  y \n a 20 0 \n b 30 5 \n c 40 6", keep={("a", "y")})
    result = table.withheld()
    assert result.held == {("a", "y"), ("a", "x"), ("c", "y"), ("c", "x")}
    nobody_can_tell(table, result, near(1, 3))


def test_a_total_of_a_small_count_and_a_zero_from_before_is_held_back():
    """As "<3" it would tell that the zero cannot be three."""
    table = drawn("x y \n a 2 0 \n b 30 9 \n c 40 15", keep={("a", "y")})
    result = table.withheld()
    assert not result.whole
    assert result.small == {("a", "x")}
    assert result.held >= {("a", "y"), ("a", "")}
    nobody_can_tell(table, result, near(1, 3))


def test_the_own_count_of_a_region_from_before_is_guarded_beside_its_sum():
    """The sum alone would go with z, of which the region counts none itself."""
    rows = {"north": (100, 200, 0), "east": (30, 300, 10), "south": (50, 60, 5)}
    counts = {
        (at, name): Decimal(n)
        for at, row in rows.items()
        for name, n in zip("xyz", row, strict=True)
    }
    tree = {"root": ["north", "south"], "north": ["east"]}
    result = withheld(counts, tree, "root", list("xyz"), [("north", "x")])
    assert {("north", "x"), ("north", "y")} <= result.held


# ---------------------------------------------------------------- the same again

TIES = """
from decimal import Decimal
from etl.publication.small_numbers import withheld
leaves = [f"county{n}" for n in range(9)]
counts = {(leaf, c): Decimal(5) for leaf in leaves for c in ("x", "y", "z")}
counts["county4", "y"] = counts["county7", "z"] = Decimal(1)
result = withheld(counts, {"root": leaves}, "root", ["x", "y", "z"], {("county8", "x"), ("county5", "")})
print(sorted(result.small), sorted(result.held))
"""


def test_the_same_counts_give_the_same_whatever_python_does_with_sets():
    """Sets of texts have another order in every process."""
    said = {
        subprocess.run(
            [sys.executable, "-c", TIES],
            cwd=ROOT,
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in range(6)
    }
    assert len(said) == 1


def test_ties_go_by_the_order_of_the_regions_and_not_of_the_counts():
    table = drawn("  x y \n a 5 5 \n b 5 1 \n c 5 5 \n d 5 5")
    backwards = Table(dict(reversed(table.counts.items())), table.children, table.indicators)
    assert table.withheld() == backwards.withheld()
    assert {region for region, _ in table.withheld().held} == {"a", "b"}
    turned = Table(table.counts, {"root": ["d", "c", "b", "a"]}, table.indicators)
    assert {region for region, _ in turned.withheld().held} == {"b", "d"}
