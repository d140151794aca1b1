"""The cadence of inspections: which slots a series plans, and what became of each."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.inspections import (
    Cadence,
    Recurrence,
    Slot,
    SlotState,
    as_weekly,
    check_cadence,
    current,
    recurrence,
    slots,
    slots_until,
    state,
    week_of,
    weekly,
)
from tracker.vocabulary import HolidayRule, InspectionStatus, InspectionWindow

CALENDAR = WorkCalendar()
WEDNESDAYS = "FREQ=WEEKLY;BYDAY=WE"
# Spring Festival 2026: off from Sunday 15 to Monday 23 February; the Saturdays 14 and 28 are worked.
FESTIVAL = dt.date(2026, 2, 18)


def day(text):
    return dt.date.fromisoformat(text)


def cadence(**given_):
    return Cadence(**{"rule": WEDNESDAYS, "starts_on": day("2025-12-29"), **given_})


def test_a_quarter_of_wednesdays_has_thirteen_slots_and_only_the_festival_week_is_off():
    planned = slots(cadence(), CALENDAR, day("2025-12-29"), day("2026-03-29"))

    assert [slot.planned_on.isoformat() for slot in planned] == [
        "2025-12-31", "2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04", "2026-02-11",
        "2026-02-18", "2026-02-25", "2026-03-04", "2026-03-11", "2026-03-18", "2026-03-25",
    ]  # fmt: skip
    assert [slot.planned_on for slot in planned if slot.day_off] == [FESTIVAL]


def test_a_week_with_a_single_worked_day_is_expected():
    # Only Saturday 28 February is worked when the project takes Monday to Friday off.
    off = {day("2026-02-23") + dt.timedelta(days=n): False for n in range(5)}

    [slot] = slots(cadence(), WorkCalendar(exceptions=off), day("2026-02-25"), day("2026-02-25"))

    assert not slot.day_off


def test_a_window_of_a_week_runs_from_monday_to_sunday():
    [slot] = slots(cadence(), CALENDAR, day("2026-03-04"), day("2026-03-04"))

    assert slot == Slot(day("2026-03-04"), day("2026-03-02"), day("2026-03-08"))


def test_the_first_and_the_last_window_stay_within_the_series():
    series = cadence(starts_on=day("2026-03-03"), ends_on=day("2026-03-13"))

    planned = slots(series, CALENDAR, day("2026-01-01"), day("2026-12-31"))

    assert planned == [
        Slot(day("2026-03-04"), day("2026-03-03"), day("2026-03-08")),
        Slot(day("2026-03-11"), day("2026-03-09"), day("2026-03-13")),
    ]


@pytest.mark.parametrize(
    ("window", "rule", "moved"),
    [
        (InspectionWindow.DAY, HolidayRule.SHIFT_BEFORE, "2026-02-14"),
        (InspectionWindow.DAY, HolidayRule.SHIFT_AFTER, "2026-02-24"),
        (InspectionWindow.WEEK, HolidayRule.SHIFT_BEFORE, "2026-02-14"),
        (InspectionWindow.WEEK, HolidayRule.SHIFT_AFTER, "2026-02-24"),
    ],
)
def test_a_slot_in_the_festival_moves_to_the_nearest_worked_day_and_keeps_its_key(window, rule, moved):
    [slot] = slots(cadence(window=window, holiday_rule=rule), CALENDAR, FESTIVAL, FESTIVAL)

    assert slot == Slot(FESTIVAL, day(moved), day(moved))


def test_a_slot_that_a_holiday_moves_into_this_week_is_due_in_this_week():
    series = cadence(holiday_rule=HolidayRule.SHIFT_BEFORE)
    first, sunday = day("2026-02-09"), day("2026-02-15")

    assert [slot.planned_on.isoformat() for slot in slots(series, CALENDAR, first, sunday)] == ["2026-02-11"]
    due = slots_until(series, CALENDAR, first, sunday)
    assert due == [
        Slot(day("2026-02-11"), day("2026-02-09"), day("2026-02-15")),
        Slot(FESTIVAL, day("2026-02-14"), day("2026-02-14")),
    ]
    assert state(due[1], day("2026-02-14")) is SlotState.DUE
    assert slots_until(series, CALENDAR, first, day("2026-02-13")) == due[:1]


def test_a_slot_of_one_day_on_a_day_off_is_skipped():
    [slot] = slots(cadence(window=InspectionWindow.DAY), CALENDAR, FESTIVAL, FESTIVAL)

    assert slot == Slot(FESTIVAL, FESTIVAL, FESTIVAL, day_off=True)


def test_every_second_week_counts_from_the_first_day_of_the_series():
    planned = slots(cadence(rule=weekly(2, every=2)), CALENDAR, day("2025-12-29"), day("2026-01-31"))

    assert [slot.planned_on.isoformat() for slot in planned] == ["2025-12-31", "2026-01-14", "2026-01-28"]


def test_a_monthly_rule_plans_the_first_monday():
    rule = "FREQ=MONTHLY;BYDAY=1MO"

    planned = slots(cadence(rule=rule), CALENDAR, day("2026-03-01"), day("2026-05-31"))

    assert [slot.planned_on.isoformat() for slot in planned] == ["2026-03-02", "2026-04-06", "2026-05-04"]
    assert recurrence(rule) == Recurrence("MONTHLY", 1, (0,))


def test_no_slot_lies_outside_the_series():
    series = cadence(ends_on=day("2026-01-10"))

    assert slots(series, CALENDAR, day("2026-01-11"), day("2026-12-31")) == []
    assert slots(series, CALENDAR, day("2024-01-01"), day("2025-12-28")) == []


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 6), st.integers(1, 5))
def test_two_adjoining_spans_give_the_slots_of_the_whole(first_days, more_days, weekday, every):
    series = cadence(rule=weekly(weekday, every))
    first = day("2025-12-01")
    middle = first + dt.timedelta(days=first_days)
    last = middle + dt.timedelta(days=more_days)

    parts = slots(series, CALENDAR, first, middle) + slots(
        series, CALENDAR, middle + dt.timedelta(days=1), last
    )

    assert parts == slots(series, CALENDAR, first, last)


SLOT = Slot(day("2026-03-04"), day("2026-03-02"), day("2026-03-08"))
OFF = Slot(FESTIVAL, day("2026-02-16"), day("2026-02-22"), day_off=True)
WORKING, SIGNED, EXCUSED = InspectionStatus.WORKING, InspectionStatus.SIGNED, InspectionStatus.EXCUSED


@pytest.mark.parametrize(
    ("slot", "today", "status", "held_on", "expected"),
    [
        (SLOT, "2026-03-01", None, None, SlotState.PLANNED),
        (SLOT, "2026-03-02", None, None, SlotState.DUE),
        (SLOT, "2026-03-08", None, None, SlotState.DUE),
        (SLOT, "2026-03-09", None, None, SlotState.MISSED),
        (SLOT, "2026-03-01", WORKING, "2026-03-01", SlotState.DUE),
        (SLOT, "2026-03-05", WORKING, "2026-03-05", SlotState.DUE),
        (SLOT, "2026-03-09", WORKING, "2026-03-05", SlotState.LATE),
        (SLOT, "2026-03-09", SIGNED, "2026-03-08", SlotState.HELD),
        (SLOT, "2026-03-12", SIGNED, "2026-03-09", SlotState.LATE),
        (SLOT, "2026-03-12", EXCUSED, None, SlotState.EXCUSED),
        (OFF, "2026-02-10", None, None, SlotState.EXCUSED),
        (OFF, "2026-03-10", None, None, SlotState.EXCUSED),
        (OFF, "2026-03-10", SIGNED, "2026-02-20", SlotState.HELD),
    ],
)
def test_the_state_of_a_slot_follows_from_its_days_its_round_and_today(
    slot, today, status, held_on, expected
):
    assert state(slot, day(today), status, day(held_on) if held_on else None) is expected


def test_the_current_slot_is_the_open_one_that_closes_first():
    longer = Slot(day("2026-03-03"), day("2026-03-02"), day("2026-03-15"))

    assert current([longer, SLOT], day("2026-03-04")) == SLOT
    assert current([SLOT, OFF], day("2026-02-18")) is None


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every week",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=5",
        "FREQ=YEARLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=DAILY;INTERVAL=many",
        "FREQ=WEEKLY;BYDAY=WE\nEXDATE:20260101T000000",
    ],
)
def test_a_rule_that_is_none_is_refused(rule):
    with pytest.raises(Invalid) as refused:
        check_cadence(cadence(rule=rule))

    assert refused.value.code == "bad_recurrence"


def test_a_series_cannot_end_before_it_starts():
    with pytest.raises(Invalid) as refused:
        check_cadence(cadence(ends_on=day("2025-12-28")))

    assert refused.value.code == "series_ends_before_start"


def test_a_weekly_rule_can_be_taken_apart_again():
    assert weekly(2) == "FREQ=WEEKLY;BYDAY=WE"
    assert recurrence(weekly(4, every=3)) == Recurrence("WEEKLY", 3, (4,))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=WE", (2, 1)),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", (4, 3)),
        ("FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;BYDAY=MO,TH", None),
        ("FREQ=WEEKLY;BYDAY=WE;COUNT=3", None),
        ("FREQ=MONTHLY;BYDAY=1MO", None),
        ("FREQ=DAILY", None),
    ],
)
def test_only_a_rule_of_one_weekday_is_offered_as_a_weekday(rule, said):
    assert as_weekly(rule) == said


def test_the_week_of_a_day_begins_on_monday():
    assert week_of(day("2026-03-08")) == (day("2026-03-02"), day("2026-03-08"))
    assert week_of(day("2026-03-09")) == (day("2026-03-09"), day("2026-03-15"))
