"""Lists of a course from and to a workbook: participants, attendance, hours, certificates."""

import datetime as dt
import io

import openpyxl
import pytest

from tracker.attendance_grid import AttendanceGrid, LearnerRow, MeetingColumn
from tracker.certificates import CertificateRow, counted_on, refuse_taken
from tracker.errors import Invalid, UnreadableFile
from tracker.exports.table import Column, to_xlsx
from tracker.exports.training_list import attendance_columns, certificate_columns, hours_columns
from tracker.i18n import Words
from tracker.imports.attendance_sheet_in import KnownLearner, KnownMeeting, SheetMark, read_attendance
from tracker.imports.participant_list import KnownPost, read_participants
from tracker.training_needs import Expiry
from tracker.training_progress import PassState
from tracker.vocabulary import AttendanceMark

P, A, E = AttendanceMark.PRESENT, AttendanceMark.ABSENT, AttendanceMark.EXCUSED
FIRST, SECOND, THIRD = dt.date(2026, 3, 3), dt.date(2026, 3, 10), dt.date(2026, 3, 17)
POSTS = (KnownPost(1, "借阅馆员", "借阅部"), KnownPost(2, "馆员", "采编部"), KnownPost(3, "馆员", "少儿部"))
MEETINGS = (KnownMeeting(11, FIRST, FIRST), KnownMeeting(12, SECOND, dt.date(2026, 3, 11)))
LEARNERS = (KnownLearner(21, 1, "学员01(示例)"), KnownLearner(22, 2, "学员02(示例)"))


def workbook(*rows: tuple) -> bytes:
    """An .xlsx file with these rows on one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(columns: list[Column], rows: list) -> list[tuple]:
    """What a workbook of these columns holds, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx("x", columns, rows)))
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]


def learner(number: int, attended: int, state: PassState = PassState.SHORT) -> LearnerRow:
    return LearnerRow(
        enrolment_id=20 + number,
        version=1,
        person_id=number,
        number=number,
        name=f"学员{number:02d}(示例)",
        organisation="示例区图书馆(示例)",
        post_id=1,
        post="借阅馆员",
        attended_milli=attended,
        needed_milli=4_000,
        state=state,
    )


SHEET = AttendanceGrid(
    meetings=(
        MeetingColumn(11, FIRST, FIRST, 2_000),
        MeetingColumn(12, SECOND, dt.date(2026, 3, 11), 2_500),
        MeetingColumn(13, THIRD, None, None),
    ),
    learners=(learner(1, 4_500, PassState.PASSED), learner(2, 2_000)),
    marks={(11, 21): P, (12, 21): P, (11, 22): P, (12, 22): E},
)


def test_participants_are_read_with_their_posts():
    found = read_participants(
        workbook(
            ("姓名", "单位", "岗位"), ("甲", "示例馆", "借阅馆员"), ("乙", None, "少儿部 / 馆员"), ("丙",)
        ),
        POSTS,
    )

    assert found.problems == ()
    assert [dict(record.values) for record in found.records] == [
        {"name": "甲", "organisation": "示例馆", "post_id": 1},
        {"name": "乙", "organisation": None, "post_id": 3},
        {"name": "丙", "organisation": None, "post_id": None},
    ]


def test_a_list_of_names_alone_says_nothing_of_posts():
    found = read_participants(workbook(("Name",), ("Ann (sample)",)), POSTS)

    assert [dict(record.values) for record in found.records] == [{"name": "Ann (sample)"}]


def test_each_cell_of_a_participant_that_cannot_be_taken_is_named():
    found = read_participants(
        workbook(
            ("姓名", "岗位"),
            ("甲", "馆长助理"),
            ("乙", "馆员"),
            (None, "借阅馆员"),
            ("甲", None),
            ("丁" * 121,),
        ),
        POSTS,
    )

    assert {(problem.row, problem.code) for problem in found.problems} == {
        (2, "participant_post_unknown"),
        (3, "participant_post_ambiguous"),
        (4, "cell_required"),
        (5, "record_listed_twice"),
        (6, "cell_text_too_long"),
    }
    assert {problem.facts["column"] for problem in found.problems if "post" in problem.code} == {"B"}


def test_attendance_is_read_by_day_held_and_name():
    found = read_attendance(
        workbook(
            ("姓名", "2026-03-03", dt.date(2026, 3, 11)),
            ("学员01(示例)", "√", "请假"),
            ("学员02(示例)", "缺课"),
        ),
        MEETINGS,
        LEARNERS,
    )

    assert found.problems == ()
    assert found.marks == (SheetMark(11, 21, P), SheetMark(12, 21, E), SheetMark(11, 22, A))


def test_a_day_that_was_planned_is_the_session_that_was_held_on_another():
    found = read_attendance(workbook(("Name", "2026-03-10"), ("学员01(示例)", "P")), MEETINGS, LEARNERS)

    assert found.marks == (SheetMark(12, 21, P),)


@pytest.mark.parametrize(
    ("heading", "name", "mark", "code", "place"),
    [
        ("2026-03-04", "学员01(示例)", "P", "attendance_no_session", (1, 2)),
        ("2026-02-30", "学员01(示例)", "P", "cell_not_a_date", (1, 2)),
        ("2026-03-17", "学员01(示例)", "P", "attendance_not_held", (2, 2)),
        ("2026-03-03", "学员99(示例)", "P", "attendance_nobody", (2, 1)),
        ("2026-03-03", "学员01(示例)", "迟到", "attendance_mark_unknown", (2, 2)),
    ],
)
def test_each_cell_of_attendance_that_cannot_be_taken_is_named(heading, name, mark, code, place):
    meetings = (*MEETINGS, KnownMeeting(13, THIRD, None))

    found = read_attendance(workbook(("Name", heading), (name, mark)), meetings, LEARNERS)

    assert [(problem.code, (problem.row, problem.column)) for problem in found.problems] == [(code, place)]
    assert found.marks == ()


def test_a_day_and_a_participant_that_stand_twice_are_named():
    found = read_attendance(
        workbook(("Name", "2026-03-10", "2026-03-11"), ("学员01(示例)", "P"), ("学员01(示例)", "A")),
        MEETINGS,
        LEARNERS,
    )

    assert [problem.code for problem in found.problems] == ["attendance_day_twice", "record_listed_twice"]


def test_two_participants_of_one_name_are_told_apart_by_their_number():
    same = (KnownLearner(21, 1, "王某(示例)"), KnownLearner(22, 2, "王某(示例)"))

    numbered = read_attendance(
        workbook(("No.", "Name", "2026-03-03"), (2, "王某(示例)", "P")), MEETINGS, same
    )
    unnumbered = read_attendance(workbook(("Name", "2026-03-03"), ("王某(示例)", "P")), MEETINGS, same)

    assert numbered.marks == (SheetMark(11, 22, P),)
    assert [problem.code for problem in unnumbered.problems] == ["attendance_ambiguous"]


def test_a_file_without_name_and_days_is_refused():
    with pytest.raises(UnreadableFile) as refused:
        read_attendance(workbook(("Name", "Remark"), ("学员01(示例)", "P")), MEETINGS, LEARNERS)

    assert refused.value.code == "attendance_headings_missing"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_that_is_exported_is_read_back_as_it_was(language):
    columns = attendance_columns(Words.of(language), SHEET, names=True)
    meetings = [KnownMeeting(each.id, each.planned_on, each.held_on) for each in SHEET.meetings]

    found = read_attendance(to_xlsx("x", columns, SHEET.learners), meetings, LEARNERS)

    assert found.problems == ()
    assert {(each.session_id, each.enrolment_id): each.mark for each in found.marks} == SHEET.marks


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_hours_is_read_back_as_participants(language):
    columns = hours_columns(Words.of(language), names=True)

    found = read_participants(to_xlsx("x", columns, SHEET.learners), POSTS)

    assert [dict(record.values) for record in found.records] == [
        {"name": f"学员{n:02d}(示例)", "organisation": "示例区图书馆(示例)", "post_id": 1} for n in (1, 2)
    ]


def test_the_attendance_sheet_has_a_column_for_each_session():
    rows = cells(attendance_columns(Words.of("en"), SHEET, names=True), list(SHEET.learners))

    head = ("No.", "Name", "Organisation", "Post")
    assert rows == [
        (*head, "2026-03-03", "2026-03-11", "2026-03-17", "Hours attended"),
        (1, "学员01(示例)", "示例区图书馆(示例)", "借阅馆员", "Present", "Present", None, 4.5),
        (2, "学员02(示例)", "示例区图书馆(示例)", "借阅馆员", "Present", "Excused", None, 2),
    ]


def test_without_names_the_lists_hold_numbers_only():
    words = Words.of("en")
    certificate = CertificateRow(
        1, 1, 1, "研讨班", 1, 2, None, "K-1", FIRST, dt.date(2028, 3, 3), archived=False, expiry=Expiry.LATER
    )

    hours = cells(hours_columns(words, names=False), list(SHEET.learners))
    attendance = cells(attendance_columns(words, SHEET, names=False), list(SHEET.learners))
    certificates = cells(certificate_columns(words, names=False), [certificate])

    assert hours == [
        ("No.", "Hours attended", "Hours needed", "State"),
        (1, 4.5, 4, "Passed"),
        (2, 2, 4, "Needs extra hours"),
    ]
    assert attendance[1] == (1, "Present", "Present", None, 4.5)
    assert certificates[0] == ("Course", "No.", "Certificate number", "Issued on", "Expires on", "State")
    assert "示例" not in str([hours, attendance, certificates])


def test_certificate_numbers_are_counted_on_and_keep_their_width():
    assert counted_on(" 培训-099 ", 3) == ["培训-099", "培训-100", "培训-101"]
    assert counted_on("", 2) == ["", ""]
    assert counted_on("特1号", 1) == ["特1号"]


@pytest.mark.parametrize(
    ("first", "code"), [("特1号", "certificate_number_not_counting"), ("9" * 80, "text_too_long")]
)
def test_a_number_that_cannot_be_counted_on_is_refused(first, code):
    with pytest.raises(Invalid) as refused:
        counted_on(first, 2)

    assert refused.value.code == code


def test_certificates_without_a_number_never_clash():
    refuse_taken(["", ""], {"", "K-1"})

    with pytest.raises(Invalid) as refused:
        refuse_taken(["K-1"], {"K-1"})
    assert refused.value.facts["number"] == "K-1"
