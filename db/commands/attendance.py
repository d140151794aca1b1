"""Who was at a session: a list that several people tap at once, each mark standing on its own."""

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Session

from db.commands.participants import mark_attendance
from db.commands.registry import command, get
from db.commands.sessions import hold
from db.models import CourseSession
from db.queries.training import marks
from tracker.errors import Conflict, Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import AttendanceMark

Marks = Mapping[int, AttendanceMark | None]
"""A mark by enrolment; None where there is none."""


@command(Action.RECORD_TRAINING)
def record_attendance(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    session_id: int,
    expected_version: int,
    original: Marks,
    changes: Marks,
    today: dt.date,
    held_on: dt.date | None = None,
    hours_milli: int | None = None,
) -> int:
    """Store the marks of a session that somebody tapped; gives how many are new, other than before, or taken back.

    `original` holds the marks that the person saw; a change to None takes one of them back. Marks are compared one by
    one, whatever the session's version: two people who mark different participants both stand, and the same list sent
    twice changes nothing. With `held_on` and `hours_milli` the session is marked held as well, where nobody has done
    so yet.

    Raises:
        Conflict: somebody else marked one of the participants differently since; nothing is stored. Its fields are
            the enrolments.
        Invalid: a mark for somebody who does not take part (`participant_elsewhere`), present or absent before the
            day has come (`attendance_too_early`), the session is cancelled (`session_cancelled`), or as for
            `update_session`.
    """
    row = get(session, CourseSession, project_id, session_id)
    # On PostgreSQL, whoever taps the same list waits here, so that both see each other's marks.
    session.flush()
    session.refresh(row, with_for_update=True)
    if row.archived_at is not None:
        raise Invalid("session_cancelled", on=row.planned_on)
    if row.held_on is None and held_on is not None:
        hold(session, row, held_on, hours_milli, today)
    wanted = {id_: mark for id_, mark in changes.items() if mark != original.get(id_)}
    # Somebody may excuse themselves ahead; whether they were there is known on the day.
    ahead = row.held_on is None and row.planned_on > today
    if ahead and set(wanted.values()) - {AttendanceMark.EXCUSED, None}:
        raise Invalid("attendance_too_early", on=row.planned_on)
    stored = marks(session, project_id, session_id)
    now = {id_: stored.get(id_) for id_ in wanted}
    clashing = [id_ for id_, mark in wanted.items() if now[id_] not in {original.get(id_), mark}]
    if clashing:
        raise Conflict(
            base={id_: original.get(id_) for id_ in clashing},  # type: ignore[misc]  # the fields are enrolments
            mine={id_: wanted[id_] for id_ in clashing},  # type: ignore[misc]  # likewise
            theirs={id_: now[id_] for id_ in clashing},  # type: ignore[misc]  # likewise
            version=row.version,
            record_id=row.id,
        )
    changed = {id_: mark for id_, mark in wanted.items() if now[id_] != mark}
    mark_attendance(session, row, changed)
    return len(changed)
