"""Long work in the background: asked for in the database, claimed by one worker at a time, taken over when it dies.

A claim is a lease. The worker renews it while it works; once it has lapsed, anybody may take the job. Each claim raises
`attempts`, and whoever writes names the attempt that it works in: so a worker that was thought dead, and comes back,
finds that the job is no longer its own (`Superseded`) and can spoil nothing.

How far a job is, is no content of the project: it is neither audited nor does it bump a revision.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from db.models import BackgroundJob, metadata
from db.unit_of_work import reading, unit_of_work
from tracker.vocabulary import JobStatus

LEASE = dt.timedelta(seconds=60)
"""How long a claim holds without being renewed; a step of any work is far shorter."""

MOST_ATTEMPTS = 3
"""A job whose workers died, or that failed, as often as this has failed for good."""

PAUSE = dt.timedelta(seconds=15)
"""Before a job that failed is tried again; the second time it is twice as long."""

ABANDONED = "job_abandoned"
"""The error of a job whose workers died each time."""

JOB = metadata.tables["background_job"]


class Superseded(Exception):
    """The job is not this worker's any more: its lease lapsed, or somebody cancelled it or asked for it anew."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that this worker may work on, and the attempt that it is."""

    job_id: int
    project_id: int
    record_table: str
    record_id: int
    attempt: int


def ask(session: Session, project_id: int, record_table: str, record_id: int) -> None:
    """Ask for the work on a record, or for the same work anew; a worker that is at it loses its claim."""
    job = job_of(session, project_id, record_table, record_id)
    if job is None:
        job = BackgroundJob(
            project_id=project_id, record_table=record_table, record_id=record_id, requested_at=_now()
        )
        attempts = 0
    else:
        # Not back to nothing: the attempt tells a worker that still works on the old one that it is out.
        attempts = job.attempts + MOST_ATTEMPTS - job.attempts % MOST_ATTEMPTS
    job.status, job.attempts, job.requested_at = JobStatus.WAITING, attempts, _now()
    job.step, job.done, job.total, job.error = "", 0, 0, ""
    job.claimed_until = job.finished_at = None
    session.add(job)
    session.flush()


def cancel(session: Session, project_id: int, record_table: str, record_id: int, error: str) -> None:
    """Take back what was asked for and is not done; its worker stops at the next step. `error` says why."""
    job = job_of(session, project_id, record_table, record_id)
    if job is not None and job.status in {JobStatus.WAITING, JobStatus.RUNNING}:
        job.status, job.error, job.finished_at = JobStatus.FAILED, error, _now()
        session.add(job)
        session.flush()


def job_of(session: Session, project_id: int, record_table: str, record_id: int) -> BackgroundJob | None:
    """The job of a record; None where none was ever asked for. Locked where the session writes."""
    query = select(BackgroundJob).where(
        BackgroundJob.project_id == project_id,
        BackgroundJob.record_table == record_table,
        BackgroundJob.record_id == record_id,
    )
    return session.exec(query.with_for_update()).first()


def claim(engine: sa.Engine, record_table: str) -> Claim | None:
    """The job on a record of this table that has waited longest, now this worker's; None when there is none to take."""
    with unit_of_work(engine) as session:
        _give_up(session, record_table)
        now = _now()
        free = _free(now, record_table)
        while True:
            found = session.execute(
                sa.select(JOB).where(free).order_by(JOB.c.requested_at, JOB.c.id).limit(1)
            ).first()
            if found is None:
                return None
            attempt = found.attempts + 1
            taken = session.connection().execute(
                sa.update(JOB)
                .where(JOB.c.id == found.id, JOB.c.attempts == found.attempts, free)
                .values(
                    status=JobStatus.RUNNING,
                    attempts=attempt,
                    claimed_until=now + LEASE,
                    step="",
                    done=0,
                    total=0,
                    error="",
                )
            )
            if taken.rowcount:
                return Claim(found.id, found.project_id, found.record_table, found.record_id, attempt)


def renew(engine: sa.Engine, held: Claim, *, step: str, done: int, total: int) -> None:
    """Say how far the work is, and hold the claim for another lease.

    Raises:
        Superseded: the job is another's.
    """
    with unit_of_work(engine) as session:
        _write(
            session, held, step=step[:120], done=min(done, total), total=total, claimed_until=_now() + LEASE
        )


def finish(session: Session, held: Claim) -> None:
    """Mark the job done, in the transaction that stores its result: both or neither.

    Raises:
        Superseded: the job is another's; nothing may be stored.
    """
    _write(
        session,
        held,
        status=JobStatus.DONE,
        step="",
        done=JOB.c.total,
        claimed_until=None,
        finished_at=_now(),
    )


def fail(engine: sa.Engine, held: Claim, error: str) -> None:
    """Say that an attempt failed; the job waits for the next one, or has failed for good.

    Raises:
        Superseded: the job is another's.
    """
    tried = _tries(held.attempt)
    with unit_of_work(engine) as session:
        if tried < MOST_ATTEMPTS:
            again = _now() + tried * PAUSE
            _write(session, held, status=JobStatus.WAITING, error=error, claimed_until=again)
        else:
            _write(
                session, held, status=JobStatus.FAILED, error=error, claimed_until=None, finished_at=_now()
            )


def next_due(engine: sa.Engine, record_table: str) -> dt.timedelta | None:
    """How long until a job on a record of this table can be taken: zero for at once, None when none is open."""
    query = sa.select(JOB.c.claimed_until).where(_open(record_table))
    with reading(engine) as session:
        until = [row.claimed_until for row in session.execute(query)]
    if not until:
        return None
    now = _now()
    return max(dt.timedelta(0), min((moment or now) for moment in until) - now)


def _give_up(session: Session, record_table: str) -> None:
    """End the jobs whose last attempt was never finished."""
    session.connection().execute(
        sa.update(JOB)
        .where(
            JOB.c.record_table == record_table,
            JOB.c.status == JobStatus.RUNNING,
            JOB.c.claimed_until < _now(),
            JOB.c.attempts % MOST_ATTEMPTS == 0,
        )
        .values(status=JobStatus.FAILED, error=ABANDONED, claimed_until=None, finished_at=_now())
    )


def _open(record_table: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        JOB.c.record_table == record_table, JOB.c.status.in_((JobStatus.WAITING, JobStatus.RUNNING))
    )


def _free(now: dt.datetime, record_table: str) -> sa.ColumnElement[bool]:
    """Open, and neither held by a living worker nor waiting for its pause to end."""
    return sa.and_(_open(record_table), sa.or_(JOB.c.claimed_until.is_(None), JOB.c.claimed_until < now))


def _write(session: Session, held: Claim, **values: Any) -> None:
    written = session.connection().execute(
        sa.update(JOB)
        .where(JOB.c.id == held.job_id, JOB.c.attempts == held.attempt, JOB.c.status == JobStatus.RUNNING)
        .values(**values)
    )
    if not written.rowcount:
        raise Superseded


def _tries(attempt: int) -> int:
    """Which try of the newest asking an attempt is, from 1."""
    return (attempt - 1) % MOST_ATTEMPTS + 1


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
