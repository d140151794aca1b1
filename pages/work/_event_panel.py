"""One event: its facts, who took part, and its topics with what became of them."""

from collections.abc import Sequence

import streamlit as st

from db.queries.events import EventRow
from db.queries.workstreams import WorkstreamRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages.site._photos import add_photos
from pages.site._viewer import gallery
from pages.work import _reads
from pages.work._event_forms import change_event
from pages.work._event_parties import event_parties
from pages.work._event_topics import event_topics
from tracker.permissions import Action


def event_panel(row: EventRow, streams: Sequence[WorkstreamRow]) -> None:
    """Draw the event that stands in the address, below the table."""
    w, frame = words(), context()
    may_edit = frame.may(Action.EDIT_WORK)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{plain(row.title)} · {w.label(row.kind)}", anchor=False)
        st.button(
            w._("Close"), key="event_close", type="tertiary", on_click=detail.close_panel, args=("event",)
        )
    st.caption(_when_and_where(row))
    for title, text in (("", row.account), (w._("What was learned"), row.learned)):
        if text:
            st.markdown(f"**{title}** {_lines(text)}" if title else _lines(text))
    event_parties(row, may_edit=may_edit)
    event_topics(row, may_edit=may_edit)
    _photos(row, may_edit=may_edit)
    if may_edit:
        change_event(row, streams)


def _photos(row: EventRow, *, may_edit: bool) -> None:
    """Pictures of the event; on a phone the uploader offers the camera."""
    photos = _reads.event_photos(row.id)
    shown = sum(not photo.archived for photo in photos)
    if shown:
        st.markdown("**" + words()._n("{n} photo", "{n} photos", shown) + "**")
    gallery(photos, f"event_photos_{row.id}", may_change=may_edit)
    if may_edit and not row.archived:
        add_photos("event", row.id, f"event_photo_{row.id}")


def _lines(text: str) -> str:
    """User text with its line breaks."""
    return plain(text).replace("\n", "  \n")


def _when_and_where(row: EventRow) -> str:
    w, today = words(), context().today
    days = w.date(row.starts_on, today=today)
    if row.ends_on is not None and row.ends_on != row.starts_on:
        days = w._(
            "{first} to {last}, {days}",
            first=days,
            last=w.date(row.ends_on, today=today),
            days=w._n("{n} day", "{n} days", row.days),
        )
    parts = [days, *(plain(text) for text in (row.place, row.organiser, row.workstream or "") if text)]
    return " · ".join(parts)
