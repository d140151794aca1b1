"""Sessions of a course: moved alone or with all that follow, in a room of their own, cancelled and back."""

import datetime as dt

import pytest

from db.commands.session_moves import reschedule_session
from db.commands.sessions import archive_session, create_session, restore_session, update_session
from db.commands.training import archive_course, restore_course, update_course
from db.queries.training import courses
from tests.support.seminar import TODAY, TUESDAYS, Seminar
from tracker.errors import Conflict, Invalid

THURSDAYS = [day + dt.timedelta(days=2) for day in TUESDAYS]


@pytest.fixture
def seminar(engine) -> Seminar:
    return Seminar(engine)


def refused(call, *arguments, **given) -> Invalid:
    with pytest.raises(Invalid) as error:
        call(*arguments, **given)
    return error.value


def test_one_session_moves_and_remembers_where_it_came_from_and_why(seminar):
    moved = seminar.move(TUESDAYS[1], dt.date(2026, 3, 12), reason="停电")

    assert moved == 1
    assert seminar.days() == [TUESDAYS[0], dt.date(2026, 3, 12), *TUESDAYS[2:4]]
    row = seminar.on(dt.date(2026, 3, 12))
    assert (row.original_on, row.reason) == (TUESDAYS[1], "停电")

    seminar.move(dt.date(2026, 3, 12), TUESDAYS[1], reason="来电")
    back = seminar.on(TUESDAYS[1])
    assert (back.original_on, back.reason) == (None, "停电; 来电")


def test_all_that_follow_move_a_week_later_without_colliding(seminar):
    # Each new day but the last is the old day of the session after it.
    assert seminar.move(TUESDAYS[1], TUESDAYS[2], following=True, reason="讲师出差") == 3

    assert seminar.days() == [TUESDAYS[0], *TUESDAYS[2:5]]
    assert [row.original_on for row in seminar.rows()] == [None, *TUESDAYS[1:4]]


def test_all_that_follow_move_to_another_weekday_and_back_to_the_days_of_before(seminar):
    seminar.move(TUESDAYS[1], THURSDAYS[1], following=True)
    assert seminar.days() == [TUESDAYS[0], *THURSDAYS[1:4]]

    seminar.move(THURSDAYS[1], TUESDAYS[1], following=True)
    assert seminar.days() == TUESDAYS[:4]
    assert [row.original_on for row in seminar.rows()] == [None] * 4


def test_sessions_that_were_held_stay_when_the_others_follow(seminar):
    seminar.hold(TUESDAYS[2])

    # The third stays; the second and the fourth, a week later, pass over its day and each other.
    seminar.move(TUESDAYS[1], TUESDAYS[3], following=True)

    assert seminar.days() == [TUESDAYS[0], TUESDAYS[2], TUESDAYS[3], TUESDAYS[5]]


def test_a_session_may_move_to_the_day_of_a_cancelled_one_which_takes_the_day_left(seminar):
    seminar.do(archive_session, session_id=seminar.on(TUESDAYS[2]).id, reason="场地检修")

    seminar.move(TUESDAYS[1], TUESDAYS[2])

    assert seminar.days() == [TUESDAYS[0], *TUESDAYS[2:4]]
    aside = seminar.on(TUESDAYS[1])
    assert (aside.archived, aside.original_on, aside.reason) == (True, TUESDAYS[2], "场地检修")


def test_a_day_that_another_session_has_is_refused_and_nothing_moves(seminar):
    error = refused(seminar.move, TUESDAYS[1], TUESDAYS[0])

    assert (error.code, error.facts) == ("session_exists", {"on": TUESDAYS[0]})
    assert seminar.days() == TUESDAYS[:4]


@pytest.mark.parametrize("day", [dt.date(1926, 4, 7), dt.date(2126, 4, 7)])
def test_a_day_of_the_wrong_century_is_refused_wherever_it_is_typed(seminar, day):
    codes = [
        refused(seminar.move, TUESDAYS[1], day).code,
        refused(seminar.do, create_session, course_id=seminar.course_id, planned_on=day).code,
        refused(seminar.course, starts_on=day, rule=f"FREQ=WEEKLY;UNTIL={day:%Y%m%d}").code,
    ]

    assert codes == ["day_not_plausible"] * 3
    assert seminar.days() == TUESDAYS[:4]


def test_what_was_held_is_corrected_and_not_moved(seminar):
    seminar.hold(TUESDAYS[0])

    assert refused(seminar.move, TUESDAYS[0], THURSDAYS[0]).code == "held_session_moves"


def test_two_people_move_one_session_and_the_second_sees_both_days(seminar):
    row = seminar.on(TUESDAYS[1])
    seminar.move(TUESDAYS[1], THURSDAYS[1])

    with pytest.raises(Conflict) as conflict:
        seminar.do(
            reschedule_session,
            session_id=row.id,
            expected_version=row.version,
            original={"planned_on": TUESDAYS[1]},
            changes={"planned_on": dt.date(2026, 3, 13)},
        )

    assert conflict.value.theirs == {"planned_on": THURSDAYS[1]}
    assert seminar.days() == [TUESDAYS[0], THURSDAYS[1], *TUESDAYS[2:4]]


def test_a_room_at_one_time_is_refused_naming_both_courses(seminar):
    # 20:30 is within the two hours from 19:00; the second evening of the other course is on 10 March.
    error = refused(
        seminar.course,
        title="安全培训",
        room=" 多功能厅",
        starts_on=dt.date(2026, 3, 10),
        starts_at=dt.time(20, 30),
        rule="FREQ=WEEKLY;COUNT=1",
    )

    assert (error.code, error.facts) == (
        "room_taken",
        {
            "title": "安全培训",
            "other": "研讨班",
            "room": "多功能厅",
            "on": dt.date(2026, 3, 10),
            "time": "20:30",
            "other_time": "19:00",
            "times": 1,
        },
    )
    assert len(seminar.ask(lambda session, project: courses(session, project, TODAY, names=False))) == 1


def test_a_course_that_begins_when_the_other_ends_may_have_the_room(seminar):
    later = seminar.course(title="安全培训", starts_at=dt.time(21, 0))

    assert seminar.days(later) == TUESDAYS[:4]


def test_a_shared_room_is_confirmed_with_a_reason_that_its_sessions_keep(seminar):
    course_id = seminar.course(
        title="安全培训", rule="FREQ=WEEKLY;BYDAY=TU,WE;COUNT=4", room_reason="大厅可隔成两间"
    )

    assert [(row.planned_on, row.reason) for row in seminar.rows(course_id)] == [
        (TUESDAYS[0], "大厅可隔成两间"),
        (dt.date(2026, 3, 4), ""),
        (TUESDAYS[1], "大厅可隔成两间"),
        (dt.date(2026, 3, 11), ""),
    ]


def test_a_room_taken_is_refused_however_a_session_comes_into_it(seminar):
    other = seminar.course(title="安全培训", rule="FREQ=WEEKLY;BYDAY=WE;COUNT=4")
    wednesday = dt.date(2026, 3, 4)
    row = seminar.on(wednesday, other)
    [course] = [
        each
        for each in seminar.ask(lambda session, project: courses(session, project, TODAY, names=False))
        if each.id == other
    ]
    change = {"session_id": row.id, "expected_version": row.version, "today": TODAY}

    codes = [
        refused(seminar.move, wednesday, TUESDAYS[0], other).code,
        refused(seminar.move, wednesday, TUESDAYS[0], other, following=True).code,
        refused(seminar.do, create_session, course_id=other, planned_on=TUESDAYS[0]).code,
        refused(
            seminar.do,
            update_course,
            course_id=other,
            expected_version=course.version,
            original={"rule": course.rule},
            changes={"rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=4"},
        ).code,
    ]
    # In another room it may stand beside the seminar; going back into the hall is refused again.
    seminar.do(create_session, course_id=other, planned_on=TUESDAYS[0], room="会议室")
    beside = seminar.on(TUESDAYS[0], other)
    codes.append(
        refused(
            seminar.do,
            update_session,
            **{**change, "session_id": beside.id, "expected_version": beside.version},
            original={"room": "会议室"},
            changes={"room": ""},
        ).code
    )

    assert codes == ["room_taken"] * 5
    assert wednesday in seminar.days(other)
    assert seminar.on(TUESDAYS[0], other).room == "会议室"


def test_what_was_put_aside_comes_back_only_into_a_free_room(seminar):
    seminar.do(archive_course, course_id=seminar.course_id)
    other = seminar.course(title="安全培训", rule="FREQ=WEEKLY;BYDAY=TU;COUNT=1")
    assert refused(seminar.do, restore_course, course_id=seminar.course_id).code == "room_taken"

    seminar.do(archive_session, session_id=seminar.on(TUESDAYS[0], other).id)
    seminar.do(restore_course, course_id=seminar.course_id)
    aside = seminar.on(TUESDAYS[0], other)

    assert refused(seminar.do, restore_session, session_id=aside.id).code == "room_taken"
    seminar.do(restore_session, session_id=aside.id, room_reason="合班")
    assert seminar.on(TUESDAYS[0], other).reason == "合班"


def test_a_time_and_room_of_its_own_free_the_room_of_the_course(seminar):
    row = seminar.on(TUESDAYS[0])
    seminar.do(
        update_session,
        session_id=row.id,
        expected_version=row.version,
        original={"starts_at": None, "room": ""},
        changes={"starts_at": dt.time(14, 0), "room": "会议室"},
        today=TODAY,
    )

    seminar.course(title="安全培训", rule="FREQ=WEEKLY;BYDAY=TU;COUNT=1")

    assert (seminar.on(TUESDAYS[0]).starts_at, seminar.on(TUESDAYS[0]).room) == (dt.time(14, 0), "会议室")


def test_a_longer_rule_keeps_what_was_moved_and_what_was_cancelled(seminar):
    seminar.move(TUESDAYS[1], THURSDAYS[1])
    seminar.do(archive_session, session_id=seminar.on(TUESDAYS[2]).id)
    [course] = seminar.ask(lambda session, project: courses(session, project, TODAY, names=False))

    seminar.do(
        update_course,
        course_id=course.id,
        expected_version=course.version,
        original={"rule": course.rule},
        changes={"rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=5"},
    )

    assert seminar.days() == [TUESDAYS[0], THURSDAYS[1], TUESDAYS[3], TUESDAYS[4]]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"session_minutes": 0}, "minutes_out_of_range"),
        ({"session_minutes": 721}, "minutes_out_of_range"),
        ({"pass_hours_milli": 10_001}, "pass_hours_out_of_range"),
        ({"pass_hours_milli": 0}, "pass_hours_out_of_range"),
        ({"certificate_months": 0}, "months_out_of_range"),
        ({"certificate_months": 601}, "months_out_of_range"),
    ],
)
def test_fields_of_a_course_out_of_range_are_refused(seminar, given, code):
    assert refused(seminar.course, title="安全培训", room="", **given).code == code


def test_a_field_that_is_not_the_forms_is_refused(seminar):
    row = seminar.on(TUESDAYS[0])
    edit = {"session_id": row.id, "expected_version": row.version, "original": {}}

    assert (
        refused(seminar.do, update_session, **edit, changes={"planned_on": TODAY}, today=TODAY).code
        == "field_not_editable"
    )
