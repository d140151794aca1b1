"""Comparison of two drafts whose lineage is known: kinds, effects to the fen, sums, order, and applying."""

import json
from collections import defaultdict

import pytest

from benchmarks.matching import drafts_of_truth, parents_in_truth
from tests.support.shared_data import TRUTH, needs_shared_data
from tracker.errors import Invalid
from tracker.procurement.compare import Change, ChangeKind, apply, compare
from tracker.procurement.effects import Effects
from tracker.procurement.lines import Line, SourceRow


def priced(lineage="L1", *, quantity=1.0, price=100, **given) -> Line:
    """A priced line; the amount is worked out in floats, exact for the small halves used here."""
    milli = round(quantity * 1000)
    amount = given.pop("amount", int(quantity * price + 0.5))
    values = {
        "category": "家具",
        "name": "书架",
        "specification": "六层",
        "unit": "组",
        "zone": "二层",
        **given,
    }
    return Line(lineage=lineage, quantity_milli=milli, unit_price_fen=price, amount_fen=amount, **values)


def lump(lineage="L1", amount=0, **given) -> Line:
    values = {"category": "其他", "name": "运费", "specification": None, "unit": None, "zone": None, **given}
    return Line(
        lineage=lineage, quantity_milli=None, unit_price_fen=None, amount_fen=amount, lump_sum=True, **values
    )


def only_change(before, after, origins=None) -> Change:
    (change,) = compare(before, after, origins).changes
    return change


def test_a_lower_price_is_all_price_effect():
    change = only_change(
        [priced(quantity=40, price=428_000)],
        [priced(quantity=40, price=365_000)],
    )

    assert change.kind is ChangeKind.CHANGED
    assert change.fields == {"unit_price_fen": (428_000, 365_000), "amount_fen": (17_120_000, 14_600_000)}
    assert change.effects == Effects(-2_520_000, 0, 0, -2_520_000)


def test_a_smaller_quantity_is_all_quantity_effect():
    change = only_change([priced(quantity=38, price=165_000)], [priced(quantity=24, price=165_000)])

    assert change.fields == {"quantity_milli": (38_000, 24_000), "amount_fen": (6_270_000, 3_960_000)}
    assert change.effects == Effects(0, -2_310_000, 0, -2_310_000)


def test_price_and_quantity_together_leave_a_joint_effect_and_stay_one_change():
    change = only_change(
        [priced(specification="2路16核", quantity=3, price=5_200_000)],
        [priced(specification="2路8核", quantity=2, price=4_200_000)],
    )

    assert change.kind is ChangeKind.CHANGED
    assert list(change.fields) == ["specification", "quantity_milli", "unit_price_fen", "amount_fen"]
    # 3 × −1,000,000; −1 × 5,200,000; the rest of −7,200,000
    assert change.effects == Effects(-3_000_000, -5_200_000, 1_000_000, -7_200_000)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # half a unit from 1 to 2 fen: 0.5 rounds to 1 and 1.0 stays 1, so the half is taken back jointly
        (priced(quantity=0.5, price=1), priced(quantity=0.5, price=2), Effects(1, 0, -1, 0)),
        (priced(quantity=0.5, price=2), priced(quantity=0.5, price=1), Effects(-1, 0, 1, 0)),
        # −0.5 units at 3 fen is −1.5, away from zero −2; 3 fen became 1.5 → 2, a difference of −1
        (priced(quantity=1, price=3), priced(quantity=0.5, price=3), Effects(0, -2, 1, -1)),
        (priced(quantity=0.001, price=499), priced(quantity=0.001, price=500), Effects(0, 0, 1, 1)),
    ],
)
def test_halves_of_a_fen_round_away_from_zero_and_the_joint_effect_takes_the_rest(before, after, expected):
    assert only_change([before], [after]).effects == expected


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        (lump(amount=-5_000), lump(amount=-8_000), -3_000),
        (lump(amount=7_001), lump(amount=-7_000), -14_001),
        (priced(quantity=2, price=500), lump(amount=900), -100),
        (lump(amount=900), priced(quantity=2, price=500), 100),
        # quantity and price of a lump sum inform, they do not count
        (priced(quantity=2, price=500), priced(quantity=3, price=500, amount=900, lump_sum=True), -100),
        (priced(quantity=3, price=500, amount=900, lump_sum=True), priced(quantity=2, price=500), 100),
    ],
)
def test_a_lump_sum_on_either_side_is_all_price_effect(before, after, difference):
    assert only_change([before], [after]).effects == Effects(difference, 0, 0, difference)


def test_added_and_removed_lines_count_in_the_difference_alone():
    comparison = compare([priced("old", price=300)], [priced("new", price=500)])

    assert [(one.kind, one.effects) for one in comparison.changes] == [
        (ChangeKind.ADDED, Effects(0, 0, 0, 500)),
        (ChangeKind.REMOVED, Effects(0, 0, 0, -300)),
    ]
    assert comparison.difference_fen == 200


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"name": "钢木书架"}, ChangeKind.RENAMED),
        ({"name": "钢木书架", "specification": "五层", "zone": "三层"}, ChangeKind.RENAMED),
        ({"zone": "三层"}, ChangeKind.MOVED),
        ({"category": "设备"}, ChangeKind.MOVED),
        ({"specification": "五层"}, ChangeKind.CHANGED),
        ({"unit": "个"}, ChangeKind.CHANGED),
        ({"name": "钢木书架", "price": 200}, ChangeKind.CHANGED),
        ({"zone": "三层", "quantity": 2}, ChangeKind.CHANGED),
    ],
)
def test_renamed_and_moved_are_changes_that_leave_money_and_quantity_alone(given, kind):
    assert only_change([priced()], [priced(**given)]).kind is kind


def test_a_line_that_only_stands_in_another_row_is_unchanged():
    before, after = priced(source=SourceRow("清单", 5)), priced(source=SourceRow("清单", 9))

    comparison = compare([before], [after])

    assert comparison.changes == ()
    assert comparison.unchanged == ((before, after),)


def test_full_width_brackets_and_spaces_are_no_change_and_applying_still_gives_them():
    before, after = priced(name="阅览桌(六人位)"), priced(name="阅览桌（六人位） ", specification="六 层")

    comparison = compare([before], [after])

    assert comparison.changes == ()
    assert apply([before], comparison) == (after,)


def test_an_even_split_costs_nothing_and_names_what_its_parts_share():
    before = [priced("A", quantity=40, price=520_000, zone="电子阅览室")]
    after = [
        priced("Aa", quantity=24, price=520_000, zone="电子阅览室"),
        priced("Ab", quantity=16, price=520_000, zone="少儿区"),
    ]

    change = only_change(before, after, {"Aa": frozenset({"A"}), "Ab": frozenset({"A"})})

    assert (change.kind, change.before, change.after) == (ChangeKind.SPLIT, tuple(before), tuple(after))
    assert change.fields == {"zone": ("电子阅览室", None)}
    assert change.effects == Effects(0, 0, 0, 0)


def test_a_merge_with_a_cut_is_a_quantity_effect_of_the_group():
    before = [priced("A", quantity=360, price=52_000), priced("B", quantity=120, price=52_000, zone="三层")]
    after = [priced("M", quantity=400, price=52_000, zone="全馆")]

    change = only_change(before, after, {"M": frozenset({"A", "B"})})

    assert change.kind is ChangeKind.MERGED
    assert change.fields["quantity_milli"] == (480_000, 400_000)
    assert change.effects == Effects(0, -4_160_000, 0, -4_160_000)


def test_a_merge_of_two_prices_uses_their_exact_average():
    before = [priced("A", quantity=1, price=100), priced("B", quantity=2, price=101)]
    after = [priced("M", quantity=6, price=101)]

    change = only_change(before, after, {"M": frozenset({"A", "B"})})

    # average 302/3: 3 × (101 − 302/3) = 1; 3 × 302/3 = 302; 606 − 302 = 304 leaves 1
    assert change.effects == Effects(1, 302, 1, 304)


def test_a_common_price_of_a_group_counts_rather_than_its_rounded_amounts():
    # two halves at 1 fen cost 1 fen each; one whole at 1 fen costs 1: the fen saved is rounding
    before = [priced("A", quantity=0.5, price=1), priced("B", quantity=0.5, price=1)]

    change = only_change(before, [priced("M", quantity=1, price=1)], {"M": frozenset({"A", "B"})})

    assert change.effects == Effects(0, 0, -1, -1)


def test_a_split_into_other_units_has_no_price_or_quantity_effect():
    before = [priced("A", quantity=1, price=1_000, unit="套")]
    after = [priced("Aa", quantity=1, price=700, unit="套"), priced("Ab", quantity=4, price=100, unit="个")]

    change = only_change(before, after, {"Aa": frozenset({"A"}), "Ab": frozenset({"A"})})

    assert change.effects == Effects(0, 0, 100, 100)


def test_a_split_of_a_lump_sum_is_all_price_effect():
    before, after = [lump("A", 1_000)], [lump("Aa", 700), lump("Ab", 200)]

    change = only_change(before, after, {"Aa": frozenset({"A"}), "Ab": frozenset({"A"})})

    assert change.effects == Effects(-100, 0, 0, -100)


def test_ancestry_holds_over_several_drafts_and_in_both_directions():
    first = [priced("A", quantity=9), priced("B", quantity=1)]
    last = [priced("Aaa", quantity=4), priced("B", quantity=1), priced("Ab", quantity=5)]
    origins = {"Aa": frozenset({"A"}), "Ab": frozenset({"A"}), "Aaa": frozenset({"Aa"})}

    assert only_change(first, last, origins).kind is ChangeKind.SPLIT
    assert only_change(last, first, origins).kind is ChangeKind.MERGED


def test_a_line_reborn_under_another_lineage_is_compared_with_its_origin():
    change = only_change([priced("A", quantity=9)], [priced("A2", quantity=4)], {"A2": frozenset({"A"})})

    assert (change.kind, change.difference_fen) == (ChangeKind.CHANGED, -500)


def test_origins_that_run_in_a_circle_end():
    origins = {"A": frozenset({"B"}), "B": frozenset({"A"})}

    assert only_change([priced("A")], [priced("B", quantity=2)], origins).kind is ChangeKind.CHANGED


def test_changes_stand_in_the_order_of_the_later_draft_and_removed_ones_last():
    before = [priced(key) for key in ("gone1", "kept", "A", "gone2")]
    after = [priced("new"), priced("Ab", zone="三层"), priced("kept", price=7), priced("Aa")]

    comparison = compare(before, after, {"Aa": frozenset({"A"}), "Ab": frozenset({"A"})})

    assert [change.line.lineage for change in comparison.changes] == ["new", "Ab", "kept", "gone1", "gone2"]
    assert apply(before, comparison) == tuple(after)


def test_a_line_that_went_to_another_category_leaves_one_and_joins_the_other():
    comparison = compare(
        [priced("A", price=500, category="家具"), priced("B", price=40, category="家具", zone="三层")],
        [priced("A", price=700, category="设备"), priced("B", price=50, category="家具", zone="三层")],
    )

    assert comparison.by_category() == {"家具": -490, "设备": 700}
    assert comparison.by_zone() == {"二层": 200, "三层": 10}
    assert comparison.by_kind() == {ChangeKind.CHANGED: 210}
    assert comparison.by(lambda change: change.line.lineage) == {"A": 200, "B": 10}
    assert comparison.effects == Effects(210, 0, 0, 210)


def test_compare_refuses_a_lineage_that_stands_twice_in_one_draft():
    with pytest.raises(Invalid) as refused:
        compare([priced("A"), priced("A")], [])

    assert (refused.value.code, refused.value.facts) == ("lineage_twice", {"lineage": "A"})


@pytest.mark.parametrize("other", [[], [priced("A", price=9)], [priced("A"), priced("B")]])
def test_apply_refuses_another_draft_than_the_compared_one(other):
    comparison = compare([priced("A")], [priced("A", price=3)])

    with pytest.raises(Invalid) as refused:
        apply(other, comparison)

    assert refused.value.code == "not_the_compared_draft"


# --- the sample library's six drafts -------------------------------------------------------------------


def origins_of_truth() -> dict[str, frozenset[str]]:
    return {lineage: frozenset(parents) for lineage, parents in parents_in_truth().items()}


def stated_changes(number: int) -> tuple[dict[frozenset[str], str], dict[frozenset[str], int]]:
    """Kind and difference by the lineages concerned, as truth.json states them for draft `number`.

    Entries of one lineage are one change; a split or merge outranks the change of a quantity with it.
    """
    kinds: dict[frozenset[str], str] = {}
    differences: defaultdict[frozenset[str], int] = defaultdict(int)
    groups: dict[str, frozenset[str]] = {}
    for entry in json.loads(TRUTH.read_text())["drafts"][number - 1]["changes_from_previous"]:
        own = frozenset({entry["lineage"], *entry.get("into", ()), *entry.get("from_", ())})
        lineages = groups.setdefault(entry["lineage"], own)
        kind = entry["kind"] if entry["kind"] in set(ChangeKind) else "changed"
        kinds.setdefault(lineages, kind)
        differences[lineages] += entry["amount_after_fen"] - entry["amount_before_fen"]
    return kinds, dict(differences)


@needs_shared_data
@pytest.mark.parametrize("number", [2, 3, 4, 5, 6])
def test_neighbouring_drafts_differ_exactly_as_stated(number):
    drafts = drafts_of_truth()
    kinds, differences = stated_changes(number)

    changes = compare(drafts[number - 2], drafts[number - 1], origins_of_truth()).changes

    concerned = {
        frozenset(line.lineage for line in (*change.before, *change.after)): change for change in changes
    }
    assert {lineages: str(change.kind) for lineages, change in concerned.items()} == kinds
    assert {lineages: change.difference_fen for lineages, change in concerned.items()} == differences


@needs_shared_data
def test_the_first_draft_to_the_last_is_1_486_300_yuan_cheaper_in_every_sum():
    drafts = drafts_of_truth()
    comparison = compare(drafts[0], drafts[5], origins_of_truth())
    by_category: defaultdict[str, int] = defaultdict(int)
    for sign, draft in ((-1, drafts[0]), (1, drafts[5])):
        for line in draft:
            by_category[line.category] += sign * line.amount_fen

    assert (comparison.total_before_fen, comparison.total_after_fen) == (498_630_000, 350_000_000)
    assert sum(change.difference_fen for change in comparison.changes) == -148_630_000
    assert {category: fen for category, fen in comparison.by_category().items() if fen} == {
        category: fen for category, fen in by_category.items() if fen
    }
    assert sum(comparison.by_category().values()) == sum(comparison.by_zone().values()) == -148_630_000
    assert sum(comparison.by_kind().values()) == -148_630_000


@needs_shared_data
def test_the_last_draft_against_the_first_turns_every_change_round():
    drafts = drafts_of_truth()
    forth, back = (compare(drafts[i], drafts[j], origins_of_truth()) for i, j in ((0, 5), (5, 0)))
    turned = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}

    def facts(change, *, turn):
        kind = turned.get(change.kind, str(change.kind)) if turn else str(change.kind)
        sides = (change.after, change.before) if turn else (change.before, change.after)
        return kind, *(frozenset(line.lineage for line in side) for side in sides)

    assert {facts(change, turn=True) for change in forth.changes} == {
        facts(change, turn=False) for change in back.changes
    }
    assert {"split", "merged"} <= {str(change.kind) for change in back.changes}
