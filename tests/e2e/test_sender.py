"""Kill -9 of the sender in the middle of many messages, and a new start: each arrives, the one in flight perhaps twice.

The sender is `python -m db send` as a process of its own, the mail server a real one on loopback.
"""

import datetime as dt
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from db.messages import outbox
from db.models import OutboxMessage
from db.unit_of_work import unit_of_work
from tests.factories import make
from tests.support.mailbox import Mailbox
from tests.support.nursery import ROOT
from tracker.messages.letters import Letter

MESSAGES = 1_000 if os.environ.get("KAIGUAN_SOAK") else 150
PATIENCE_SECONDS = 120
LEASE_SECONDS = 0.5


def fill(engine: sa.Engine) -> dict[str, str]:
    """Put the messages in; gives the subject of each by its Message-ID."""
    now = dt.datetime.now(dt.UTC)
    with unit_of_work(engine) as session:
        row = make(
            "subscription", session, address="lead@example.cn", wants_digest=False, wants_reminders=False
        )
        for n in range(MESSAGES):
            outbox.put(
                session,
                project_id=row.project_id,
                subscription_id=row.id,
                event_key=f"task_late:{n}::",
                letter=Letter(f"第 {n} 项任务延误", "正文"),
                now=now,
            )
    with Session(engine) as session:
        return dict(session.exec(select(OutboxMessage.message_key, OutboxMessage.subject)).all())


def start_sender(engine: sa.Engine, mailbox: Mailbox, log: Path) -> subprocess.Popen[bytes]:
    """`python -m db send` over the database, as somebody would start it."""
    url = engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, "DATABASE_URL": url, "TRACKER_MAIL": mailbox.server}
    options = ["--lease", str(LEASE_SECONDS), "--every", "0.05"]
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "db", "send", *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


def is_done(engine: sa.Engine) -> bool:
    with Session(engine) as session:
        left = sa.select(sa.func.count()).where(outbox.OUTBOX.c.sent_at.is_(None))
        return session.scalar(left) == 0


@pytest.mark.soak
def test_a_sender_killed_in_the_middle_and_started_again_sends_each_message_once_but_the_one_in_flight(
    sqlite_engine, tmp_path, record_property
):
    log = tmp_path / "sender.log"
    with Mailbox(full=MESSAGES // 2) as mailbox:
        first = start_sender(sqlite_engine, mailbox, log)
        try:
            put_in = fill(sqlite_engine)
            assert mailbox.arrived.wait(PATIENCE_SECONDS), log.read_text()
        finally:
            first.kill()
            first.wait()
        before = len(mailbox.mails)
        second = start_sender(sqlite_engine, mailbox, log)
        try:
            patience = time.monotonic() + PATIENCE_SECONDS
            while not is_done(sqlite_engine):
                assert time.monotonic() < patience, log.read_text()
                time.sleep(0.05)
        finally:
            second.kill()
            second.wait()

    assert MESSAGES // 2 <= before < MESSAGES, "the sender was not killed in the middle"
    arrived = Counter(mail.message_id for mail in mailbox.mails)
    assert {mail.message_id: mail.subject for mail in mailbox.mails} == put_in
    twice = [key for key, times in arrived.items() if times > 1]
    record_property("twice", len(twice))
    print(f"{MESSAGES} messages, killed after {before}; {len(twice)} came twice")  # noqa: T201 (the figures of a soak)
    assert len(twice) <= 1
    assert all(times == 2 for times in arrived.values() if times > 1)
    assert all(mailbox.mails[before - 1].message_id == key for key in twice), (
        "another one than that in flight"
    )
