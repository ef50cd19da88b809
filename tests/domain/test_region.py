import pytest

from etl.domain.region import Region, RegionTree

REGIONS = (
    Region("R", "市", "省", order=9, submits=False),
    Region("B", "乙片", "R", order=2, submits=False),
    Region("A", "甲片", "R", order=1, submits=False),
    Region("B2", "乙二", "B", order=2),
    Region("B1", "乙一", "B", order=1),
    Region("A1", "甲一", "A", order=3),
    Region("C", "丙县", "R", order=3),
)
TREE = RegionTree(REGIONS, "R")


def codes(regions):
    return [region.code for region in regions]


def test_the_order_is_the_plans_parents_before_children():
    assert codes(TREE) == ["R", "A", "A1", "B", "B1", "B2", "C"]
    assert codes(TREE.children("R")) == ["A", "B", "C"]
    assert codes(TREE.below("B")) == ["B", "B1", "B2"]


def test_equal_places_are_ordered_by_code():
    tree = RegionTree(
        [Region("R", "市", None), Region("2", "二", "R"), Region("1", "一", "R")], "R"
    )
    assert codes(tree.children("R")) == ["1", "2"]


@pytest.mark.parametrize(
    ("code", "submitting"),
    [("R", ["A1", "B1", "B2", "C"]), ("B", ["B1", "B2"]), ("C", ["C"]), ("B1", ["B1"])],
)
def test_submitting_regions_at_or_under_one(code, submitting):
    assert codes(TREE.submitting(code)) == submitting
    assert codes(TREE.submitting(code)) == submitting, "also when asked again"


def test_a_region_that_submits_above_others_comes_first():
    tree = RegionTree([Region("R", "市", None), Region("1", "一", "R")], "R")
    assert codes(tree.submitting("R")) == ["R", "1"]


def test_the_path_leads_down_from_the_root_which_may_have_a_parent_outside():
    assert codes(TREE.path("B2")) == ["R", "B", "B2"]
    assert codes(TREE.path("R")) == ["R"]


def test_looking_up():
    assert "B1" in TREE
    assert "省" not in TREE
    assert (TREE.get("省"), TREE["B1"].name, TREE.root.code) == (None, "乙一", "R")


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (None, None, range(1, 13)),
        (5, None, range(5, 13)),
        (None, 6, range(1, 7)),
        (3, 4, range(3, 5)),
        (7, 7, range(7, 8)),
    ],
)
def test_a_region_is_expected_in_its_months_both_ends_included(first, last, months):
    region = Region("C", "丙县", "R", first_month=first, last_month=last)
    assert [month for month in range(1, 13) if region.expected_in(month)] == list(months)


def test_who_does_not_submit_is_never_expected():
    assert not Region("R", "市", None, submits=False).expected_in(5)
