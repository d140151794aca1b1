"""The sender: writes what is due, then sends what waits, one message at a time, each claimed by a lease.

Several senders may run at once, in one process or in many: the outbox keeps them apart. One that dies in the middle
leaves one message claimed; when its lease ends, the next sender takes it, and it may have been sent: that one alone can
come twice, with the same Message-ID.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from db.messages import outbox
from db.messages.delivery import Carrier
from db.messages.writing import write_due
from db.unit_of_work import reading, unit_of_work
from tracker.settings import Settings

LEASE = dt.timedelta(minutes=2)
"""Longer than a mail server or a chat takes to answer or to be given up by their own limits of time."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a sender did: messages written, sent, and refused (they are tried again, or were given up)."""

    written: int
    sent: int
    refused: int


def utc_now() -> dt.datetime:
    """This instant."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Sender:
    """A sender over a database.

    Attributes:
        engine: the database.
        settings: the installation's settings.
        lease: how long a message that is being sent belongs to this sender.
        clock: gives the instant.
    """

    engine: sa.Engine
    settings: Settings
    lease: dt.timedelta = LEASE
    clock: Callable[[], dt.datetime] = utc_now

    def run(self, stop: Callable[[], bool] = lambda: False) -> Done:
        """Write what is due and send all that waits now; asks `stop` before each message whether to leave it there."""
        written = write_due(self.engine, self.settings, self.clock())
        sent = refused = 0
        with self._carrier() as carrier:
            while not stop() and (taken := self._send(carrier, None)) is not None:
                sent, refused = sent + taken, refused + (not taken)
        return Done(written, sent, refused)

    def send_one(self, message_id: int) -> bool | None:
        """Send one message now; whether it was taken, None where it is sent, given up, or another sender has it."""
        with self._carrier() as carrier:
            return self._send(carrier, message_id)

    def _carrier(self) -> Carrier:
        return Carrier(self.settings.mail, inside=self.settings.inner_webhooks)

    def _send(self, carrier: Carrier, message_id: int | None) -> bool | None:
        """Send the message that has waited longest, or the one named."""
        with_mail = bool(self.settings.mail)
        with reading(self.engine) as session:
            if message_id is None and not outbox.is_anything_free(session, self.clock(), with_mail=with_mail):
                return None
        with unit_of_work(self.engine) as session:
            message = outbox.claim(session, self.clock(), self.lease, message_id, with_mail=with_mail)
        if message is None:
            return None
        error = carrier.deliver(message)
        with unit_of_work(self.engine) as session:
            if error:
                outbox.mark_failed(session, message, error, self.clock())
            else:
                outbox.mark_sent(session, message.id, self.clock())
        return not error
