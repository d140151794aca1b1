"""Who took part in an event: how many people of which organisation, and in which capacity."""

from typing import Any

import streamlit as st

from db.commands import events as commands
from db.queries.events import EventRow, PartyRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.work._event_aside import put_aside


def event_parties(row: EventRow, *, may_edit: bool) -> None:
    """Draw the participants; archived ones, with the way back, where the page shows archived records."""
    w = words()
    may_edit = may_edit and not row.archived
    current = [party for party in row.parties if not party.archived]
    if current:
        st.markdown("**" + w._n("{n} person took part", "{n} people took part", row.people) + "**")
    for party in current:
        _party(party, may_edit=may_edit)
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
        values = _fields(None)
        submitted = st.form_submit_button(w._("Add who took part"))
    if submitted and run(
        commands.add_event_party,
        project_id=context().project_id,
        event_id=row.id,
        **values,
        done=w._("Participants added"),
    ):
        st.rerun()


def _party(party: PartyRow, *, may_edit: bool) -> None:
    w = words()
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"party_{party.id}"):
        parts = [plain(text) for text in (party.organisation, party.capacity) if text]
        parts.append(w._n("{n} person", "{n} people", party.people))
        st.markdown(" · ".join(parts), width="stretch")
        if not may_edit:
            return
        opened = st.popover(w._("Change"), key=f"party_change_{party.id}", on_change="rerun", type="tertiary")
    if opened.open:
        with opened:
            _change(party)


def _change(party: PartyRow) -> None:
    w = words()
    form_is_open()
    party = as_seen(party)
    target: dict[str, Any] = {"project_id": context().project_id, "event_party_id": party.id}
    with st.form(f"party_{party.id}_{party.version}", border=False):
        values = _fields(party)
        submitted = st.form_submit_button(w._("Save who took part"))
    if submitted and run(
        commands.update_event_party,
        **target,
        expected_version=party.version,
        original={name: getattr(party, name) for name in values},
        changes=values,
        done=w._("Participants saved"),
        names={
            "organisation": w._("Organisation"),
            "capacity": w._("In which capacity"),
            "people": w._p("event", "People"),
        },
    ):
        st.rerun()
    if st.button(
        w._("Remove"), key=f"party_remove_{party.id}", type="tertiary", icon=":material/close:"
    ) and run(commands.archive_event_party, **target, done=w._("Participants removed")):
        st.rerun()


def _fields(party: PartyRow | None) -> dict[str, Any]:
    w, limits = words(), commands.LONGEST
    return {
        "organisation": st.text_input(
            w._("Organisation"), party.organisation if party else "", max_chars=limits["organisation"]
        ),
        "capacity": st.text_input(
            w._("In which capacity"), party.capacity if party else "", max_chars=limits["capacity"]
        ),
        "people": st.number_input(
            w._p("event", "People"),
            min_value=1,
            max_value=commands.MOST_PEOPLE,
            value=party.people if party else 1,
            width=110,
        ),
    }
