"""Sessions of courses and stages of recruitment as entries of a calendar; nobody is named in them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.exports.calendar_feed import FeedEntry, FeedKind
from tracker.i18n import Words
from tracker.vocabulary import RoundStage


@dataclass(frozen=True, slots=True)
class FeedSession:
    """A session of a course: where it was held, else planned; its own time and room, else the course's."""

    id: int
    course: str
    day: dt.date
    starts_at: dt.time
    minutes: int
    room: str
    original_on: dt.date | None


@dataclass(frozen=True, slots=True)
class FeedStage:
    """A stage of a recruitment round that is no task of the schedule, on the day it ended or shall end."""

    id: int
    round_id: int
    round: str
    stage: RoundStage
    day: dt.date


def session_entries(
    rows: Iterable[FeedSession], words: Words, *, address: str, revision: int
) -> Iterator[FeedEntry]:
    """An entry of some hours for each session.

    Args:
        rows: the sessions.
        words: the language of the texts.
        address: of the installation, without a slash at the end.
        revision: of the people area: time and room follow from the course too.
    """
    for row in rows:
        moved = words._("Moved from {date}", date=words.date(row.original_on)) if row.original_on else ""
        ends = dt.datetime.combine(row.day, row.starts_at) + dt.timedelta(minutes=row.minutes)
        yield FeedEntry(
            FeedKind.SESSION,
            str(row.id),
            revision,
            words._("Course: {course}", course=row.course),
            row.day,
            ends.date(),
            description=moved,
            location=row.room,
            url=f"{address}/training?session={row.id}",
            starts_at=row.starts_at,
            minutes=row.minutes,
        )


def stage_entries(
    rows: Iterable[FeedStage], words: Words, *, address: str, revision: int
) -> Iterator[FeedEntry]:
    """An entry of a whole day for each stage; arguments as for `session_entries`."""
    for row in rows:
        yield FeedEntry(
            FeedKind.STAGE,
            str(row.id),
            revision,
            words._("{round}: {stage}", round=row.round, stage=words.label(row.stage)),
            row.day,
            row.day,
            url=f"{address}/recruitment?round={row.round_id}",
        )
