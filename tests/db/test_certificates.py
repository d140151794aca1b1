"""Certificates and required courses: who gets one, what is refused, and what a post still lacks before opening."""

import datetime as dt

import pytest
from sqlmodel import Session, col, select

from db.commands import certificates as commands
from db.commands.course_requirements import require_course, set_enrolment_post, unrequire_course
from db.models import AuditEntry, Certificate, CourseRequirement, Enrolment
from db.queries.attendance import attendance_grid
from db.queries.certificates import certificates
from db.queries.training_progress import course_plans, course_standing, forecasts, needs
from db.unit_of_work import reading, unit_of_work
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.permissions import SYSTEM
from tracker.training_needs import Expiry, FinishBasis
from tracker.training_progress import NoForecast, PassState
from tracker.vocabulary import AttendanceMark

TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 6, 26)
FIRST, SECOND, THIRD = dt.date(2026, 3, 3), dt.date(2026, 3, 10), dt.date(2026, 3, 17)
LONG_AGO = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def project_id(engine) -> int:
    with unit_of_work(engine) as session:
        return make_project(session, opening_on=OPENING).id


def course(session: Session, project_id: int, attended: str, **given) -> int:
    """A course of 4 hours in two sessions of 2, both held; per participant P (both), H (the first) or A (none)."""
    row = make(
        "course",
        session,
        project_id=project_id,
        **{
            "title": "上岗培训(示例)",
            "starts_on": FIRST,
            "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=2",
            "planned_hours_milli": 4_000,
            "session_hours_milli": 2_000,
            **given,
        },
    )
    meetings = [
        make(
            "course_session",
            session,
            project_id=project_id,
            course_id=row.id,
            planned_on=day,
            held_on=day,
            hours_milli=2_000,
        ).id
        for day in (FIRST, SECOND)
    ]
    for letter in attended:
        enrolment = make("enrolment", session, project_id=project_id, course_id=row.id)
        for index, meeting in enumerate(meetings):
            there = letter == "P" or (letter == "H" and index == 0)
            mark = AttendanceMark.PRESENT if there else AttendanceMark.ABSENT
            make(
                "attendance",
                session,
                project_id=project_id,
                session_id=meeting,
                enrolment_id=enrolment.id,
                mark=mark,
            )
    return row.id


def issue(session: Session, project_id: int, course_id: int, **given) -> int:
    arguments = {"issued_on": THIRD, "today": TODAY, **given}
    return commands.issue_certificates(
        session, actor=SYSTEM, project_id=project_id, course_id=course_id, **arguments
    )


def update(session: Session, project_id: int, row: Certificate, **changes) -> None:
    commands.update_certificate(
        session,
        actor=SYSTEM,
        project_id=project_id,
        certificate_id=row.id,
        expected_version=row.version,
        original={name: getattr(row, name) for name in changes},
        changes=changes,
        today=TODAY,
    )


def stored(session: Session) -> list[Certificate]:
    return list(session.exec(select(Certificate).order_by(col(Certificate.id))).all())


def test_all_who_passed_get_a_certificate_in_one_step_for_the_months_of_the_course(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "PHPA", certificate_months=24)
        given = issue(session, project_id, course_id, first_number="培训-009")

    with reading(engine) as session:
        rows = stored(session)
        standing = course_standing(session, project_id, course_id)
    assert given == 2
    assert [(row.number, row.issued_on, row.expires_on) for row in rows] == [
        ("培训-009", THIRD, dt.date(2028, 3, 17)),
        ("培训-010", THIRD, dt.date(2028, 3, 17)),
    ]
    assert [trainee.state for trainee in standing.values()] == [
        PassState.PASSED,
        PassState.SHORT,
        PassState.PASSED,
        PassState.SHORT,
    ]
    assert [trainee.certificate is not None for trainee in standing.values()] == [True, False, True, False]


def test_who_holds_a_valid_certificate_gets_no_second_one(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "PP", certificate_months=None)
        issue(session, project_id, course_id)

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        issue(session, project_id, course_id, issued_on=TODAY)

    assert refused.value.code == "nobody_to_certify"


def test_a_certificate_put_aside_is_issued_anew_on_the_same_day(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "P")
        issue(session, project_id, course_id, first_number="1")
        (row,) = stored(session)
        commands.archive_certificate(session, actor=SYSTEM, project_id=project_id, certificate_id=row.id)
        issue(session, project_id, course_id, first_number="2")

        assert [(each.number, each.archived_at) for each in stored(session)] == [("2", None)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"issued_on": dt.date(2026, 4, 2)}, "certificate_in_future"),
        ({"issued_on": dt.date(1926, 3, 17)}, "certificate_too_early"),
        ({"first_number": "培训"}, "certificate_number_not_counting"),
        ({"first_number": "7" * 81}, "text_too_long"),
        ({"first_number": "K-1"}, "certificate_number_taken"),
    ],
)
def test_an_issue_that_cannot_be_meant_is_refused_whole(engine, project_id, given, code):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "PP")
        make("certificate", session, project_id=project_id, number="K-2")

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        issue(session, project_id, course_id, **given)

    with reading(engine) as session:
        assert (refused.value.code, len(stored(session))) == (code, 1)


def test_an_archived_course_issues_nothing_and_is_required_of_nobody(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "P", archived_at=LONG_AGO)
        post_id = make("post", session, project_id=project_id).id

    for write in (
        lambda session: issue(session, project_id, course_id),
        lambda session: require_course(
            session, actor=SYSTEM, project_id=project_id, course_id=course_id, post_ids=[post_id]
        ),
    ):
        with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
            write(session)
        assert refused.value.code == "course_put_aside"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expires_on": dt.date(2026, 3, 16)}, "certificate_ends_first"),
        ({"issued_on": dt.date(2026, 4, 2)}, "certificate_in_future"),
        ({"issued_on": TODAY}, "certificate_twice"),
        ({"number": "K-2"}, "certificate_number_taken"),
        ({"number": "7" * 81}, "text_too_long"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_refused(engine, project_id, changes, code):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "P")
        issue(session, project_id, course_id)
        (row,) = stored(session)
        row_id = row.id
        own = {"project_id": project_id, "course_id": course_id, "person_id": row.person_id}
        make("certificate", session, **own, issued_on=TODAY, number="K-2")

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        update(session, project_id, session.get(Certificate, row_id), **changes)

    assert refused.value.code == code


def test_a_correction_over_anothers_correction_is_a_conflict(engine, project_id):
    with unit_of_work(engine) as session:
        issue(session, project_id, course(session, project_id, "P"))
        (row,) = stored(session)
        row_id, seen = row.id, {"expected_version": row.version, "original": {"number": ""}}
    with unit_of_work(engine) as session:
        update(session, project_id, session.get(Certificate, row_id), number="A-1")

    with pytest.raises(Conflict), unit_of_work(engine) as session:
        commands.update_certificate(
            session,
            actor=SYSTEM,
            project_id=project_id,
            certificate_id=row_id,
            changes={"number": "B-1"},
            today=TODAY,
            **seen,
        )


def test_a_certificate_does_not_come_back_under_a_number_given_away(engine, project_id):
    with unit_of_work(engine) as session:
        row_id = make("certificate", session, project_id=project_id, number="K-1", archived_at=LONG_AGO).id
        make("certificate", session, project_id=project_id, number="K-1")

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        commands.restore_certificate(session, actor=SYSTEM, project_id=project_id, certificate_id=row_id)

    assert refused.value.code == "certificate_number_taken"


def test_certificates_come_by_the_day_they_run_out_and_without_names_no_name_is_read(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
        for name, expires in (
            ("甲(示例)", None),
            ("乙(示例)", dt.date(2026, 7, 1)),
            ("丙(示例)", dt.date(2026, 5, 1)),
        ):
            person = make("person", session, project_id=project_id, name=name)
            own = {"project_id": project_id, "course_id": course_id, "person_id": person.id}
            make("enrolment", session, **own)
            make("certificate", session, **own, issued_on=THIRD, expires_on=expires)

    with reading(engine) as session:
        named = certificates(session, project_id, TODAY, OPENING, names=True)
        with statements(engine) as sent:
            told = certificates(session, project_id, TODAY, OPENING, names=False)

    assert [(row.name, row.participant, row.expiry) for row in named] == [
        ("丙(示例)", 3, Expiry.SOON),
        ("乙(示例)", 2, Expiry.LATER),
        ("甲(示例)", 1, Expiry.NEVER),
    ]
    assert [(row.name, row.participant) for row in told] == [(None, 3), (None, 2), (None, 1)]
    assert len(sent) == 2
    assert not [statement for statement in sent if "person.name" in statement]


def test_the_audit_of_certificates_names_nobody(engine, project_id):
    with unit_of_work(engine) as session:
        person = make("person", session, project_id=project_id, name="学员甲(示例)")
        course_id = course(session, project_id, "P")
        row = session.exec(select(Enrolment)).one()
        row.person_id = person.id
    with unit_of_work(engine) as session:
        issue(session, project_id, course_id)

    with reading(engine) as session:
        entries = session.exec(select(AuditEntry)).all()
    assert any(entry.command == "issue_certificates" for entry in entries)
    assert not [entry for entry in entries if "学员甲" in str(entry.changes)]


def staffed(session: Session, project_id: int, expected: int) -> int:
    """A post with so many people expected on opening day."""
    post = make("post", session, project_id=project_id, approved=expected)
    own = {"project_id": project_id, "post_id": post.id}
    make("post_count", session, **own, on=dt.date(2026, 1, 5), in_post=1)
    make("post_count", session, **own, on=dt.date(2026, 6, 8), in_post=expected, is_planned=True)
    return post.id


def assign(session: Session, project_id: int, post_id: int) -> None:
    """Everybody who takes part does so for the post."""
    for row in session.exec(select(Enrolment)).all():
        set_enrolment_post(
            session,
            actor=SYSTEM,
            project_id=project_id,
            enrolment_id=row.id,
            expected_version=row.version,
            original={"post_id": None},
            changes={"post_id": post_id},
        )


def test_a_post_lacks_who_is_expected_and_has_not_passed(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "PPH")
        post_id = staffed(session, project_id, 4)
        other = staffed(session, project_id, 2)
        assign(session, project_id, post_id)
        require_course(
            session, actor=SYSTEM, project_id=project_id, course_id=course_id, post_ids=[post_id, other]
        )

    with reading(engine) as session:
        found = {row.post_id: row.need for row in needs(session, project_id, TODAY, OPENING)}

    # Both sessions were held, so the course is over: 10 March 2026. One was there half the time and cannot pass.
    assert (found[post_id].expected, found[post_id].trained, found[post_id].missing) == (4, 2, 2)
    assert (found[post_id].under_way, found[post_id].missing_at_opening) == (0, 2)
    assert (found[post_id].finishes_on, found[post_id].basis) == (SECOND, FinishBasis.PACE)
    assert (found[other].expected, found[other].missing) == (2, 2)


def test_a_course_still_ahead_trains_in_time_when_its_plan_ends_before_opening(engine, project_id):
    with unit_of_work(engine) as session:
        row = make(
            "course",
            session,
            project_id=project_id,
            rule="FREQ=DAILY;COUNT=2",
            starts_on=dt.date(2026, 6, 10),
            planned_hours_milli=4_000,
            session_hours_milli=2_000,
        )
        for day in (10, 11):
            make(
                "course_session",
                session,
                project_id=project_id,
                course_id=row.id,
                planned_on=dt.date(2026, 6, day),
            )
        post_id = staffed(session, project_id, 2)
        make("enrolment", session, project_id=project_id, course_id=row.id, post_id=post_id)
        require_course(
            session, actor=SYSTEM, project_id=project_id, course_id=row.id, post_ids=[post_id, post_id]
        )

    with reading(engine) as session:
        (found,) = needs(session, project_id, TODAY, OPENING)
        (late,) = needs(session, project_id, TODAY, dt.date(2026, 6, 11))
        foretold = forecasts(session, project_id, TODAY)

    assert (found.need.finishes_on, found.need.basis) == (dt.date(2026, 6, 11), FinishBasis.PLAN)
    assert (found.need.missing, found.need.missing_at_opening) == (2, 1)
    assert (late.need.in_time, late.need.missing_at_opening) == (False, 2)
    assert [(each.finishes_on, each.why) for each in foretold.values()] == [(None, NoForecast.NOTHING_HELD)]


def test_a_requirement_is_taken_back_and_made_again_without_doubling(engine, project_id):
    with unit_of_work(engine) as session:
        own = {"project_id": project_id, "course_id": course(session, project_id, "")}
        post_id = staffed(session, project_id, 1)
        counts = [
            require_course(session, actor=SYSTEM, **own, post_ids=[post_id]),
            require_course(session, actor=SYSTEM, **own, post_ids=[post_id]),
            unrequire_course(session, actor=SYSTEM, **own, post_ids=[post_id]),
            unrequire_course(session, actor=SYSTEM, **own, post_ids=[post_id]),
        ]
        without = needs(session, project_id, TODAY, OPENING)
        counts.append(require_course(session, actor=SYSTEM, **own, post_ids=[post_id]))

        assert counts == [1, 0, 1, 0, 1]
        assert without == []
        assert len(session.exec(select(CourseRequirement)).all()) == 1


def test_nobody_takes_part_for_an_archived_post(engine, project_id):
    with unit_of_work(engine) as session:
        course(session, project_id, "P")
        post_id = make("post", session, project_id=project_id, archived_at=LONG_AGO).id

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        assign(session, project_id, post_id)

    assert refused.value.code == "post_put_aside"


def test_hours_by_person_are_the_same_added_up_here_and_by_the_database(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = course(session, project_id, "PHA", planned_hours_milli=6_000)

    with reading(engine) as session:
        (plan,) = course_plans(session, project_id)
        sheet = attendance_grid(session, project_id, plan, names=False)
        standing = course_standing(session, project_id, course_id)

    assert [row.attended_milli for row in sheet.learners] == [4_000, 2_000, 0]
    assert [row.state for row in sheet.learners] == [each.state for each in standing.values()]
    assert [row.number for row in sheet.learners] == [1, 2, 3]


def test_needs_take_the_same_statements_for_1_and_3_rows(engine):
    counts = []
    for rows in (1, 3):
        with unit_of_work(engine) as session:
            project_id = make_project(session).id
            for _ in range(rows):
                post_id = staffed(session, project_id, 2)
                require_course(
                    session,
                    actor=SYSTEM,
                    project_id=project_id,
                    course_id=course(session, project_id, "P" * rows),
                    post_ids=[post_id],
                )
        with reading(engine) as session, statements(engine) as sent:
            found = needs(session, project_id, TODAY, OPENING)
        counts.append(len(sent))
        assert len(found) == rows

    assert counts[0] == counts[1]
