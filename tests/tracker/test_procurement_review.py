"""Cuts, the reduction rate, taking cuts over, reasons that lack, and funds by year."""

from decimal import Decimal

import pytest

from tracker.errors import Invalid
from tracker.procurement.compare import compare
from tracker.procurement.explained import GivenReason, explain
from tracker.procurement.funding import Funded, by_year_and_source
from tracker.procurement.lines import Line
from tracker.procurement.reasons import require_explained, unexplained
from tracker.procurement.review import (
    Decision,
    Reduction,
    accepted_fen,
    reductions,
    require_decision,
    require_step,
    taken_over,
)
from tracker.vocabulary import Cause, CommentStatus, LineDecision

CUT = LineDecision.CUT_TO


def line(lineage: int, quantity: int | None, price: int | None, amount: int, category: str = "家具") -> Line:
    """A line in whole pieces and yuan; a lump sum without quantity or price."""
    return Line(
        lineage=lineage,
        category=category,
        name=f"第{lineage}项",
        specification=None,
        unit="张",
        quantity_milli=None if quantity is None else quantity * 1000,
        unit_price_fen=None if price is None else price * 100,
        amount_fen=amount * 100,
        zone=None,
        lump_sum=quantity is None,
    )


DESKS = line(1, 24, 1650, 39_600)
SIGNS = line(2, None, None, 43_700)
SERVERS = line(3, 3, 60_000, 180_000, "信息化")


def test_a_cut_by_quantity_leaves_the_rest_at_the_same_price():
    assert accepted_fen(DESKS, Decision(CUT, quantity_milli=20_000)) == 33_000_00


def test_a_cut_by_quantity_and_price_multiplies_both():
    assert accepted_fen(DESKS, Decision(CUT, quantity_milli=20_000, unit_price_fen=150_000)) == 30_000_00


def test_what_is_accepted_questioned_or_undecided_stays_whole():
    whole = [accepted_fen(DESKS, given) for given in (None, Decision(LineDecision.ACCEPT))]
    assert [*whole, accepted_fen(DESKS, Decision(LineDecision.QUESTION))] == [39_600_00] * 3


@pytest.mark.parametrize(
    ("what", "cut", "code"),
    [
        (DESKS, Decision(CUT), "cut_missing"),
        (DESKS, Decision(CUT, quantity_milli=1000, amount_fen=100), "cut_twice"),
        (SIGNS, Decision(CUT, quantity_milli=1000), "cut_of_lump_sum"),
        (DESKS, Decision(CUT, quantity_milli=24_000), "cut_not_lower"),
        (DESKS, Decision(CUT, quantity_milli=20_000, unit_price_fen=165_001), "cut_not_lower"),
        (DESKS, Decision(CUT, quantity_milli=-1000), "cut_not_lower"),
        (SIGNS, Decision(CUT, amount_fen=43_700_00), "cut_not_lower"),
    ],
)
def test_a_cut_that_does_not_fit_its_line_is_refused(what, cut, code):
    with pytest.raises(Invalid) as refused:
        require_decision(what, cut)
    assert refused.value.code == code


def test_a_line_may_be_cut_to_nothing():
    require_decision(DESKS, Decision(CUT, quantity_milli=0))
    assert accepted_fen(DESKS, Decision(CUT, quantity_milli=0)) == 0


def test_the_reduction_rate_is_the_reduced_amount_over_the_submitted_one():
    # Furniture: 39,600 + 43,700 = 83,300 submitted; desks cut to 33,000, signs undecided: 6,600 / 83,300 = 7.92 %.
    # IT: 180,000 submitted, cut to two servers, 120,000: one third.
    decided = {1: Decision(CUT, quantity_milli=20_000), 3: Decision(CUT, quantity_milli=2_000)}

    found = reductions([DESKS, SIGNS, SERVERS], decided)

    assert found == {
        "家具": Reduction(83_300_00, 76_700_00, 43_700_00, 1),
        "信息化": Reduction(180_000_00, 120_000_00, 0, 0),
    }
    assert round(found["家具"].rate, 4) == Decimal("0.0792")
    total = found["家具"] + found["信息化"]
    assert (total.submitted_fen, total.reduced_fen, total.pending) == (263_300_00, 66_600_00, 1)
    # 66,600 / 263,300 = 25.29 %
    assert round(total.rate, 4) == Decimal("0.2529")


def test_without_a_submitted_amount_there_is_no_rate():
    assert Reduction().rate is None


def test_a_cut_is_taken_over_as_it_was_decided():
    assert taken_over(DESKS, Decision(CUT, quantity_milli=20_000), 33_000_00) == {"quantity_milli": 20_000}
    assert taken_over(SIGNS, Decision(CUT, amount_fen=40_000_00), 40_000_00) == {
        "lump_sum": True,
        "amount_fen": 40_000_00,
    }


def test_a_line_that_its_authors_cut_further_stays_as_it_is():
    assert taken_over(line(1, 18, 1650, 29_700), Decision(CUT, quantity_milli=20_000), 33_000_00) == {}


def test_a_quantity_that_is_lower_already_is_not_raised_by_a_cut():
    # The author bought fewer, dearer desks: 18 × 2,000 = 36,000, still above what the cut leaves.
    dearer = line(1, 18, 2000, 36_000)
    assert taken_over(dearer, Decision(CUT, quantity_milli=20_000), 33_000_00) == {
        "lump_sum": True,
        "amount_fen": 33_000_00,
    }


@pytest.mark.parametrize(
    ("status", "to"),
    [
        (CommentStatus.CLOSED, CommentStatus.ANSWERED),
        (CommentStatus.ANSWERED, CommentStatus.REFUSED),
        (CommentStatus.OPEN, CommentStatus.OPEN),
    ],
)
def test_a_comment_takes_no_step_but_those_of_the_table(status, to):
    with pytest.raises(Invalid, match="comment_step"):
        require_step(status, to)


def test_changes_above_the_threshold_without_a_reason_are_listed_largest_first():
    before = [DESKS, SIGNS, SERVERS]
    after = [line(1, 20, 1650, 33_000), line(2, None, None, 43_600), line(3, 2, 60_000, 120_000, "信息化")]
    changes = explain(compare(before, after), [])

    lacking = unexplained(changes, 100_00)

    # 60,000 and 6,600 yuan moved; 100 yuan is not more than the threshold of 100 yuan.
    assert [row.change.difference_fen for row in lacking] == [-60_000_00, -6_600_00]
    with pytest.raises(Invalid) as refused:
        require_explained(changes, 100_00)
    assert refused.value.facts == {"count": 2, "threshold": Decimal(100), "names": ["第3项", "第1项"]}


def test_a_change_with_a_reason_or_without_money_needs_none():
    renamed = Line(1, "家具", "书桌", None, "张", 24_000, 165_000, 39_600_00, None)
    fewer = line(3, 2, 60_000, 120_000, "信息化")
    changes = explain(
        compare([DESKS, SERVERS], [renamed, fewer]), [GivenReason(None, 3, Cause.STANDARD_CAP, "")]
    )
    assert len(changes) == 2
    assert unexplained(changes, 0) == []


def test_funds_are_summed_by_year_and_source_with_unknown_years_last():
    lines = [
        (None, "", 5),
        (2026, "本级财政", 10),
        (2026, "专项资金", 30),
        (2026, "本级财政", 15),
        (2025, "", 1),
    ]
    assert by_year_and_source(lines) == [
        Funded(2025, "", 1, 1),
        Funded(2026, "专项资金", 1, 30),
        Funded(2026, "本级财政", 2, 25),
        Funded(None, "", 1, 5),
    ]
