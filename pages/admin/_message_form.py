"""The choice of what to be told, where and when, and the buttons that stop it, resume it, and try it."""

import datetime as dt
from typing import Any

import streamlit as st
from babel.dates import get_day_names

from db.commands import outbox as outbox_commands
from db.commands import subscriptions as commands
from db.messages.chats import refuse_inside
from db.messages.sender import Sender
from db.queries.subscriptions import SubscriptionRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run, say
from pages._kit.installation import engine, settings
from pages._kit.language import words
from tracker.errors import TrackerError
from tracker.i18n import LANGUAGES, Words
from tracker.languages import NAMES
from tracker.messages.addresses import Channel, channel_of, masked
from tracker.messages.letters import Letter
from tracker.messages.times import Wishes
from tracker.messages.topics import Topic, stored
from tracker.permissions import Role

QUARTER = 900
"""Times are chosen by the quarter of an hour; in seconds."""


def weekday_name(w: Words, weekday: int) -> str:
    """Monday … Sunday, from 0."""
    return str(get_day_names("wide", locale=w.locale)[weekday])


def clock_time(minute: int) -> dt.time:
    """A time of day from minutes after midnight."""
    return dt.time(minute // 60, minute % 60)


def choice_form(stored_row: SubscriptionRow | None, role: Role) -> None:
    """The form; it saves the choice, and the address where one was typed."""
    w, frame = words(), context()
    form_is_open()
    wishes = stored_row.wishes if stored_row else Wishes()
    known = channel_of(stored_row.address) if stored_row else Channel.MAIL
    channel = st.segmented_control(
        w._("Tell me by"),
        list(Channel),
        format_func=w.label,
        default=known,
        key="message_channel",
        required=True,
    )
    if channel is Channel.MAIL and not settings().mail:
        st.info(
            w._(
                "This installation sends no e-mail yet: whoever runs it sets TRACKER_MAIL to its mail server "
                "(docs/operations.md). Until then nothing goes by e-mail; a company chat works at once."
            ),
            icon=":material/info:",
        )
    # The form's key carries the version, so that it starts anew from what is stored after each save.
    version = stored_row.version if stored_row else 0
    with st.form(f"messages_{frame.project_id}_{role}_{version}_{channel}"):
        address = _address_input(w, channel, stored_row if channel is known else None)
        left, middle, right = st.columns(3)
        with left:
            wants_digest = st.toggle(w._("Weekly digest"), value=wishes.wants_digest)
            weekday = st.selectbox(
                w._("Day of the digest"),
                range(7),
                index=wishes.digest_weekday,
                format_func=lambda day: weekday_name(w, day),
            )
            digest_at = st.time_input(
                w._("Time of the digest"), value=clock_time(wishes.digest_minute), step=QUARTER
            )
        with middle:
            wants_reminders = st.toggle(w._("Daily reminders"), value=wishes.wants_reminders)
            reminder_at = st.time_input(
                w._("Time of the reminders"), value=clock_time(wishes.reminder_minute), step=QUARTER
            )
            most = st.number_input(
                w._("Reminders of one thing, at most"),
                min_value=1,
                max_value=commands.MOST_REMINDERS,
                value=wishes.most_reminders,
                help=w._("One a day until the thing is settled; then silence."),
            )
        with right:
            most_a_day = st.number_input(
                w._("Messages with reminders a day, at most"),
                min_value=1,
                max_value=commands.MOST_A_DAY,
                value=wishes.most_a_day,
                help=w._(
                    "What is urgent comes first, in messages of its own; when there is more, the last message lists "
                    "the rest. With 1, everything comes in one message."
                ),
            )
            language = st.selectbox(
                w._("Language of the messages"),
                list(LANGUAGES),
                index=list(LANGUAGES).index(stored_row.language if stored_row else w.language),
                format_func=NAMES.__getitem__,
            )
        told = st.pills(
            w._("About"),
            list(Topic),
            selection_mode="multi",
            format_func=w.label,
            default=[topic for topic in Topic if not stored_row or topic not in stored_row.muted],
            wrap=True,
        )
        saved = st.form_submit_button(w._("Save my choice"), type="primary")
    if not saved:
        return
    values = {
        "language": language,
        "wants_digest": wants_digest,
        "digest_weekday": weekday,
        "digest_minute": _minute(digest_at),
        "wants_reminders": wants_reminders,
        "reminder_minute": _minute(reminder_at),
        "most_reminders": int(most),
        "most_a_day": int(most_a_day),
    }
    _save(stored_row, channel, address, values, [topic for topic in Topic if topic not in told])


def _address_input(w: Words, channel: Channel, stored_row: SubscriptionRow | None) -> str:
    placeholder = masked(stored_row.address) if stored_row else ""
    if channel is Channel.MAIL:
        return st.text_input(
            w._("E-mail address"),
            max_chars=200,
            placeholder=placeholder or "name@library.cn",
            help=w._("It is shown to nobody afterwards; leave it empty to keep the stored one."),
        )
    return st.text_input(
        w._("Webhook of the chat bot"),
        max_chars=1000,
        type="password",
        placeholder=placeholder or "https://",
        help=w._(
            "In WeCom, DingTalk, Feishu, Lark, Slack or Teams, add a bot to a group and paste its webhook here; an "
            "address of Apprise or any other https:// webhook works too. It is shown to nobody afterwards."
        ),
    )


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _save(
    stored_row: SubscriptionRow | None,
    channel: Channel,
    address: str,
    values: dict[str, Any],
    muted: list[Topic],
) -> None:
    w, project_id = words(), context().project_id
    if channel is Channel.CHAT and address.strip() and not settings().inner_webhooks:
        try:
            refuse_inside(address)
        except TrackerError as error:
            st.error(w.problem(error), icon=":material/error:")
            return
    done = w._("Your choice is saved")
    if stored_row is None:
        if run(
            commands.subscribe,
            project_id=project_id,
            channel=channel,
            address=address,
            muted=muted,
            language=values["language"],
            wishes=Wishes(**{name: value for name, value in values.items() if name != "language"}),
            done=done,
        ):
            st.rerun()
        return
    original = {
        "language": stored_row.language,
        "muted": stored(stored_row.muted),
        **{name: getattr(stored_row.wishes, name) for name in values if name != "language"},
    }
    if run(
        commands.update_subscription,
        project_id=project_id,
        subscription_id=stored_row.id,
        expected_version=stored_row.version,
        original=original,
        changes={**values, "muted": stored(muted)},
        channel=channel,
        address=address,
        done=done,
    ):
        st.rerun()


def choice_buttons(row: SubscriptionRow, trial: Letter) -> None:
    """Send a message as a trial, stop everything, or resume."""
    w, project_id = words(), context().project_id
    which: dict[str, Any] = {"project_id": project_id, "subscription_id": row.id}
    with st.container(horizontal=True):
        if row.archived:
            if st.button(w._("Resume my messages"), icon=":material/notifications:") and run(
                commands.restore_subscription, **which, done=w._("You are told again")
            ):
                st.rerun()
            return
        if st.button(w._("Send a test message"), icon=":material/send:"):
            _send_trial(w, which, trial)
        if st.button(w._("Stop my messages"), icon=":material/notifications_off:") and run(
            commands.archive_subscription, **which, done=w._("You are told nothing any more")
        ):
            st.rerun()


def _send_trial(w: Words, which: dict[str, Any], trial: Letter) -> None:
    """Put the message in, send it at once, and say what came of it."""
    ids: list[int] = []

    def kept(message_id: int) -> str:
        ids.append(message_id)
        return w._("The test message is on its way")

    if run(outbox_commands.send_trial_message, **which, subject=trial.subject, body=trial.body, done=kept):
        deliver_now(w, ids[0])


def deliver_now(w: Words, message_id: int) -> None:
    """Send one message, and say whether it was taken; what refused it stands in the list."""
    with st.spinner(w._("Sending…")):
        taken = Sender(engine(), settings()).send_one(message_id)
    if taken is None:
        say(w._("Another sender has the message in hand"))
    elif taken:
        say(w._("The message was taken"))
    else:
        say(w._("The message was refused; the list below says why"))
    st.rerun()
