"""Readings of indicators: written down, corrected by a new one, put aside and brought back; never overwritten."""

import datetime as dt

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.days import check_day
from db.commands.registry import command, get
from db.commands.workstreams import LONGEST_TEXT, check_is_open, check_value
from db.models import Indicator, Reading
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import Qualifier

LONGEST_SOURCE = 300


@command(Action.EDIT_WORK)
def record_reading(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    indicator_id: int,
    on: dt.date,
    value_milli: int,
    today: dt.date,
    qualifier: Qualifier = Qualifier.EXACT,
    source: str = "",
    note: str = "",
    client_id: str | None = None,
) -> int:
    """Write a reading down; gives its id. The same `client_id` again gives the reading that is there already.

    Args:
        session: the unit of work.
        actor: who asks.
        project_id: the project.
        indicator_id: what was read.
        on: the day the value is true of.
        value_milli: thousandths of the indicator's unit.
        today: no reading is of a later day.
        qualifier: how sure the value is.
        source: where it comes from.
        note: what else is to be known of it.
        client_id: the UUID of a form or a file's row, so that sending it twice stores it once.

    Raises:
        Invalid: `indicator_archived`, `workstream_archived`, `value_out_of_range`, `date_out_of_range`,
            `reading_in_future`, `text_too_long`.
    """
    if client_id is not None:
        present = session.exec(
            select(Reading.id).where(Reading.project_id == project_id, Reading.client_id == client_id)
        ).first()
        if present is not None:
            return present
    indicator = get(session, Indicator, project_id, indicator_id)
    if indicator.archived_at is not None:
        raise Invalid("indicator_archived", name=indicator.name)
    check_is_open(session, indicator)
    return _write(
        session,
        indicator,
        on=on,
        value_milli=value_milli,
        qualifier=qualifier,
        source=source,
        note=note,
        today=today,
        client_id=client_id,
    )


@command(Action.EDIT_WORK)
def correct_reading(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    reading_id: int,
    on: dt.date,
    value_milli: int,
    today: dt.date,
    qualifier: Qualifier = Qualifier.EXACT,
    source: str = "",
    note: str = "",
) -> int:
    """Write a reading down that replaces another one, which stays on record; gives the new one's id.

    Raises:
        Invalid: as for `record_reading`; `reading_corrected` where somebody else has corrected it meanwhile,
            `reading_archived` where it was put aside.
    """
    wrong = get(session, Reading, project_id, reading_id)
    session.refresh(wrong, with_for_update=True)  # two corrections at once wait for each other
    if wrong.archived_at is not None:
        raise Invalid("reading_archived", on=wrong.on)
    if _is_corrected(session, wrong):
        raise Invalid("reading_corrected", on=wrong.on)
    return _write(
        session,
        get(session, Indicator, project_id, wrong.indicator_id),
        on=on,
        value_milli=value_milli,
        qualifier=qualifier,
        source=source,
        note=note,
        today=today,
        corrects_id=reading_id,
    )


@command(Action.EDIT_WORK)
def archive_reading(session: Session, *, actor: Actor, project_id: int, reading_id: int) -> None:
    """Put a reading aside; what it corrected stands again.

    A chain of corrections is put aside from its end: without a link in the middle two readings would stand for one.

    Raises:
        Invalid: a correction takes its place (`reading_has_correction`).
    """
    reading = get(session, Reading, project_id, reading_id)
    session.refresh(
        reading, with_for_update=True
    )  # a correction that is being written waits, or is waited for
    if _is_corrected(session, reading):
        raise Invalid("reading_has_correction", on=reading.on)
    editing.archive(session, reading)


@command(Action.EDIT_WORK)
def restore_reading(session: Session, *, actor: Actor, project_id: int, reading_id: int) -> None:
    """Bring a reading back.

    Raises:
        Invalid: it is a correction, and another one has taken its place (`reading_corrected`) or what it corrects is
            put aside itself (`reading_archived`).
    """
    reading = get(session, Reading, project_id, reading_id)
    if reading.archived_at is not None and reading.corrects_id is not None:
        wrong = get(session, Reading, project_id, reading.corrects_id)
        session.refresh(wrong, with_for_update=True)  # as in `correct_reading`
        if wrong.archived_at is not None:
            raise Invalid("reading_archived", on=wrong.on)
        if _is_corrected(session, wrong):
            raise Invalid("reading_corrected", on=reading.on)
    editing.restore(session, reading)


def _is_corrected(session: Session, reading: Reading) -> bool:
    """Whether a correction that is not put aside names it."""
    by = select(Reading.id).where(
        Reading.project_id == reading.project_id,
        Reading.corrects_id == reading.id,
        col(Reading.archived_at).is_(None),
    )
    return session.exec(by).first() is not None


def _write(
    session: Session,
    indicator: Indicator,
    *,
    on: dt.date,
    value_milli: int,
    qualifier: Qualifier,
    source: str,
    note: str,
    today: dt.date,
    client_id: str | None = None,
    corrects_id: int | None = None,
) -> int:
    """Check a reading and store it as written down now; gives its id."""
    assert indicator.id is not None  # noqa: S101 (read from the database)
    check_value(value_milli)
    check_day(on)
    if on > today:
        raise Invalid("reading_in_future", on=on)
    reading = Reading(
        project_id=indicator.project_id,
        indicator_id=indicator.id,
        on=on,
        value_milli=value_milli,
        qualifier=qualifier,
        source=source.strip(),
        note=note.strip(),
        recorded_at=dt.datetime.now(dt.UTC),
        client_id=client_id,
        corrects_id=corrects_id,
    )
    for field, longest in (("source", LONGEST_SOURCE), ("note", LONGEST_TEXT)):
        text = getattr(reading, field)
        if len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    session.add(reading)
    session.flush()
    assert reading.id is not None  # noqa: S101 (flushed)
    return reading.id
