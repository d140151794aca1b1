"""When each room was last seen, as the rows of rounds tell it; and what the overview makes of it."""

import datetime as dt

import pytest

from db.queries import rooms, site
from db.unit_of_work import unit_of_work
from tests.factories import make, make_project
from tracker.rooms import RoomVisit
from tracker.site_attention import Attention, AttentionKind
from tracker.vocabulary import CheckAnswer, FindingObservation, InspectionStatus, Severity, ZoneKind

TODAY = dt.date(2026, 4, 1)
AT = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session).id


@pytest.fixture
def room(session, project_id):
    """Makes a room, or whatever zone is asked for; gives its id."""

    def made(name, **given):
        return make("zone", session, project_id=project_id, name=name, **given).id

    return made


@pytest.fixture
def add(session, project_id):
    """Adds a row of the project; gives its id."""

    def added(table, **given):
        return make(table, session, project_id=project_id, **given).id

    return added


def on(text):
    return dt.date.fromisoformat(text)


def test_notes_answers_findings_and_looks_at_findings_are_visits(session, project_id, room, add):
    noted, checked, found, looked, never = (room(name) for name in ("甲", "乙", "丙", "丁", "戊"))
    round_id = add("inspection", planned_on=on("2026-03-04"), held_on=on("2026-03-05"))
    add("inspection_note", inspection_id=round_id, zone_id=noted)
    item = add("checklist_item", text="照明")
    add(
        "check_result",
        inspection_id=round_id,
        item_id=item,
        zone_id=checked,
        answer=CheckAnswer.PASS,
        answered_at=AT,
        client_id="1",
    )
    add("finding", number=1, zone_id=found, severity=Severity.MINOR, found_on=on("2026-03-12"))
    old = add("finding", number=2, zone_id=looked, severity=Severity.MINOR, found_on=on("2026-01-07"))
    add(
        "finding_check",
        inspection_id=round_id,
        finding_id=old,
        observation=FindingObservation.STILL_THERE,
        answered_at=AT,
        client_id="2",
    )

    assert rooms.room_visits(session, project_id, TODAY) == [
        RoomVisit(noted, "甲", on("2026-03-05")),
        RoomVisit(checked, "乙", on("2026-03-05")),
        RoomVisit(found, "丙", on("2026-03-12")),
        RoomVisit(looked, "丁", on("2026-03-05")),
        RoomVisit(never, "戊", None),
    ]


def test_archived_excused_and_future_rows_and_other_projects_are_no_visits(session, project_id, room, add):
    gone = dt.datetime(2026, 3, 20, tzinfo=dt.UTC)
    seen = room("甲")
    room("旧", archived_at=gone)
    live = add("inspection", planned_on=on("2026-03-04"))
    away = add("inspection", planned_on=on("2026-03-11"), archived_at=gone)
    excused = add("inspection", planned_on=on("2026-03-18"), status=InspectionStatus.EXCUSED)
    ahead = add("inspection", planned_on=on("2026-04-08"))
    for round_id in (live, away, excused, ahead):
        add("inspection_note", inspection_id=round_id, zone_id=seen)
    add("inspection_note", inspection_id=live, zone_id=seen, archived_at=gone)
    add("inspection_note", inspection_id=live, zone_id=None)
    add(
        "finding",
        number=1,
        zone_id=seen,
        severity=Severity.MINOR,
        found_on=on("2026-03-25"),
        archived_at=gone,
    )
    other = make_project(session, name="别的").id
    elsewhere = make("zone", session, project_id=other, name="外").id
    make(
        "finding",
        session,
        project_id=other,
        number=1,
        zone_id=elsewhere,
        severity=Severity.MINOR,
        found_on=on("2026-03-31"),
    )

    assert rooms.room_visits(session, project_id, TODAY) == [RoomVisit(seen, "甲", on("2026-03-04"))]
    assert rooms.room_visits(session, project_id, TODAY, since=on("2026-03-05")) == [
        RoomVisit(seen, "甲", None)
    ]


def test_answers_and_observations_that_were_taken_back_are_no_visits(session, project_id, room, add):
    gone = dt.datetime(2026, 3, 20, tzinfo=dt.UTC)
    answered, looked_at = room("甲"), room("乙")
    live = add("inspection", planned_on=on("2026-03-04"))
    finding = add("finding", number=1, zone_id=looked_at, found_on=on("2025-12-03"))
    add("check_result", inspection_id=live, zone_id=answered, archived_at=gone)
    add("finding_check", inspection_id=live, finding_id=finding, archived_at=gone)

    assert rooms.room_visits(session, project_id, TODAY) == [
        RoomVisit(answered, "甲", None),
        RoomVisit(looked_at, "乙", on("2025-12-03")),
    ]


def needs(session, project_id):
    rows = site.needs_attention(session, project_id, TODAY)
    return [row for row in rows if row.kind is AttentionKind.ROOMS_NOT_VISITED]


def test_the_overview_speaks_of_rooms_that_four_weeks_of_rounds_have_passed_by(
    session, project_id, room, add
):
    floor = room("一层", kind=ZoneKind.FLOOR)
    fresh, stale, _never = (room(name, parent_id=floor) for name in ("甲", "乙", "丙"))
    add("inspection_series", rule="FREQ=WEEKLY;BYDAY=WE", starts_on=on("2026-03-04"))
    for zone_id, day in ((fresh, "2026-03-05"), (stale, "2026-03-04")):
        round_id = add("inspection", planned_on=on(day), held_on=on(day))
        add("inspection_note", inspection_id=round_id, zone_id=zone_id)

    assert needs(session, project_id) == [
        Attention(AttentionKind.ROOMS_NOT_VISITED, {"n": 2, "weeks": 4}, "inspections")
    ]


def test_the_overview_is_silent_before_rounds_are_walked_for_four_weeks(session, project_id, room, add):
    room("甲")
    assert needs(session, project_id) == []
    add("inspection_series", rule="FREQ=WEEKLY;BYDAY=WE", starts_on=on("2026-03-05"))
    assert needs(session, project_id) == []
