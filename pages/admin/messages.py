"""What the tracker tells you by itself: the weekly digest and reminders, where and when; and how they look today."""

import datetime as dt

import streamlit as st
from sqlmodel import Session

from db.commands.subscriptions import told_as
from db.messages.writing import needs_of, reminders_ahead, sender_of
from db.queries.outbox import MessageRow, messages
from db.queries.subscriptions import Subscriber, SubscriptionRow, own_subscription
from db.unit_of_work import reading
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.installation import settings
from pages._kit.language import words
from pages.admin._message_form import choice_buttons, choice_form, clock_time, weekday_name
from pages.admin._message_list import message_list
from pages.admin._message_text import message_text, reminders_preview
from tracker.errors import TrackerError
from tracker.messages.letters import digest, trial_letter
from tracker.messages.reminders import DayLetter
from tracker.messages.times import Wishes
from tracker.overview import Need
from tracker.permissions import Role

w = words()
frame = context()
project = frame.project
role = told_as(frame.actor, project.id)


@by_revision("messages")
def own(session: Session, key: Key, actor_key: str, as_role: Role) -> SubscriptionRow | None:
    return own_subscription(session, key.project_id, actor_key, as_role)


def reader(row: SubscriptionRow | None) -> Subscriber:
    """The visitor, as a sender would know them; with the usual wishes before the first choice."""
    return Subscriber(
        id=row.id if row else 0,
        project_id=project.id,
        role=role,
        language=row.language if row else w.language,
        wishes=row.wishes if row else Wishes(),
        muted=row.muted if row else frozenset(),
        project=project.name,
        opening_on=project.opening_on,
        ceiling_fen=project.ceiling_fen,
        time_zone=project.time_zone,
        as_of=project.as_of,
    )


@by_revision("project", "plan", "site", "procurement", "people", "messages")
def needs(session: Session, key: Key, as_role: Role) -> list[Need]:
    return needs_of(session, reader(own(frame.actor.key, as_role)), key.today)


def own_messages(subscription_id: int) -> list[MessageRow]:
    """Not kept: a sender writes to the outbox, and no revision tells."""
    with reading(frame.engine) as session:
        return messages(session, project.id, subscription_id)


def reminders_to_come(told: list[Need]) -> list[DayLetter]:
    """Not kept either: what was told already stands in the outbox."""
    with reading(frame.engine) as session:
        return reminders_ahead(session, reader(stored), told, settings(), dt.datetime.now(dt.UTC))


def state_sentence(row: SubscriptionRow | None) -> str:
    if row is None:
        return w._("You are told nothing yet: choose where and when.")
    if row.archived:
        return w._("Your messages are stopped.")
    said = []
    if row.wishes.wants_digest:
        day, time = weekday_name(w, row.wishes.digest_weekday), clock_time(row.wishes.digest_minute)
        said.append(w._("A digest every week: {day}, {time}", day=day, time=f"{time:%H:%M}"))
    if row.wishes.wants_reminders:
        time = clock_time(row.wishes.reminder_minute)
        said.append(w._("reminders at {time}", time=f"{time:%H:%M}"))
    return " · ".join(said) or w._("You chose an address, but neither digest nor reminders.")


stored = own(frame.actor.key, role)
page_head(w._("Messages"), state_sentence(stored))
sender = sender_of(reader(stored), settings(), frame.today)
if stored is not None:
    choice_buttons(stored, trial_letter(sender))
choice_form(stored, role)

if stored is not None:
    message_list(own_messages(stored.id))

st.subheader(w._("Preview of the digest"), anchor=False)
try:
    told = needs(role)
except TrackerError as error:  # a plan that has no dates must not keep anybody from their choice
    st.error(w.problem(error), icon=":material/error:")
    st.stop()
letter = digest(sender, told)
message_text(letter.subject, letter.body)
if stored is None or stored.wishes.wants_reminders:
    reminders_preview(reminders_to_come(told))
