"""What the calendar feed reads of courses and recruitment: days, times, rooms; nothing that was put aside, no names."""

import datetime as dt

import pytest

from db.commands.sessions import archive_session, update_session
from db.commands.training import archive_course
from db.queries.feed_people import feed_sessions, feed_stages
from db.unit_of_work import unit_of_work
from tests.factories import make
from tests.support.seminar import TODAY, TUESDAYS, Seminar
from tracker.exports.people_feed import FeedSession, FeedStage
from tracker.vocabulary import RoundStage


@pytest.fixture
def seminar(engine) -> Seminar:
    return Seminar(engine)


def test_sessions_have_the_time_and_room_that_hold_and_the_day_they_were_held(seminar):
    own = seminar.on(TUESDAYS[2])
    seminar.do(
        update_session,
        session_id=own.id,
        expected_version=own.version,
        original={"starts_at": None, "room": ""},
        changes={"starts_at": dt.time(14, 0), "room": "会议室"},
        today=TODAY,
    )
    seminar.move(TUESDAYS[1], dt.date(2026, 3, 12), reason="王某(示例)请假")
    seminar.do(archive_session, session_id=seminar.on(TUESDAYS[3]).id)
    seminar.do(archive_course, course_id=seminar.course(title="安全培训", room=""))

    first, second = seminar.on(TUESDAYS[0]).id, seminar.on(dt.date(2026, 3, 12)).id
    evening, hall = dt.time(19, 0), "多功能厅"
    assert seminar.ask(feed_sessions) == [
        FeedSession(first, "研讨班", TUESDAYS[0], evening, 120, hall, None),
        FeedSession(second, "研讨班", dt.date(2026, 3, 12), evening, 120, hall, TUESDAYS[1]),
        FeedSession(own.id, "研讨班", TUESDAYS[2], dt.time(14, 0), 120, "会议室", None),
    ]


def test_stages_without_a_task_stand_on_the_day_they_ended_or_shall_end(seminar):
    with unit_of_work(seminar.engine) as session:
        project = {"project_id": seminar.project_id}
        round_id = make("recruitment_round", session, **project, title="公开招聘").id
        aside = make("recruitment_round", session, **project, archived_at=dt.datetime.now(dt.UTC)).id
        day = dt.date(2026, 5, 6)
        task_id = make("task", session, **project).id
        stages = {"round_id": round_id, **project}
        make("round_stage", session, **stages, stage=RoundStage.NOTICE, planned_on=day, task_id=task_id)
        make("round_stage", session, **stages, stage=RoundStage.MEDICAL)
        make("round_stage", session, **project, round_id=aside, stage=RoundStage.NOTICE, planned_on=day)
        exam = make(
            "round_stage",
            session,
            **stages,
            stage=RoundStage.WRITTEN_EXAM,
            planned_on=day,
            actual_on=dt.date(2026, 5, 9),
        ).id
        interview = make("round_stage", session, **stages, stage=RoundStage.INTERVIEW, planned_on=day).id

    assert seminar.ask(feed_stages) == [
        FeedStage(interview, round_id, "公开招聘", RoundStage.INTERVIEW, day),
        FeedStage(exam, round_id, "公开招聘", RoundStage.WRITTEN_EXAM, dt.date(2026, 5, 9)),
    ]
