"""The notes of a round, zone by zone; each is saved at once."""

from itertools import groupby

import streamlit as st

from db.commands import rounds as commands
from db.queries.inspections import NoteRow, RoundRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
from pages.site._draft import draft_of
from pages.site._photos import add_photos, kept, photo_input
from pages.site._viewer import gallery
from pages.site._words import addendum_badge
from pages.site._zones import zone_options


def notes_section(row: RoundRow, *, may: bool) -> None:
    """The notes by zone, then the form for the next one (on a signed round: an addendum)."""
    w = words()
    st.subheader(w._("Notes by zone"), anchor=False)
    notes = _reads.notes(row.id)
    shown = [note for note in notes if not note.archived]
    if not shown:
        st.caption(w._("No notes yet. Write what you see in each room; every note is saved at once."))
    anywhere = w._("The building as a whole")
    for place, group in groupby(sorted(shown, key=lambda note: note.place), key=lambda note: note.place):
        st.markdown(f"**{plain(place) or anywhere}**")
        for note in group:
            _note(note, frozen=row.frozen, may=may)
    if may:
        _archived(notes, frozen=row.frozen)
        _new_note(row)


def _note(note: NoteRow, *, frozen: bool, may: bool) -> None:
    w = words()
    with st.container(key=f"note_{note.id}", border=True):
        badge = f" {addendum_badge(w)}" if note.is_addendum else ""
        with st.container(horizontal=True, vertical_alignment="top"):
            st.markdown(plain(note.text) + badge, width="stretch")
            if may and not frozen:
                _note_menu(note)
        gallery((*note.photos, *note.archived_photos), f"note_{note.id}", may_change=may and not frozen)
        if may and (not frozen or note.is_addendum):
            add_photos("inspection_note", note.id, f"note_photo_{note.id}")


def _note_menu(note: NoteRow) -> None:
    w = words()
    edit, archive = w._("Edit"), w._("Archive")
    chosen = st.menu_button(w._("Change"), [edit, archive], type="tertiary", key=f"note_menu_{note.id}")
    if chosen == edit:
        st.dialog(w._("Edit the note"))(_edit_note)(note)
    if chosen == archive and run(
        commands.archive_note, project_id=context().project_id, note_id=note.id, done=w._("Note archived")
    ):
        st.rerun()


def _edit_note(note: NoteRow) -> None:
    w = words()
    form_is_open()
    draft = draft_of(f"note_edit_{note.id}", note.version, {"text": note.text, "zone_id": note.zone_id})
    zones = zone_options(current=note.zone_id)
    options = list(zones)
    zone_id = st.selectbox(
        w._("Place"),
        options,
        index=options.index(draft.original["zone_id"]) if draft.original["zone_id"] in options else None,
        format_func=zones.__getitem__,
        placeholder=w._("The building as a whole"),
        key=draft.key("zone_id"),
    )
    text = st.text_area(w._("Note"), value=draft.original["text"], key=draft.key("text"), height=160)
    if st.button(w._("Save the note"), type="primary", key=f"note_save_{note.id}") and run(
        commands.update_note,
        project_id=context().project_id,
        note_id=note.id,
        expected_version=draft.version,
        original=draft.original,
        changes={"text": text, "zone_id": zone_id},
        names={"text": w._("Note"), "zone_id": w._("Place")},
        done=w._("Note saved"),
    ):
        draft.saved()
        st.rerun()


def _archived(notes: list[NoteRow], *, frozen: bool) -> None:
    """Archived notes, each with its way back."""
    w = words()
    gone = [note for note in notes if note.archived]
    if not gone or frozen or not st.toggle(w._("Show archived"), key="notes_archived"):
        return
    for note in gone:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(note.text), width="stretch")
            if st.button(w._("Restore"), key=f"note_restore_{note.id}", type="tertiary") and run(
                commands.restore_note,
                project_id=context().project_id,
                note_id=note.id,
                done=w._("Note restored"),
            ):
                st.rerun()


def _new_note(row: RoundRow) -> None:
    w = words()
    form_is_open()
    nonce = st.session_state.setdefault(f"note_nonce_{row.id}", 0)
    key = f"new_note_{row.id}_{nonce}"
    zones = zone_options()
    with st.container(border=True, key="new_note"):
        zone_id = st.selectbox(
            w._("Place"),
            list(zones),
            index=None,
            format_func=zones.__getitem__,
            placeholder=w._("The building as a whole"),
            key=f"{key}_zone",
        )
        text = st.text_area(w._("Addendum") if row.frozen else w._("Note"), key=f"{key}_text", height=100)
        uploads = photo_input(key)
        label = w._("Save the addendum") if row.frozen else w._("Save the note")
        if not st.button(label, key=f"{key}_save", width="stretch"):
            return
        photos = kept(uploads)
        if photos is not None and run(
            commands.add_note,
            project_id=context().project_id,
            round_id=row.id,
            zone_id=zone_id,
            text=text,
            photos=photos,
            done=w._("Note saved"),
        ):
            st.session_state[f"note_nonce_{row.id}"] = nonce + 1
            st.rerun()
