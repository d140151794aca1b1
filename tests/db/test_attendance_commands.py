"""Who was at a session: marks merge one by one, the same list twice changes nothing, two answers meet in words."""

import datetime as dt
import json

import pytest
from sqlmodel import col, select

from db.commands.sessions import archive_session
from db.models import AuditEntry
from db.queries.training import courses
from db.unit_of_work import broken_link, reading, unit_of_work
from tests.factories import make
from tests.support.seminar import TODAY, TUESDAYS, Seminar
from tracker.errors import Conflict, Invalid
from tracker.training import SessionState
from tracker.vocabulary import AttendanceMark

PRESENT, ABSENT, EXCUSED = AttendanceMark.PRESENT, AttendanceMark.ABSENT, AttendanceMark.EXCUSED
FIRST = TUESDAYS[0]


@pytest.fixture
def seminar(engine) -> Seminar:
    return Seminar(engine)


def entries(seminar: Seminar) -> int:
    with reading(seminar.engine) as session:
        return len(session.exec(select(AuditEntry.id)).all())


def test_one_save_stores_the_marks_and_holds_the_session_with_its_hours(seminar):
    changed = seminar.mark(
        FIRST, {seminar.one: PRESENT, seminar.two: EXCUSED}, held_on=FIRST, hours_milli=2_500
    )

    row = seminar.on(FIRST)
    assert changed == 2
    assert (row.state, row.hours_milli, row.present, row.marked) == (SessionState.HELD, 2_500, 1, 2)
    [course] = seminar.ask(lambda session, project_id: courses(session, project_id, TODAY, names=False))
    assert course.hours.delivered_milli == 2_500


def test_two_people_who_mark_different_participants_both_stand(seminar):
    seminar.mark(FIRST, {seminar.one: PRESENT})
    seminar.mark(FIRST, {seminar.two: ABSENT})

    assert seminar.marks(FIRST) == {seminar.one: PRESENT, seminar.two: ABSENT}


def test_the_same_list_sent_twice_changes_nothing(seminar):
    first = seminar.mark(FIRST, {seminar.one: PRESENT, seminar.two: ABSENT}, held_on=FIRST, hours_milli=2_500)
    written = entries(seminar)
    again = seminar.mark(FIRST, {seminar.one: PRESENT, seminar.two: ABSENT}, held_on=FIRST, hours_milli=2_500)

    assert (first, again) == (2, 0)
    assert entries(seminar) == written


def test_the_same_participant_marked_differently_is_shown_and_nothing_of_the_list_is_stored(seminar):
    seminar.mark(FIRST, {seminar.one: PRESENT})

    with pytest.raises(Conflict) as conflict:
        seminar.mark(FIRST, {seminar.one: ABSENT, seminar.two: ABSENT})

    error = conflict.value
    assert (error.base, error.mine, error.theirs) == (
        {seminar.one: None},
        {seminar.one: ABSENT},
        {seminar.one: PRESENT},
    )
    assert seminar.marks(FIRST) == {seminar.one: PRESENT}
    seminar.mark(FIRST, {seminar.one: ABSENT, seminar.two: ABSENT}, original=error.theirs)
    assert seminar.marks(FIRST) == {seminar.one: ABSENT, seminar.two: ABSENT}


def test_a_mark_that_the_person_only_saw_does_not_undo_a_newer_one(seminar):
    seminar.mark(FIRST, {seminar.one: PRESENT})
    seen = seminar.marks(FIRST)
    seminar.mark(FIRST, {seminar.one: EXCUSED}, original=seen)

    seminar.mark(FIRST, {seminar.one: PRESENT, seminar.two: PRESENT}, original=seen)

    assert seminar.marks(FIRST) == {seminar.one: EXCUSED, seminar.two: PRESENT}


def test_a_mark_is_taken_back_and_the_audit_keeps_what_it_was(seminar):
    seminar.mark(FIRST, {seminar.one: PRESENT, seminar.two: ABSENT})
    seen = seminar.marks(FIRST)

    assert seminar.mark(FIRST, {seminar.one: None, seminar.two: ABSENT}, original=seen) == 1
    assert seminar.marks(FIRST) == {seminar.two: ABSENT}
    assert (seminar.on(FIRST).present, seminar.on(FIRST).marked) == (0, 1)
    with reading(seminar.engine) as session:
        last = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
        assert broken_link(session, seminar.project_id) is None
    assert (last.command, last.record_table) == ("record_attendance", "attendance")
    assert json.loads(last.changes) == {"mark": ["present", None]}

    assert seminar.mark(FIRST, {seminar.one: None}, original=seen) == 0, "sent twice"
    assert seminar.mark(FIRST, {seminar.one: EXCUSED}) == 1
    assert seminar.marks(FIRST) == {seminar.one: EXCUSED, seminar.two: ABSENT}


def test_a_mark_that_somebody_changed_meanwhile_is_not_taken_back_unseen(seminar):
    seminar.mark(FIRST, {seminar.one: PRESENT})
    seen = seminar.marks(FIRST)
    seminar.mark(FIRST, {seminar.one: EXCUSED}, original=seen)

    with pytest.raises(Conflict) as conflict:
        seminar.mark(FIRST, {seminar.one: None}, original=seen)

    assert (conflict.value.mine, conflict.value.theirs) == ({seminar.one: None}, {seminar.one: EXCUSED})
    assert seminar.marks(FIRST) == {seminar.one: EXCUSED}


def test_an_excuse_ahead_of_the_day_is_taken_back(seminar):
    ahead = dt.date(2026, 4, 7)
    seminar.move(TUESDAYS[3], ahead)
    seminar.mark(ahead, {seminar.one: EXCUSED})

    assert seminar.mark(ahead, {seminar.one: None}, original={seminar.one: EXCUSED}) == 1
    assert seminar.marks(ahead) == {}


def test_the_hours_that_somebody_recorded_stay_when_the_list_is_saved_later(seminar):
    seminar.hold(FIRST)

    seminar.mark(FIRST, {seminar.one: PRESENT}, held_on=FIRST, hours_milli=2_500)

    assert seminar.on(FIRST).hours_milli == 2_000


def test_ahead_of_its_day_a_participant_can_only_be_excused(seminar):
    ahead = dt.date(2026, 4, 7)
    seminar.move(TUESDAYS[3], ahead)

    seminar.mark(ahead, {seminar.one: EXCUSED})
    with pytest.raises(Invalid) as refused:
        seminar.mark(ahead, {seminar.two: PRESENT})

    assert refused.value.code == "attendance_too_early"
    assert seminar.marks(ahead) == {seminar.one: EXCUSED}


def test_a_mark_for_somebody_of_another_course_is_refused_with_the_whole_list(seminar):
    with unit_of_work(seminar.engine) as session:
        stranger = make("enrolment", session, project_id=seminar.project_id).id

    with pytest.raises(Invalid) as refused:
        seminar.mark(FIRST, {seminar.one: PRESENT, stranger: PRESENT}, held_on=FIRST, hours_milli=2_500)

    assert refused.value.code == "participant_elsewhere"
    assert seminar.marks(FIRST) == {}
    assert seminar.on(FIRST).held_on is None


def test_a_cancelled_session_takes_no_marks(seminar):
    seminar.do(archive_session, session_id=seminar.on(FIRST).id)

    with pytest.raises(Invalid) as refused:
        seminar.mark(FIRST, {seminar.one: PRESENT})

    assert refused.value.code == "session_cancelled"
