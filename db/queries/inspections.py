"""Series with their slots, rounds with their notes."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.photos import PhotoRow, photos_of
from db.queries.places import places
from db.queries.plan import work_calendar
from tracker.calendar import WorkCalendar
from tracker.inspections import LONGEST_SHIFT, Cadence, Slot, SlotState, slots_until, state
from tracker.vocabulary import InspectionStatus

INSPECTION_SERIES = metadata.tables["inspection_series"]
PERSON = metadata.tables["person"]
FINDING = metadata.tables["finding"]
INSPECTION_NOTE = metadata.tables["inspection_note"]
INSPECTION = metadata.tables["inspection"]

WEEK = dt.timedelta(weeks=1)

FROZEN = frozenset({InspectionStatus.SIGNED, InspectionStatus.SUBMITTED})


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series, how it recurs, and who holds it."""

    id: int
    version: int
    title: str
    cadence: Cadence
    archived: bool
    owner_id: int | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot of a series with what became of it; `round_id` is its round or its excuse, None without one."""

    series_id: int
    series: str
    slot: Slot
    state: SlotState
    round_id: int | None = None
    status: InspectionStatus | None = None
    held_on: dt.date | None = None
    excuse: str = ""
    owner: str = ""

    @property
    def signed(self) -> bool:
        """Whether its round is signed."""
        return self.status in FROZEN


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its head, and how many notes and findings it has; `series` is empty for an extra round."""

    id: int
    version: int
    series_id: int | None
    series: str
    planned_on: dt.date
    held_on: dt.date | None
    status: InspectionStatus
    weather: str
    attendees: str
    progress: str
    decisions: str
    next_week: str
    excuse: str
    signed_at: dt.datetime | None
    archived: bool
    notes: int
    findings: int

    @property
    def frozen(self) -> bool:
        """Whether it is signed and takes addenda alone."""
        return self.status in FROZEN


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note of a round with its photos; `place` is empty for the building as a whole."""

    id: int
    version: int
    zone_id: int | None
    place: str
    text: str
    is_addendum: bool
    archived: bool
    photos: tuple[PhotoRow, ...]
    archived_photos: tuple[PhotoRow, ...] = ()


def series(session: Session, project_id: int) -> list[SeriesRow]:
    """All series in the order they were begun, archived ones too. One statement."""
    query = (
        sa.select(
            INSPECTION_SERIES.c.id,
            INSPECTION_SERIES.c.version,
            INSPECTION_SERIES.c.title,
            INSPECTION_SERIES.c.rule,
            INSPECTION_SERIES.c.starts_on,
            INSPECTION_SERIES.c.ends_on,
            INSPECTION_SERIES.c.window,
            INSPECTION_SERIES.c.holiday_rule,
            INSPECTION_SERIES.c.archived_at.is_not(None).label("archived"),
            INSPECTION_SERIES.c.owner_id,
            sa.func.coalesce(PERSON.c.name, "").label("owner"),
        )
        .join(PERSON, PERSON.c.id == INSPECTION_SERIES.c.owner_id, isouter=True)
        .where(INSPECTION_SERIES.c.project_id == project_id)
        .order_by(INSPECTION_SERIES.c.id)
    )
    return [
        SeriesRow(
            id=row.id,
            version=row.version,
            title=row.title,
            cadence=Cadence(row.rule, row.starts_on, row.ends_on, row.window, row.holiday_rule),
            archived=row.archived,
            owner_id=row.owner_id,
            owner=row.owner,
        )
        for row in session.execute(query)
    ]


def slot_rows(
    session: Session,
    project_id: int,
    *,
    first: dt.date,
    last: dt.date,
    today: dt.date,
    calendar: WorkCalendar | None = None,
) -> list[SlotRow]:
    """Every slot planned from `first` to `last` of the series that are not archived, by day.

    Also one planned later that a holiday moved to `last` or before.
    Two statements, and one for the project's calendar where none is given.
    """
    calendar = calendar or work_calendar(session, project_id)
    held = _rounds_by_series(session, project_id, first - WEEK, last + LONGEST_SHIFT)
    rows = []
    for each in series(session, project_id):
        if each.archived:
            continue
        planned = slots_until(each.cadence, calendar, first, last)
        for slot, found in _claimed(planned, held.get(each.id, {})):
            status, held_on = (found.status, found.held_on) if found else (None, None)
            rows.append(
                SlotRow(
                    series_id=each.id,
                    series=each.title,
                    slot=slot,
                    state=state(slot, today, status, held_on),
                    round_id=found.id if found else None,
                    status=status,
                    held_on=held_on,
                    excuse=found.excuse if found else "",
                    owner=each.owner,
                )
            )
    return sorted(rows, key=lambda row: (row.slot.planned_on, row.series_id))


def rounds(session: Session, project_id: int) -> list[RoundRow]:
    """All rounds and excuses, newest first, archived ones too. One statement."""
    return _rounds(session, project_id)


def round_(session: Session, project_id: int, round_id: int) -> RoundRow | None:
    """One round; None when the project has none of that id. One statement."""
    return next(iter(_rounds(session, project_id, round_id)), None)


def notes(session: Session, project_id: int, round_id: int) -> list[NoteRow]:
    """The notes of a round in the order they were written, archived ones too. Three statements."""
    query = (
        sa.select(
            INSPECTION_NOTE.c.id,
            INSPECTION_NOTE.c.version,
            INSPECTION_NOTE.c.zone_id,
            INSPECTION_NOTE.c.text,
            INSPECTION_NOTE.c.is_addendum,
            INSPECTION_NOTE.c.archived_at.is_not(None).label("archived"),
        )
        .where(INSPECTION_NOTE.c.project_id == project_id, INSPECTION_NOTE.c.inspection_id == round_id)
        .order_by(INSPECTION_NOTE.c.id)
    )
    found = session.execute(query).all()
    names = places(session, project_id)
    photos = photos_of(session, project_id, "inspection_note", [row.id for row in found], archived=True)
    return [
        NoteRow(
            id=row.id,
            version=row.version,
            zone_id=row.zone_id,
            place=names.get(row.zone_id, "") if row.zone_id else "",
            text=row.text,
            is_addendum=row.is_addendum,
            archived=row.archived,
            photos=tuple(photo for photo in photos.get(row.id, ()) if not photo.archived),
            archived_photos=tuple(photo for photo in photos.get(row.id, ()) if photo.archived),
        )
        for row in found
    ]


def _claimed(
    planned: Sequence[Slot], held: Mapping[dt.date, sa.Row[Any]]
) -> Iterator[tuple[Slot, sa.Row[Any] | None]]:
    """Each slot with its round.

    A round of a day that the rule no longer names, because somebody changed the rule since, counts for the slot whose
    window has that day: what was held does not become missed.
    """
    keyed = {slot.planned_on for slot in planned}
    strays = [row for day, row in sorted(held.items()) if day not in keyed]
    for slot in planned:
        found = held.get(slot.planned_on)
        if found is None:
            inside = (row for row in strays if slot.opens_on <= row.planned_on <= slot.closes_on)
            found = next(inside, None)
            strays = [row for row in strays if row is not found]
        yield slot, found


def _rounds_by_series(
    session: Session, project_id: int, first: dt.date, last: dt.date
) -> dict[int, dict[dt.date, sa.Row[Any]]]:
    query = sa.select(
        INSPECTION.c.id,
        INSPECTION.c.series_id,
        INSPECTION.c.planned_on,
        INSPECTION.c.status,
        INSPECTION.c.held_on,
        INSPECTION.c.excuse,
    ).where(
        INSPECTION.c.project_id == project_id,
        INSPECTION.c.series_id.is_not(None),
        INSPECTION.c.planned_on.between(first, last),
        INSPECTION.c.archived_at.is_(None),
    )
    found: dict[int, dict[dt.date, sa.Row[Any]]] = {}
    for row in session.execute(query):
        found.setdefault(row.series_id, {})[row.planned_on] = row
    return found


def _rounds(session: Session, project_id: int, round_id: int | None = None) -> list[RoundRow]:
    query = (
        sa.select(
            INSPECTION.c.id,
            INSPECTION.c.version,
            INSPECTION.c.series_id,
            sa.func.coalesce(INSPECTION_SERIES.c.title, "").label("series"),
            INSPECTION.c.planned_on,
            INSPECTION.c.held_on,
            INSPECTION.c.status,
            INSPECTION.c.weather,
            INSPECTION.c.attendees,
            INSPECTION.c.progress,
            INSPECTION.c.decisions,
            INSPECTION.c.next_week,
            INSPECTION.c.excuse,
            INSPECTION.c.signed_at,
            INSPECTION.c.archived_at.is_not(None).label("archived"),
            _count_of(INSPECTION_NOTE).label("notes"),
            _count_of(FINDING).label("findings"),
        )
        .join(INSPECTION_SERIES, INSPECTION_SERIES.c.id == INSPECTION.c.series_id, isouter=True)
        .where(INSPECTION.c.project_id == project_id)
        .order_by(INSPECTION.c.planned_on.desc(), INSPECTION.c.id.desc())
    )
    if round_id is not None:
        query = query.where(INSPECTION.c.id == round_id)
    return [RoundRow(*row) for row in session.execute(query)]


def _count_of(table: sa.Table) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .where(
            table.c.project_id == INSPECTION.c.project_id,
            table.c.inspection_id == INSPECTION.c.id,
            table.c.archived_at.is_(None),
        )
        .scalar_subquery()
    )
