"""A room list imported: once, and once more."""

import datetime as dt

import pytest
from sqlmodel import select

from db.commands.lines import add_line, update_line
from db.commands.zone_import import import_zones
from db.models import AuditEntry, DraftLine, Zone
from db.queries.places import known_zones, zone_ids_by_name, zones
from db.unit_of_work import unit_of_work
from tests.factories import make, make_project
from tracker.permissions import SYSTEM
from tracker.vocabulary import DraftStatus, ZoneKind
from tracker.zone_list import ListedZone, ZonePath, ZoneStep

LIST = [
    ListedZone(ZonePath("一层"), 1_200_000),
    ListedZone(ZonePath("一层", "大厅"), 320_500),
    ListedZone(ZonePath("一层", "大厅", "南门")),
    ListedZone(ZonePath("二层", "阅览区"), 640_000),
]


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def load(engine, project_id, listed=LIST):
    with unit_of_work(engine) as session:
        return import_zones(session, actor=SYSTEM, project_id=project_id, zones=listed)


def stored(engine, project_id):
    with unit_of_work(engine) as session:
        return [(zone.place, zone.kind, zone.area_milli) for zone in zones(session, project_id)]


def test_a_list_gives_floors_rooms_and_elements(engine, project_id):
    assert load(engine, project_id) == {ZoneStep.ADD: 5}

    assert stored(engine, project_id) == [
        ("一层", ZoneKind.FLOOR, 1_200_000),
        ("一层 · 大厅", ZoneKind.ROOM, 320_500),
        ("一层 · 大厅 · 南门", ZoneKind.ELEMENT, None),
        ("二层", ZoneKind.FLOOR, None),
        ("二层 · 阅览区", ZoneKind.ROOM, 640_000),
    ]


def test_the_same_list_again_changes_nothing_and_leaves_no_trace(engine, project_id):
    load(engine, project_id)
    before = stored(engine, project_id)
    with unit_of_work(engine) as session:
        entries = len(session.exec(select(AuditEntry)).all())

    assert load(engine, project_id) == {ZoneStep.NOTHING: 5}

    assert stored(engine, project_id) == before
    with unit_of_work(engine) as session:
        assert len(session.exec(select(AuditEntry)).all()) == entries


def test_a_known_zone_gets_its_new_area_and_an_archived_one_comes_back(engine, project_id):
    load(engine, project_id)
    with unit_of_work(engine) as session:
        row = session.exec(select(Zone).where(Zone.name == "阅览区")).one()
        row.archived_at = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)
        hall = session.exec(select(Zone).where(Zone.name == "大厅")).one().id

    again = [ListedZone(ZonePath("一层", "大厅"), 330_000), ListedZone(ZonePath("二层", "阅览区"))]
    changed = load(engine, project_id, again)

    assert changed == {ZoneStep.NOTHING: 2, ZoneStep.CHANGE_AREA: 1, ZoneStep.RESTORE: 1}
    with unit_of_work(engine) as session:
        assert session.get(Zone, hall).area_milli == 330_000
        assert [zone.archived for zone in known_zones(session, project_id)] == [False] * 5


def test_a_name_stands_for_a_zone_where_no_other_has_it(engine, project_id):
    load(engine, project_id, [*LIST, ListedZone(ZonePath("二层", "大厅"))])
    with unit_of_work(engine) as session:
        by_place = {zone.place: zone.id for zone in zones(session, project_id)}

        found = zone_ids_by_name(session, project_id)

    assert found["阅览区"] == by_place["二层 · 阅览区"]
    assert found["二层 · 大厅"] == by_place["二层 · 大厅"]
    assert "大厅" not in found


def test_a_line_of_a_draft_is_linked_to_the_zone_it_names_and_loses_the_link_with_the_name(
    engine, project_id
):
    load(engine, project_id)
    with unit_of_work(engine) as session:
        plan = make("procurement_plan", session, project_id=project_id)
        draft = make("draft", session, project_id=project_id, plan_id=plan.id, status=DraftStatus.WORKING)
        hall = zone_ids_by_name(session, project_id)["大厅"]
        called = {"actor": SYSTEM, "project_id": project_id}
        line_id = add_line(session, **called, draft_id=draft.id, values={"name": "座椅", "zone": "大厅"})
        line = session.get(DraftLine, line_id)
        assert line.zone_id == hall

        edit = {"expected_version": line.version, "original": {"zone": "大厅"}, "changes": {"zone": "屋顶"}}
        update_line(session, **called, line_id=line_id, **edit)

        assert (line.zone, line.zone_id) == ("屋顶", None)
