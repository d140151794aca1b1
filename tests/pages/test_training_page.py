"""The page of training over the sample: courses and sessions, the list for the thumb, moving a session."""

import datetime as dt

import sqlalchemy as sa

from db.commands.attendance import record_attendance
from db.queries.training import SessionRow, courses, marks, participants, sessions
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from pages._kit.navigation import script_of
from tests.pages.helpers import open_page
from tests.support.databases import SAMPLE_DAY
from tracker.permissions import SYSTEM, Role
from tracker.training import SessionState
from tracker.vocabulary import AttendanceMark

TODAY = SAMPLE_DAY
TUESDAYS = [dt.date(2026, 3, 3) + dt.timedelta(weeks=week) for week in range(8)]
PRESENT, ABSENT, EXCUSED = AttendanceMark.PRESENT, AttendanceMark.ABSENT, AttendanceMark.EXCUSED


def on(engine: sa.Engine, day: dt.date) -> SessionRow:
    """The seminar's session that is planned for a day."""
    with reading(engine) as session:
        return next(row for row in sessions(session, 1, TODAY) if row.planned_on == day)


def stored(engine: sa.Engine, day: dt.date) -> list[AttendanceMark]:
    """Its marks, participant by participant."""
    row = on(engine, day)
    with reading(engine) as session:
        found = marks(session, 1, row.id)
    return [found[id_] for id_ in sorted(found)]


def enrolments(engine: sa.Engine) -> list[int]:
    with reading(engine) as session:
        return [row.enrolment_id for row in participants(session, 1, 1, names=False)]


def texts(at) -> str:
    """Everything the page says."""
    kinds = [at.markdown, at.caption, at.title, at.subheader, at.info, at.warning, at.error]
    said = [str(element.value) for kind in kinds for element in kind]
    said += [frame.value.to_string() for frame in [*at.dataframe, *at.table]]
    said += [str(each.label) for each in [*at.button, *at.expander, *at.button_group]]
    return "\n".join(said)


def tap(at, session_id: int, enrolment_id: int, mark: AttendanceMark) -> None:
    at.button_group(key=f"attendance_{session_id}_{enrolment_id}").set_value(mark)


def save(at, key: str = "attendance_save"):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def test_the_page_says_6_of_20_hours_and_lists_the_evenings(sample):
    # As of Wednesday 1 April 2026: eight Tuesdays from 3 March; 24 and 31 March were not recorded.
    at = open_page("training")

    assert (
        "6 of 20 class hours delivered; **2 past sessions are not recorded**, 1 course has not begun."
        in texts(at)
    )
    listed = at.dataframe[1].value
    assert list(listed["State"]) == ["Held"] * 3 + ["Past, not recorded"] * 2 + ["Ahead"] * 3
    assert listed["Planned on"].iloc[0] == "Tue 3 Mar 19:00"
    assert set(listed["Room"]) == {"多功能厅"}


def test_an_evening_nobody_recorded_is_saved_with_two_taps(sample):
    evening = on(sample, TUESDAYS[3])
    first = enrolments(sample)[0]
    at = open_page("training", session=str(evening.id))
    assert "Who was there" in texts(at)
    assert "20 not marked yet" in texts(at)

    tap(at, evening.id, first, ABSENT)
    save(at, "attendance_rest")

    assert stored(sample, TUESDAYS[3]) == [ABSENT] + [PRESENT] * 19
    row = on(sample, TUESDAYS[3])
    assert (row.state, row.held_on, row.hours_milli) == (SessionState.HELD, TUESDAYS[3], 2_500)
    assert "Present **19** · Absent **1**" in texts(at)


def test_what_somebody_else_marked_meanwhile_stands_beside_what_was_tapped_here(sample):
    evening = on(sample, TUESDAYS[3])
    here, there, *_ = enrolments(sample)
    at = open_page("training", session=str(evening.id))
    elsewhere(sample, evening, {there: EXCUSED})

    tap(at, evening.id, here, PRESENT)
    save(at)

    assert stored(sample, TUESDAYS[3]) == [PRESENT, EXCUSED]
    assert at.button_group(key=f"attendance_{evening.id}_{there}").value == EXCUSED


def test_the_same_participant_marked_differently_is_asked_about(sample):
    evening = on(sample, TUESDAYS[3])
    here, other, *_ = enrolments(sample)
    at = open_page("training", session=str(evening.id))
    elsewhere(sample, evening, {here: EXCUSED})

    tap(at, evening.id, here, ABSENT)
    tap(at, evening.id, other, PRESENT)
    save(at)
    asked = at.table[0].value
    assert [*asked.iloc[0]] == ["学员01(示例)", "—", "Absent", "Excused"]
    assert stored(sample, TUESDAYS[3]) == [EXCUSED]

    save(at, "conflict_mine")
    assert stored(sample, TUESDAYS[3]) == [ABSENT, PRESENT]


def elsewhere(engine: sa.Engine, row: SessionRow, changes: dict[int, AttendanceMark]) -> None:
    """Somebody else saves marks of the session."""
    with unit_of_work(engine) as session:
        record_attendance(
            session,
            actor=SYSTEM,
            project_id=1,
            session_id=row.id,
            expected_version=row.version,
            original={},
            changes=changes,
            today=TODAY,
        )


def test_before_the_evening_participants_can_only_be_excused(sample):
    evening = on(sample, TUESDAYS[6])
    at = open_page("training", session=str(evening.id))

    offered = {tuple(each.options) for each in at.button_group if "attendance" in str(each.key)}

    assert "attendance_rest" not in {button.key for button in at.button}
    assert offered == {("Excused",)}
    tap(at, evening.id, enrolments(sample)[0], EXCUSED)
    save(at)
    assert stored(sample, TUESDAYS[6]) == [EXCUSED]
    assert on(sample, TUESDAYS[6]).held_on is None


def test_the_hours_really_given_are_corrected(sample):
    row = on(sample, TUESDAYS[0])
    key = f"session_{row.id}_{row.version}"
    at = open_page("training", session=str(row.id))

    at.number_input(key=f"{key}_hours").set_value(2.5)
    save(at, f"FormSubmitter:{key}-Record the session")

    with reading(sample) as session:
        seminar = next(
            course for course in courses(session, 1, TODAY, names=False) if course.id == row.course_id
        )
    assert seminar.hours.delivered_milli == 6_500
    assert on(sample, TUESDAYS[0]).present == 20


def test_the_evenings_ahead_move_on_by_a_week_as_the_preview_says(sample):
    row = on(sample, TUESDAYS[6])
    at = open_page("training", session=str(row.id))
    at.session_state["session_move"] = True
    at.run()
    key = f"move_{row.id}_{row.version}"

    at.date_input(key=f"{key}_to").set_value(TUESDAYS[7])
    at.toggle(key=f"{key}_following").set_value(True)
    at.text_input(key=f"{key}_reason").set_value("讲师出差")
    at.run()
    assert "Tue 14 Apr → Tue 21 Apr  \nTue 21 Apr → Tue 28 Apr" in texts(at)
    save(at, "session_move_save")

    moved = on(sample, dt.date(2026, 4, 28))
    assert (moved.original_on, moved.reason) == (TUESDAYS[7], "讲师出差")
    assert "Ahead, moved from Tue 14 Apr" in texts(at)


def test_a_cancelled_evening_is_brought_back_from_its_page(sample):
    row = on(sample, TUESDAYS[7])
    at = open_page("training", session=str(row.id))

    save(at, "session_aside")
    assert on(sample, TUESDAYS[7]).archived
    save(at, "session_aside")

    assert not on(sample, TUESDAYS[7]).archived


def test_people_and_reasons_are_shown_to_who_may_see_names_alone(sample):
    evening = on(sample, TUESDAYS[3])
    at = open_page("training", participants_open="true")
    at.session_state["participants_open"] = True
    at.run()
    lead = texts(at)
    at.session_state[ROLE_KEY] = Role.VIEWER
    viewer = texts(at.switch_page(script_of("training")).run())
    at.query_params["session"] = str(evening.id)
    session_page = texts(at.run())

    assert "学员01(示例)" in lead
    assert "馆负责人(示例)" in lead
    assert "20 participants" in viewer
    for said in (viewer, session_page):
        assert "学员01" not in said
        assert "馆负责人" not in said
        assert "Record the session" not in said
        assert "Attendance sheet to print" not in said
    assert "0 of 0 present" in session_page


def test_an_address_of_a_session_that_is_not_there_shows_the_courses(sample):
    at = open_page("training", session="999999")

    assert "视觉艺术高端研讨班" in texts(at)
