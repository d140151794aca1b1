"""Points, prerequisites and gaps of an evaluation standard, worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.evaluation import Assessment, Gap, Item, Scope, Score, in_scope, share_milli, standing
from tracker.vocabulary import IndicatorDirection

UP, DOWN = IndicatorDirection.UP, IndicatorDirection.DOWN

ITEMS = (
    Item(1, "服务效能", 40_000, target_milli=120_000),
    Item(2, "服务效能", 60_000, target_milli=500, direction=DOWN),
    Item(3, "业务建设", 100_000, is_prerequisite=True),
    Item(4, "业务建设", 0, is_prerequisite=True),
    Item(5, "保障条件", 30_000, target_milli=6_000_000),
)
NEWEST = {
    1: Assessment(is_met=False, points_milli=25_500, value_milli=90_000),
    2: Assessment(is_met=False, points_milli=10_000, value_milli=800),
    3: Assessment(is_met=True, points_milli=100_000),
    5: Assessment(is_met=True, points_milli=30_000, value_milli=6_500_000),
}


def test_points_are_summed_in_all_and_by_section() -> None:
    found = standing(ITEMS, NEWEST)
    assert found.total == Score(165_500, 230_000, items=5, unassessed=1)
    assert found.sections == {
        "服务效能": Score(35_500, 100_000, 2, 0),
        "业务建设": Score(100_000, 100_000, 2, 1),
        "保障条件": Score(30_000, 30_000, 1, 0),
    }


def test_gaps_come_with_what_bars_a_grade_first_then_by_the_points_missing() -> None:
    found = standing(ITEMS, NEWEST)
    assert found.barring == (4,)
    assert found.gaps == (
        Gap(4, 0, None, is_barring=True, is_unassessed=True),
        Gap(2, 50_000, 300, is_barring=False, is_unassessed=False),
        Gap(1, 14_500, 30_000, is_barring=False, is_unassessed=False),
    )


def test_a_prerequisite_with_all_its_points_that_is_not_met_still_bars() -> None:
    item = Item(1, "", 10_000, is_prerequisite=True)
    found = standing([item], {1: Assessment(is_met=False, points_milli=10_000)})
    assert (found.barring, found.total.reached_milli) == ((1,), 10_000)


def test_points_claimed_before_the_standard_lowered_them_do_not_exceed_it() -> None:
    found = standing([Item(1, "", 10_000)], {1: Assessment(is_met=True, points_milli=15_000)})
    assert (found.total.reached_milli, found.gaps) == (10_000, ())


def test_a_target_that_is_raised_reopens_what_was_met_until_it_is_assessed_again() -> None:
    was_met = Assessment(is_met=True, points_milli=30_000, value_milli=6_500_000)
    raised = Item(5, "", 30_000, target_milli=7_000_000, is_prerequisite=True)
    found = standing([raised], {5: was_met})
    assert found.total.reached_milli == 0
    assert found.barring == (5,)
    assert found.gaps == (Gap(5, 30_000, 500_000, is_barring=True, is_unassessed=False, is_overtaken=True),)

    again = Assessment(is_met=False, points_milli=20_000, value_milli=6_500_000)
    found = standing([raised], {5: again})
    assert (found.total.reached_milli, found.barring) == (20_000, (5,))
    assert found.gaps == (Gap(5, 10_000, 500_000, is_barring=True, is_unassessed=False),)


def test_a_target_that_is_lowered_to_the_value_is_met_with_the_points_that_were_claimed() -> None:
    fewer = Item(2, "", 60_000, target_milli=800, direction=DOWN, is_prerequisite=True)
    found = standing([fewer], {2: Assessment(is_met=False, points_milli=10_000, value_milli=800)})
    assert (found.barring, found.gaps) == (
        (),
        (Gap(2, 50_000, 0, is_barring=False, is_unassessed=False),),
    )


def test_all_points_below_the_target_are_a_gap_still() -> None:
    short = Item(1, "", 40_000, target_milli=120_000)
    found = standing([short], {1: Assessment(is_met=False, points_milli=40_000, value_milli=90_000)})
    assert found.gaps == (Gap(1, 0, 30_000, is_barring=False, is_unassessed=False),)


def test_an_empty_standard_comes_to_nothing() -> None:
    assert standing([], {}).total == Score(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        (Scope.ALL, [1, 2, 3, 4, 5]),
        (Scope.GAPS, [1, 2, 4]),
        (Scope.PREREQUISITES, [3, 4]),
        (Scope.UNASSESSED, [4]),
    ],
)
def test_a_list_shows_what_its_filter_names(scope: Scope, shown: list[int]) -> None:
    gaps = {gap.item_id: gap for gap in standing(ITEMS, NEWEST).gaps}
    assert [item.id for item in ITEMS if in_scope(item, gaps.get(item.id), scope)] == shown


@pytest.mark.parametrize(
    ("value", "target", "direction", "share"),
    [
        (1_000_000, 3_000_000, UP, 333),
        (2_999_999, 3_000_000, UP, 999),
        (3_000_000, 3_000_000, UP, 1_000),
        (800, 500, DOWN, 625),
        (400, 500, DOWN, 1_000),
        (1, 0, DOWN, 0),
        (0, 0, DOWN, 1_000),
        (0, 0, UP, 1_000),
        (-5, 10, UP, 0),
        (-5, -1, UP, None),
    ],
)
def test_the_share_reached_respects_the_direction(
    value: int, target: int, direction: IndicatorDirection, share: int | None
) -> None:
    assert share_milli(value, target, direction) == share


points = st.integers(0, 1_000_000)
standards = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙", ""]), points, st.booleans(), st.none() | st.tuples(st.booleans(), points)
    )
)


@given(standards)
def test_points_reached_and_points_missing_are_the_points_possible(
    lines: list[tuple[str, int, bool, tuple[bool, int] | None]],
) -> None:
    items = [
        Item(at, section, most, is_prerequisite=bars) for at, (section, most, bars, _) in enumerate(lines)
    ]
    newest = {at: Assessment(*line[3]) for at, line in enumerate(lines) if line[3] is not None}
    found = standing(items, newest)
    assert (
        found.total.reached_milli + sum(gap.missing_milli for gap in found.gaps) == found.total.possible_milli
    )
    assert sum(part.reached_milli for part in found.sections.values()) == found.total.reached_milli
    assert all(0 <= part.reached_milli <= part.possible_milli for part in found.sections.values())
    backwards = standing(items[::-1], newest)
    assert (backwards.total, set(backwards.gaps)) == (found.total, set(found.gaps))


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12), st.sampled_from(IndicatorDirection))
def test_a_share_is_whole_exactly_when_the_target_is_reached(
    value: int, target: int, direction: IndicatorDirection
) -> None:
    reached = value >= target if direction is UP else value <= target
    assert (share_milli(value, target, direction) == 1_000) is reached
