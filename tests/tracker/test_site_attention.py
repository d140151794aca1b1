"""What on the site needs somebody now."""

import datetime as dt

from tracker.inspections import Slot, SlotState
from tracker.site_attention import Attention, AttentionKind, FindingFact, SlotFact, needs_attention
from tracker.vocabulary import FindingStatus, Severity

TODAY = dt.date(2026, 4, 1)
LAST_WEEK, YESTERDAY, NEXT_WEEK = dt.date(2026, 3, 25), dt.date(2026, 3, 31), dt.date(2026, 4, 8)


def finding(id_, severity=Severity.MINOR, status=FindingStatus.ASSIGNED, due_on=NEXT_WEEK, **given):
    return FindingFact(id_, status, severity, LAST_WEEK, due_on, **given)


def round_(state, planned_on=TODAY, **given):
    closes_on = planned_on + dt.timedelta(days=4)
    return SlotFact("Weekly", Slot(planned_on, planned_on, closes_on), state, **given)


def test_nothing_needs_anybody_when_all_is_held_and_settled():
    settled = [finding(1, Severity.CRITICAL, FindingStatus.CLOSED, YESTERDAY)]
    slots = [round_(SlotState.HELD), round_(SlotState.EXCUSED), round_(SlotState.PLANNED)]

    assert needs_attention(slots, settled, TODAY) == []


def test_blocking_findings_are_one_row_per_place_with_the_worst_to_open():
    rows = needs_attention(
        [],
        [
            finding(1, Severity.MAJOR, zone="2F"),
            finding(2, Severity.CRITICAL, zone="2F"),
            finding(3, Severity.MAJOR, zone="3F"),
            finding(4, Severity.MINOR, zone="2F"),
        ],
        TODAY,
    )

    assert rows == [
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


def test_overdue_findings_are_one_row_per_organisation_with_the_days_of_the_oldest():
    [row] = needs_attention(
        [],
        [
            finding(5, due_on=YESTERDAY, organisation="Fitter"),
            finding(6, due_on=LAST_WEEK, organisation="Fitter"),
            finding(7, due_on=None, organisation="Fitter"),
        ],
        TODAY,
    )

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
        [finding(1, status=FindingStatus.RECTIFIED)],
        TODAY,
    )

    assert [(row.kind, row.page, row.record_id, row.urgent) for row in rows] == [
        (AttentionKind.ROUND_MISSED, "inspections", None, True),
        (AttentionKind.ROUND_LATE, "inspections", 8, False),
        (AttentionKind.ROUND_DUE, "inspections", None, False),
        (AttentionKind.FINDINGS_TO_VERIFY, "findings", 1, False),
    ]
