"""What was sent to the visitor, what waits, and what was given up."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.commands import outbox as commands
from db.queries.outbox import MessageRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages.admin._message_form import deliver_now
from pages.admin._message_text import message_text
from tracker.i18n import Words
from tracker.messages.states import REASONS, MessageState


def message_list(messages: Sequence[MessageRow]) -> None:
    """The table; a row that is chosen shows its text, and can be tried again where it was not sent."""
    w, frame = words(), context()
    st.subheader(w._("Sent and waiting"), anchor=False)
    if not messages:
        st.caption(w._("Nothing was written to you yet."))
        return
    zone = frame.project.time_zone
    table = pd.DataFrame(
        {
            w._("State"): [w.label(row.state) for row in messages],
            w._("When"): [w.instant(row.at, zone) for row in messages],
            w._("Subject"): [row.subject for row in messages],
            w._("Tries"): [row.attempts for row in messages],
            w._("What refused it"): [_reason(w, row.error) for row in messages],
        }
    )
    chosen = st.dataframe(
        table, hide_index=True, on_select="rerun", selection_mode="single-row", key="message_rows"
    )
    rows = chosen.selection.rows
    if rows and rows[0] < len(messages):
        _message(messages[rows[0]])


def _reason(w: Words, error: str) -> str:
    """Why a message was not sent: the tracker's own words in the visitor's language, those of a server as they are."""
    return w._(error) if error in REASONS else error


def _message(row: MessageRow) -> None:
    w = words()
    with st.container(border=True, key="message_text"):
        message_text(row.subject, row.body)
        if row.error:
            st.text(_reason(w, row.error))
        if (
            row.state is not MessageState.SENT
            and st.button(w._("Try again now"), icon=":material/refresh:", key="message_retry")
            and run(
                commands.retry_message,
                project_id=context().project_id,
                message_id=row.id,
                done=w._("The message is tried again"),
            )
        ):
            deliver_now(w, row.id)
