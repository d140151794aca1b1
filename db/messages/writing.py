"""Writing messages: what each subscriber is to be told by now goes into the outbox, once.

The digest has one row a week. The reminders of a day are written together with a note that they were, in one
transaction: another sender, or the same one after a crash, finds the note and writes none of them again. A message that
lists several things has the key of its day, and each thing in it a note that it was told.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from db.messages import outbox
from db.queries.overview import overview
from db.queries.subscriptions import Subscriber, subscribers
from db.unit_of_work import reading, unit_of_work
from tracker.errors import TrackerError
from tracker.messages import letters
from tracker.messages.reminders import DayLetter, day_letters
from tracker.messages.times import Told, day_key, digest_key, list_key, reminders_key
from tracker.messages.topics import wanted
from tracker.overview import Need
from tracker.permissions import Action, can, local_actor
from tracker.settings import Settings


def write_due(engine: sa.Engine, settings: Settings, now: dt.datetime) -> int:
    """Put in what is due at `now` (an instant) and not there yet; gives how many messages.

    One small statement when nobody is to be told anything, and one for each subscriber whose messages are there.
    """
    with reading(engine) as session:
        due = [
            (person, key)
            for person in subscribers(session, with_mail=bool(settings.mail))
            for key in _keys_due(session, person, now)
        ]
    return sum(_write(engine, settings, person, key, now) for person, key in due)


def day_of(person: Subscriber, settings: Settings, now: dt.datetime) -> dt.date:
    """The day whose needs are told: the sample's own, the configured one, or today in the project's time zone."""
    return person.as_of or settings.today or now.astimezone(ZoneInfo(person.time_zone)).date()


def needs_of(session: Session, person: Subscriber, today: dt.date) -> list[Need]:
    """What needs somebody, as the overview shows it to the person's role, without what they chose not to be told.

    Raises:
        Invalid: the plan cannot be scheduled.
    """
    actor = local_actor(person.role)

    def may(action: Action) -> bool:
        return can(actor, action, person.project_id)

    state = overview(
        session,
        person.project_id,
        today=today,
        opening_on=person.opening_on,
        ceiling_fen=person.ceiling_fen,
        may=may,
    )
    return wanted(state.needs, person.muted)


def sender_of(person: Subscriber, settings: Settings, today: dt.date) -> letters.Sender:
    """What each of the person's messages says of where it comes from."""
    return letters.Sender(
        person.project, person.opening_on, today, person.language, person.project_id, settings.address
    )


def reminders_ahead(
    session: Session, person: Subscriber, needs: list[Need], settings: Settings, now: dt.datetime
) -> list[DayLetter]:
    """The messages that remind the next time, if nothing changes until then. Two statements.

    They are today's, or tomorrow's once today's are written.
    """
    day = now.astimezone(ZoneInfo(person.time_zone)).date()
    if outbox.is_known(session, person.id, day_key(day)):
        day += dt.timedelta(days=1)
    sender = sender_of(person, settings, day_of(person, settings, now))
    return day_letters(sender, needs, _told(session, person), day, person.wishes)


def _keys_due(session: Session, person: Subscriber, now: dt.datetime) -> list[str]:
    local = now.astimezone(ZoneInfo(person.time_zone))
    keys = (digest_key(person.wishes, local), reminders_key(person.wishes, local))
    return [key for key in keys if key is not None and not outbox.is_known(session, person.id, key)]


def _write(engine: sa.Engine, settings: Settings, person: Subscriber, key: str, now: dt.datetime) -> int:
    """Write the digest or the day's reminders; 0 where another sender was faster, or the plan has no dates."""
    today = day_of(person, settings, now)
    try:
        with reading(engine) as session:
            needs = needs_of(session, person, today)
        with unit_of_work(engine) as session:
            write: Callable[..., int] = _digest if key.startswith("digest:") else _reminders
            return write(session, person, key, needs, sender_of(person, settings, today), now)
    except IntegrityError:
        return 0
    except TrackerError:
        return 0  # a plan that cannot be scheduled says so on its page; the next try is in a minute


def _digest(
    session: Session,
    person: Subscriber,
    key: str,
    needs: list[Need],
    sender: letters.Sender,
    now: dt.datetime,
) -> int:
    outbox.put(
        session,
        project_id=person.project_id,
        subscription_id=person.id,
        event_key=key,
        letter=letters.digest(sender, needs),
        now=now,
    )
    return 1


def _reminders(
    session: Session,
    person: Subscriber,
    key: str,
    needs: list[Need],
    sender: letters.Sender,
    now: dt.datetime,
) -> int:
    """The note of the day first, at which a second sender stops; then its messages, and a note of each thing listed."""
    which: dict[str, Any] = {"project_id": person.project_id, "subscription_id": person.id, "now": now}
    day = now.astimezone(ZoneInfo(person.time_zone)).date()
    outbox.note(session, event_key=key, **which)
    written = day_letters(sender, needs, _told(session, person), day, person.wishes)
    for each in written:
        if each.is_list:
            outbox.put(session, event_key=list_key(day), letter=each.letter, **which)
            for event_key, nth in each.events.items():
                outbox.note(session, event_key=event_key, nth=nth, **which)
        else:
            [(event_key, nth)] = each.events.items()
            outbox.put(session, event_key=event_key, nth=nth, letter=each.letter, **which)
    return len(written)


def _told(session: Session, person: Subscriber) -> dict[str, Told]:
    return outbox.told(session, person.project_id, person.id, ZoneInfo(person.time_zone))
