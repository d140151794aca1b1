"""What a phone is given of today, and of a round, with the same number of questions however much there is."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from db.queries import field, field_rounds
from db.queries.plan import work_calendar
from db.unit_of_work import reading, unit_of_work
from tests.factories import INSTANT, make, make_project
from tracker.inspections import SlotState
from tracker.vocabulary import (
    CheckAnswer,
    FindingObservation,
    FindingStatus,
    InspectionStatus,
    Severity,
    ZoneKind,
)

TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 6, 26)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


def weekly(session, project_id, **given):
    facts = {"rule": "FREQ=WEEKLY;BYDAY=WE", "starts_on": dt.date(2026, 3, 4), "title": "每周巡查", **given}
    return make("inspection_series", session, project_id=project_id, **facts)


def offered(session, project_id):
    calendar = work_calendar(session, project_id)
    return [
        (row.series_id, row.planned_on, row.state, row.id)
        for row in field.offers(session, project_id, TODAY, calendar)
    ]


def everything(session, count):
    """A project with `count` of each thing that a phone is given, all in one working round."""
    project_id = make_project(session, opening_on=OPENING).id
    series = weekly(session, project_id)
    round_ = make(
        "inspection",
        session,
        project_id=project_id,
        series_id=series.id,
        planned_on=TODAY,
        held_on=TODAY,
        client_id=str(uuid.uuid4()),
    )
    here = {"project_id": project_id}
    for index in range(count):
        floor = make("zone", session, **here, kind=ZoneKind.FLOOR, name=f"{index}层")
        room = make("zone", session, **here, kind=ZoneKind.ROOM, name="室", parent_id=floor.id)
        question = make("checklist_item", session, **here)
        party = make("organisation", session, **here)
        finding = make(
            "finding",
            session,
            **here,
            number=index + 1,
            zone_id=room.id,
            severity=Severity.MINOR,
            status=FindingStatus.ASSIGNED,
            organisation_id=party.id,
            inspection_id=round_.id,
        )
        make(
            "attachment", session, **here, record_table="finding", record_id=finding.id, sha256=f"{index:064}"
        )
        said = {"inspection_id": round_.id, **here}
        make("attendee", session, **said)
        make("inspection_note", session, **said, zone_id=room.id)
        make("check_result", session, **said, item_id=question.id, zone_id=room.id)
        make("finding_check", session, **said, finding_id=finding.id)
    return project_id, round_.id


def statements(engine, ask):
    """How many statements `ask` sends."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        with reading(engine) as session:
            ask(session)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len([statement for statement in seen if statement.lstrip().upper().startswith(("SELECT", "WITH"))])


def test_a_phone_is_given_its_day_and_its_round_without_a_question_per_row(engine):
    with unit_of_work(engine) as session:
        one, three = everything(session, 1), everything(session, 3)

    def today(project_id):
        return lambda session: field.today_bundle(session, project_id, today=TODAY, opening_on=OPENING)

    def state(project_id, round_id):
        return lambda session: field_rounds.round_state(session, project_id, round_id)

    assert statements(engine, today(one[0])) == statements(engine, today(three[0])) == 10
    assert statements(engine, state(*one)) == statements(engine, state(*three)) == 6


def test_the_slot_of_this_week_is_offered_before_anybody_begins_it(session):
    project_id = make_project(session).id
    series = weekly(session, project_id)
    # 4, 11, 18 and 25 March are past and were never begun; 8 April has not come
    assert offered(session, project_id) == [(series.id, TODAY, SlotState.DUE, None)]
    [offer] = field.offers(session, project_id, TODAY, work_calendar(session, project_id))
    assert (offer.window_ends_on, offer.title, offer.held_on) == (dt.date(2026, 4, 5), "每周巡查", None)


def test_signed_and_excused_slots_are_not_offered_and_late_and_extra_rounds_are(session):
    project_id = make_project(session).id
    here = {"project_id": project_id, "series_id": weekly(session, project_id).id}

    def slot(day, status, **given):
        return make("inspection", session, planned_on=day, held_on=day, status=status, **{**here, **given}).id

    working = InspectionStatus.WORKING
    slot(TODAY, InspectionStatus.SIGNED)
    slot(dt.date(2026, 3, 4), InspectionStatus.EXCUSED)
    slot(dt.date(2026, 3, 11), InspectionStatus.SUBMITTED)
    late = slot(dt.date(2026, 3, 18), working)
    slot(dt.date(2026, 3, 25), working, archived_at=INSTANT)
    extra = slot(dt.date(2026, 3, 30), working, series_id=None)
    old = slot(dt.date(2025, 12, 31), working, series_id=None)

    assert [(day, state, id_) for _, day, state, id_ in offered(session, project_id)] == [
        (dt.date(2025, 12, 31), SlotState.DUE, old),
        (dt.date(2026, 3, 18), SlotState.LATE, late),
        (dt.date(2026, 3, 30), SlotState.DUE, extra),
    ]


def test_only_what_is_open_is_given_with_its_first_photo(session):
    project_id = make_project(session).id
    by_status = {
        status: make("finding", session, project_id=project_id, number=number, status=status).id
        for number, status in enumerate(FindingStatus, start=1)
    }
    make("finding", session, project_id=project_id, number=9, archived_at=INSTANT)
    rectified = by_status[FindingStatus.RECTIFIED]
    for sha256, given in (("0" * 64, {"archived_at": INSTANT}), ("a" * 64, {}), ("b" * 64, {})):
        make(
            "attachment",
            session,
            project_id=project_id,
            record_table="finding",
            record_id=rectified,
            sha256=sha256,
            **given,
        )

    given = [(row.number, row.status, row.photo) for row in field.open_findings(session, project_id)]
    assert given == [
        (1, FindingStatus.OPEN, ""),
        (2, FindingStatus.ASSIGNED, ""),
        (3, FindingStatus.RECTIFIED, "a" * 64),
    ]


def test_severities_say_when_a_finding_of_today_is_due(session):
    project_id = make_project(session, opening_on=OPENING).id

    bundle = field.today_bundle(session, project_id, today=TODAY, opening_on=OPENING)

    # Major: Thursday, Friday and, after Qingming, Tuesday. Minor: opening day, 86 days on.
    assert [(row.severity, row.due_on, row.due_days) for row in bundle.severities] == [
        (Severity.CRITICAL, TODAY, 0),
        (Severity.MAJOR, dt.date(2026, 4, 7), 6),
        (Severity.MINOR, OPENING, 86),
        (Severity.OBSERVATION, None, None),
    ]


def test_people_of_the_last_ten_rounds_are_given_once_each(session):
    project_id = make_project(session).id
    party = make("organisation", session, project_id=project_id).id
    days = [dt.date(2026, 1, 7) + dt.timedelta(weeks=week) for week in range(11)]
    held = [make("inspection", session, project_id=project_id, planned_on=day).id for day in days]
    for round_id, name in ((held[0], "早先的人"), (held[1], "王某"), (held[5], "王某"), (held[10], "李某")):
        make(
            "attendee",
            session,
            project_id=project_id,
            inspection_id=round_id,
            name=name,
            organisation_id=party,
        )
    make(
        "attendee", session, project_id=project_id, inspection_id=held[9], name="不在了", archived_at=INSTANT
    )

    people = field.people_of_last_rounds(session, project_id)
    assert sorted((row.name, row.organisation_id) for row in people) == [("李某", party), ("王某", party)]


def test_a_round_shows_what_each_device_said_and_where_they_differ(session):
    project_id = make_project(session).id
    round_id = make("inspection", session, project_id=project_id).id
    here = {"project_id": project_id, "inspection_id": round_id}
    zone = make("zone", session, project_id=project_id).id
    door, light = (make("checklist_item", session, project_id=project_id).id for _ in range(2))
    finding = make("finding", session, project_id=project_id).id
    for device, answer in (("a", CheckAnswer.PASS), ("b", CheckAnswer.FAIL)):
        make("check_result", session, **here, zone_id=zone, item_id=door, device=device, answer=answer)
        make("check_result", session, **here, zone_id=zone, item_id=light, device=device)
    for device, seen in (("a", FindingObservation.FIXED), ("b", FindingObservation.WORSE)):
        make("finding_check", session, **here, finding_id=finding, device=device, observation=seen)
    make("inspection_note", session, **here, text="收回的", archived_at=INSTANT)
    make("check_result", session, **here, zone_id=zone, item_id=door, device="c", archived_at=INSTANT)
    make("inspection_note", session, **here, text="干净")

    state = field_rounds.round_state(session, project_id, round_id)

    assert state is not None
    assert [row.answer for row in state.checks if row.item_id == door] == [CheckAnswer.PASS, CheckAnswer.FAIL]
    assert [note.text for note in state.notes] == ["干净"]
    assert [(each.kind, each.item_id, each.finding_id, each.answers) for each in state.disagreements] == [
        ("check", door, None, ["fail", "pass"]),
        ("observation", None, finding, ["fixed", "worse"]),
    ]


def test_nothing_of_another_project_is_given(session):
    project_id, round_id = everything(session, 1)
    other = make_project(session, opening_on=OPENING).id

    assert field_rounds.round_state(session, other, round_id) is None
    assert not field_rounds.round_exists(session, other, round_id)
    assert not field.photo_is_here(session, other, f"{0:064}")
    assert field.photo_is_here(session, project_id, f"{0:064}")
    bundle = field.today_bundle(session, other, today=TODAY, opening_on=OPENING)
    given = (bundle.rounds, bundle.zones, bundle.checklist, bundle.findings, bundle.organisations)
    assert [*given, bundle.people] == [[], [], [], [], [], []]
