"""Small tables to draw, and a reader who tries every table that would look the same.

Nothing here knows how the module under test chooses: sums are added leaf by leaf, and whether
a number follows from what is shown is decided by going through other tables.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from etl.publication.small_numbers import withheld


@dataclass
class Table:
    """Counts in steps (``one`` of them make 1), by leaf and indicator; None where missing."""

    counts: dict
    children: dict
    indicators: tuple
    root: str = "root"
    one: int = 1
    keep: frozenset = field(default=frozenset())

    def __post_init__(self):
        self.cells = {place: count for place, count in self.counts.items() if count is not None}
        self.parts = {}
        for region in self._regions(self.root):
            leaves = self._below(region)
            for indicator in (*self.indicators, ""):
                own = [at for at in self.cells if at[0] in leaves and indicator in (at[1], "")]
                if own:
                    self.parts[region, indicator] = own
        self.numbers = {at: sum(self.cells[cell] for cell in self.parts[at]) for at in self.parts}

    def _regions(self, region):
        below = self.children.get(region, ())
        return [region, *(item for child in below for item in self._regions(child))]

    def _below(self, region):
        return [item for item in self._regions(region) if not self.children.get(item)]

    def withheld(self, **changes):
        """What the module withholds."""
        given = {at: Decimal(count) / self.one for at, count in self.cells.items()}
        arguments = {"keep": self.keep, **changes}
        return withheld(given, self.children, self.root, self.indicators, **arguments)

    def primaries(self):
        """The places below the root that have a small number."""
        least = 3 * self.one
        return {
            at for at, number in self.numbers.items() if at[0] != self.root and 0 < number < least
        }


def drawn(picture, children=None, keep=()):
    """Read a table: a line of indicators, then one line of counts per leaf, "-" for missing."""
    head, *lines = [line.split() for line in picture.strip().splitlines()]
    counts = {
        (leaf, indicator): None if text == "-" else int(text)
        for leaf, *texts in lines
        for indicator, text in zip(head, texts, strict=True)
    }
    children = children or {"root": [line[0] for line in lines]}
    return Table(counts, children, tuple(head), keep=frozenset(keep))


def picture(table, result):
    """Draw what is shown, a line per region, with its total as the last number."""
    lines = []
    for region in table._regions(table.root):
        texts = []
        for indicator in (*table.indicators, ""):
            at = (region, indicator)
            number = str(table.numbers.get(at, "-"))
            texts.append("<3" if at in result.small else "x" if at in result.held else number)
        lines.append(" ".join([region, *texts]))
    return lines


class Reader:
    """Knows all that is shown of a table when ``small`` and ``held`` are not."""

    def __init__(self, table, small, held):
        self.table, self.small, self.held = table, small, held
        self.hidden = set(small) | set(held)

    def may_be(self, place, number):
        """Whether a number could stand at a place, by what is shown at that very place."""
        table = self.table
        if place not in self.hidden:
            return number == table.numbers[place]
        if place in self.small:
            return 0 < number < 3 * table.one
        if number == 0:
            return place in table.keep
        unseen = [at for at in table.parts[place] if at in self.hidden or table.cells[at]]
        return number >= 3 * table.one or place[0] == table.root or len(unseen) > 1

    def is_told_the_truth(self):
        return all(self.may_be(at, number) for at, number in self.table.numbers.items())

    def others(self, place, spread):
        """Whether another table looks the same and has another number at a place.

        ``spread`` gives the numbers to try at a cell. Rows are joined one by one; of those
        before only the sums matter, so equal ones are kept once.
        """
        table = self.table
        sums = [at for at in table.parts if table.children.get(at[0]) and at[1]]
        states = {(0,) * len(sums)}
        for leaf in table._below(table.root):
            cells = [at for at in table.cells if at[0] == leaf]
            rows = [dict(zip(cells, row, strict=True)) for row in self._rows(cells, place, spread)]
            adds = {
                tuple(sum(row[at] for at in table.parts[total] if at[0] == leaf) for total in sums)
                for row in rows
            }
            states = {
                tuple(old + new for old, new in zip(state, add, strict=True))
                for state, add in product(states, adds)
            }
        return any(self._fits(dict(zip(sums, state, strict=True)), place) for state in states)

    def _rows(self, cells, place, spread):
        """Give the rows of a leaf that look the same, changed if the place is in it."""
        if not cells:
            return [()]
        leaf = cells[0][0]
        tries = [[n for n in spread(self.table.cells[at]) if self.may_be(at, n)] for at in cells]
        rows = [row for row in product(*tries) if self.may_be((leaf, ""), sum(row))]
        if place[0] != leaf:
            return rows
        asked = [place[1] in (at[1], "") for at in cells]
        return [
            row
            for row in rows
            if sum(n for n, own in zip(row, asked, strict=True) if own) != self.table.numbers[place]
        ]

    def _fits(self, sums, place):
        """Whether all sums above the leaves look the same, with another number at the place."""
        totals = {region: 0 for region, _ in sums}
        for (region, _), number in sums.items():
            totals[region] += number
        found = sums | {(region, ""): number for region, number in totals.items()}
        changed = place not in found or found[place] != self.table.numbers[place]
        return changed and all(self.may_be(at, number) for at, number in found.items())


def near(*distances):
    """Try what is within some distances of the number, which is enough to show two tables."""
    return lambda number: [number, *(number + way * by for by in distances for way in (1, -1))]


BESIDE = near(1)


def nobody_can_tell(table, result, spread=BESIDE):
    """What is withheld is what must be, and each of it could be another number."""
    least = 3 * table.one
    assert table.primaries() <= result.small | result.held
    assert not result.small & result.held
    assert all(at in result for at in result.small | result.held)
    assert (table.root, "") not in result
    single = {
        at
        for at in table.primaries()
        if sum(table.cells[cell] > 0 or cell in table.keep for cell in table.parts[at]) == 1
    }
    assert result.small == single
    assert all(table.numbers[at] >= 1 for at in result.held - table.keep)
    assert all(
        table.numbers[at] >= least
        for at in result.held
        if at in table.cells and at not in table.keep
    )
    reader = Reader(table, result.small, result.held)
    assert reader.is_told_the_truth()
    for place in sorted(reader.hidden):
        assert reader.others(place, spread), f"{place} follows: {picture(table, result)}"


def closed(table, roots):
    """A reader of the table with everything held back, the root's sums only on demand."""
    small = {
        at for at in table.primaries() if sum(table.cells[on] > 0 for on in table.parts[at]) == 1
    }
    held = {
        at
        for at, number in table.numbers.items()
        if number > 0 and at not in small and (at[0] != table.root or (roots and at[1]))
    }
    return Reader(table, small, held)


def some_follows(table, roots, spread=BESIDE):
    reader = closed(table, roots)
    return any(not reader.others(at, spread) for at in table.primaries())
