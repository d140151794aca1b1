"""One event: its facts, who took part, and its topics with what became of them."""

from collections.abc import Sequence

import streamlit as st

from db.commands import events as commands
from db.queries.events import EventRow, PartyRow
from db.queries.workstreams import WorkstreamRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site._photos import add_photos
from pages.site._viewer import gallery
from pages.work import _reads
from pages.work._event_aside import put_aside
from pages.work._event_forms import change_event
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
    if row.account:
        st.markdown(plain(row.account))
    if row.learned:
        learned = w._("What was learned")
        st.markdown(f"**{learned}** {plain(row.learned)}")
    _parties(row, may_edit=may_edit)
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


def _parties(row: EventRow, *, may_edit: bool) -> None:
    w = words()
    current = [party for party in row.parties if not party.archived]
    if current:
        st.markdown("**" + w._n("{n} person took part", "{n} people took part", row.people) + "**")
    for party in current:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"party_{party.id}"):
            parts = [plain(text) for text in (party.organisation, party.capacity) if text]
            parts.append(w._n("{n} person", "{n} people", party.people))
            st.markdown(" · ".join(parts), width="stretch")
            if may_edit:
                _remove_party(party)
    if not may_edit:
        return
    if st.session_state.get("event_archived"):
        for party in row.parties:
            if party.archived:
                put_aside(
                    party.organisation,
                    f"party_restore_{party.id}",
                    commands.restore_event_party,
                    w._("Participants restored"),
                    event_party_id=party.id,
                )
    with (
        st.form(f"party_new_{row.id}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        organisation = st.text_input(w._("Organisation"), max_chars=commands.LONGEST["organisation"])
        capacity_new = st.text_input(w._("In which capacity"), max_chars=commands.LONGEST["capacity"])
        people = st.number_input(
            w._p("event", "People"), min_value=1, max_value=commands.MOST_PEOPLE, value=1, width=110
        )
        submitted = st.form_submit_button(w._("Add who took part"))
    if submitted and run(
        commands.add_event_party,
        project_id=context().project_id,
        event_id=row.id,
        organisation=organisation,
        capacity=capacity_new,
        people=people,
        done=w._("Participants added"),
    ):
        st.rerun()


def _remove_party(party: PartyRow) -> None:
    w = words()
    if st.button(
        w._("Remove"), key=f"party_remove_{party.id}", type="tertiary", icon=":material/close:"
    ) and run(
        commands.archive_event_party,
        project_id=context().project_id,
        event_party_id=party.id,
        done=w._("Participants removed"),
    ):
        st.rerun()
