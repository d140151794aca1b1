"""Workstreams and what they measure."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.days import check_day
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Indicator, Workstream
from tracker.errors import Invalid
from tracker.periods import PeriodKind
from tracker.permissions import Action, Actor
from tracker.vocabulary import IndicatorDirection, IndicatorMode

LONGEST_NAME = 120
LONGEST_INDICATOR = 160
LONGEST_UNIT = 40
LONGEST_TEXT = 4_000
MOST_MILLI = 10**15
"""A million million: more than any library counts, and well within 64 bits when years of readings are added up."""

_WORKSTREAM_FIELDS = frozenset({"name", "description", "position"})
_INDICATOR_FIELDS = frozenset(
    {
        "name",
        "unit",
        "direction",
        "mode",
        "counted_over",
        "target_milli",
        "target_on",
        "position",
        "workstream_id",
    }
)


@command(Action.EDIT_WORK)
def create_workstream(
    session: Session, *, actor: Actor, project_id: int, name: str, description: str = ""
) -> int:
    """Add a workstream after the others; gives its id.

    Raises:
        Invalid: the name is missing, too long, or taken (`workstream_exists`); the description is too long.
    """
    last = session.exec(
        select(func.max(Workstream.position)).where(Workstream.project_id == project_id)
    ).one()
    stream = Workstream(project_id=project_id, name=name, description=description, position=(last or 0) + 1)
    _check_workstream(session, stream)
    session.add(stream)
    session.flush()
    assert stream.id is not None  # noqa: S101 (flushed)
    return stream.id


@command(Action.EDIT_WORK)
def update_workstream(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    workstream_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a workstream's name, description or place among the others.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_workstream`.
    """
    stream = get(session, Workstream, project_id, workstream_id)
    with session.no_autoflush:  # a taken name must be told before the database refuses it
        merge_edit(
            stream,
            expected_version=expected_version,
            original=original,
            changes=changes,
            fields=_WORKSTREAM_FIELDS,
        )
        _check_workstream(session, stream)
    session.add(stream)


@command(Action.EDIT_WORK)
def archive_workstream(session: Session, *, actor: Actor, project_id: int, workstream_id: int) -> None:
    """Put a workstream aside with its indicators; reports no longer name it."""
    editing.archive(session, get(session, Workstream, project_id, workstream_id))


@command(Action.EDIT_WORK)
def restore_workstream(session: Session, *, actor: Actor, project_id: int, workstream_id: int) -> None:
    """Bring a workstream back."""
    editing.restore(session, get(session, Workstream, project_id, workstream_id))


@command(Action.EDIT_WORK)
def create_indicator(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    workstream_id: int,
    name: str,
    unit: str,
    mode: IndicatorMode = IndicatorMode.CUMULATIVE,
    direction: IndicatorDirection = IndicatorDirection.UP,
    counted_over: PeriodKind = PeriodKind.YEAR,
    target_milli: int | None = None,
    target_on: dt.date | None = None,
) -> int:
    """Add an indicator to a workstream; the target is in thousandths of the unit. Gives its id.

    The target of a per-period indicator is of a month, quarter or year (`counted_over`), and so has no day.

    Raises:
        Invalid: a text is missing or too long, the name is taken in the workstream (`indicator_exists`), the workstream
            is archived (`workstream_archived`), or the target is out of range (`value_out_of_range`,
            `date_out_of_range`) or its day has no sense (`target_day_without_target`, `target_day_of_a_period`).
    """
    last = session.exec(
        select(func.max(Indicator.position)).where(
            Indicator.project_id == project_id, Indicator.workstream_id == workstream_id
        )
    ).one()
    indicator = Indicator(
        project_id=project_id,
        workstream_id=workstream_id,
        name=name,
        unit=unit,
        mode=mode,
        direction=direction,
        counted_over=counted_over,
        target_milli=target_milli,
        target_on=target_on,
        position=(last or 0) + 1,
    )
    _check_indicator(session, indicator)
    session.add(indicator)
    session.flush()
    assert indicator.id is not None  # noqa: S101 (flushed)
    return indicator.id


@command(Action.EDIT_WORK)
def update_indicator(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    indicator_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change what an indicator is called, how it counts, or its target.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_indicator`.
    """
    indicator = get(session, Indicator, project_id, indicator_id)
    with session.no_autoflush:  # as for `update_workstream`
        merge_edit(
            indicator,
            expected_version=expected_version,
            original=original,
            changes=changes,
            fields=_INDICATOR_FIELDS,
        )
        _check_indicator(session, indicator)
    session.add(indicator)


@command(Action.EDIT_WORK)
def archive_indicator(session: Session, *, actor: Actor, project_id: int, indicator_id: int) -> None:
    """Put an indicator aside; its readings stay with it."""
    editing.archive(session, get(session, Indicator, project_id, indicator_id))


@command(Action.EDIT_WORK)
def restore_indicator(session: Session, *, actor: Actor, project_id: int, indicator_id: int) -> None:
    """Bring an indicator back.

    Raises:
        Invalid: its workstream is archived (`workstream_archived`).
    """
    indicator = get(session, Indicator, project_id, indicator_id)
    _check_indicator(session, indicator)
    editing.restore(session, indicator)


def check_value(value_milli: int) -> None:
    """Refuse a value that no indicator can have.

    Raises:
        Invalid: it is negative or beyond `MOST_MILLI` (`value_out_of_range`).
    """
    if not 0 <= value_milli <= MOST_MILLI:
        raise Invalid("value_out_of_range")


def _check_workstream(session: Session, stream: Workstream) -> None:
    stream.name = required_text("name", stream.name, longest=LONGEST_NAME)
    stream.description = stream.description.strip()
    if len(stream.description) > LONGEST_TEXT:
        raise Invalid(
            "text_too_long", field="description", longest=LONGEST_TEXT, length=len(stream.description)
        )
    taken = session.exec(
        select(Workstream.id).where(
            Workstream.project_id == stream.project_id,
            Workstream.name == stream.name,
            col(Workstream.id).is_distinct_from(stream.id),
        )
    ).first()
    if taken is not None:
        raise Invalid("workstream_exists", name=stream.name)


def check_is_open(session: Session, indicator: Indicator) -> None:
    """Refuse what would be done in an archived workstream.

    Raises:
        Invalid: the indicator's workstream is archived (`workstream_archived`).
    """
    stream = get(session, Workstream, indicator.project_id, indicator.workstream_id)
    if stream.archived_at is not None:
        raise Invalid("workstream_archived", name=stream.name)


def _check_target(indicator: Indicator) -> None:
    if indicator.target_milli is not None:
        check_value(indicator.target_milli)
    if indicator.target_on is None:
        return
    check_day(indicator.target_on)
    if indicator.target_milli is None:
        raise Invalid("target_day_without_target")
    if indicator.mode is IndicatorMode.PER_PERIOD:
        raise Invalid("target_day_of_a_period")


def _check_indicator(session: Session, indicator: Indicator) -> None:
    check_is_open(session, indicator)
    indicator.name = required_text("name", indicator.name, longest=LONGEST_INDICATOR)
    indicator.unit = required_text("unit", indicator.unit, longest=LONGEST_UNIT)
    _check_target(indicator)
    taken = session.exec(
        select(Indicator.id).where(
            Indicator.project_id == indicator.project_id,
            Indicator.workstream_id == indicator.workstream_id,
            Indicator.name == indicator.name,
            col(Indicator.id).is_distinct_from(indicator.id),
        )
    ).first()
    if taken is not None:
        raise Invalid("indicator_exists", name=indicator.name)
