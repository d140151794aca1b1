"""Findings by page, on the board, in groups and in counts: what the database filters, sorts and adds up."""

import datetime as dt
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from db.queries import finding_charts, finding_groups, finding_lists, finding_pages
from db.queries import findings as finding_queries
from db.queries.finding_pages import FindingCounts, FindingPage
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.finding_flow import WeekFlow
from tracker.finding_likeness import Known
from tracker.finding_views import AgeBucket, FindingFilter, FindingOrder
from tracker.findings import Turn
from tracker.site_attention import BlockedPlace, WaitingChecks
from tracker.vocabulary import FindingStatus, Severity, Trade, ZoneKind

TODAY = dt.date(2026, 4, 1)
OPEN, ASSIGNED, RECTIFIED = FindingStatus.OPEN, FindingStatus.ASSIGNED, FindingStatus.RECTIFIED
CLOSED = FindingStatus.CLOSED
CRITICAL, MAJOR, MINOR = Severity.CRITICAL, Severity.MAJOR, Severity.MINOR


@dataclass(frozen=True)
class Site:
    """A project with two floors, two contractors and seven findings (and one of another project)."""

    project_id: int
    zones: dict[str, int]
    parties: dict[str, int]
    round_id: int


def day(month, of_month):
    return dt.date(2026, month, of_month)


def findings_of(site, session):
    """number: (zone, party, severity, status, found, due, text)."""
    rows = {
        1: ("hall", None, CRITICAL, OPEN, day(1, 20), day(1, 20), "消防通道堵塞"),
        2: ("hall", "甲", MAJOR, ASSIGNED, day(3, 2), day(3, 5), "墙面空鼓"),
        3: ("door", "甲", MINOR, ASSIGNED, day(3, 20), day(4, 10), "门锁松动"),
        4: ("stack", "乙", MAJOR, RECTIFIED, day(3, 25), day(4, 1), "插座无电 100%"),
        5: ("stack", "乙", MINOR, CLOSED, day(3, 2), day(3, 9), "灯具不亮"),
        6: (None, None, MINOR, OPEN, day(4, 1), None, "Paint peeling"),
    }
    made = {}
    for number, (zone, party, severity, status, found_on, due_on, text) in rows.items():
        made[number] = make(
            "finding",
            session,
            project_id=site.project_id,
            number=number,
            zone_id=site.zones[zone] if zone else None,
            organisation_id=site.parties[party] if party else None,
            inspection_id=site.round_id if number in {2, 5} else None,
            severity=severity,
            status=status,
            trade=Trade.CIVIL if number == 2 else Trade.OTHER,
            found_on=found_on,
            due_on=due_on,
            closed_on=day(3, 12) if status is CLOSED else None,
            description=text,
        ).id
    make(
        "finding",
        session,
        project_id=site.project_id,
        number=7,
        severity=CRITICAL,
        found_on=TODAY,
        archived_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
    )
    make("finding", session, project_id=make_project(session).id, severity=CRITICAL, found_on=TODAY)
    return made


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def site(session):
    project_id = make_project(session).id

    def zone(name, kind, parent_id=None, position=0):
        given = {"kind": kind, "name": name, "parent_id": parent_id, "position": position}
        return make("zone", session, project_id=project_id, **given).id

    first = zone("一层", ZoneKind.FLOOR, position=1)
    second = zone("二层", ZoneKind.FLOOR, position=2)
    hall = zone("大厅", ZoneKind.ROOM, first, 3)
    door = zone("南门", ZoneKind.ELEMENT, hall, 4)
    stack = zone("书库", ZoneKind.ROOM, second, 5)
    party = {
        name: make("organisation", session, project_id=project_id, name=name).id for name in ("甲", "乙")
    }
    round_id = make("inspection", session, project_id=project_id, planned_on=day(3, 2), held_on=day(3, 2)).id
    made = Site(
        project_id,
        {"first": first, "second": second, "hall": hall, "door": door, "stack": stack},
        party,
        round_id,
    )
    findings_of(made, session)
    return made


def numbers(session, site, order=FindingOrder.NEWEST, **asked):
    shown = finding_pages.finding_page(session, site.project_id, FindingFilter(**asked), order, today=TODAY)
    assert shown.matching == len(shown.rows)
    return [row.number for row in shown.rows]


def test_every_filter_narrows_the_list_in_the_database(session, site):
    zones, parties = site.zones, site.parties

    assert numbers(session, site) == [6, 5, 4, 3, 2, 1]
    assert numbers(session, site, statuses=(OPEN, CLOSED)) == [6, 5, 1]
    assert numbers(session, site, severities=(CRITICAL, MAJOR)) == [4, 2, 1]
    assert numbers(session, site, trades=(Trade.CIVIL,)) == [2]
    assert numbers(session, site, zone_ids=(zones["first"],)) == [3, 2, 1]
    assert numbers(session, site, zone_ids=(zones["door"], zones["stack"])) == [5, 4, 3]
    assert numbers(session, site, organisation_ids=(parties["乙"],)) == [5, 4]
    assert numbers(session, site, turns=(Turn.LIBRARY, Turn.INSPECTOR)) == [6, 4, 1]
    assert numbers(session, site, overdue=True) == [2, 1]
    assert numbers(session, site, round_id=site.round_id) == [5, 2]
    assert numbers(session, site, archived=True) == [7, 6, 5, 4, 3, 2, 1]
    assert numbers(session, site, statuses=(ASSIGNED,), zone_ids=(zones["hall"],), overdue=True) == [2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("空鼓", [2]),
        ("PAINT", [6]),
        ("大厅", [3, 2, 1]),
        ("4", [4]),
        ("100%", [4]),
        ("%", [4]),
        ("_", []),
        ("  ", [6, 5, 4, 3, 2, 1]),
        ("' OR 1=1 --", []),
    ],
)
def test_a_text_is_looked_for_in_description_place_and_number_and_means_nothing_else(
    session, site, text, found
):
    assert numbers(session, site, text=text) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (FindingOrder.NEWEST, [6, 5, 4, 3, 2, 1]),
        (FindingOrder.DUE, [1, 2, 4, 3, 6, 5]),
        (FindingOrder.WORST, [1, 2, 4, 3, 6, 5]),
        (FindingOrder.OLDEST, [1, 2, 3, 4, 6, 5]),
    ],
)
def test_the_database_sorts_and_what_is_settled_comes_last(session, site, order, found):
    assert numbers(session, site, order) == found


def test_by_organisation_those_of_one_stand_together_and_the_unassigned_at_the_end(session, site):
    shown = numbers(session, site, FindingOrder.ORGANISATION)

    # Which of the two names comes first is the database's collation; the rest is not.
    assert shown in ([2, 3, 4, 1, 6, 5], [4, 2, 3, 1, 6, 5])


def test_pages_are_cut_by_the_database_and_know_how_many_there_are(session, site):
    def page(number, **given):
        return finding_pages.finding_page(
            session,
            site.project_id,
            FindingFilter(),
            FindingOrder.NEWEST,
            today=TODAY,
            page=number,
            size=4,
            **given,
        )

    first, second = page(1), page(2)

    assert ([row.number for row in first.rows], first.matching) == ([6, 5, 4, 3], 6)
    assert ([row.number for row in second.rows], second.matching) == ([2, 1], 6)
    assert page(3) == FindingPage((), 0)
    assert page(2, matching=6) == second


def test_a_row_of_a_page_is_the_row_of_the_whole_list(session, site):
    everything = {row.id: row for row in finding_queries.findings(session, site.project_id)}
    shown = finding_pages.finding_page(
        session, site.project_id, FindingFilter(), FindingOrder.NEWEST, today=TODAY
    )

    assert all(everything[row.id] == row for row in shown.rows)
    one = shown.rows[0]
    assert finding_queries.finding(session, site.project_id, one.id) == one
    assert finding_queries.finding(session, site.project_id + 1, one.id) is None
    asked_for = finding_pages.findings_asked_for(
        session, site.project_id, FindingFilter(overdue=True), FindingOrder.NEWEST, today=TODAY
    )
    assert [row.number for row in asked_for] == [2, 1]


def test_the_counts_of_the_sentence(session, site):
    assert finding_pages.finding_counts(session, site.project_id, TODAY) == FindingCounts(
        total=6, archived=1, pending=5, blocking=3, overdue=2
    )


def test_the_board_has_a_column_for_each_state_with_the_worst_first(session, site):
    columns = finding_pages.board(session, site.project_id, FindingFilter(), today=TODAY, per_column=1)

    assert [(each.status, each.matching, [row.number for row in each.rows]) for each in columns] == [
        (OPEN, 2, [1]),
        (ASSIGNED, 2, [2]),
        (RECTIFIED, 1, [4]),
        (CLOSED, 1, []),
        (FindingStatus.WAIVED, 0, []),
    ]


def test_the_board_shows_settled_findings_where_they_are_asked_for(session, site):
    columns = finding_pages.board(session, site.project_id, FindingFilter(statuses=(CLOSED,)), today=TODAY)

    assert {each.status: [row.number for row in each.rows] for each in columns if each.matching} == {
        CLOSED: [5]
    }


def test_groups_name_the_blocked_places_the_late_parties_and_what_waits_for_a_check(session, site):
    numbered = {row.number: row.id for row in finding_queries.findings(session, site.project_id)}

    groups = finding_groups.finding_groups(session, site.project_id, TODAY)

    assert groups.blocked == (
        BlockedPlace("一层 · 大厅", 2, CRITICAL, numbered[1]),
        BlockedPlace("二层 · 书库", 1, MAJOR, numbered[4]),
    )
    assert [(party.organisation, party.n, party.due_on, party.worst) for party in groups.overdue] == [
        ("", 1, day(1, 20), 0),
        ("甲", 1, day(3, 5), 1),
    ]
    assert groups.to_verify == WaitingChecks(1, numbered[4])


def test_the_ages_of_open_findings(session, site):
    counted = {
        (row.bucket, row.severity): row.n for row in finding_charts.ages(session, site.project_id, TODAY)
    }

    assert counted == {
        (AgeBucket.LONGER, CRITICAL): 1,
        (AgeBucket.MONTH, MAJOR): 1,
        (AgeBucket.FORTNIGHT, MINOR): 1,
        (AgeBucket.WEEK, MAJOR): 1,
        (AgeBucket.WEEK, MINOR): 1,
    }


def test_week_by_week_findings_come_and_go(session, site):
    weeks = finding_charts.flow(session, site.project_id, TODAY, most=5)

    assert weeks == [
        WeekFlow(day(3, 2), 2, 0, 3),
        WeekFlow(day(3, 9), 0, 1, 2),
        WeekFlow(day(3, 16), 1, 0, 3),
        WeekFlow(day(3, 23), 1, 0, 4),
        WeekFlow(day(3, 30), 1, 0, 5),
    ]


def test_the_heat_adds_elements_to_their_room_and_keeps_the_order_of_the_floors(session, site):
    rows = finding_charts.heat(session, site.project_id)

    assert [(row.floor, row.room, row.n) for row in rows] == [
        ("一层", "大厅", 3),
        ("二层", "书库", 1),
        ("", "", 1),
    ]


def test_a_contractors_list_goes_by_the_room_list_with_its_photos(session, site):
    second = next(row for row in finding_queries.findings(session, site.project_id) if row.number == 2)
    make("attachment", session, project_id=site.project_id, record_table="finding", record_id=second.id)

    found = finding_lists.contractor_list(session, site.project_id, site.parties["甲"])

    assert [row.number for row in found.findings] == [2, 3]
    assert {id_: len(photos) for id_, photos in found.photos.items()} == {second.id: 1}


def test_what_is_open_in_a_place_is_known_by_the_place_alone(session, site):
    def open_in(zone_id):
        return finding_lists.open_in_zone(session, site.project_id, zone_id)

    assert [(each.number, each.description) for each in open_in(site.zones["hall"])] == [
        (1, "消防通道堵塞"),
        (2, "墙面空鼓"),
    ]
    assert [each.number for each in open_in(site.zones["stack"])] == [4]
    assert [each.number for each in open_in(None)] == [6]
    assert all(isinstance(each, Known) for each in open_in(None))


def test_rounds_to_choose_from_are_those_with_findings_and_the_one_in_the_address(session, site):
    bare = make("inspection", session, project_id=site.project_id, planned_on=day(3, 9)).id

    def ids(also=None):
        return [each.id for each in finding_lists.rounds_with_findings(session, site.project_id, also=also)]

    assert ids() == [site.round_id]
    assert ids(also=bare) == [bare, site.round_id]


READS = {
    "page": lambda session, project_id: finding_pages.finding_page(
        session, project_id, FindingFilter(severities=(MAJOR,)), FindingOrder.WORST, today=TODAY
    ),
    "whole page": lambda session, project_id: finding_pages.finding_page(
        session, project_id, FindingFilter(), FindingOrder.WORST, today=TODAY
    ),
    "board": lambda session, project_id: finding_pages.board(
        session, project_id, FindingFilter(), today=TODAY
    ),
    "groups": lambda session, project_id: finding_groups.finding_groups(session, project_id, TODAY),
    "heat": finding_charts.heat,
    "list": lambda session, project_id: finding_lists.contractor_list(session, project_id, 1),
}


@pytest.mark.parametrize("name", sorted(READS))
def test_the_number_of_statements_does_not_grow_with_the_findings(sqlite_engine, name):
    counts = []
    for rows in (1, 30):
        with unit_of_work(sqlite_engine) as session:
            project_id = make_project(session).id
            party = make("organisation", session, project_id=project_id).id
            for number in range(rows):
                zone = make("zone", session, project_id=project_id, kind=ZoneKind.FLOOR).id
                given = {"zone_id": zone, "organisation_id": party, "severity": MAJOR, "due_on": day(3, 1)}
                make(
                    "finding", session, project_id=project_id, number=number + 1, found_on=day(3, 1), **given
                )
        asked = []

        def seen(_connection, _cursor, statement, *_rest, asked=asked):
            asked.append(statement)

        sa.event.listen(sqlite_engine, "before_cursor_execute", seen)
        with reading(sqlite_engine) as session:
            READS[name](session, project_id)
        sa.event.remove(sqlite_engine, "before_cursor_execute", seen)
        counts.append(len([text for text in asked if text.lstrip().upper().startswith(("SELECT", "WITH"))]))

    assert counts[0] == counts[1] > 0
