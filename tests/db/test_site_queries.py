"""What the site pages and the overview read, and that no list asks once per row."""

import datetime as dt

import pytest
import sqlalchemy as sa

from db.models import InspectionSeries
from db.queries import findings, inspections, photos, places, rooms, site
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.findings import Turn
from tracker.inspections import SlotState
from tracker.site_attention import AttentionKind
from tracker.vocabulary import (
    AcceptanceOutcome,
    AcceptanceStage,
    FindingStatus,
    InspectionStatus,
    Severity,
    ZoneKind,
)

TODAY = dt.date(2026, 4, 1)
FIRST = dt.date(2026, 3, 4)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


def building(session, rows):
    """A project with a weekly series and `rows` of everything."""
    project_id = make_project(session).id
    series = make(
        "inspection_series",
        session,
        project_id=project_id,
        title="每周检查",
        rule="FREQ=WEEKLY;BYDAY=WE",
        starts_on=FIRST,
    )
    party = make("organisation", session, project_id=project_id, name="施工单位")
    for week in range(rows):
        floor = make(
            "zone", session, project_id=project_id, kind=ZoneKind.FLOOR, name=f"{week}层", position=week
        )
        room = make("zone", session, project_id=project_id, name=f"{week}室", parent_id=floor.id)
        day = FIRST + dt.timedelta(weeks=week)
        round_ = make(
            "inspection",
            session,
            project_id=project_id,
            series_id=series.id,
            planned_on=day,
            held_on=day,
            status=InspectionStatus.SIGNED,
        )
        note = make(
            "inspection_note", session, project_id=project_id, inspection_id=round_.id, zone_id=room.id
        )
        finding = make(
            "finding",
            session,
            project_id=project_id,
            number=week + 1,
            inspection_id=round_.id,
            zone_id=room.id,
            organisation_id=party.id,
            severity=Severity.MAJOR,
            status=FindingStatus.ASSIGNED,
            found_on=day,
            due_on=day,
        )
        for table, row in (("finding", finding), ("inspection_note", note)):
            make("attachment", session, project_id=project_id, record_table=table, record_id=row.id)
    return project_id, series.id


READS = {
    "zones": places.zones,
    "organisations": places.organisations,
    "series": inspections.series,
    "slots": lambda session, project_id: inspections.slot_rows(
        session, project_id, first=FIRST, last=TODAY, today=TODAY
    ),
    "rounds": inspections.rounds,
    "notes": lambda session, project_id: inspections.notes(
        session, project_id, inspections.rounds(session, project_id)[0].id
    ),
    "findings": findings.findings,
    "summary": lambda session, project_id: site.site_summary(session, project_id, TODAY),
    "room visits": lambda session, project_id: rooms.room_visits(session, project_id, TODAY),
    "attention": lambda session, project_id: site.needs_attention(session, project_id, TODAY),
}


@pytest.mark.parametrize("name", sorted(READS))
def test_a_list_takes_as_many_statements_for_three_rows_as_for_one(sqlite_engine, name):
    counts = []
    for rows in (1, 3):
        with unit_of_work(sqlite_engine) as session:
            project_id, _ = building(session, rows)
        asked = []

        def seen(_connection, _cursor, statement, *_rest, asked=asked):
            asked.append(statement)

        sa.event.listen(sqlite_engine, "before_cursor_execute", seen)
        with reading(sqlite_engine) as session:
            READS[name](session, project_id)
        sa.event.remove(sqlite_engine, "before_cursor_execute", seen)
        counts.append(len([text for text in asked if text.lstrip().upper().startswith("SELECT")]))

    assert counts[0] == counts[1] > 0


def test_zones_come_floor_by_floor_with_their_place(session):
    project_id = make_project(session).id
    upper = make("zone", session, project_id=project_id, kind=ZoneKind.FLOOR, name="二层", position=2)
    lower = make("zone", session, project_id=project_id, kind=ZoneKind.FLOOR, name="一层", position=1)
    make("zone", session, project_id=project_id, name="二层阅览区", parent_id=upper.id, position=3)
    hall = make("zone", session, project_id=project_id, name="大厅", parent_id=lower.id, position=4)
    make(
        "zone",
        session,
        project_id=project_id,
        kind=ZoneKind.ELEMENT,
        name="南门",
        parent_id=hall.id,
        position=5,
    )

    assert [zone.place for zone in places.zones(session, project_id)] == [
        "一层",
        "一层 · 大厅",
        "一层 · 大厅 · 南门",
        "二层",
        "二层阅览区",
    ]


def test_slots_know_their_rounds_and_the_archived_ones_do_not_count(session):
    project_id, series_id = building(session, 2)
    make(
        "inspection",
        session,
        project_id=project_id,
        series_id=series_id,
        planned_on=dt.date(2026, 3, 18),
        archived_at=dt.datetime(2026, 3, 19, tzinfo=dt.UTC),
    )
    make(
        "inspection",
        session,
        project_id=project_id,
        series_id=series_id,
        planned_on=dt.date(2026, 3, 25),
        status=InspectionStatus.EXCUSED,
        excuse="停电",
    )

    rows = inspections.slot_rows(session, project_id, first=FIRST, last=dt.date(2026, 4, 8), today=TODAY)

    assert [(row.slot.planned_on.isoformat(), row.state, row.excuse) for row in rows] == [
        ("2026-03-04", SlotState.HELD, ""),
        ("2026-03-11", SlotState.HELD, ""),
        ("2026-03-18", SlotState.MISSED, ""),
        ("2026-03-25", SlotState.EXCUSED, "停电"),
        ("2026-04-01", SlotState.DUE, ""),
        ("2026-04-08", SlotState.PLANNED, ""),
    ]
    assert rows[0].signed
    assert rows[2].round_id is None


def test_a_round_counts_its_notes_and_findings_and_leaves_archived_ones_out(session):
    project_id, _ = building(session, 1)
    [row] = inspections.rounds(session, project_id)
    make(
        "inspection_note",
        session,
        project_id=project_id,
        inspection_id=row.id,
        archived_at=dt.datetime(2026, 3, 19, tzinfo=dt.UTC),
    )

    counted = inspections.round_(session, project_id, row.id)

    assert (counted.series, counted.notes, counted.findings) == ("每周检查", 1, 1)
    assert inspections.round_(session, project_id, row.id + 1) is None
    notes = inspections.notes(session, project_id, row.id)
    assert [(note.place, len(note.photos), note.archived) for note in notes] == [
        ("0层 · 0室", 1, False),
        ("", 0, True),
    ]


def test_a_finding_says_who_must_act_and_whether_it_blocks(session):
    project_id, _ = building(session, 2)

    newest, oldest = findings.findings(session, project_id)

    assert (newest.number, oldest.number) == (2, 1)
    assert (oldest.place, oldest.organisation, oldest.photos) == ("0层 · 0室", "施工单位", 1)
    assert (oldest.turn, oldest.blocking, oldest.overdue(TODAY)) == (Turn.ASSIGNEE, True, True)
    assert findings.findings(session, project_id, round_id=oldest.round_id) == [oldest]
    assert [
        photo.record_id for photo in photos.photos_of(session, project_id, "finding", [oldest.id])[oldest.id]
    ] == [oldest.id]


def test_the_summary_counts_weeks_gates_and_findings(session):
    project_id, _ = building(session, 3)
    civil = make("gate", session, project_id=project_id, stage=AcceptanceStage.CIVIL_WORKS)
    fire = make("gate", session, project_id=project_id, stage=AcceptanceStage.FIRE)
    for held_on, outcome in (
        (dt.date(2026, 3, 3), AcceptanceOutcome.FAILED),
        (dt.date(2026, 3, 10), AcceptanceOutcome.PASSED),
    ):
        make(
            "acceptance",
            session,
            project_id=project_id,
            gate_id=civil.id,
            held_on=held_on,
            outcome=outcome,
        )
    make(
        "acceptance",
        session,
        project_id=project_id,
        gate_id=fire.id,
        held_on=TODAY,
        outcome=AcceptanceOutcome.CONDITIONAL,
    )

    summary = site.site_summary(session, project_id, TODAY)

    assert [week.state for week in summary.weeks] == [
        SlotState.HELD,
        SlotState.HELD,
        SlotState.HELD,
        SlotState.MISSED,
        SlotState.DUE,
    ]
    assert (summary.gates_passed, summary.gates_total) == (1, 6)
    assert summary.gates[AcceptanceStage.FIRE] is AcceptanceOutcome.CONDITIONAL
    assert summary.gates[AcceptanceStage.PLANNING] is None
    assert (summary.open_findings, summary.blocking_findings, summary.overdue_findings) == (3, 3, 3)
    assert summary.count(SlotState.HELD) == 3


def test_a_round_still_counts_for_its_week_when_the_rule_names_another_day_since(session):
    project_id, series_id = building(session, 2)
    session.get(InspectionSeries, series_id).rule = "FREQ=WEEKLY;BYDAY=FR"
    session.flush()

    rows = inspections.slot_rows(session, project_id, first=FIRST, last=TODAY, today=TODAY)

    assert [(row.slot.planned_on.isoformat(), row.state) for row in rows] == [
        ("2026-03-06", SlotState.HELD),
        ("2026-03-13", SlotState.HELD),
        ("2026-03-20", SlotState.MISSED),
        ("2026-03-27", SlotState.MISSED),
    ]
    assert [row.held_on and row.held_on.isoformat() for row in rows[:2]] == ["2026-03-04", "2026-03-11"]


def test_a_round_counts_for_one_slot_only(session):
    project_id, series_id = building(session, 1)
    session.get(InspectionSeries, series_id).rule = "FREQ=WEEKLY;BYDAY=TH,FR"
    session.flush()

    rows = inspections.slot_rows(session, project_id, first=FIRST, last=dt.date(2026, 3, 8), today=TODAY)

    assert [row.state for row in rows] == [SlotState.HELD, SlotState.MISSED]


def test_what_needs_somebody_is_gathered_from_rounds_and_findings(session):
    project_id, _ = building(session, 1)

    rows = site.needs_attention(session, project_id, TODAY)

    assert [(row.kind, row.facts.get("n")) for row in rows] == [
        (AttentionKind.ROUND_MISSED, None),
        (AttentionKind.ROUND_MISSED, None),
        (AttentionKind.ROUND_MISSED, None),
        (AttentionKind.FINDINGS_BLOCK, 1),
        (AttentionKind.FINDINGS_OVERDUE, 1),
        (AttentionKind.ROUND_DUE, None),
        (AttentionKind.ROOMS_NOT_VISITED, 1),
    ]
