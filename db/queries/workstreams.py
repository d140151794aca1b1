"""Workstreams, their indicators and all readings: one snapshot that page, export and report share."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Indicator, Reading, Workstream
from tracker.indicators import Figure, Point, change, counting_period, figure, running, standing
from tracker.indicators import Reading as Read
from tracker.periods import PeriodKind
from tracker.vocabulary import IndicatorDirection, IndicatorMode


@dataclass(frozen=True, slots=True)
class WorkstreamRow:
    """A workstream in its place."""

    id: int
    version: int
    name: str
    description: str
    position: int
    archived: bool


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A stored reading with its note; an archived one counts for nothing."""

    version: int
    note: str
    archived: bool
    read: Read

    @property
    def id(self) -> int:
        """The stored reading."""
        return self.read.id


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with all its readings, in the order of their days; values in thousandths of `unit`."""

    id: int
    version: int
    workstream_id: int
    workstream: str
    name: str
    unit: str
    direction: IndicatorDirection
    mode: IndicatorMode
    counted_over: PeriodKind
    target_milli: int | None
    target_on: dt.date | None
    position: int
    archived: bool
    stream_archived: bool
    readings: tuple[ReadingRow, ...]

    @property
    def is_current(self) -> bool:
        """Whether neither it nor its workstream is put aside."""
        return not (self.archived or self.stream_archived)

    @property
    def counted(self) -> list[Read]:
        """The readings that are not put aside."""
        return [row.read for row in self.readings if not row.archived]

    def standing(self) -> list[Read]:
        """The readings that count, no other one having replaced them, by day."""
        return standing(self.counted)

    def figure(self, first: dt.date, last: dt.date) -> Figure | None:
        """What it comes to in a period, with the readings behind it."""
        return figure(self.counted, self.mode, first, last)

    def figure_by(self, on: dt.date) -> Figure | None:
        """What stands against its target on a day: the state by then, or the sum of its counting period so far."""
        return self.figure(*counting_period(self.mode, self.counted_over, on))

    def change(self, first: dt.date, last: dt.date) -> int | None:
        """The difference to the period before, in thousandths."""
        return change(self.counted, self.mode, first, last)

    def running(self) -> list[Point]:
        """The line of the sparkline."""
        return running(self.counted, self.mode, self.counted_over)


@dataclass(frozen=True, slots=True)
class Work:
    """All workstreams and indicators of a project in their order, archived ones too."""

    workstreams: tuple[WorkstreamRow, ...]
    indicators: tuple[IndicatorRow, ...]


def work(session: Session, project_id: int) -> Work:
    """The workstreams, indicators and readings of a project; three statements."""
    streams = _workstreams(session, project_id)
    by_indicator = _readings(session, project_id)
    columns: list[Any] = [
        Indicator.id,
        Indicator.version,
        Indicator.workstream_id,
        Workstream.name,
        Indicator.name,
        Indicator.unit,
        Indicator.direction,
        Indicator.mode,
        Indicator.counted_over,
        Indicator.target_milli,
        Indicator.target_on,
        Indicator.position,
        Indicator.archived_at,
        Workstream.archived_at,
    ]
    query = (
        select(*columns)
        .join(
            Workstream,
            (col(Workstream.project_id) == Indicator.project_id)
            & (col(Workstream.id) == Indicator.workstream_id),
        )
        .where(Indicator.project_id == project_id)
        .order_by(Workstream.position, Workstream.id, Indicator.position, Indicator.id)
    )
    indicators = tuple(
        IndicatorRow(
            *[*row[:12], row[12] is not None, row[13] is not None, tuple(by_indicator.get(row[0], ()))]
        )
        for row in session.exec(query)
    )
    return Work(tuple(streams), indicators)


def _workstreams(session: Session, project_id: int) -> list[WorkstreamRow]:
    columns: list[Any] = [
        Workstream.id,
        Workstream.version,
        Workstream.name,
        Workstream.description,
        Workstream.position,
        Workstream.archived_at,
    ]
    query = (
        select(*columns)
        .where(Workstream.project_id == project_id)
        .order_by(Workstream.position, Workstream.id)
    )
    return [WorkstreamRow(*[*row[:5], row[5] is not None]) for row in session.exec(query)]


def _readings(session: Session, project_id: int) -> dict[int, list[ReadingRow]]:
    columns: list[Any] = [
        Reading.indicator_id,
        Reading.version,
        Reading.note,
        Reading.archived_at,
        Reading.id,
        Reading.on,
        Reading.value_milli,
        Reading.recorded_at,
        Reading.qualifier,
        Reading.corrects_id,
        Reading.source,
    ]
    query = (
        select(*columns)
        .where(Reading.project_id == project_id)
        .order_by(Reading.on, Reading.recorded_at, Reading.id)
    )
    found: dict[int, list[ReadingRow]] = {}
    for row in session.exec(query):
        found.setdefault(row[0], []).append(ReadingRow(row[1], row[2], row[3] is not None, Read(*row[4:])))
    return found
