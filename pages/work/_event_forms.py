"""The forms of an event: added, changed, put aside and brought back."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.commands import events as commands
from db.queries.events import EventRow
from db.queries.workstreams import WorkstreamRow
from pages._kit.aside import Archive, aside_button
from pages._kit.context import context
from pages._kit.detail import close_panel, open_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.vocabulary import EventKind

NEW = "new_event"


def new_event(streams: Sequence[WorkstreamRow]) -> None:
    """Draw the form for an event; `?new_event=1` opens it."""
    w = words()

    @st.dialog(w._("Add an event"), width="medium", on_dismiss=lambda: close_panel(NEW))
    def form() -> None:
        with st.form("event_new", border=False):
            values = _fields(streams, None, "event_new")
            submitted = st.form_submit_button(w._("Add the event"), type="primary", key="event_save")
        made: list[int] = []

        def done(event_id: int) -> str:
            made.append(event_id)
            return w._("Event added")

        if submitted and run(commands.create_event, project_id=context().project_id, **values, done=done):
            close_panel(NEW)
            open_panel("event", made[0])
            st.rerun()

    form_is_open()
    form()


def change_event(row: EventRow, streams: Sequence[WorkstreamRow]) -> None:
    """The form that changes an event, closed until somebody opens it."""
    w, frame = words(), context()
    shown = st.expander(w._("Change the event"), key="event_change", on_change="rerun")
    if not shown.open:
        return
    form_is_open()
    target: dict[str, Any] = {"project_id": frame.project_id, "event_id": row.id}
    with shown:
        seen = as_seen(row)
        key = f"event_{seen.id}_{seen.version}"
        with st.form(key, border=False):
            values = _fields(streams, seen, key)
            submitted = st.form_submit_button(w._("Save the event"))
        if submitted and run(
            commands.update_event,
            **target,
            expected_version=seen.version,
            original={name: getattr(seen, name) for name in values},
            changes=values,
            done=w._("Event saved"),
            names={
                "kind": w._("Kind"),
                "title": w._("Title"),
                "starts_on": w._("First day"),
                "ends_on": w._("Last day"),
                "place": w._("Place"),
                "organiser": w._("Organiser"),
                "account": w._("What happened"),
                "learned": w._("What was learned"),
                "workstream_id": w._("Workstream"),
            },
        ):
            st.rerun()
        archive = Archive(
            commands.archive_event,
            w._("Event archived"),
            commands.restore_event,
            w._("Event restored"),
            w._("Archive the event"),
            w._("Restore the event"),
        )
        aside_button(archive, archived=row.archived, key="event_aside", event_id=row.id)


def _fields(streams: Sequence[WorkstreamRow], row: EventRow | None, key: str) -> dict[str, Any]:
    w, frame = words(), context()
    names = {stream.id: stream.name for stream in streams if not stream.archived}
    if row is not None and row.workstream_id is not None:
        names.setdefault(row.workstream_id, row.workstream or "")
    kinds = list(EventKind)
    kind = st.selectbox(
        w._("Kind"),
        kinds,
        index=kinds.index(row.kind) if row else 0,
        format_func=w.label,
        key=f"{key}_kind",
    )
    title = _text(w._("Title"), "title", row, key)
    left, right = st.columns(2)
    starts_on = left.date_input(
        w._("First day"),
        row.starts_on if row else frame.today,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=f"{key}_starts",
    )
    ends_on = right.date_input(
        w._("Last day"),
        row.ends_on if row else None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=f"{key}_ends",
    )
    workstream_id = st.selectbox(
        w._("Workstream"),
        list(names),
        index=list(names).index(row.workstream_id) if row and row.workstream_id in names else None,
        format_func=names.__getitem__,
        placeholder=w._("None"),
        key=f"{key}_stream",
    )
    return {
        "kind": kind,
        "title": title,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "workstream_id": workstream_id,
        "place": _text(w._("Place"), "place", row, key),
        "organiser": _text(w._("Organiser"), "organiser", row, key),
        "account": _area(w._("What happened"), "account", row, key),
        "learned": _area(w._("What was learned"), "learned", row, key),
    }


def _text(label: str, field: str, row: EventRow | None, key: str) -> str:
    stored = getattr(row, field) if row else ""
    return st.text_input(label, stored, max_chars=commands.LONGEST[field], key=f"{key}_{field}")


def _area(label: str, field: str, row: EventRow | None, key: str) -> str:
    stored = getattr(row, field) if row else ""
    return st.text_area(label, stored, max_chars=commands.LONGEST[field], height=90, key=f"{key}_{field}")
