"""The sample's building: facts S1 and S2 of the source document, worked out from the calendar."""

import datetime as dt
from collections import Counter

import pytest

from db.commands.projects import create_project
from db.files import file_store
from db.queries import findings, inspections, photos, places, site
from db.seeds import site as seed
from db.seeds.layout import Layout
from db.unit_of_work import unit_of_work
from tracker.inspections import SlotState
from tracker.permissions import SYSTEM
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage, FindingStatus

AS_OF = dt.date(2026, 4, 1)


def loaded(session, tmp_path, as_of):
    layout = Layout(as_of)
    project_id = create_project(
        session,
        actor=SYSTEM,
        name="新馆",
        district="示例区",
        starts_on=layout.starts_on,
        opening_on=layout.opening_on,
        ceiling_fen=None,
    )
    seed.load(session, actor=SYSTEM, project_id=project_id, layout=layout, files=tmp_path / "files")
    session.flush()
    return project_id, layout


def test_the_building_was_inspected_in_every_week_of_the_quarter_but_the_festival(engine, tmp_path):
    with unit_of_work(engine) as session:
        project_id, layout = loaded(session, tmp_path, AS_OF)
        first, last = layout.quarter

        weeks = inspections.slot_rows(session, project_id, first=first, last=last, today=AS_OF)

        assert (first, last) == (dt.date(2025, 12, 29), dt.date(2026, 3, 29))
        assert Counter(week.state for week in weeks) == {SlotState.HELD: 12, SlotState.EXCUSED: 1}
        assert [week.slot.planned_on for week in weeks if week.state is SlotState.EXCUSED] == [
            dt.date(2026, 2, 18)
        ]
        assert all(week.signed for week in weeks if week.state is SlotState.HELD)
        rounds = inspections.rounds(session, project_id)
        assert all(row.notes >= 2 and row.progress and row.weather for row in rounds)
        summary = site.site_summary(session, project_id, AS_OF)
        assert summary.weeks[-1].planned_on == AS_OF
        assert summary.weeks[-1].state is SlotState.DUE


def test_civil_works_and_fit_out_have_passed_and_nothing_else(sqlite_engine, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        project_id, _ = loaded(session, tmp_path, AS_OF)

        gates = site.acceptance_gates(session, project_id)

    assert {stage for stage, outcome in gates.items() if outcome is AcceptanceOutcome.PASSED} == {
        AcceptanceStage.CIVIL_WORKS,
        AcceptanceStage.FIT_OUT,
    }
    assert Counter(gates.values())[None] == 4


def test_three_major_findings_hold_up_the_second_floor(sqlite_engine, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        project_id, _ = loaded(session, tmp_path, AS_OF)

        rows = findings.findings(session, project_id)
        pictures = photos.photos_of(session, project_id, "finding", [row.id for row in rows])
        zones = {zone.name for zone in places.zones(session, project_id)}

    assert [row.place for row in rows if row.blocking] == ["二层阅览区"] * 3
    assert Counter(row.status for row in rows) == {
        FindingStatus.CLOSED: 5,
        FindingStatus.WAIVED: 1,
        FindingStatus.RECTIFIED: 1,
        FindingStatus.ASSIGNED: 3,
        FindingStatus.OPEN: 2,
    }
    assert sorted(row.number for row in rows) == list(range(1, 13))
    store = file_store(tmp_path / "files")
    assert all(store.get(photo.sha256) for group in pictures.values() for photo in group)
    assert {"一层大厅", "二层阅览区", "三层阅览区", "四层自习室", "五层办公区", "少儿区", "报刊区", "地下书库",
            "采编部", "古籍书库"} <= zones  # fmt: skip


@pytest.mark.parametrize("as_of", ["2026-01-02", "2026-05-03", "2026-10-08", "2026-12-31", "2027-03-01"])
def test_no_week_is_missed_whatever_the_as_of_day(sqlite_engine, tmp_path, as_of):
    day = dt.date.fromisoformat(as_of)
    with unit_of_work(sqlite_engine) as session:
        project_id, _ = loaded(session, tmp_path, day)

        summary = site.site_summary(session, project_id, day)

    assert summary.count(SlotState.HELD) + summary.count(SlotState.EXCUSED) >= 13
    assert summary.count(SlotState.MISSED) == summary.count(SlotState.LATE) == 0
