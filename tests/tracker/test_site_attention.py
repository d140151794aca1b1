"""What on the site needs somebody now."""

import datetime as dt

from tracker.inspections import Slot, SlotState
from tracker.site_attention import (
    Attention,
    AttentionKind,
    BlockedPlace,
    DueParty,
    FindingGroups,
    OverdueParty,
    SlotFact,
    WaitingChecks,
    needs_attention,
)
from tracker.vocabulary import Severity

TODAY = dt.date(2026, 4, 1)
LAST_WEEK = dt.date(2026, 3, 25)


def round_(state, planned_on=TODAY, **given):
    closes_on = planned_on + dt.timedelta(days=4)
    return SlotFact("Weekly", Slot(planned_on, planned_on, closes_on), state, **given)


def test_nothing_needs_anybody_when_all_is_held_and_settled():
    slots = [round_(SlotState.HELD), round_(SlotState.EXCUSED), round_(SlotState.PLANNED)]

    assert needs_attention(slots, FindingGroups(), TODAY) == []


def test_a_blocked_place_is_one_row_with_the_worst_finding_to_open():
    blocked = (BlockedPlace("2F", 2, Severity.CRITICAL, 2), BlockedPlace("3F", 1, Severity.MAJOR, 3))

    assert needs_attention([], FindingGroups(blocked=blocked), TODAY) == [
        Attention(
            AttentionKind.FINDINGS_BLOCK,
            {"zone": "2F", "n": 2, "severity": Severity.CRITICAL},
            "findings",
            2,
            urgent=True,
        ),
        Attention(
            AttentionKind.FINDINGS_BLOCK,
            {"zone": "3F", "n": 1, "severity": Severity.MAJOR},
            "findings",
            3,
            urgent=True,
        ),
    ]


def test_a_late_organisation_is_one_row_with_the_days_of_its_oldest():
    groups = FindingGroups(overdue=(OverdueParty(9, "Fitter", 2, LAST_WEEK, 6),))

    [row] = needs_attention([], groups, TODAY)

    assert (row.kind, row.facts, row.record_id) == (
        AttentionKind.FINDINGS_OVERDUE,
        {"organisation": "Fitter", "n": 2, "days": 7},
        6,
    )


def test_rounds_come_by_urgency_and_a_signed_late_one_is_history():
    rows = needs_attention(
        [
            round_(SlotState.DUE),
            round_(SlotState.LATE, LAST_WEEK, round_id=8),
            round_(SlotState.LATE, LAST_WEEK, round_id=9, signed=True),
            round_(SlotState.MISSED, dt.date(2026, 3, 18)),
        ],
        FindingGroups(to_verify=WaitingChecks(1, 1)),
        TODAY,
    )

    assert [(row.kind, row.page, row.record_id, row.urgent) for row in rows] == [
        (AttentionKind.ROUND_MISSED, "inspections", None, True),
        (AttentionKind.ROUND_LATE, "inspections", 8, False),
        (AttentionKind.ROUND_DUE, "inspections", None, False),
        (AttentionKind.FINDINGS_TO_VERIFY, "findings", 1, False),
    ]


def test_what_is_due_this_week_comes_after_the_rounds_and_is_not_urgent():
    groups = FindingGroups(due=(DueParty(9, "Fitter", 3, 1, TODAY, 6),))

    rows = needs_attention([round_(SlotState.DUE)], groups, TODAY)

    assert rows[1] == Attention(
        AttentionKind.FINDINGS_DUE,
        {"organisation": "Fitter", "n": 3, "today": 1, "due_on": TODAY},
        record_id=6,
    )


def test_a_round_says_when_today_is_its_last_day():
    week_long, one_day = round_(SlotState.DUE), SlotFact("Daily", Slot(TODAY, TODAY, TODAY), SlotState.DUE)

    rows = needs_attention([week_long, one_day], FindingGroups(), TODAY)

    assert [row.facts["today"] for row in rows] == [False, True]
