"""The record of a round: gathered in a fixed number of statements, and that of a signed round stays as it was."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from db.commands import finding_steps, findings, rounds
from db.queries.round_report import round_report
from db.unit_of_work import reading, unit_of_work
from tests.factories import INSTANT, make, make_project
from tracker.permissions import SYSTEM
from tracker.photos import PhotoPurpose
from tracker.round_report import ReportAttendee, ReportPhoto
from tracker.vocabulary import (
    CheckAnswer,
    FindingObservation,
    FindingStatus,
    InspectionStatus,
    Severity,
    Trade,
)

WEDNESDAY = dt.date(2026, 4, 1)
TWELVE = 12


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session, opening_on=dt.date(2026, 6, 26)).id


def new_round(session, project_id, **given):
    facts = {"planned_on": WEDNESDAY, "held_on": WEDNESDAY, "progress": "九成", **given}
    return make("inspection", session, project_id=project_id, **facts).id


def report(engine, project_id, round_id, **given):
    with reading(engine) as session:
        return round_report(session, project_id, round_id, **given)


def say(session, project_id, round_id, number):
    """One of everything that a round can hold."""
    here = {"project_id": project_id}
    zone = make("zone", session, **here, name=f"室{number}", position=number).id
    party = make("organisation", session, **here, name=f"单位{number}").id
    question = make("checklist_item", session, **here, text=f"问{number}", position=number).id
    said = {**here, "inspection_id": round_id}
    for device, answer in (("a", CheckAnswer.PASS), ("b", CheckAnswer.FAIL)):
        make(
            "check_result",
            session,
            **said,
            zone_id=zone,
            item_id=question,
            answer=answer,
            answered_at=INSTANT,
            device=device,
            client_id=str(uuid.uuid4()),
        )
    known = {"severity": Severity.MINOR, "zone_id": zone, "organisation_id": party, "due_on": WEDNESDAY}
    earlier = make("finding", session, **here, **known, number=100 + number, description="旧").id
    make(
        "finding_check",
        session,
        **said,
        finding_id=earlier,
        observation=FindingObservation.WORSE,
        text="更宽",
        answered_at=INSTANT,
        client_id=str(uuid.uuid4()),
    )
    raised = make("finding", session, **said, **known, number=number, description="新").id
    note = make("inspection_note", session, **said, zone_id=zone, text=f"记{number}").id
    make("attendee", session, **said, name=f"人{number}", organisation_id=party)
    photo = {**here, "media_type": "image/jpeg", "size": 1}
    make("attachment", session, **photo, record_table="finding", record_id=raised, sha256=f"{number:064}")
    make("attachment", session, **photo, record_table="inspection_note", record_id=note, sha256=f"{9:064}")
    make("attachment", session, **photo, record_table="inspection", record_id=round_id, sha256=f"{8:064}")


@pytest.mark.parametrize("count", [1, 3])
def test_everything_said_is_in_the_record_in_the_same_number_of_statements(engine, project_id, count):
    with unit_of_work(engine) as session:
        round_id = new_round(session, project_id)
        # The last said stands first in the room list.
        for number in range(count, 0, -1):
            say(session, project_id, round_id, number)
    asked = []
    sa.event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    found = report(engine, project_id, round_id)

    assert len([text for text in asked if text.lstrip().upper().startswith("SELECT")]) == TWELVE
    numbers = range(1, count + 1)
    assert [(row.place, row.question, row.answers) for row in found.checks] == [
        (f"室{n}", f"问{n}", (CheckAnswer.PASS, CheckAnswer.FAIL)) for n in numbers
    ]
    assert sorted((row.number, row.observations, row.texts) for row in found.seen) == [
        (100 + n, (FindingObservation.WORSE,), ("更宽",)) for n in numbers
    ]
    assert [(row.number, row.organisation, row.due_on) for row in found.raised] == [
        (n, f"单位{n}", WEDNESDAY) for n in numbers
    ]
    assert found.raised[0].photos == (ReportPhoto(f"{1:064}", PhotoPurpose.BEFORE),)
    assert [(row.place, row.text) for row in found.notes] == [(f"室{n}", f"记{n}") for n in numbers]
    assert set(found.attendees) == {ReportAttendee(f"人{n}", f"单位{n}") for n in numbers}
    assert len(found.photos) == count
    assert len(found.picture_names) == count + 2


def test_names_are_left_out_for_readers_who_may_not_see_them(engine, project_id):
    with unit_of_work(engine) as session:
        signed = {"status": InspectionStatus.SIGNED, "signed_at": INSTANT, "signed_name": "赵某"}
        round_id = new_round(session, project_id, attendees="钱某", **signed)
        say(session, project_id, round_id, 1)

    found = report(engine, project_id, round_id, with_names=False)

    assert (found.attendees, found.attendees_text, found.signed_by) == (
        (ReportAttendee("", "单位1"),),
        "",
        "",
    )
    assert report(engine, project_id, round_id).signed_by == "赵某"


def test_what_happens_to_a_finding_after_the_signing_does_not_change_the_record(engine, project_id):
    here = {"actor": SYSTEM, "project_id": project_id}
    with unit_of_work(engine) as session:
        round_id = new_round(session, project_id)
        parties = [make("organisation", session, project_id=project_id, name=name).id for name in "甲乙"]
        finding_id = findings.raise_finding(
            session,
            **here,
            description="立管滴水",
            severity=Severity.MAJOR,
            found_on=WEDNESDAY,
            trade=Trade.PLUMBING,
            due_on=dt.date(2026, 4, 7),
            round_id=round_id,
            organisation_id=parties[0],
        )
    with unit_of_work(engine) as session:
        rounds.sign_round(session, **here, round_id=round_id, today=WEDNESDAY)
    signed = report(engine, project_id, round_id)
    assert [(row.organisation, row.due_on) for row in signed.raised] == [("甲", dt.date(2026, 4, 7))]

    with unit_of_work(engine) as session:
        findings.update_finding(
            session,
            **here,
            finding_id=finding_id,
            expected_version=0,
            original={"severity": Severity.MAJOR, "due_on": dt.date(2026, 4, 7), "description": "立管滴水"},
            changes={"severity": Severity.MINOR, "due_on": dt.date(2026, 5, 7), "description": "已止水"},
        )
    with unit_of_work(engine) as session:
        finding_steps.assign_finding(
            session, **here, finding_id=finding_id, organisation_id=parties[1], today=WEDNESDAY
        )
    with unit_of_work(engine) as session:
        findings.archive_finding(session, **here, finding_id=finding_id)
    assert report(engine, project_id, round_id) == signed

    with unit_of_work(engine) as session:
        rounds.add_note(session, **here, round_id=round_id, text="补记")
    assert [(note.text, note.is_addendum) for note in report(engine, project_id, round_id).notes] == [
        ("补记", True)
    ]


def test_what_was_put_aside_is_not_in_the_record(engine, project_id):
    with unit_of_work(engine) as session:
        round_id = new_round(session, project_id)
        gone = {"project_id": project_id, "inspection_id": round_id, "archived_at": INSTANT}
        make("inspection_note", session, **gone)
        make("attendee", session, **gone)
        make("finding", session, **gone, severity=Severity.MINOR, status=FindingStatus.OPEN)

    found = report(engine, project_id, round_id)
    assert (found.notes, found.attendees, found.raised) == ((), (), ())


def test_rounds_are_numbered_in_their_series_by_planned_day(engine, project_id):
    with unit_of_work(engine) as session:
        series = [make("inspection_series", session, project_id=project_id).id for _ in range(2)]

        def planned(day, series_id, **given):
            return new_round(
                session, project_id, planned_on=dt.date(2026, 4, day), series_id=series_id, **given
            )

        second = planned(8, series[0])
        first = planned(1, series[0])
        planned(2, series[0], status=InspectionStatus.EXCUSED)
        planned(3, series[0], archived_at=INSTANT)
        other = planned(9, series[1])
        extra = planned(10, None)

    numbers = [report(engine, project_id, each).number for each in (first, second, other, extra)]
    assert numbers == [1, 2, 1, 1]


def test_there_is_no_record_of_an_excuse_of_another_project_or_of_nothing(engine, project_id):
    with unit_of_work(engine) as session:
        excused = new_round(session, project_id, status=InspectionStatus.EXCUSED)
        other = new_round(session, make_project(session).id)

    assert [report(engine, project_id, each) for each in (excused, other, 10_000)] == [None] * 3
