"""Zones, organisations, series, rounds, findings and photos: what the commands store, and what they refuse."""

import datetime as dt

import pytest
from sqlmodel import select

from db.commands import finding_steps, inspections, organisations, photos, rounds, zones
from db.commands import findings as finding_commands
from db.models import Attachment, Finding, FindingEvent, Inspection, InspectionNote, Zone
from db.photos import StoredPhoto
from db.unit_of_work import unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid, NotAllowed, NotFound
from tracker.permissions import SYSTEM, Actor, Role
from tracker.vocabulary import FindingStatus, InspectionStatus, OrganisationRole, Severity, ZoneKind

WEDNESDAY = dt.date(2026, 3, 4)
TODAY = dt.date(2026, 4, 1)
PHOTO = StoredPhoto("ab" * 32, 12_345)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session, opening_on=dt.date(2026, 6, 26)).id


def do(session, command, project_id, **arguments):
    return command(session, actor=SYSTEM, project_id=project_id, **arguments)


def code(session, command, project_id, **arguments):
    with pytest.raises(Invalid) as error:
        command(session, actor=SYSTEM, project_id=project_id, **arguments)
    return error.value.code


def weekly_series(session, project_id, **given):
    arguments = {"title": "每周检查", "rule": "FREQ=WEEKLY;BYDAY=WE", "starts_on": dt.date(2026, 1, 5)}
    return do(session, inspections.create_series, project_id, **{**arguments, **given})


def started(session, project_id, **given):
    series_id = weekly_series(session, project_id)
    arguments = {"series_id": series_id, "planned_on": WEDNESDAY, "held_on": WEDNESDAY}
    return do(session, rounds.start_round, project_id, **{**arguments, **given})


def signed(session, project_id):
    round_id = started(session, project_id)
    do(session, rounds.add_note, project_id, round_id=round_id, text="干净")
    do(session, rounds.sign_round, project_id, round_id=round_id, today=TODAY)
    return round_id


def raised(session, project_id, **given):
    arguments = {"description": "渗水", "severity": Severity.MAJOR, "found_on": WEDNESDAY}
    finding_id = do(session, finding_commands.raise_finding, project_id, **{**arguments, **given})
    return session.get(Finding, finding_id)


def contractor(session, project_id):
    return make("organisation", session, project_id=project_id, name="施工单位").id


# Zones and organisations


def test_a_room_lies_in_a_floor_and_never_the_other_way_round(session, project_id):
    floor = do(session, zones.create_zone, project_id, kind=ZoneKind.FLOOR, name="二层")
    room = do(session, zones.create_zone, project_id, kind=ZoneKind.ROOM, name="阅览区", parent_id=floor)

    assert session.get(Zone, room).parent_id == floor
    assert (
        code(session, zones.create_zone, project_id, kind=ZoneKind.FLOOR, name="三层", parent_id=floor)
        == "zone_parent_wrong"
    )
    assert (
        code(session, zones.create_zone, project_id, kind=ZoneKind.ROOM, name="阅览区", parent_id=floor)
        == "zone_name_taken"
    )
    assert code(session, zones.create_zone, project_id, kind=ZoneKind.FLOOR, name="二层") == "zone_name_taken"
    assert code(session, zones.archive_zone, project_id, zone_id=floor) == "zone_not_empty"


def test_restoring_a_room_brings_its_floor_back(session, project_id):
    floor = do(session, zones.create_zone, project_id, kind=ZoneKind.FLOOR, name="二层")
    room = do(session, zones.create_zone, project_id, kind=ZoneKind.ROOM, name="阅览区", parent_id=floor)
    do(session, zones.archive_zone, project_id, zone_id=room)
    do(session, zones.archive_zone, project_id, zone_id=floor)

    do(session, zones.restore_zone, project_id, zone_id=room)

    assert [session.get(Zone, each).archived_at for each in (floor, room)] == [None, None]


def test_a_zone_of_another_project_is_not_found(session, project_id):
    elsewhere = make("zone", session).id

    with pytest.raises(NotFound):
        do(session, zones.create_zone, project_id, kind=ZoneKind.ROOM, name="室", parent_id=elsewhere)


def test_an_archived_organisation_comes_back_under_its_name(session, project_id):
    def new():
        return do(
            session,
            organisations.create_organisation,
            project_id,
            name="施工单位",
            role=OrganisationRole.CONTRACTOR,
        )

    first = new()
    with pytest.raises(Invalid, match="organisation_name_taken"):
        new()
    do(session, organisations.archive_organisation, project_id, organisation_id=first)

    assert new() == first


# Series, slots and rounds


def test_a_series_with_a_rule_that_is_none_is_refused(session, project_id):
    with pytest.raises(Invalid, match="bad_recurrence"):
        weekly_series(session, project_id, rule="weekly, please")


def test_a_slot_has_one_round_whoever_starts_it(session, project_id):
    series_id = weekly_series(session, project_id)
    slot = {"series_id": series_id, "planned_on": WEDNESDAY, "held_on": WEDNESDAY}

    first = do(session, rounds.start_round, project_id, **slot)

    assert do(session, rounds.start_round, project_id, **slot) == first


def test_a_round_can_only_be_started_on_a_day_that_the_series_plans(session, project_id):
    series_id = weekly_series(session, project_id)
    thursday = WEDNESDAY + dt.timedelta(days=1)

    assert (
        code(
            session,
            rounds.start_round,
            project_id,
            series_id=series_id,
            planned_on=thursday,
            held_on=thursday,
        )
        == "not_a_slot"
    )


def test_extra_rounds_may_fall_on_one_day(session, project_id):
    extra = {"planned_on": WEDNESDAY, "held_on": WEDNESDAY}

    first = do(session, rounds.start_round, project_id, **extra)
    second = do(session, rounds.start_round, project_id, **extra)

    assert first != second


def test_an_excused_slot_can_be_held_after_all(session, project_id):
    series_id = weekly_series(session, project_id)
    slot = {"series_id": series_id, "planned_on": WEDNESDAY}
    excused = do(session, inspections.excuse_slot, project_id, excuse="停电", **slot)
    assert session.get(Inspection, excused).status is InspectionStatus.EXCUSED
    assert code(session, rounds.add_note, project_id, round_id=excused, text="x") == "round_excused"

    again = do(session, rounds.start_round, project_id, held_on=WEDNESDAY, **slot)

    row = session.get(Inspection, again)
    assert (again, row.status, row.excuse, row.held_on) == (
        excused,
        InspectionStatus.WORKING,
        "",
        WEDNESDAY,
    )


def test_a_slot_is_not_excused_without_a_reason_nor_after_its_round_was_signed(session, project_id):
    round_id = signed(session, project_id)
    series_id = session.get(Inspection, round_id).series_id
    slot = {"series_id": series_id, "planned_on": WEDNESDAY}

    assert code(session, inspections.excuse_slot, project_id, excuse=" ", **slot) == "reason_missing"
    assert code(session, inspections.excuse_slot, project_id, excuse="停电", **slot) == "round_signed"


def test_signing_needs_a_day_that_has_come_and_something_written(session, project_id):
    round_id = started(session, project_id)
    sign = {"round_id": round_id, "today": WEDNESDAY}
    row = session.get(Inspection, round_id)

    assert code(session, rounds.sign_round, project_id, **sign) == "round_empty"
    row.held_on = WEDNESDAY + dt.timedelta(days=1)
    assert code(session, rounds.sign_round, project_id, **sign) == "round_in_future"
    row.held_on = None
    assert code(session, rounds.sign_round, project_id, **sign) == "round_without_day"


def test_a_signed_round_is_frozen_and_takes_addenda_alone(session, project_id):
    round_id = signed(session, project_id)
    row = session.get(Inspection, round_id)
    [note] = session.exec(select(InspectionNote)).all()
    change = {"expected_version": row.version, "original": {}, "changes": {"weather": "雨"}}

    assert row.status is InspectionStatus.SIGNED
    assert code(session, rounds.update_round, project_id, round_id=round_id, **change) == "round_signed"
    assert code(session, rounds.archive_round, project_id, round_id=round_id) == "round_signed"
    assert code(session, rounds.archive_note, project_id, note_id=note.id) == "round_signed"
    assert (
        code(
            session,
            finding_commands.raise_finding,
            project_id,
            description="x",
            severity=Severity.MINOR,
            found_on=WEDNESDAY,
            round_id=round_id,
        )
        == "round_signed"
    )
    assert code(session, rounds.sign_round, project_id, round_id=round_id, today=TODAY) == "round_signed"

    addendum = do(session, rounds.add_note, project_id, round_id=round_id, text="补充", photos=[PHOTO])

    assert (note.is_addendum, session.get(InspectionNote, addendum).is_addendum) == (False, True)


def test_an_archived_round_is_taken_up_again_by_starting_its_slot(session, project_id):
    round_id = started(session, project_id)
    row = session.get(Inspection, round_id)
    do(session, rounds.archive_round, project_id, round_id=round_id)
    assert row.archived_at is not None

    again = do(
        session,
        rounds.start_round,
        project_id,
        series_id=row.series_id,
        planned_on=WEDNESDAY,
        held_on=WEDNESDAY,
    )

    assert (again, row.archived_at) == (round_id, None)


def test_two_people_who_fill_in_different_fields_of_a_round_are_merged(session, project_id):
    round_id = started(session, project_id)
    row = session.get(Inspection, round_id)
    seen = row.version
    edit = {"round_id": round_id, "expected_version": seen, "original": {"weather": "", "progress": ""}}

    do(session, rounds.update_round, project_id, **edit, changes={"weather": "晴"})
    session.flush()
    do(session, rounds.update_round, project_id, **edit, changes={"progress": "按期"})
    session.flush()

    assert (row.weather, row.progress) == ("晴", "按期")
    with pytest.raises(Conflict) as conflict:
        do(session, rounds.update_round, project_id, **edit, changes={"weather": "雨"})
    assert (conflict.value.mine, conflict.value.theirs) == ({"weather": "雨"}, {"weather": "晴"})


# Findings


def test_numbers_go_on_after_an_archived_finding(session, project_id):
    other_project = make_project(session).id
    first, second = raised(session, project_id), raised(session, project_id)
    do(session, finding_commands.archive_finding, project_id, finding_id=second.id)
    session.flush()

    third, elsewhere = raised(session, project_id), raised(session, other_project)

    assert [each.number for each in (first, second, third, elsewhere)] == [1, 2, 3, 1]


def test_the_due_day_follows_from_the_severity_unless_it_is_given(session, project_id):
    agreed = dt.date(2026, 3, 20)

    assert raised(session, project_id).due_on == dt.date(2026, 3, 9)
    assert raised(session, project_id, severity=Severity.CRITICAL).due_on == WEDNESDAY
    assert raised(session, project_id, severity=Severity.MINOR).due_on == dt.date(2026, 6, 26)
    assert raised(session, project_id, severity=Severity.OBSERVATION).due_on is None
    assert raised(session, project_id, due_on=agreed).due_on == agreed
    with pytest.raises(Invalid, match="due_before_found"):
        raised(session, project_id, due_on=dt.date(2026, 3, 3))


def test_the_whole_life_of_a_finding_is_in_its_history(session, project_id):
    party = contractor(session, project_id)
    finding = raised(session, project_id, organisation_id=party, photos=[PHOTO])
    step = {"finding_id": finding.id, "today": TODAY}

    do(session, finding_steps.mark_rectified, project_id, rectified_on=TODAY, note="已补", **step)
    do(session, finding_steps.reject_finding, project_id, reason="仍有水渍", **step)
    assert (finding.status, finding.rectified_on) == (FindingStatus.ASSIGNED, None)
    do(session, finding_steps.mark_rectified, project_id, rectified_on=TODAY, **step)
    do(session, finding_steps.close_finding, project_id, **step)
    assert (finding.status, finding.closed_on) == (FindingStatus.CLOSED, TODAY)
    do(session, finding_steps.reopen_finding, project_id, reason="复发", **step)
    assert (finding.status, finding.closed_on, finding.reopened) == (FindingStatus.OPEN, None, 1)
    do(session, finding_steps.waive_finding, project_id, reason="不影响使用", **step)
    session.flush()

    events = session.exec(select(FindingEvent).order_by(FindingEvent.id)).all()
    assert [(event.to_status.value, event.text) for event in events] == [
        ("open", ""),
        ("assigned", "施工单位"),
        ("rectified", "已补"),
        ("assigned", "仍有水渍"),
        ("rectified", ""),
        ("closed", ""),
        ("open", "复发"),
        ("waived", "不影响使用"),
    ]
    [photo] = session.exec(select(Attachment)).all()
    assert (photo.record_table, photo.record_id, photo.size) == ("finding", finding.id, 12_345)


def test_a_settled_finding_is_not_edited(session, project_id):
    finding = raised(session, project_id)
    do(
        session,
        finding_steps.waive_finding,
        project_id,
        finding_id=finding.id,
        today=TODAY,
        reason="可",
    )

    assert (
        code(
            session,
            finding_commands.update_finding,
            project_id,
            finding_id=finding.id,
            expected_version=finding.version,
            original={},
            changes={"description": "x"},
        )
        == "finding_settled"
    )


def person(session, project_id, role):
    account_id = make("account", session).id
    return Actor(account_id=account_id, kind="account", roles={project_id: frozenset({role})})


@pytest.mark.parametrize("command", [finding_steps.close_finding, finding_steps.reject_finding])
def test_staff_do_not_judge_what_they_rectified_or_were_assigned(session, project_id, command):
    rectifier, assignee, other = (person(session, project_id, Role.STAFF) for _ in range(3))
    lead = person(session, project_id, Role.LEAD)
    party = contractor(session, project_id)

    def judge(actor, rectified_by):
        finding = raised(session, project_id)
        step = {"project_id": project_id, "finding_id": finding.id, "today": TODAY}
        finding_steps.assign_finding(
            session, actor=lead, organisation_id=party, account_id=assignee.account_id, **step
        )
        finding_steps.mark_rectified(session, actor=rectified_by, rectified_on=TODAY, **step)
        extra = {"reason": "未改好"} if command is finding_steps.reject_finding else {}
        command(session, actor=actor, **step, **extra)
        return finding.status

    for own in (rectifier, assignee):
        with pytest.raises(NotAllowed):
            judge(own, rectifier)
    assert judge(other, rectifier) is not FindingStatus.RECTIFIED
    assert judge(lead, lead) is not FindingStatus.RECTIFIED


# Photos


def test_photos_hang_on_rounds_notes_and_findings_and_on_nothing_else(session, project_id):
    round_id = started(session, project_id)

    def attach(table, record_id):
        return do(
            session,
            photos.attach_photo,
            project_id,
            record_table=table,
            record_id=record_id,
            photo=PHOTO,
            caption="  墙角 ",
        )

    photo = session.get(Attachment, attach("inspection", round_id))
    assert (photo.media_type, photo.caption, photo.sha256) == ("image/jpeg", "墙角", "ab" * 32)
    with pytest.raises(Invalid):
        attach("account", 1)
    with pytest.raises(NotFound):
        attach("finding", 999)


def test_the_photos_of_a_signed_round_stay(session, project_id):
    round_id = started(session, project_id)
    note_id = do(session, rounds.add_note, project_id, round_id=round_id, text="干净", photos=[PHOTO])
    [photo] = session.exec(select(Attachment)).all()
    do(session, rounds.sign_round, project_id, round_id=round_id, today=TODAY)

    assert code(session, photos.archive_photo, project_id, attachment_id=photo.id) == "round_signed"
    assert (
        code(
            session,
            photos.attach_photo,
            project_id,
            record_table="inspection_note",
            record_id=note_id,
            photo=PHOTO,
        )
        == "round_signed"
    )
