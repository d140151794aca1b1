"""The life of a finding."""

import datetime as dt

import pytest

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.findings import (
    EFFECTS,
    Effect,
    Step,
    Turn,
    after,
    age_days,
    default_due,
    is_blocking,
    is_overdue,
    steps_from,
    turn,
)
from tracker.vocabulary import FindingStatus, Severity

OPEN, ASSIGNED, RECTIFIED = FindingStatus.OPEN, FindingStatus.ASSIGNED, FindingStatus.RECTIFIED
CLOSED, WAIVED = FindingStatus.CLOSED, FindingStatus.WAIVED
CALENDAR = WorkCalendar()
OPENING = dt.date(2026, 6, 26)

ALLOWED = {
    (OPEN, Step.ASSIGN): ASSIGNED,
    (ASSIGNED, Step.ASSIGN): ASSIGNED,
    (ASSIGNED, Step.RECTIFY): RECTIFIED,
    (RECTIFIED, Step.CLOSE): CLOSED,
    (RECTIFIED, Step.REJECT): ASSIGNED,
    (OPEN, Step.WAIVE): WAIVED,
    (ASSIGNED, Step.WAIVE): WAIVED,
    (RECTIFIED, Step.WAIVE): WAIVED,
    (CLOSED, Step.REOPEN): OPEN,
    (WAIVED, Step.REOPEN): OPEN,
}


@pytest.mark.parametrize("status", list(FindingStatus))
@pytest.mark.parametrize("step", list(Step))
def test_a_step_leads_where_the_machine_says_or_is_refused(status, step):
    if (status, step) in ALLOWED:
        assert after(status, step, "because") is ALLOWED[status, step]
    else:
        with pytest.raises(Invalid) as refused:
            after(status, step, "because")
        assert refused.value.code == "wrong_step"


@pytest.mark.parametrize(
    ("status", "step"), [(RECTIFIED, Step.REJECT), (OPEN, Step.WAIVE), (CLOSED, Step.REOPEN)]
)
def test_sending_back_waiving_and_reopening_need_a_reason(status, step):
    with pytest.raises(Invalid) as refused:
        after(status, step, "  ")

    assert refused.value.code == "reason_missing"


def test_the_steps_of_a_rectified_finding():
    assert steps_from(RECTIFIED) == [Step.CLOSE, Step.REJECT, Step.WAIVE]
    assert steps_from(CLOSED) == [Step.REOPEN]


@pytest.mark.parametrize(
    ("severity", "found", "due"),
    [
        (Severity.CRITICAL, "2026-03-18", "2026-03-18"),
        (Severity.CRITICAL, "2026-03-21", "2026-03-21"),  # a Saturday: danger does not wait
        (Severity.MAJOR, "2026-03-18", "2026-03-23"),  # Thursday, Friday, Monday
        (Severity.MAJOR, "2026-02-13", "2026-02-25"),  # Saturday 14 is worked; then the Spring Festival
        (Severity.MINOR, "2026-03-18", "2026-06-26"),
        (Severity.MINOR, "2026-07-01", "2026-07-01"),  # found after the opening
        (Severity.OBSERVATION, "2026-03-18", None),
    ],
)
def test_the_due_day_follows_from_the_severity(severity, found, due):
    expected = dt.date.fromisoformat(due) if due else None

    assert (
        default_due(severity, dt.date.fromisoformat(found), completion_on=OPENING, calendar=CALENDAR)
        == expected
    )


def test_a_minor_finding_without_a_known_completion_has_no_due_day():
    assert default_due(Severity.MINOR, dt.date(2026, 3, 18), completion_on=None, calendar=CALENDAR) is None


def test_a_rectified_finding_is_overdue_until_it_is_verified():
    due, today = dt.date(2026, 3, 31), dt.date(2026, 4, 1)

    assert is_overdue(RECTIFIED, due, today)
    assert not is_overdue(CLOSED, due, today)
    assert not is_overdue(OPEN, due, due)
    assert not is_overdue(OPEN, None, today)


def test_who_must_act_and_what_is_held_up():
    assert [turn(status) for status in FindingStatus] == [
        Turn.LIBRARY,
        Turn.ASSIGNEE,
        Turn.INSPECTOR,
        Turn.NOBODY,
        Turn.NOBODY,
    ]
    assert EFFECTS[Severity.CRITICAL] is Effect.OPENING
    assert EFFECTS[Severity.MAJOR] is Effect.ACCEPTANCE
    assert [severity for severity in Severity if is_blocking(OPEN, severity)] == [
        Severity.CRITICAL,
        Severity.MAJOR,
    ]
    assert not is_blocking(WAIVED, Severity.CRITICAL)


def test_age_stops_when_a_finding_is_settled():
    found, closed, today = dt.date(2026, 3, 1), dt.date(2026, 3, 11), dt.date(2026, 4, 1)

    assert age_days(found, closed, today) == 10
    assert age_days(found, None, today) == 31
