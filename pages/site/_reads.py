"""What the site pages read, kept by revision."""

import datetime as dt

from sqlmodel import Session

from db.queries import checklist as checklist_queries
from db.queries import desk_round as desk_queries
from db.queries import findings as finding_queries
from db.queries import inspections as round_queries
from db.queries import photos as photo_queries
from db.queries import places as place_queries
from db.queries import rooms as room_queries
from db.queries.plan import people as named_people
from db.queries.plan import work_calendar
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from tracker.calendar import WorkCalendar
from tracker.permissions import Action
from tracker.rooms import RoomVisit


@by_revision("site")
def zones(session: Session, key: Key) -> list[place_queries.ZoneRow]:
    return place_queries.zones(session, key.project_id)


@by_revision("project")
def organisations(session: Session, key: Key) -> list[place_queries.OrganisationRow]:
    return place_queries.organisations(session, key.project_id)


@by_revision("site")
def series(session: Session, key: Key) -> list[round_queries.SeriesRow]:
    return round_queries.series(session, key.project_id)


@by_revision("site", "plan")
def slots(session: Session, key: Key, first: dt.date, last: dt.date) -> list[round_queries.SlotRow]:
    return round_queries.slot_rows(session, key.project_id, first=first, last=last, today=key.today)


@by_revision("site")
def rounds(session: Session, key: Key) -> list[round_queries.RoundRow]:
    return round_queries.rounds(session, key.project_id)


@by_revision("site")
def round_(session: Session, key: Key, round_id: int) -> round_queries.RoundRow | None:
    return round_queries.round_(session, key.project_id, round_id)


@by_revision("site", "project")
def desk_round(session: Session, key: Key, round_id: int) -> desk_queries.DeskRound | None:
    """What was said in a round; people's names only for roles that may see them."""
    found = desk_queries.desk_round(session, key.project_id, round_id)
    return found if found is None or key.may(Action.SEE_NAMES) else desk_queries.without_names(found)


@by_revision("project", "plan")
def calendar(session: Session, key: Key) -> WorkCalendar:
    return work_calendar(session, key.project_id)


@by_revision("site")
def checklist(session: Session, key: Key) -> list[checklist_queries.ChecklistRow]:
    return checklist_queries.checklist_rows(session, key.project_id)


@by_revision("site", "project")
def notes(session: Session, key: Key, round_id: int) -> list[round_queries.NoteRow]:
    return round_queries.notes(session, key.project_id, round_id)


@by_revision("site", "project")
def findings(session: Session, key: Key, round_id: int | None = None) -> list[finding_queries.FindingRow]:
    return finding_queries.findings(session, key.project_id, round_id=round_id)


@by_revision("site")
def history(session: Session, key: Key, finding_id: int) -> list[finding_queries.EventRow]:
    return finding_queries.history(session, key.project_id, finding_id)


@by_revision("project")
def photos(
    session: Session, key: Key, record_table: str, record_id: int
) -> tuple[photo_queries.PhotoRow, ...]:
    """All photos of a record, archived ones too."""
    found = photo_queries.photos_of(session, key.project_id, record_table, [record_id], archived=True)
    return found.get(record_id, ())


@by_revision("site")
def room_visits(session: Session, key: Key) -> list[RoomVisit]:
    return room_queries.room_visits(session, key.project_id, key.today)


@by_revision("project")
def _people(session: Session, key: Key) -> dict[int, str]:
    return named_people(session, key.project_id)


def people() -> dict[int, str]:
    """Names of the people who may hold a series, by id; nobody for roles that may not see names."""
    return _people() if context().may(Action.SEE_NAMES) else {}
