"""A change before it is stored: dates worked out by hand.

Six plain working weeks begin on Monday 2 March 2026; the only days off before Friday 3 April are weekends.
Monday 6 April is a holiday (Qingming).
"""

import datetime as dt

import pytest

from tests.tracker.test_plans import march, task
from tracker.calendar import WorkCalendar
from tracker.errors import Invalid, NotFound
from tracker.preview import Longer, Moved, Preview, possible, preview
from tracker.schedule.model import Constraint, Dependency, TaskKind

CALENDAR = WorkCalendar()
MONDAY = march(2)

# Pack (2–6 March), then move (9–13), then open (a milestone, 13); train for three weeks beside them (2–20).
PACK = task(1)
MOVE = task(2)
OPEN = task(3, kind=TaskKind.MILESTONE, duration_days=0)
TRAIN = task(4, duration_days=15)
LINKS = [Dependency(1, 2), Dependency(2, 3), Dependency(4, 3)]


def look(change, *tasks, links=LINKS, today=MONDAY) -> Preview:
    return preview(
        tasks or (PACK, MOVE, OPEN, TRAIN),
        links,
        change,
        calendar=CALENDAR,
        starts_on=MONDAY,
        opening_on=march(27),
        today=today,
    )


def test_a_task_that_takes_longer_moves_what_waits_for_it_and_eats_its_float():
    seen = look(Longer(1, 3))

    # Pack 2–11 March; move 12–18, still before training ends on the 20th: opening stays.
    assert (seen.task.finish_before, seen.task.finish_after, seen.task.days) == (march(6), march(11), 3)
    assert (seen.task.float_before, seen.task.float_after) == (10, 7)
    assert [(row.id, row.start_after, row.finish_after, row.days) for row in seen.others] == [
        (2, march(12), march(18), 3)
    ]
    assert (seen.expected_before, seen.expected_after, seen.days) == (march(20), march(20), 0)


def test_a_change_on_the_longest_chain_moves_opening_day_over_a_holiday_and_becomes_critical():
    seen = look(Longer(4, 11))

    # Fifteen days of training end on 20 March; the 16th to 26th are 23–27 March, 30 March – 3 April, then, the
    # 6th being a holiday, Tuesday 7 April: 11 working days later, and 6 behind the announced 27 March.
    tuesday = dt.date(2026, 4, 7)
    assert (seen.task.finish_after, seen.task.float_before, seen.task.float_after) == (tuesday, 5, -6)
    assert (seen.task.critical_before, seen.task.critical_after) == (False, True)
    assert [(row.id, row.finish_before, row.finish_after) for row in seen.others] == [(3, march(20), tuesday)]
    assert (seen.expected_before, seen.expected_after, seen.days) == (march(20), tuesday, 11)


def test_a_moved_task_starts_so_many_working_days_later_by_a_date_of_its_own():
    seen = look(Moved(2, 2))

    assert (seen.task.start_before, seen.task.start_after, seen.task.finish_after) == (
        march(9),
        march(11),
        march(17),
    )
    assert seen.changes == {
        "constraint": Constraint.START_NO_EARLIER_THAN,
        "constraint_date": march(11),
    }
    assert seen.original == {"constraint": Constraint.AS_SOON_AS_POSSIBLE, "constraint_date": None}
    assert seen.others == ()


def test_a_task_that_waits_for_another_does_not_come_forward():
    seen = look(Moved(2, -3))

    assert (seen.task.start_after, seen.task.moves, seen.others) == (march(9), False, ())


def test_a_shorter_task_brings_forward_what_waits_for_it():
    seen = look(Longer(1, -2))

    assert [(row.id, row.start_after, row.finish_after, row.days) for row in seen.others] == [
        (2, march(5), march(11), -2)
    ]


def test_headings_are_not_counted_as_moved():
    heading = task(9, kind=TaskKind.SUMMARY)
    below = task(2, parent_id=9)

    seen = look(Longer(1, 1), PACK, heading, below, links=[Dependency(1, 2)])

    assert [row.id for row in seen.moving] == [2]


def test_a_task_whose_float_alone_changes_is_shown_and_does_not_count_as_moving():
    # Move must start on Monday 16 March, so pack may end on the 13th, a week later than it does. The change takes
    # the "must" away: then move may start on the 23rd at the latest, and pack may end on the 20th.
    fixed = task(2, constraint=Constraint.MUST_START_ON, constraint_date=march(16))

    seen = look(Moved(2, 1), PACK, fixed, links=[Dependency(1, 2)])

    assert [(row.id, row.moves, row.float_before, row.float_after) for row in seen.others] == [
        (1, False, 5, 10)
    ]
    assert seen.moving == ()


def test_zero_days_change_nothing():
    assert look(Moved(2, 0)).is_nothing
    assert look(Longer(2, 0)).is_nothing
    assert not look(Longer(2, 1)).is_nothing


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({}, (Longer, Moved)),
        ({"kind": TaskKind.MILESTONE}, (Moved,)),
        ({"kind": TaskKind.SUMMARY}, ()),
        ({"actual_start": march(2)}, (Longer,)),
        ({"percent_complete": 40}, (Longer,)),
        ({"percent_complete": 100}, ()),
        ({"actual_finish": march(4)}, ()),
    ],
)
def test_what_has_begun_keeps_its_start_and_what_is_done_keeps_both(given, kinds):
    assert possible(task(1, **given)) == kinds


def test_a_change_that_makes_no_sense_is_refused():
    with pytest.raises(Invalid, match="change_impossible"):
        look(Moved(1, 1), task(1, actual_start=march(2)), links=[])
    with pytest.raises(Invalid, match="duration_out_of_range"):
        look(Longer(1, -6))
    with pytest.raises(NotFound):
        look(Longer(99, 1))
    with pytest.raises(NotFound):
        look(Longer(1, 1), task(1, archived=True), MOVE, links=[])


def test_a_change_that_reaches_an_unannounced_year_is_provisional():
    assert not look(Longer(1, 3)).provisional
    assert look(Longer(1, 300)).provisional
