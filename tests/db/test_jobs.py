"""Background jobs: one worker at a time, taken over when it dies, given up after three attempts."""

import datetime as dt
import threading

import pytest
import sqlalchemy as sa

from db import jobs
from db.models import BackgroundJob
from db.unit_of_work import reading, unit_of_work
from db.worker import Worker
from tests.factories import make_project
from tracker.vocabulary import JobStatus

TABLE = "evidence_pack"
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def ask(engine, *record_ids):
    """Ask for work on records of one new project; gives its id."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        for record_id in record_ids:
            jobs.ask(session, project_id, TABLE, record_id)
        return project_id


def job(engine, record_id=1):
    with reading(engine) as session:
        found = session.exec(sa.select(BackgroundJob).where(BackgroundJob.record_id == record_id)).one()[0]
        session.expunge(found)
        return found


def lapse(engine):
    """Let the time of all claims and pauses be over, as if their workers had died."""
    with engine.begin() as connection:
        connection.execute(sa.update(BackgroundJob).values(claimed_until=LONG_AGO))


def test_two_workers_never_take_one_job(engine):
    ask(engine, 1, 2)
    first, second = jobs.claim(engine, TABLE), jobs.claim(engine, TABLE)

    assert (first.record_id, second.record_id) == (1, 2)
    assert jobs.claim(engine, TABLE) is None
    assert jobs.claim(engine, "report") is None


def test_workers_that_claim_at_the_same_moment_share_the_jobs_out(engine):
    ask(engine, *range(1, 9))
    taken, start = [], threading.Barrier(4)

    def work():
        start.wait()
        while (held := jobs.claim(engine, TABLE)) is not None:
            taken.append(held.record_id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 9))


def test_a_dead_workers_job_is_taken_over_and_its_ghost_can_spoil_nothing(engine):
    ask(engine, 1)
    dead = jobs.claim(engine, TABLE)
    jobs.renew(engine, dead, step="drafts", done=3, total=9)
    assert jobs.claim(engine, TABLE) is None
    lapse(engine)

    alive = jobs.claim(engine, TABLE)
    assert (alive.record_id, alive.attempt) == (1, 2)
    with pytest.raises(jobs.Superseded):
        jobs.renew(engine, dead, step="drafts", done=4, total=9)
    with pytest.raises(jobs.Superseded), unit_of_work(engine) as session:
        jobs.finish(session, dead)
    jobs.renew(engine, alive, step="rounds", done=5, total=9)
    assert (job(engine).step, job(engine).done, job(engine).total) == ("rounds", 5, 9)


def test_renewing_holds_the_claim_for_another_lease(engine):
    ask(engine, 1)
    held = jobs.claim(engine, TABLE)
    lapse(engine)
    jobs.renew(engine, held, step="", done=0, total=1)

    assert jobs.claim(engine, TABLE) is None
    assert dt.timedelta(0) < jobs.next_due(engine, TABLE) <= jobs.LEASE


def test_a_job_whose_workers_died_three_times_has_failed(engine):
    ask(engine, 1)
    for _ in range(3):
        assert jobs.claim(engine, TABLE) is not None
        lapse(engine)

    assert jobs.claim(engine, TABLE) is None
    assert (job(engine).status, job(engine).error) == (JobStatus.FAILED, "job_abandoned")
    assert jobs.next_due(engine, TABLE) is None


def test_a_failed_attempt_waits_longer_each_time_and_the_third_is_the_last(engine):
    ask(engine, 1)
    for pause in (15, 30):
        jobs.fail(engine, jobs.claim(engine, TABLE), "files_unavailable")
        assert job(engine).status is JobStatus.WAITING
        assert jobs.claim(engine, TABLE) is None
        due = jobs.next_due(engine, TABLE)
        assert dt.timedelta(seconds=pause - 10) < due <= dt.timedelta(seconds=pause)
        lapse(engine)
    jobs.fail(engine, jobs.claim(engine, TABLE), "files_unavailable")

    assert (job(engine).status, job(engine).error) == (JobStatus.FAILED, "files_unavailable")


def test_asking_again_gives_three_new_attempts_and_the_old_worker_is_out(engine):
    project_id = ask(engine, 1)
    old = jobs.claim(engine, TABLE)
    with unit_of_work(engine) as session:
        jobs.ask(session, project_id, TABLE, 1)
    with pytest.raises(jobs.Superseded):
        jobs.renew(engine, old, step="", done=0, total=1)

    for _ in range(2):
        jobs.fail(engine, jobs.claim(engine, TABLE), "evidence_failed")
        lapse(engine)
    assert jobs.claim(engine, TABLE) is not None


def test_a_cancelled_job_stops_its_worker_at_the_next_step(engine):
    project_id = ask(engine, 1)
    held = jobs.claim(engine, TABLE)
    with unit_of_work(engine) as session:
        jobs.cancel(session, project_id, TABLE, 1, "evidence_cancelled")

    with pytest.raises(jobs.Superseded):
        jobs.renew(engine, held, step="", done=1, total=2)
    assert (job(engine).status, job(engine).error) == (JobStatus.FAILED, "evidence_cancelled")
    assert jobs.claim(engine, TABLE) is None


def test_the_worker_works_all_off_and_ends_and_is_woken_again():
    left, done = [1, 2], []

    def turn():
        if left:
            done.append(left.pop(0))
        return bool(left)

    worker = Worker(turn, lambda: dt.timedelta(0) if left else None)
    worker.wake()
    assert worker.join(10)
    left.append(3)
    worker.wake()
    assert worker.join(10)
    assert done == [1, 2, 3]


def test_a_worker_whose_database_is_away_ends_and_can_be_woken(caplog):
    answers = [OSError("away"), None]

    def due():
        answer = answers.pop(0)
        if answer is not None:
            raise answer

    worker = Worker(lambda: False, due)
    for _ in range(2):
        worker.wake()
        assert worker.join(10)
    assert answers == []
    assert "the worker stops" in caplog.text
