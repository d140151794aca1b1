"""Progress, required training and certificates on the page of training, over the sample."""

import datetime as dt
import io

import openpyxl
from sqlmodel import select

from db.models import Certificate, Course, Enrolment, Post
from db.queries.attendance import attendance_grid
from db.queries.training_progress import course_plans, forecasts, needs
from db.seeds.layout import Layout
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from pages._kit.navigation import script_of
from pages.people._progress_words import needs_columns, week_lines
from tests.pages.helpers import open_page
from tests.pages.test_people_pages import texts
from tests.support.databases import SAMPLE_DAY
from tracker.exports.table import to_xlsx
from tracker.exports.training_list import attendance_columns, hours_columns
from tracker.i18n import Words
from tracker.permissions import Role
from tracker.vocabulary import AttendanceMark

OPENING = Layout(SAMPLE_DAY).opening_on
SEMINAR = "视觉艺术高端研讨班"
EN = Words.of("en")


def course_id(engine, title: str = SEMINAR) -> int:
    with reading(engine) as session:
        return session.exec(select(Course.id).where(Course.title == title)).one()


def workbook(columns, rows) -> list[list]:
    """The cells of an export below its heading."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx("x", columns, rows)))
    return [list(row) for row in book.active.iter_rows(min_row=2, values_only=True)]


def open_people(engine):
    """The page of training with the hours of each person of the seminar."""
    at = open_page("training", course=str(course_id(engine)))
    return at.button_group(key="progress_view").set_value("people").run()


def open_view(view: str):
    """The page of training in one of its views."""
    return open_page("training").button_group(key="training_view").set_value(view).run()


def sheet(*rows: list) -> bytes:
    """An .xlsx file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(at, column: str):
    """The table on the page that has a column of this heading."""
    return next(frame.value for frame in at.dataframe if column in frame.value.columns)


def test_the_seminar_says_when_it_finishes_at_the_present_pace(sample):
    at = open_page("training", course=str(course_id(sample)))

    assert "4 of these sessions are not laid out yet" in texts(at)
    with reading(sample) as session:
        plan = next(each for each in course_plans(session, 1) if each.title == SEMINAR)
        foretold = forecasts(session, 1, SAMPLE_DAY)[plan.id]
    assert week_lines(EN, plan, foretold, SAMPLE_DAY) == [
        "6 of 20 class hours delivered",
        "At 2 hours a session, 7 more sessions",
        "Finishes Tue 26 May",
    ]


def test_hours_of_each_person_are_the_same_on_the_page_and_in_the_export(sample):
    at = open_people(sample)
    with reading(sample) as session:
        plan = next(each for each in course_plans(session, 1) if each.title == SEMINAR)
        grid = attendance_grid(session, 1, plan, names=True)

    shown = table(at, "Hours attended")
    hours = workbook(hours_columns(EN, names=True), grid.learners)
    attendance = workbook(attendance_columns(EN, grid, names=True), grid.learners)

    assert [float(row[4]) for row in hours] == list(shown["Hours attended"])
    assert [float(row[-1]) for row in attendance] == list(shown["Hours attended"])
    assert [f"{row[0]} {row[1]}" for row in hours] == list(shown["Participant"])
    # Three evenings of two hours; number 7 was excused from two of them, number 15 absent from one.
    assert list(shown["Hours attended"]) == [2.0 if n == 7 else 4.0 if n == 15 else 6.0 for n in range(1, 21)]
    assert "Passed 0, Can still pass 18, Needs extra hours 2" in texts(at)


def test_required_training_is_the_same_on_the_page_and_in_the_export(sample):
    at = open_page("training").button_group(key="training_view").set_value("needs").run()
    with reading(sample) as session:
        rows = needs(session, 1, SAMPLE_DAY, OPENING)

    shown = table(at, "Missing at opening")
    exported = workbook(needs_columns(EN), rows)

    assert "11 required trainings are still missing; **3 will be missing on opening day**." in texts(at)
    for index, column in enumerate(shown.columns):
        if column != "Course finishes":
            assert [row[index] for row in exported] == list(shown[column])
    assert {row[7].date() for row in exported} == {dt.date(2026, 6, 18)}
    assert set(shown["Course finishes"]) == {"Thu 18 Jun"}


def test_a_viewer_sees_numbers_and_no_names_and_changes_nothing(sample):
    at = open_people(sample)
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.switch_page(script_of("training")).run()
    at.button_group(key="progress_view").set_value("people").run()

    said = texts(at)
    assert not at.exception
    assert list(table(at, "Hours attended")["Participant"]) == [str(n) for n in range(1, 21)]
    assert "学员" not in said
    offered = {each.label for each in at.toggle}
    for view in ("needs", "certificates"):
        at.button_group(key="training_view").set_value(view).run()
        offered |= {each.label for each in at.toggle}
    assert not offered & {"Import participants", "Issue certificates", "Change what posts require"}


def test_certificates_are_issued_to_all_who_passed_in_one_step(sample):
    seminar = course_id(sample)
    at = open_page("training").button_group(key="training_view").set_value("certificates").run()
    at.toggle(key="certificates_issuing").set_value(True).run()
    at.selectbox(key="certificate_course").set_value(seminar).run()
    before = texts(at)
    with unit_of_work(sample) as session:
        session.get(Course, seminar).pass_hours_milli = 4_000
    at.run()
    at.text_input(key="certificate_first").set_value("研-01").run()
    at.button(key="certificate_issue").click().run()

    assert not at.exception
    assert "Nobody has passed this course who holds no valid certificate yet." in before
    with reading(sample) as session:
        numbers = sorted(each.number for each in session.exec(select(Certificate)))
    # Nineteen have at least four hours; number 7 has two.
    assert numbers == [f"研-{n:02d}" for n in range(1, 20)]
    assert "Valid for good 19" in texts(at)


def test_the_post_of_a_participant_is_set(sample):
    at = open_people(sample)
    learner = at.selectbox(key="enrolment_chosen").value
    choice = next(each for each in at.selectbox if each.label == "Takes part for the post")
    choice.select("采编部 / 采编馆员").run()
    at.button(key="enrolment_save").click().run()

    assert not at.exception
    with reading(sample) as session:
        stored = session.get(Enrolment, learner.enrolment_id)
        assert session.get(Post, stored.post_id).title == "采编馆员"


def test_the_overview_says_when_the_seminar_finishes(sample):
    at = open_page("overview")

    assert f"{SEMINAR}: 6 of 20 class hours, finishes Tue 26 May" in [each.value for each in at.caption]


def test_a_list_and_a_sheet_are_looked_at_before_they_are_stored(sample):
    with reading(sample) as session:
        plan = next(each for each in course_plans(session, 1) if each.title == SEMINAR)
        grid = attendance_grid(session, 1, plan, names=True)
    people = [[column.title for column in hours_columns(EN, names=True)[:4]]]
    people += [[7, "学员07(示例)", "示例局(示例)", "采编馆员"], [21, "学员21(示例)", None, None]]
    marks = [list(row) for row in workbook(attendance_columns(EN, grid, names=True), grid.learners)]
    days = [column.title for column in attendance_columns(EN, grid, names=True)]
    marks[6][days.index("2026-03-10")] = "Absent"
    at = open_people(sample)
    at.toggle(key="participants_importing").set_value(True).run()
    at.toggle(key="attendance_importing").set_value(True).run()

    at.file_uploader(key=f"participants_{plan.id}_file_0").upload(
        "list.xlsx", sheet(*people), "application/x"
    ).run()
    before = len(grid.learners)
    told_people = texts(at)
    at.button(key=f"participants_{plan.id}_save").click().run()
    at.file_uploader(key=f"attendance_{plan.id}_file_0").upload(
        "marks.xlsx", sheet(days, *marks), "application/x"
    ).run()
    told_marks = texts(at)
    at.button(key=f"attendance_{plan.id}_save").click().run()

    assert not at.exception
    assert "Add 1, Update 1" in told_people
    assert "Update 1, Unchanged 59" in told_marks
    with reading(sample) as session:
        after = attendance_grid(session, 1, plan, names=True)
    assert (before, len(after.learners)) == (20, 21)
    assert (after.learners[6].organisation, after.learners[6].post) == ("示例局(示例)", "采编馆员")
    assert after.mark(after.held[1], after.learners[6]) is AttendanceMark.ABSENT
