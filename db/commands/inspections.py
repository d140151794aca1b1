"""Series of inspections, and excusing one of their slots; rounds themselves are in `db.commands.rounds`."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Inspection, InspectionSeries, Person
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.inspections import Cadence, Slot, check_cadence, slots
from tracker.permissions import Action, Actor
from tracker.vocabulary import HolidayRule, InspectionStatus, InspectionWindow

LONGEST_TITLE = 160
LONGEST_EXCUSE = 300


@command(Action.HOLD_ROUNDS)
def create_series(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    title: str,
    rule: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    window: InspectionWindow = InspectionWindow.WEEK,
    holiday_rule: HolidayRule = HolidayRule.SKIP,
    owner_id: int | None = None,
) -> int:
    """Begin a series; gives its id. `rule` is an RFC 5545 recurrence rule such as `FREQ=WEEKLY;BYDAY=WE`.

    `owner_id` is the person who sees to it that the rounds are held.

    Raises:
        Invalid: the title is missing or too long, `bad_recurrence`, or `series_ends_before_start`.
    """
    if owner_id is not None:
        get(session, Person, project_id, owner_id)
    series = InspectionSeries(
        project_id=project_id,
        owner_id=owner_id,
        title=required_text("title", title, longest=LONGEST_TITLE),
        rule=rule,
        starts_on=starts_on,
        ends_on=ends_on,
        window=window,
        holiday_rule=holiday_rule,
    )
    check_cadence(cadence_of(series))
    session.add(series)
    session.flush()
    assert series.id is not None  # noqa: S101 (flushed)
    return series.id


@command(Action.HOLD_ROUNDS)
def update_series(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    series_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change title, rule, first or last day, window or holiday rule; rounds that were held stay.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `create_series`.
    """
    series = get(session, InspectionSeries, project_id, series_id)
    changes = dict(changes)
    if "title" in changes:
        changes["title"] = required_text("title", changes["title"], longest=LONGEST_TITLE)
    if changes.get("owner_id") is not None:
        get(session, Person, project_id, changes["owner_id"])
    merge_edit(series, expected_version=expected_version, original=original, changes=changes)
    check_cadence(cadence_of(series))
    session.add(series)


@command(Action.HOLD_ROUNDS)
def archive_series(session: Session, *, actor: Actor, project_id: int, series_id: int) -> None:
    """Stop expecting rounds of a series; those that were held stay."""
    editing.archive(session, get(session, InspectionSeries, project_id, series_id))


@command(Action.HOLD_ROUNDS)
def restore_series(session: Session, *, actor: Actor, project_id: int, series_id: int) -> None:
    """Bring an archived series back."""
    editing.restore(session, get(session, InspectionSeries, project_id, series_id))


@command(Action.HOLD_ROUNDS)
def excuse_slot(
    session: Session, *, actor: Actor, project_id: int, series_id: int, planned_on: dt.date, excuse: str
) -> int:
    """Record why no round is held in a slot; gives the id of the row that says so.

    Raises:
        Invalid: `reason_missing`; `not_a_slot`, when the series plans nothing on that day; `round_signed`,
            when the round was held after all.
    """
    if not excuse.strip():
        raise Invalid("reason_missing")
    slot = slot_on(session, project_id, series_id, planned_on)
    row = round_of_slot(session, project_id, series_id, slot.planned_on)
    if row is None:
        row = Inspection(project_id=project_id, series_id=series_id, planned_on=slot.planned_on)
    elif row.status in {InspectionStatus.SIGNED, InspectionStatus.SUBMITTED}:
        raise Invalid("round_signed")
    row.status = InspectionStatus.EXCUSED
    row.excuse = required_text("excuse", excuse, longest=LONGEST_EXCUSE)
    row.archived_at = None
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


def cadence_of(series: InspectionSeries) -> Cadence:
    """How a stored series recurs."""
    return Cadence(series.rule, series.starts_on, series.ends_on, series.window, series.holiday_rule)


def slot_on(session: Session, project_id: int, series_id: int, planned_on: dt.date) -> Slot:
    """The slot that a series plans on a day.

    Raises:
        Invalid: `not_a_slot`, when it plans none.
        NotFound: the series is not the project's.
    """
    series = get(session, InspectionSeries, project_id, series_id)
    calendar = work_calendar(session, project_id)
    found = slots(cadence_of(series), calendar, planned_on, planned_on)
    if not found:
        raise Invalid("not_a_slot", planned_on=planned_on, title=series.title)
    return found[0]


def round_of_slot(
    session: Session, project_id: int, series_id: int, planned_on: dt.date
) -> Inspection | None:
    """The row of a slot, archived or not; None while nobody began or excused it."""
    return session.exec(
        select(Inspection).where(
            Inspection.project_id == project_id,
            Inspection.series_id == series_id,
            Inspection.planned_on == planned_on,
        )
    ).first()
