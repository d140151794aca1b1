"""The address that calendar programs read, as the served app answers it: the calendar, unchanged, unknown, revoked."""

import datetime as dt
import urllib.error
import urllib.request
from email.message import Message

import pytest
import sqlalchemy as sa

from db.commands import tasks
from db.commands.calendar_feeds import open_calendar_feed, revoke_calendar_feed
from db.commands.participants import create_participants
from db.commands.sessions import archive_session
from db.commands.training import create_course
from db.queries.calendar_feeds import calendar_feeds
from db.queries.training import sessions
from db.unit_of_work import reading
from tests.factories import make
from tests.support.plan_library import TODAY, PlanLibrary
from tests.support.server import AppServer
from tracker.vocabulary import RoundStage


class Feed:
    """A feed of the plan library behind the running app."""

    def __init__(self, library: PlanLibrary, server: AppServer) -> None:
        self.library, self.server = library, server
        self.token = library.do(open_calendar_feed, name="Phone", language="en")

    def get(self, token: str = "", known: str = "") -> tuple[int, Message, str]:
        """Status, headers and text of the answer."""
        address = f"{self.server.url}/feed/{token or self.token}.ics"
        request = urllib.request.Request(address, headers={"If-None-Match": known} if known else {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, refusal.read().decode()


@pytest.fixture
def feed(sqlite_engine: sa.Engine, start_app) -> Feed:
    library = PlanLibrary(sqlite_engine)
    return Feed(library, start_app(sqlite_engine, today=TODAY.isoformat()))


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def events(text: str) -> dict[str, dict[str, str]]:
    """Each event's properties by its UID."""
    found: dict[str, dict[str, str]] = {}
    event: dict[str, str] = {}
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found[event["UID"]] = event
        else:
            event[name] = value
    return found


def test_the_address_gives_the_dates_and_follows_their_changes_until_it_is_revoked(feed):
    status, headers, text = feed.get()
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    first = events(text)
    uid = f"task-{feed.library.late}.project-{feed.library.project_id}@127.0.0.1"
    # five working days from Wednesday 1 April round the holiday of 4 to 6 April: until the 8th; DTEND is the day after
    assert (first[uid]["DTSTART;VALUE=DATE"], first[uid]["DTEND;VALUE=DATE"]) == ("20260401", "20260409")
    assert {event["SUMMARY"] for event in first.values()} == {
        "Pack the books",
        "Due: Pack the books",
        "Move the shelves",
        "Order boxes",
    }
    assert "Owner One" not in text  # no names of people

    known = headers["ETag"]
    status, headers, text = feed.get(known=known)
    assert (status, headers["ETag"], text) == (304, known, "")

    feed.library.do(
        tasks.update_task,
        task_id=feed.library.late,
        expected_version=1,
        original={"duration_days": 5},
        changes={"duration_days": 6, "deadline": dt.date(2026, 3, 31)},
    )
    status, headers, text = feed.get(known=known)
    second = events(text)
    assert status == 200
    assert headers["ETag"] != known
    assert second.keys() == first.keys()  # the same events, moved
    assert second[uid]["DTEND;VALUE=DATE"] == "20260410"
    assert int(second[uid]["SEQUENCE"]) > int(first[uid]["SEQUENCE"])

    with reading(feed.library.engine) as session:
        [row] = calendar_feeds(session, feed.library.project_id)
    feed.library.do(revoke_calendar_feed, feed_id=row.id)
    revoked = feed.get(known=headers["ETag"])
    unknown = feed.get("x" * 43)
    assert (revoked[0], unknown[0]) == (404, 404)
    assert revoked[2] == unknown[2]  # nothing tells that there was one


def test_sessions_and_stages_are_in_the_calendar_without_anybodys_name(feed):
    session_id, stage_id = feed.library.do(people_of_the_feed)
    status, headers, text = feed.get()
    first = events(text)

    evening = first[f"session-{session_id}.project-{feed.library.project_id}@127.0.0.1"]
    stage = first[f"stage-{stage_id}.project-{feed.library.project_id}@127.0.0.1"]
    assert status == 200
    assert (evening["DTSTART;TZID=Asia/Shanghai"], evening["LOCATION"]) == ("20260407T190000", "多功能厅")
    assert (evening["SUMMARY"], stage["SUMMARY"]) == ("Course: 研讨班", "公开招聘: Interview")
    assert stage["DTSTART;VALUE=DATE"] == "20260506"
    assert "示例" not in text

    feed.library.do(archive_session, session_id=session_id)
    status, _, text = feed.get(known=headers["ETag"])
    assert status == 200
    assert "session-" not in text


def people_of_the_feed(session, *, actor, project_id: int) -> tuple[int, int]:
    """A course of one evening with a trainer and a participant, and a round with a dated stage."""
    course_id = create_course(
        session,
        actor=actor,
        project_id=project_id,
        title="研讨班",
        starts_on=dt.date(2026, 4, 7),
        starts_at=dt.time(19, 0),
        rule="FREQ=WEEKLY;COUNT=1",
        planned_hours_milli=2_000,
        session_hours_milli=2_000,
        room="多功能厅",
        trainer="讲师(示例)",
    )
    create_participants(
        session, actor=actor, project_id=project_id, course_id=course_id, people=["学员(示例)"]
    )
    round_id = make("recruitment_round", session, project_id=project_id, title="公开招聘").id
    stage = make(
        "round_stage",
        session,
        project_id=project_id,
        round_id=round_id,
        stage=RoundStage.INTERVIEW,
        planned_on=dt.date(2026, 5, 6),
    )
    make("candidate", session, project_id=project_id, round_id=round_id, name="考生(示例)")
    [row] = sessions(session, project_id, TODAY)
    return row.id, stage.id


def test_a_visitor_from_elsewhere_is_refused_in_local_mode(feed):
    address = f"{feed.server.url}/feed/{feed.token}.ics"
    request = urllib.request.Request(address, headers={"X-Forwarded-For": "203.0.113.7"})

    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=30)

    refusal.value.close()
    assert refusal.value.code == 403
