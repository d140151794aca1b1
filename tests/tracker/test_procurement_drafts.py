"""The rules of a draft: which amount counts, what submitting needs, the ceiling; inheritance and reasons."""

import pytest

from tracker.errors import Invalid
from tracker.procurement.changes import ChangeKind
from tracker.procurement.compare import compare
from tracker.procurement.drafts import headroom_fen, is_unpriced, require_submittable, settled
from tracker.procurement.explained import GivenReason, between, category_totals, explain
from tracker.procurement.inheritance import Inheritance, carried_on, inherit
from tracker.procurement.lines import Line
from tracker.procurement.proposals import Proposal, Relation
from tracker.vocabulary import Cause


def line(
    lineage, name="台式计算机", quantity=40, price=520_000, zone="电子阅览室", category="计算机网络", **given
):
    quantity_milli = None if quantity is None else quantity * 1000
    amount = 0 if quantity is None or price is None else quantity * price
    values = {
        "specification": None,
        "unit": "台",
        "amount_fen": amount,
        "lump_sum": False,
        **given,
    }
    return Line(
        lineage=lineage,
        category=category,
        name=name,
        quantity_milli=quantity_milli,
        unit_price_fen=price,
        zone=zone,
        **values,
    )


def proposal(relation, before, after):
    return Proposal(relation, tuple(before), tuple(after), 0.9, (), certain=False)


@pytest.mark.parametrize(
    ("quantity_milli", "price", "lump_sum", "amount", "expected"),
    [
        (1_500, 333, False, 0, (False, 500)),  # 1.5 × 3.33 = 4.995 yuan, rounded half up
        (1_500, 333, False, 9_999, (False, 500)),
        (1_500, 333, True, 9_999, (True, 9_999)),
        (1_500, 333, True, 0, (False, 500)),
        (1_500, None, False, 0, (True, 0)),
        (None, None, False, 4_370_000, (True, 4_370_000)),
        (None, None, True, -500, (True, -500)),
        (0, 333, False, 0, (False, 0)),
    ],
)
def test_quantity_times_price_counts_unless_the_amount_stands_alone(
    quantity_milli, price, lump_sum, amount, expected
):
    assert (
        settled(
            name="桌",
            quantity_milli=quantity_milli,
            unit_price_fen=price,
            lump_sum=lump_sum,
            amount_fen=amount,
        )
        == expected
    )


@pytest.mark.parametrize(
    ("quantity_milli", "price", "amount", "code"),
    [
        (-1, 100, 0, "negative_figure"),
        (1, -100, 0, "negative_figure"),
        (3_000_000_001, 3_000_000_000, 0, "figure_too_large"),
        (None, None, 9_000_000_000_000_001, "figure_too_large"),
    ],
)
def test_figures_that_cannot_be_kept_are_refused(quantity_milli, price, amount, code):
    with pytest.raises(Invalid) as refused:
        settled(
            name="桌", quantity_milli=quantity_milli, unit_price_fen=price, lump_sum=False, amount_fen=amount
        )
    assert (refused.value.code, refused.value.facts) == (code, {"name": "桌"})


def test_a_line_without_price_is_unpriced_until_it_has_an_amount():
    assert is_unpriced(line(1, price=None, lump_sum=True))
    assert not is_unpriced(line(1, price=None, lump_sum=True, amount_fen=100))
    assert not is_unpriced(line(1, quantity=0))


def test_a_refusal_to_submit_names_the_first_five_unpriced_lines_and_counts_all():
    lines = [line(number, name=f"物品{number}", price=None, lump_sum=True) for number in range(7)]
    with pytest.raises(Invalid) as refused:
        require_submittable([line(99), *lines])
    assert refused.value.facts == {"count": 7, "names": ["物品0", "物品1", "物品2", "物品3", "物品4"]}
    require_submittable([line(99)])


def test_the_ceiling_leaves_something_is_exceeded_or_is_not_set():
    assert headroom_fen(350_000_000, 360_000_000) == 10_000_000
    assert headroom_fen(378_112_000, 360_000_000) == -18_112_000
    assert headroom_fen(1, None) is None


def test_a_confirmed_split_names_the_parent_of_each_part():
    split = proposal(
        Relation.SPLIT, [line(7)], [line("3", quantity=24), line("4", quantity=16, zone="少儿区")]
    )
    same = proposal(Relation.SAME, [line(8, name="服务器")], [line("0", name="服务器")])
    assert inherit([same, split]) == Inheritance(same={0: 8}, parents={3: frozenset({7}), 4: frozenset({7})})


def test_a_confirmed_merge_names_all_parents():
    merged = proposal(Relation.MERGED, [line(7), line(8, zone="少儿区")], [line("2", zone="全馆")])
    assert inherit([merged]) == Inheritance(same={}, parents={2: frozenset({7, 8})})


def test_of_a_rejected_split_the_part_that_stayed_in_its_place_carries_on():
    split = proposal(
        Relation.SPLIT, [line(7)], [line("3", quantity=24), line("4", quantity=16, zone="少儿区")]
    )
    assert inherit([], [split]) == Inheritance(same={3: 7}, parents={})


def test_of_a_rejected_pair_nothing_carries_on():
    same = proposal(Relation.SAME, [line(8, name="服务器")], [line("0", name="交换机")])
    assert carried_on(same) is None
    assert inherit([], [same]) == Inheritance()


def test_reasons_are_those_given_after_one_draft_and_up_to_the_other_in_either_direction():
    given = [GivenReason(number, 1, Cause.REUSE, "") for number in (1, 2, 3, None)]
    assert [reason.draft_number for reason in between(given, 1, 3)] == [2, 3]
    assert [reason.draft_number for reason in between(given, 3, 1)] == [2, 3]
    assert [reason.draft_number for reason in between(given, 2, None)] == [3, None]
    assert between(given, 2, 2) == []


def test_a_change_carries_the_reasons_of_its_lines_before_and_after():
    before = [line(1), line(2, name="书车")]
    after = [line(3, quantity=24), line(4, quantity=16, zone="少儿区"), line(2, name="书车")]
    origins = {3: frozenset({1}), 4: frozenset({1})}
    given = [
        GivenReason(2, 1, Cause.LAYOUT, "改放"),
        GivenReason(2, 4, Cause.REQUIREMENT, ""),
        GivenReason(2, 9, Cause.REUSE, ""),
    ]
    (row,) = explain(compare(before, after, origins), given)
    assert row.change.kind is ChangeKind.SPLIT
    assert row.reasons == (given[0], given[1])


def test_category_totals_hold_changed_and_unchanged_lines_of_both_drafts():
    before = [line(1, quantity=2, price=100), line(2, quantity=1, price=50, category="书架")]
    after = [
        line(1, quantity=3, price=100),
        line(2, quantity=1, price=50, category="办公家具"),
        line(3, quantity=1, price=7),
    ]
    totals = category_totals(compare(before, after))
    assert totals == {"计算机网络": (200, 307), "书架": (50, 0), "办公家具": (0, 50)}
