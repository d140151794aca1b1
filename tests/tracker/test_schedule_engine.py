"""The engine in working minutes: several calendars, working time itself, large plans."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.schedule.engine import schedule, start_for_finish
from tracker.schedule.model import Constraint, LinkType
from tracker.schedule.plan import Activity, Link, Rules
from tracker.schedule.worktime import (
    DEFAULT_HOURS,
    MINUTES_PER_DAY,
    WORKING_DAY,
    WorkTime,
    day_worktime,
    instant_of,
    moment_of,
    weekly_worktime,
)


def at(text):
    return instant_of(datetime.fromisoformat(text))


def said(instant):
    return moment_of(instant).isoformat("T", "minutes")


def week(hours, days=5):
    return weekly_worktime([hours] * days + [()] * (7 - days), {}, around=date(2026, 11, 2))


OFFICE = week(DEFAULT_HOURS)
NIGHT = week(((0, 180), (240, 480), (1380, 1440)))  # as the night shift of many offices: over midnight
MONDAY = at("2026-11-02T08:00")
RULES = Rules(start=MONDAY, worktime=OFFICE)


def spans(rows):
    return {id_: (said(row.start), said(row.finish)) for id_, row in rows.items()}


def test_work_stops_at_noon_and_goes_on_at_one():
    rows = schedule([Activity(1, "a", 300)], [], RULES)
    assert spans(rows)[1] == ("2026-11-02T08:00", "2026-11-02T14:00")


def test_a_successor_starts_in_the_middle_of_a_day():
    rows = schedule([Activity(1, "a", 180), Activity(2, "b", 480)], [Link(1, 2)], RULES)
    assert spans(rows)[2] == ("2026-11-02T11:00", "2026-11-03T11:00")


def test_each_activity_counts_on_its_own_calendar():
    # 1 ends Monday 17:00; 2 is worked at night and starts 23:00: an hour, then 3 and 4 hours of Tuesday.
    tasks = [Activity(1, "day", 480), Activity(2, "night", 480, worktime=NIGHT), Activity(3, "day again", 60)]
    rows = schedule(tasks, [Link(1, 2), Link(2, 3)], RULES)
    assert spans(rows) == {
        1: ("2026-11-02T08:00", "2026-11-02T17:00"),
        2: ("2026-11-02T23:00", "2026-11-03T08:00"),
        3: ("2026-11-03T08:00", "2026-11-03T09:00"),
    }
    assert [row.total_float for row in rows.values()] == [0, 0, 0]
    assert [row.driver for row in rows.values()] == [None, 1, 2]


def test_a_crew_with_its_own_hours_stretches_the_work_but_not_the_float():
    mornings = week(((480, 720),))
    tasks = [Activity(1, "two mornings", 480, crew=mornings), Activity(2, "long", 5 * 480)]
    rows = schedule(tasks, [], RULES)
    assert spans(rows)[1] == ("2026-11-02T08:00", "2026-11-03T12:00")
    # The late finish is Friday noon, counted on the office's hours: three days of eight hours.
    assert said(rows[1].late_finish) == "2026-11-06T12:00"
    assert rows[1].total_float == 3 * 480


def test_elapsed_lag_runs_over_the_weekend():
    tasks = [Activity(1, "paint", 5 * 480), Activity(2, "move in", 480)]
    rows = schedule(tasks, [Link(1, 2, LinkType.FS, 3 * MINUTES_PER_DAY, elapsed=True)], RULES)
    assert spans(rows)[2] == ("2026-11-10T08:00", "2026-11-10T17:00")  # dry on Monday evening


def test_links_of_every_type_join_two_summaries():
    tasks = [
        Activity(1, "first", 0),
        Activity(2, "a", 480, parent_id=1),
        Activity(3, "b", 960, parent_id=1),
        Activity(4, "second", 0),
        Activity(5, "c", 480, parent_id=4),
        Activity(6, "d", 480, parent_id=4),
    ]
    starts = {
        LinkType.FS: "2026-11-04T08:00",  # after b
        LinkType.SS: "2026-11-02T08:00",
        LinkType.FF: "2026-11-03T08:00",  # c and d each end with b
        LinkType.SF: "2026-11-02T08:00",
    }
    for type_, start in starts.items():
        rows = schedule(tasks, [Link(1, 4, type_)], RULES)
        assert said(rows[5].start) == said(rows[6].start) == start, type_


def test_an_elapsed_link_to_the_finish_of_a_summary_holds_its_children():
    tasks = [Activity(1, "a", 5 * 480), Activity(2, "heading", 0), Activity(3, "b", 480, parent_id=2)]
    rows = schedule(tasks, [Link(1, 2, LinkType.FF, 4 * MINUTES_PER_DAY, elapsed=True)], RULES)
    assert spans(rows)[3] == ("2026-11-10T08:00", "2026-11-10T17:00")  # Friday evening and four days


def test_what_follows_late_work_is_pushed_by_it():
    late = Activity(2, "late", 480, constraint=Constraint.AS_LATE_AS_POSSIBLE)
    rows = schedule([Activity(1, "long", 5 * 480), late, Activity(3, "after", 480)], [Link(2, 3)], RULES)
    assert said(rows[2].start) == "2026-11-05T08:00"
    assert said(rows[3].start) == said(rows[3].early_start) == "2026-11-06T08:00"
    assert rows[3].critical


def test_as_late_as_possible_takes_its_late_dates_and_says_its_early_ones():
    tasks = [
        Activity(1, "long", 5 * 480),
        Activity(2, "late", 480, constraint=Constraint.AS_LATE_AS_POSSIBLE),
    ]
    row = schedule(tasks, [], RULES)[2]
    assert (said(row.start), said(row.finish)) == ("2026-11-06T08:00", "2026-11-06T17:00")
    assert said(row.early_start) == "2026-11-02T08:00"
    assert (row.total_float, row.critical) == (0, True)


def test_where_constraints_are_not_honoured_links_win_and_the_float_turns_negative():
    fixed = Activity(2, "b", 480, constraint=Constraint.MUST_START_ON, constraint_at=MONDAY)
    rules = replace(RULES, honour_constraints=False)
    rows = schedule([Activity(1, "a", 480), fixed], [Link(1, 2)], rules)
    assert said(rows[2].start) == "2026-11-03T08:00"
    assert [rows[1].total_float, rows[2].total_float] == [-480, -480]


def test_without_a_floor_a_date_may_lie_before_the_project_start():
    early = Activity(
        1, "a", 480, constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=at("2026-10-29T08:00")
    )
    assert said(schedule([early], [], replace(RULES, start_is_floor=False))[1].start) == "2026-10-29T08:00"
    assert said(schedule([early], [], RULES)[1].start) == "2026-11-02T08:00"


def test_backwards_from_a_finish_the_earliest_late_start_is_the_start():
    tasks = [Activity(1, "a", 480), Activity(2, "b", 960), Activity(3, "c", 480)]
    rules = replace(RULES, finish=at("2026-11-13T17:00"))
    assert said(start_for_finish(tasks, [Link(1, 2), Link(1, 3)], rules)) == "2026-11-11T08:00"


def test_working_time_repeats_its_weeks_outside_its_table():
    assert said(OFFICE.finish_at(OFFICE.index(MONDAY) + 52 * 2400)) == "2027-10-29T17:00"
    assert said(OFFICE.start_at(OFFICE.index(MONDAY) - 52 * 2400)) == "2025-11-03T08:00"


def test_an_exception_is_worked_instead_of_the_week():
    saturday = weekly_worktime(
        [DEFAULT_HOURS] * 5 + [()] * 2,
        {date(2026, 11, 7): ((480, 720),), date(2026, 11, 9): ()},
        around=date(2026, 11, 2),
    )
    assert saturday.index(at("2026-11-11T00:00")) - saturday.index(at("2026-11-06T00:00")) == 480 + 240 + 480


def test_a_calendar_without_working_time_is_refused():
    with pytest.raises(Invalid) as refusal:
        week((), 0)
    assert refusal.value.code == "calendar_without_working_time"


DAY = day_worktime(WorkCalendar(), 2026, 2026)


@settings(deadline=None)
@given(st.sampled_from([OFFICE, NIGHT, DAY]), st.integers(-(10**7), 3 * 10**7))
def test_a_work_index_leads_to_a_start_and_an_end_of_work_that_lead_back(worktime, index):
    start, finish = worktime.start_at(index), worktime.finish_at(index)
    assert worktime.index(start) == worktime.index(finish) == index
    assert finish <= start
    assert worktime.index(start + 1) == index + 1
    assert worktime.index(finish - 1) == index - 1
    assert worktime.forward(start) == start == worktime.forward(start)
    assert worktime.backward(finish) == finish


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(-5000, 5000))
def test_working_days_of_a_calendar_and_its_working_time_agree(offset, days):
    calendar = WorkCalendar()
    home = calendar.next_working(date(2000 + offset % 60, 1 + offset % 12, 1 + offset % 28))
    morning = home.toordinal() * MINUTES_PER_DAY + DEFAULT_HOURS[0][0]
    away = DAY.start_at(DAY.index(morning) + days * WORKING_DAY)
    assert date.fromordinal(away // MINUTES_PER_DAY) == calendar.add_working_days(home, days)


CALENDARS = (None, None, None, NIGHT)


@st.composite
def plans(draw):
    size = draw(st.integers(2, 9))
    calendars = draw(st.sampled_from([(None,), CALENDARS]))
    tasks = [
        Activity(
            i,
            str(i),
            draw(st.sampled_from([0, 60, 480, 700, 960])),
            parent_id=draw(st.sampled_from([None, None, size, size + 1])),
            worktime=draw(st.sampled_from(calendars)),
        )
        for i in range(size)
    ]
    tasks += [Activity(size, "outer", 480), Activity(size + 1, "inner", 480, parent_id=size)]
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] < p[1])
    link = st.builds(
        lambda ends, type_, lag, elapsed: Link(*ends, type_, lag, elapsed),
        pair,
        st.sampled_from(LinkType),
        st.sampled_from([0, 0, 0, 480, -480, 90]),
        st.sampled_from([False, False, True]),
    )
    return tasks, draw(st.lists(link, max_size=14))


@settings(max_examples=200, deadline=None)
@given(plans(), st.booleans(), st.sampled_from([None, "2026-11-04T13:00"]))
def test_plain_activities_get_the_dates_that_the_general_rules_give(plan, floor, status):
    # A deadline in the far future changes nothing, but no activity that has one is plain.
    tasks, links = plan
    rules = replace(RULES, start_is_floor=floor, status=at(status) if status else None)
    general = [replace(task, deadline=1 << 50) for task in tasks]
    assert schedule(tasks, links, rules) == schedule(general, links, rules)


@settings(max_examples=100, deadline=None)
@given(plans())
def test_links_hold_and_float_is_what_can_be_lost(plan):
    tasks, links = plan
    rows = schedule(tasks, links, RULES)
    end = max(row.finish for row in rows.values())
    for link in links:
        if link.lag == 0:
            before, after = rows[link.predecessor_id], rows[link.successor_id]
            own = tasks[link.successor_id].worktime or OFFICE
            held = before.start if link.type in {LinkType.SS, LinkType.SF} else before.finish
            moved = after.start if link.type in {LinkType.FS, LinkType.SS} else after.finish
            assert own.index(moved) >= own.index(held)
    if any(task.worktime for task in tasks):
        return  # between calendars an evening and the next morning are not the same to a follower
    for task in tasks[:-2]:
        row = rows[task.id]
        if task.duration and row.free_float <= row.total_float:
            moved = OFFICE.start_at(OFFICE.index(row.start) + row.free_float)
            slipped = replace(task, constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=moved)
            again = schedule([slipped if other is task else other for other in tasks], links, RULES)
            assert OFFICE.index(max(later.finish for later in again.values())) <= OFFICE.index(end)
            others = [link.successor_id for link in links if link.predecessor_id == task.id]
            assert all(OFFICE.index(again[i].start) == OFFICE.index(rows[i].start) for i in others)


def test_a_chain_of_ten_thousand_is_one_critical_path():
    size = 10_000
    tasks = [Activity(i, str(i), 480) for i in range(size)]
    rows = schedule(tasks, [Link(i, i + 1) for i in range(size - 1)], RULES)
    assert all(row.critical for row in rows.values())
    assert OFFICE.index(rows[size - 1].finish) - OFFICE.index(MONDAY) == size * 480


def test_an_outline_of_two_thousand_levels_is_no_burden():
    tasks = [Activity(i, str(i), 480, parent_id=i - 1 if i else None) for i in range(2000)]
    rows = schedule(tasks, [], RULES)
    assert {(row.start, row.finish) for row in rows.values()} == {(MONDAY, at("2026-11-02T17:00"))}


def test_an_empty_plan_has_no_rows():
    assert schedule([], [], RULES) == {}


def test_an_instant_outside_the_calendar_of_the_world_is_refused():
    with pytest.raises(Invalid) as refusal:
        moment_of(WorkTime([(0, 20160)], first=0, last=20160).finish_at(10**12))
    assert refusal.value.code == "date_out_of_range"
