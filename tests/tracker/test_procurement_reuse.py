"""Net need: what is promised to whom, never beyond what is usable or needed, and what looks alike."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.procurement.asset_life import acquired_on, life_ends_on, remaining_months
from tracker.procurement.proposals import Reason
from tracker.procurement.reuse import (
    Decision,
    Need,
    Stock,
    counted,
    left_of,
    net_needs,
    proposals,
)
from tracker.procurement.reuse_history import shared, taken_out

DESKS = Stock(1, "办公桌", "1400×700mm", "张", 14_000)
CABINETS = Stock(2, "铁皮文件柜", "对开门", "个", 28_000)


def desk_need(lineage=10, quantity=38_000, taken=0):
    return Need(lineage, "办公桌", "1600×800×760mm", "张", quantity, taken)


def test_net_need_is_need_less_reused_stock():
    served = counted([DESKS], [desk_need()], [Decision(10, 1, 14_000, is_reused=True)])
    [net] = net_needs([desk_need()], served)
    assert (net.net_milli, net.surplus_milli) == (24_000, 14_000)


def test_what_a_draft_already_took_out_is_not_taken_out_twice():
    need = desk_need(quantity=24_000, taken=14_000)
    [net] = net_needs([need], counted([DESKS], [need], [Decision(10, 1, 14_000, is_reused=True)]))
    assert (need.gross_milli, net.net_milli, net.surplus_milli) == (38_000, 24_000, 0)


def test_an_asset_is_not_counted_for_two_lines_beyond_what_is_usable():
    needs = [desk_need(10, 10_000), desk_need(11, 10_000)]
    decisions = [Decision(10, 1, 9_000, is_reused=True), Decision(11, 1, 9_000, is_reused=True)]
    served = counted([DESKS], needs, decisions)
    assert served == {(10, 1): 9_000, (11, 1): 5_000}
    assert left_of([DESKS], served) == {1: 0}


def test_a_decision_against_reuse_counts_nothing_and_is_not_proposed_again():
    decision = Decision(10, 1, 14_000, is_reused=False)
    assert counted([DESKS], [desk_need()], [decision]) == {}
    assert proposals([DESKS], [desk_need()], [decision]) == []


def test_a_line_that_is_no_longer_bought_frees_its_stock():
    decision = Decision(99, 1, 14_000, is_reused=True)
    assert left_of([DESKS], counted([DESKS], [desk_need()], [decision])) == {1: 14_000}


def test_proposals_say_how_much_and_why():
    need = Need(12, "文件柜", "钢制,对开门", "个", 40_000)
    [found] = proposals([DESKS, CABINETS], [need], [])
    assert (found.lineage, found.asset_id, found.quantity_milli) == (12, 2, 28_000)
    assert found.reasons == (Reason.SIMILAR_NAME, Reason.SIMILAR_SPECIFICATION, Reason.SAME_UNIT)


def test_a_chair_is_no_desk_and_a_set_is_no_piece():
    chairs = Need(13, "办公椅", "", "把", 5_000)
    sets = Need(14, "办公桌", "", "套", 5_000)
    assert proposals([DESKS], [chairs, sets], []) == []


@pytest.mark.parametrize(
    ("line", "asset"),
    [("办公桌", "办公椅"), ("服务器", "摄像机"), ("书车", "流动图书车"), ("四人位阅览桌", "六人位阅览桌")],
)
def test_other_goods_are_not_proposed(line, asset):
    assert proposals([Stock(1, asset, "", "", 9_000)], [Need(10, line, "", "", 9_000)], []) == []


@pytest.mark.parametrize(
    ("line", "asset"),
    [("双面钢木书架", "钢制书架(双面)"), ("激光打印机", "A4激光打印机"), ("樟木古籍书柜", "樟木书柜")],
)
def test_the_same_goods_under_another_name_are_proposed(line, asset):
    assert len(proposals([Stock(1, asset, "", "", 9_000)], [Need(10, line, "", "", 9_000)], [])) == 1


def test_the_likest_line_is_offered_the_stock_first():
    near = Need(20, "办公桌", "1400×700mm", "张", 10_000)
    far = Need(21, "办公桌", "2400×1200", "张", 10_000)
    found = [(one.lineage, one.quantity_milli) for one in proposals([DESKS], [far, near], [])]
    assert found == [(20, 10_000), (21, 4_000)]


def test_only_changes_made_for_reuse_count_as_taken_out():
    history = [(1, {10: 38_000}), (2, {10: 24_000}), (3, {10: 20_000}), (4, {10: 22_000})]

    def taken(drafts, *reused):
        return taken_out(drafts, {(10, draft) for draft in reused}, {})[10].quantity_milli

    assert taken(history, 2) == 14_000
    assert taken(history, 2, 4) == 12_000
    assert taken(history) == 0
    assert taken([(1, {10: 5_000}), (2, {})], 2) == 5_000


SPLIT = {20: frozenset({10}), 21: frozenset({10})}


def needs_after(drafts, reused, origins):
    """The needs of the last draft."""
    last = drafts[-1][1]
    found = taken_out(drafts, reused, origins)
    return [
        Need(lineage, "办公桌", "", "张", last.get(lineage, 0), taken.quantity_milli, taken.inherits)
        for lineage, taken in found.items()
    ]


def test_the_parts_of_a_split_line_share_what_was_taken_out_of_it():
    # 38 desks, 14 of them from stock: 24 are bought, then 9 on the third floor and 15 on the fifth.
    drafts = [(1, {10: 38_000}), (2, {10: 24_000}), (3, {20: 9_000, 21: 15_000})]
    third, fifth = needs_after(drafts, {(10, 2)}, SPLIT)
    # 14 × 9 / 24 = 5.25 and 14 × 15 / 24 = 8.75
    assert (third.taken_out_milli, fifth.taken_out_milli) == (5_250, 8_750)
    assert (third.inherits, fifth.inherits) == (frozenset({10}), frozenset({10}))
    served = counted([DESKS], [third, fifth], [Decision(10, 1, 14_000, is_reused=True)])
    assert served == {(20, 1): 5_250, (21, 1): 8_750}
    nets = net_needs([third, fifth], served)
    assert [net.net_milli for net in nets] == [9_000, 15_000]
    assert sum(net.net_milli for net in nets) == 24_000  # what the whole line's net need was
    assert proposals([DESKS], [third, fifth], [Decision(10, 1, 14_000, is_reused=True)]) == []


def test_a_split_that_takes_out_stock_at_once_counts_the_difference_once():
    drafts = [(1, {10: 38_000}), (2, {20: 9_000, 21: 15_000})]
    found = needs_after(drafts, {(20, 2), (21, 2)}, SPLIT)
    assert [need.lineage for need in found] == [20, 21]
    assert sum(need.gross_milli for need in found) == 38_000


def test_a_merged_line_has_what_was_taken_out_of_all_its_parts():
    drafts = [(1, {10: 20_000, 11: 18_000}), (2, {10: 12_000, 11: 12_000}), (3, {30: 24_000})]
    origins = {30: frozenset({10, 11})}
    (whole,) = needs_after(drafts, {(10, 2), (11, 2)}, origins)
    assert (whole.taken_out_milli, whole.gross_milli) == (14_000, 38_000)
    decisions = [Decision(10, 1, 8_000, is_reused=True), Decision(11, 1, 6_000, is_reused=True)]
    assert counted([DESKS], [whole], decisions) == {(30, 1): 14_000}


@given(st.integers(0, 9_999), st.lists(st.integers(0, 999), min_size=1, max_size=6))
def test_shares_sum_to_the_whole_and_none_is_more_than_its_weight(total, weights):
    total = min(total, sum(weights))
    parts = shared(total, weights)
    assert sum(parts) == total
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))


quantities = st.integers(0, 50).map(lambda n: n * 500)
stocks = st.lists(quantities, max_size=5).map(
    lambda found: [Stock(i, "办公桌", "", "张", usable) for i, usable in enumerate(found)]
)
needs = st.lists(st.tuples(quantities, quantities), max_size=5).map(
    lambda found: [desk_need(i, quantity, taken) for i, (quantity, taken) in enumerate(found)]
)
decisions = st.lists(
    st.builds(Decision, st.integers(0, 6), st.integers(0, 6), quantities, st.booleans()), max_size=12
)


@given(stocks, needs, decisions)
def test_nothing_is_counted_beyond_what_is_usable_or_needed(stocks, needs, decisions):
    served = counted(stocks, needs, decisions)
    assert all(quantity > 0 for quantity in served.values())
    for stock in stocks:
        used = sum(quantity for (_, asset), quantity in served.items() if asset == stock.asset_id)
        assert used <= stock.usable_milli
    for net in net_needs(needs, served):
        assert 0 <= net.net_milli <= net.need.gross_milli


@given(stocks, needs, decisions)
def test_taking_every_proposal_over_still_counts_nothing_twice(stocks, needs, decisions):
    offered = proposals(stocks, needs, decisions)
    taken = [Decision(one.lineage, one.asset_id, one.quantity_milli, is_reused=True) for one in offered]
    before, after = (
        counted(stocks, needs, decisions),
        counted(stocks, needs, [*decisions, *taken]),
    )
    assert sum(after.values()) == sum(before.values()) + sum(one.quantity_milli for one in offered)
    assert all(free >= 0 for free in left_of(stocks, after).values())


def test_a_date_of_acquisition_may_be_a_year_a_month_or_a_day():
    assert acquired_on("2016") == dt.date(2016, 1, 1)
    assert acquired_on("2016-05") == dt.date(2016, 5, 1)
    assert acquired_on("2016/5/20") == dt.date(2016, 5, 20)
    assert acquired_on("5月") is None
    assert acquired_on("2016-13") is None


def test_remaining_life_counts_whole_months():
    assert life_ends_on("2020-02-29", 1) == dt.date(2021, 2, 28)
    assert remaining_months("2016-05", 15, dt.date(2026, 4, 1)) == 61
    assert remaining_months("2016-05-20", 15, dt.date(2031, 4, 21)) == 0
    assert remaining_months("2014-04", 6, dt.date(2026, 4, 1)) == -72
    assert remaining_months("2016-05", None, dt.date(2026, 4, 1)) is None
    assert remaining_months("", 15, dt.date(2026, 4, 1)) is None
