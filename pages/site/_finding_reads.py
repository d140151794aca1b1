"""What the findings page reads, kept by revision."""

from sqlmodel import Session

from db.queries import finding_charts as chart_queries
from db.queries import finding_groups as group_queries
from db.queries import finding_lists as list_queries
from db.queries import finding_pages as page_queries
from db.queries import findings as finding_queries
from db.queries.places import known_zones as known_zones_of
from pages._kit.cached import Key, by_revision
from tracker.finding_flow import WeekFlow
from tracker.finding_likeness import Known
from tracker.finding_views import FindingFilter, FindingOrder
from tracker.site_attention import FindingGroups
from tracker.zone_list import KnownZone


@by_revision("site", "project")
def finding(session: Session, key: Key, finding_id: int) -> finding_queries.FindingRow | None:
    return finding_queries.finding(session, key.project_id, finding_id)


@by_revision("site")
def counts(session: Session, key: Key) -> page_queries.FindingCounts:
    return page_queries.finding_counts(session, key.project_id, key.today)


@by_revision("site", "project")
def page(
    session: Session,
    key: Key,
    asked: FindingFilter,
    order: FindingOrder,
    number: int,
    size: int,
    matching: int | None,
) -> page_queries.FindingPage:
    return page_queries.finding_page(
        session, key.project_id, asked, order, today=key.today, page=number, size=size, matching=matching
    )


@by_revision("site", "project")
def board(session: Session, key: Key, asked: FindingFilter) -> list[page_queries.BoardColumn]:
    return page_queries.board(session, key.project_id, asked, today=key.today)


@by_revision("site")
def rounds_with_findings(session: Session, key: Key, also: int | None) -> list[list_queries.RoundChoice]:
    return list_queries.rounds_with_findings(session, key.project_id, also=also)


@by_revision("site")
def open_by_organisation(session: Session, key: Key) -> dict[int, int]:
    return list_queries.open_by_organisation(session, key.project_id)


@by_revision("site")
def open_in(session: Session, key: Key, zone_id: int | None) -> list[Known]:
    return list_queries.open_in_zone(session, key.project_id, zone_id)


@by_revision("site")
def ages(session: Session, key: Key) -> list[chart_queries.AgeCount]:
    return chart_queries.ages(session, key.project_id, key.today)


@by_revision("site")
def flow(session: Session, key: Key) -> list[WeekFlow]:
    return chart_queries.flow(session, key.project_id, key.today)


@by_revision("site")
def heat(session: Session, key: Key) -> list[chart_queries.RoomHeat]:
    return chart_queries.heat(session, key.project_id)


@by_revision("site", "project")
def groups(session: Session, key: Key) -> FindingGroups:
    return group_queries.finding_groups(session, key.project_id, key.today)


@by_revision("site")
def known_zones(session: Session, key: Key) -> list[KnownZone]:
    return known_zones_of(session, key.project_id)
