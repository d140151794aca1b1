"""Two meetings in one room: when they overlap, and that the quick search finds what the slow one does."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.session_rooms import Booking, clashes

TUESDAY = dt.date(2026, 4, 7)
EVENING = Booking("研讨班", "多功能厅", TUESDAY, dt.time(19, 0), 120)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"starts_at": dt.time(20, 59)}, True),
        ({"starts_at": dt.time(21, 0)}, False),
        ({"starts_at": dt.time(17, 0)}, False),
        ({"starts_at": dt.time(17, 1)}, True),
        ({"starts_at": dt.time(19, 30), "minutes": 15}, True),
        ({"starts_at": dt.time(12, 0), "minutes": 720}, True),
        ({"room": " 多功能厅 "}, True),
        ({"room": "会议室"}, False),
        ({"day": dt.date(2026, 4, 8)}, False),
        ({"day": dt.date(2026, 4, 6), "starts_at": dt.time(23, 0), "minutes": 720}, False),
    ],
)
def test_meetings_overlap_while_both_keep_the_room(other, expected):
    assert EVENING.overlaps(replace(EVENING, course="安全培训", **other)) is expected


def test_a_meeting_past_midnight_meets_one_of_the_next_morning():
    night = replace(EVENING, starts_at=dt.time(22, 0), minutes=600)
    morning = replace(EVENING, day=dt.date(2026, 4, 8), starts_at=dt.time(7, 59), minutes=60)

    assert clashes([night], [morning]) == [(0, morning)]
    assert clashes([morning], [night]) == [(0, night)]


def test_two_meetings_in_no_room_do_not_meet():
    assert not replace(EVENING, room="").overlaps(replace(EVENING, room=" "))


bookings = st.builds(
    Booking,
    course=st.just("x"),
    room=st.sampled_from(["a", "A ", "b", ""]),
    day=st.dates(dt.date(2026, 4, 1), dt.date(2026, 4, 6)),
    starts_at=st.times(),
    minutes=st.integers(1, 720),
)


@given(st.lists(bookings, max_size=8), st.lists(bookings, max_size=8))
def test_the_quick_search_finds_a_clash_exactly_where_comparing_all_with_all_does(wanted, others):
    slow = {at for at, one in enumerate(wanted) if any(one.overlaps(other) for other in others)}

    found = clashes(wanted, others)

    assert {at for at, _ in found} == slow
    assert all(wanted[at].overlaps(other) for at, other in found)
