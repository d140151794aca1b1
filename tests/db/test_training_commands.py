"""Courses, sessions, participants and attendance: what is stored, what is refused, what the audit keeps."""

import datetime as dt

import pytest
from sqlmodel import Session, col, select

from db.commands import participants as people
from db.commands import sessions as session_commands
from db.commands import training as commands
from db.commands.attendance import record_attendance
from db.models import AuditEntry, CourseSession, Enrolment, Person
from db.queries.training import courses, marks, participants, sessions
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.permissions import SYSTEM
from tracker.training import SessionState
from tracker.vocabulary import AttendanceMark

TODAY = dt.date(2026, 4, 1)
FIRST = dt.date(2026, 3, 3)


@pytest.fixture
def project_id(engine) -> int:
    with unit_of_work(engine) as session:
        return make_project(session).id


def create(session: Session, project_id: int, **given) -> int:
    arguments = {
        "title": "视觉艺术高端研讨班",
        "starts_on": FIRST,
        "starts_at": dt.time(19, 0),
        "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=4",
        "planned_hours_milli": 10_000,
        "session_hours_milli": 2_500,
        **given,
    }
    return commands.create_course(session, actor=SYSTEM, project_id=project_id, **arguments)


def days(session: Session, project_id: int) -> list[dt.date]:
    return [row.planned_on for row in sessions(session, project_id, TODAY) if not row.archived]


def enrolments(session: Session) -> list[int]:
    return list(session.exec(select(Enrolment.id).order_by(col(Enrolment.id))).all())


def hold(session: Session, project_id: int, row: CourseSession, **given) -> None:
    arguments = {
        "expected_version": row.version,
        "original": {"held_on": row.held_on, "hours_milli": row.hours_milli},
        "changes": {"held_on": row.planned_on, "hours_milli": 2_000},
        "today": TODAY,
        **given,
    }
    session_commands.update_session(
        session, actor=SYSTEM, project_id=project_id, session_id=row.id, **arguments
    )


def mark(session: Session, project_id: int, row: CourseSession, changes) -> int:
    return record_attendance(
        session,
        actor=SYSTEM,
        project_id=project_id,
        session_id=row.id,
        expected_version=1,
        original={},
        changes=changes,
        today=TODAY,
    )


def first_session(session: Session) -> CourseSession:
    return session.exec(select(CourseSession).order_by(col(CourseSession.planned_on))).first()


def test_a_course_is_laid_out_over_the_working_calendar_of_its_project(engine, project_id):
    with unit_of_work(engine) as session:
        make("calendar_exception", session, project_id=project_id, day=dt.date(2026, 3, 10), is_working=False)
        create(session, project_id)

    with reading(engine) as session:
        assert days(session, project_id) == [FIRST, dt.date(2026, 3, 17), dt.date(2026, 3, 24)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": "  "}, "text_missing"),
        ({"rule": "FREQ=WEEKLY"}, "rule_without_end"),
        ({"planned_hours_milli": 0}, "hours_out_of_range"),
        ({"session_hours_milli": 24_001}, "hours_out_of_range"),
        ({"room": "厅" * 121}, "text_too_long"),
    ],
)
def test_a_course_that_breaks_a_rule_leaves_nothing_behind(engine, project_id, given, code):
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        create(session, project_id, trainer="馆负责人(示例)", **given)

    assert refused.value.code == code
    with reading(engine) as session:
        assert courses(session, project_id, TODAY, names=True) == []
        assert session.exec(select(Person)).all() == []


def test_a_new_rule_moves_the_open_sessions_and_leaves_held_ones(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = create(session, project_id)
        hold(session, project_id, first_session(session))
    with reading(engine) as session:
        course = courses(session, project_id, TODAY, names=True)[0]

    with unit_of_work(engine) as session:
        commands.update_course(
            session,
            actor=SYSTEM,
            project_id=project_id,
            course_id=course_id,
            expected_version=course.version,
            original={"rule": course.rule},
            changes={"rule": "FREQ=WEEKLY;BYDAY=WE;COUNT=2"},
        )

    with reading(engine) as session:
        assert days(session, project_id) == [FIRST, dt.date(2026, 3, 4), dt.date(2026, 3, 11)]


def test_going_back_to_the_old_rule_brings_its_sessions_back(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = create(session, project_id)
        before = days(session, project_id)
    for old, new in (("TU", "WE"), ("WE", "TU")):
        with unit_of_work(engine) as session:
            course = courses(session, project_id, TODAY, names=True)[0]
            commands.update_course(
                session,
                actor=SYSTEM,
                project_id=project_id,
                course_id=course_id,
                expected_version=course.version,
                original={"rule": f"FREQ=WEEKLY;BYDAY={old};COUNT=4"},
                changes={"rule": f"FREQ=WEEKLY;BYDAY={new};COUNT=4"},
            )

    with reading(engine) as session:
        assert days(session, project_id) == before


def test_the_trainer_is_one_person_however_often_the_name_is_typed(engine, project_id):
    with unit_of_work(engine) as session:
        create(session, project_id, trainer="馆负责人(示例)")
        create(session, project_id, title="第二门课", trainer=" 馆负责人(示例) ")

    with reading(engine) as session:
        assert [row.trainer for row in courses(session, project_id, TODAY, names=True)] == [
            "馆负责人(示例)"
        ] * 2
        assert len(session.exec(select(Person)).all()) == 1


def test_a_held_session_delivers_its_own_hours_and_keeps_who_was_there(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = create(session, project_id)
        people.create_participants(
            session,
            actor=SYSTEM,
            project_id=project_id,
            course_id=course_id,
            people=["甲(示例)", "", "乙(示例)"],
        )
        one, two = enrolments(session)
        row = first_session(session)
        hold(session, project_id, row)
        mark(session, project_id, row, {one: AttendanceMark.PRESENT, two: AttendanceMark.EXCUSED})
        session_id = row.id

    with reading(engine) as session:
        held = sessions(session, project_id, TODAY)[0]
        assert (held.state, held.hours_milli, held.present, held.marked) == (SessionState.HELD, 2_000, 1, 2)
        assert courses(session, project_id, TODAY, names=False)[0].hours.delivered_milli == 2_000
        assert marks(session, project_id, session_id) == {
            one: AttendanceMark.PRESENT,
            two: AttendanceMark.EXCUSED,
        }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"held_on": FIRST, "hours_milli": None}, "held_without_hours"),
        ({"held_on": None, "hours_milli": 2_000}, "held_without_hours"),
        ({"held_on": FIRST, "hours_milli": -1}, "hours_out_of_range"),
        ({"held_on": FIRST, "hours_milli": 24_001}, "hours_out_of_range"),
        ({"held_on": TODAY + dt.timedelta(days=1), "hours_milli": 2_000}, "held_in_future"),
        ({"held_on": dt.date(1926, 3, 3), "hours_milli": 2_000}, "day_not_plausible"),
    ],
)
def test_a_session_that_cannot_be_is_refused_and_stays_as_it_was(engine, project_id, changes, code):
    with unit_of_work(engine) as session:
        create(session, project_id)

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        hold(session, project_id, first_session(session), changes=changes)

    assert refused.value.code == code
    with reading(engine) as session:
        row = first_session(session)
        assert (row.planned_on, row.held_on, row.hours_milli) == (FIRST, None, None)


def test_two_people_record_different_hours_and_the_second_sees_both(engine, project_id):
    with unit_of_work(engine) as session:
        create(session, project_id)
    with unit_of_work(engine) as session:
        hold(session, project_id, first_session(session))

    with pytest.raises(Conflict) as conflict, unit_of_work(engine) as session:
        hold(
            session,
            project_id,
            first_session(session),
            expected_version=1,
            original={"held_on": None, "hours_milli": None},
            changes={"held_on": FIRST, "hours_milli": 2_500},
        )

    assert (conflict.value.mine, conflict.value.theirs) == ({"hours_milli": 2_500}, {"hours_milli": 2_000})


def test_a_cancelled_session_no_longer_counts_and_comes_back_with_its_hours(engine, project_id):
    with unit_of_work(engine) as session:
        create(session, project_id)
        row = first_session(session)
        hold(session, project_id, row)
        target = {"project_id": project_id, "session_id": row.id}

    with unit_of_work(engine) as session:
        session_commands.archive_session(session, actor=SYSTEM, **target)
    with reading(engine) as session:
        assert courses(session, project_id, TODAY, names=False)[0].hours.delivered_milli == 0
    with unit_of_work(engine) as session:
        session_commands.restore_session(session, actor=SYSTEM, **target)
    with reading(engine) as session:
        assert courses(session, project_id, TODAY, names=False)[0].hours.delivered_milli == 2_000


def test_an_extra_session_is_added_once_a_day(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = create(session, project_id)
        target = {"project_id": project_id, "course_id": course_id, "planned_on": dt.date(2026, 3, 6)}
        session_commands.create_session(session, actor=SYSTEM, **target)

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        session_commands.create_session(session, actor=SYSTEM, **target)

    assert refused.value.code == "session_exists"


def test_a_participant_twice_is_refused_and_no_one_of_the_list_is_added(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = create(session, project_id)
    target = {"project_id": project_id, "course_id": course_id}

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        people.create_participants(
            session, actor=SYSTEM, **target, people=["甲(示例)", "乙(示例)", "甲(示例)"]
        )

    assert (refused.value.code, refused.value.facts) == ("participant_twice", {"name": "甲(示例)"})
    with reading(engine) as session:
        assert participants(session, project_id, course_id, names=True) == []


def test_somebody_who_left_a_course_comes_back_with_the_attendance_of_before(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = create(session, project_id)
        target = {"project_id": project_id, "course_id": course_id, "people": ["甲(示例)"]}
        people.create_participants(session, actor=SYSTEM, **target)
        (enrolment_id,) = enrolments(session)
        mark(session, project_id, first_session(session), {enrolment_id: AttendanceMark.PRESENT})
        people.archive_participant(session, actor=SYSTEM, project_id=project_id, enrolment_id=enrolment_id)
    with unit_of_work(engine) as session:
        people.create_participants(session, actor=SYSTEM, **target)

    with reading(engine) as session:
        rows = participants(session, project_id, course_id, names=True)
    assert [(row.enrolment_id, row.archived, row.present) for row in rows] == [(enrolment_id, False, 1)]


def test_the_audit_never_holds_a_participants_or_trainers_name(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = create(session, project_id, trainer="馆负责人(示例)")
    with unit_of_work(engine) as session:
        people.create_participants(
            session, actor=SYSTEM, project_id=project_id, course_id=course_id, people=["学员甲(示例)"]
        )
        (enrolment_id,) = enrolments(session)
    with unit_of_work(engine) as session:
        people.update_participant(
            session,
            actor=SYSTEM,
            project_id=project_id,
            enrolment_id=enrolment_id,
            expected_version=1,
            original={"name": "学员甲(示例)"},
            changes={"name": "学员乙(示例)"},
        )

    with reading(engine) as session:
        assert participants(session, project_id, course_id, names=True)[0].name == "学员乙(示例)"
        told = " ".join(session.exec(select(AuditEntry.changes)).all())
    assert "course_session" not in told
    assert '"name": ["changed"]' in told
    assert not [word for word in ("馆负责人", "学员甲", "学员乙") if word in told]
