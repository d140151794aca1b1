"""Rooms that nobody has been to for a while."""

import datetime as dt

import pytest

from tracker.rooms import Place, RoomVisit, last_visits, not_visited
from tracker.vocabulary import ZoneKind

TODAY = dt.date(2026, 4, 1)
FLOOR = Place(1, ZoneKind.FLOOR, "二层")
READING = Place(2, ZoneKind.ROOM, "二层阅览区", 1)
STORE = Place(3, ZoneKind.ROOM, "地下书库", 1)
WINDOW = Place(4, ZoneKind.ELEMENT, "二层阅览区 · 东窗", 2)
BUILDING = [FLOOR, READING, STORE, WINDOW]


def day(text):
    return dt.date.fromisoformat(text)


def test_a_room_was_visited_when_something_in_it_was_seen():
    visits = last_visits(BUILDING, {2: day("2026-03-04"), 4: day("2026-03-11")})

    assert visits == [RoomVisit(2, "二层阅览区", day("2026-03-11")), RoomVisit(3, "地下书库", None)]


def test_a_note_on_a_whole_floor_visits_none_of_its_rooms():
    visits = last_visits(BUILDING, {1: day("2026-03-31")})

    assert [visit.last_on for visit in visits] == [None, None]


def test_what_was_seen_in_a_zone_that_is_gone_counts_for_nobody():
    assert last_visits([READING], {9: day("2026-03-31"), 4: day("2026-03-31")}) == [
        RoomVisit(2, "二层阅览区", None)
    ]


@pytest.mark.parametrize(
    ("last_on", "weeks"),
    [
        ("2026-04-01", 0),
        ("2026-03-26", 0),
        ("2026-03-25", 1),
        ("2026-03-05", 3),
        ("2026-03-04", 4),
        ("2026-02-25", 5),
    ],
)
def test_weeks_since_a_visit_are_whole_weeks(last_on, weeks):
    assert RoomVisit(2, "二层阅览区", day(last_on)).weeks(TODAY) == weeks


def test_never_visited_comes_first_then_the_longest_ago_and_recent_ones_not_at_all():
    recent = RoomVisit(1, "大厅", day("2026-03-25"))
    four = RoomVisit(2, "阅览区", day("2026-03-04"))
    eight = RoomVisit(3, "书库", day("2026-02-04"))
    never = RoomVisit(4, "机房", None)

    assert not_visited([recent, four, never, eight], TODAY, 4) == [never, eight, four]
    assert not_visited([recent, four, never, eight], TODAY, 5) == [never, eight]
    assert not_visited([recent, four, never, eight], TODAY, 1) == [never, eight, four, recent]
