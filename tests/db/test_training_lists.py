"""Lists of participants and attendance, stored whole or not at all."""

import datetime as dt
from collections import Counter

import pytest
from sqlmodel import Session, col, select

from db.commands.attendance_import import import_attendance
from db.commands.participant_import import import_participants
from db.models import Attendance, AuditEntry, Enrolment, Organisation, Person
from db.queries.attendance import attendance_grid, course_marks, enrolled
from db.queries.training_progress import course_plans
from db.unit_of_work import reading, unit_of_work
from tests.db.matrix_training_progress import held_course
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import Invalid, NotFound
from tracker.exports.table import to_xlsx
from tracker.exports.training_list import attendance_columns
from tracker.i18n import Words
from tracker.imports.attendance_sheet_in import KnownLearner, KnownMeeting, SheetMark, read_attendance
from tracker.imports.record_steps import RecordStep
from tracker.permissions import SYSTEM
from tracker.vocabulary import AttendanceMark

LONG_AGO = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
LIBRARY = "示例区图书馆(示例)"


@pytest.fixture
def project_id(engine) -> int:
    with unit_of_work(engine) as session:
        return make_project(session).id


def listed(session: Session, project_id: int, course_id: int, *records: dict) -> Counter:
    return Counter(
        import_participants(
            session, actor=SYSTEM, project_id=project_id, course_id=course_id, listed=list(records)
        )
    )


def names(session: Session, project_id: int, course_id: int) -> list[tuple]:
    return [
        (row.name, row.organisation, row.post_id, row.archived)
        for row in enrolled(session, project_id, course_id)
    ]


def test_a_list_is_added_once_and_changes_nothing_the_second_time(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
        post_id = make("post", session, project_id=project_id).id
        people = (
            {"name": "学员01(示例)", "organisation": LIBRARY, "post_id": post_id},
            {"name": "学员02(示例)", "organisation": LIBRARY, "post_id": None},
        )
        first = listed(session, project_id, course_id, *people)
    with unit_of_work(engine) as session:
        second = listed(session, project_id, course_id, *people)

    with reading(engine) as session:
        assert (first, second) == ({RecordStep.ADD: 2}, {RecordStep.NOTHING: 2})
        assert names(session, project_id, course_id) == [
            ("学员01(示例)", LIBRARY, post_id, False),
            ("学员02(示例)", LIBRARY, None, False),
        ]
        assert len(session.exec(select(Organisation)).all()) == 1


def test_who_is_known_is_updated_and_who_was_taken_out_comes_back(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
        post_id = make("post", session, project_id=project_id).id
        listed(session, project_id, course_id, {"name": "学员01(示例)"}, {"name": "学员02(示例)"})
        session.exec(select(Enrolment).order_by(col(Enrolment.id))).first().archived_at = LONG_AGO
    with unit_of_work(engine) as session:
        steps = listed(
            session,
            project_id,
            course_id,
            {"name": "学员01(示例)"},
            {"name": "学员02(示例)", "organisation": None, "post_id": post_id},
        )

    with reading(engine) as session:
        assert steps == {RecordStep.RESTORE: 1, RecordStep.UPDATE: 1}
        assert names(session, project_id, course_id) == [
            ("学员01(示例)", None, None, False),
            ("学员02(示例)", None, post_id, False),
        ]


def test_of_two_people_of_one_name_the_one_of_that_organisation_is_taken(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
        library, bureau = (
            make("organisation", session, project_id=project_id, name=name).id
            for name in (LIBRARY, "示例局(示例)")
        )
        for organisation_id in (bureau, library):
            make("person", session, project_id=project_id, name="王某(示例)", organisation_id=organisation_id)
        listed(session, project_id, course_id, {"name": "王某(示例)", "organisation": LIBRARY})
        listed(
            session,
            project_id,
            make("course", session, project_id=project_id).id,
            {"name": "王某(示例)", "organisation": "另一单位(示例)"},
        )

    with reading(engine) as session:
        chosen, new = session.exec(select(Person).join(Enrolment).order_by(col(Enrolment.id))).all()
        assert chosen.organisation_id == library
        assert new.organisation_id not in {library, bureau}
        assert len(session.exec(select(Person).where(Person.name == "王某(示例)")).all()) == 3


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"name": " "}, "text_missing"),
        ({"name": "王" * 121}, "text_too_long"),
        ({"name": "王某(示例)", "organisation": "馆" * 161}, "text_too_long"),
        ({"name": "王某(示例)", "post_id": "archived"}, "post_put_aside"),
    ],
)
def test_one_wrong_participant_and_nobody_of_the_list_is_stored(engine, project_id, record, code):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
        archived = make("post", session, project_id=project_id, archived_at=LONG_AGO).id
        record = {key: archived if value == "archived" else value for key, value in record.items()}

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        listed(session, project_id, course_id, {"name": "学员01(示例)"}, record)

    with reading(engine) as session:
        assert (refused.value.code, session.exec(select(Enrolment)).all()) == (code, [])


def test_a_post_of_another_project_is_not_found(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
        foreign = make("post", session).id

    with pytest.raises(NotFound), unit_of_work(engine) as session:
        listed(session, project_id, course_id, {"name": "学员01(示例)", "post_id": foreign})


def test_an_archived_course_takes_no_list(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id, archived_at=LONG_AGO).id

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        listed(session, project_id, course_id, {"name": "学员01(示例)"})

    assert refused.value.code == "course_put_aside"


def test_the_audit_of_a_list_names_nobody(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
    with unit_of_work(engine) as session:
        listed(session, project_id, course_id, {"name": "学员甲(示例)"})

    with reading(engine) as session:
        entries = session.exec(select(AuditEntry)).all()
    assert any(entry.command == "import_participants" for entry in entries)
    assert not [entry for entry in entries if "学员甲" in str(entry.changes)]


def test_a_sheet_stores_only_the_marks_that_differ(engine, project_id):
    with unit_of_work(engine) as session:
        course_id, session_id, enrolment_id = held_course(session, project_id)
        other = make("enrolment", session, project_id=project_id, course_id=course_id).id
    marks = [
        SheetMark(session_id, enrolment_id, AttendanceMark.PRESENT),
        SheetMark(session_id, other, AttendanceMark.ABSENT),
    ]

    with unit_of_work(engine) as session:
        own = {"actor": SYSTEM, "project_id": project_id, "course_id": course_id}
        counts = [
            import_attendance(session, **own, marks=marks),
            import_attendance(session, **own, marks=marks),
        ]

    with reading(engine) as session:
        assert counts == [1, 0]
        assert course_marks(session, project_id, course_id) == {
            (session_id, enrolment_id): AttendanceMark.PRESENT,
            (session_id, other): AttendanceMark.ABSENT,
        }


def test_our_own_export_imported_again_changes_nothing_and_a_corrected_cell_is_stored(engine, project_id):
    with unit_of_work(engine) as session:
        course_id, session_id, enrolment_id = held_course(session, project_id)

    with reading(engine) as session:
        (plan,) = course_plans(session, project_id)
        sheet = attendance_grid(session, project_id, plan, names=True)
    columns = attendance_columns(Words.of("zh"), sheet, names=True)
    found = read_attendance(
        to_xlsx("x", columns, sheet.learners),
        [KnownMeeting(each.id, each.planned_on, each.held_on) for each in sheet.meetings],
        [KnownLearner(each.enrolment_id, each.number, each.name or "") for each in sheet.learners],
    )

    assert found.marks == (SheetMark(session_id, enrolment_id, AttendanceMark.PRESENT),)
    with unit_of_work(engine) as session:
        assert (
            import_attendance(
                session, actor=SYSTEM, project_id=project_id, course_id=course_id, marks=found.marks
            )
            == 0
        )


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("elsewhere", "session_elsewhere"),
        ("not_held", "session_not_held"),
        ("nobody", "participant_elsewhere"),
    ],
)
def test_a_mark_that_cannot_be_and_no_mark_of_the_sheet_is_stored(engine, project_id, where, code):
    with unit_of_work(engine) as session:
        course_id, session_id, enrolment_id = held_course(session, project_id)
        _, elsewhere, foreign = held_course(session, project_id)
        own = {"project_id": project_id, "course_id": course_id, "planned_on": dt.date(2027, 3, 2)}
        ahead = make("course_session", session, **own).id
        before = len(session.exec(select(Attendance)).all())
    wrong = {
        "elsewhere": SheetMark(elsewhere, enrolment_id, AttendanceMark.ABSENT),
        "not_held": SheetMark(ahead, enrolment_id, AttendanceMark.ABSENT),
        "nobody": SheetMark(session_id, foreign, AttendanceMark.ABSENT),
    }[where]
    good = SheetMark(session_id, enrolment_id, AttendanceMark.EXCUSED)

    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        import_attendance(
            session, actor=SYSTEM, project_id=project_id, course_id=course_id, marks=[good, wrong]
        )

    with reading(engine) as session:
        assert refused.value.code == code
        assert len(session.exec(select(Attendance)).all()) == before
        assert course_marks(session, project_id, course_id) == {
            (session_id, enrolment_id): AttendanceMark.PRESENT
        }


def test_without_names_the_sheet_keeps_name_organisation_and_post_back(engine, project_id):
    with unit_of_work(engine) as session:
        course_id = make("course", session, project_id=project_id).id
        post_id = make("post", session, project_id=project_id, title="馆长").id
        listed(
            session,
            project_id,
            course_id,
            {"name": "学员甲(示例)", "organisation": LIBRARY, "post_id": post_id},
        )

    with reading(engine) as session:
        (plan,) = course_plans(session, project_id)
        with statements(engine) as sent:
            told = attendance_grid(session, project_id, plan, names=False)
        named = attendance_grid(session, project_id, plan, names=True)

    assert [(row.number, row.name, row.organisation, row.post) for row in told.learners] == [
        (1, None, None, None)
    ]
    assert [(row.name, row.organisation, row.post) for row in named.learners] == [
        ("学员甲(示例)", LIBRARY, "馆长")
    ]
    assert len(sent) == 3
    assert not [statement for statement in sent if "person.name" in statement]
