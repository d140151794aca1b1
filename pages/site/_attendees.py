"""Who was at a round, with their organisations: added, corrected, put aside and brought back."""

import streamlit as st

from db.commands import attendees as commands
from db.queries.desk_round import AttendeeRow, DeskRound
from db.queries.inspections import RoundRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
from pages.site._draft import draft_of
from pages.site._renamed import Subject, change_menu, shown
from pages.site._words import archived_badge
from tracker.permissions import Action


def attendees_section(row: RoundRow, said: DeskRound, *, may: bool) -> None:
    """The list, and the line that adds somebody; names only for roles that may see them."""
    w = words()
    names_shown = context().may(Action.SEE_NAMES)
    present = [each for each in said.attendees if not each.archived]
    st.subheader(w._("Attendees"), anchor=False)
    if row.attendees and names_shown:
        st.markdown(plain(row.attendees))
    if not (present or row.attendees):
        st.caption(w._("Nobody is noted yet."))
    rows = shown(said.attendees, key=f"attendees_archived_{row.id}") if may else present
    for each in rows:
        _line(each, may=may)
    if may:
        _new(row)


def _line(each: AttendeeRow, *, may: bool) -> None:
    w = words()
    name = plain(each.name) or w._("Somebody")
    text = f"{name} · {plain(each.organisation)}" if each.organisation else name
    with st.container(horizontal=True, vertical_alignment="center", key=f"attendee_{each.id}"):
        st.markdown(f"{text} {archived_badge(w)}" if each.archived else text, width="stretch")
        if may:
            change_menu(_subject(each), each)


def _subject(each: AttendeeRow) -> Subject:
    w = words()
    return Subject(
        key="attendee",
        longest_name=commands.LONGEST_NAME,
        update=commands.update_attendee,
        archive=commands.archive_attendee,
        restore=commands.restore_attendee,
        rename_title=w._("Change the attendee"),
        renamed=w._("Attendee changed"),
        archived=w._("Attendee archived"),
        restored=w._("Attendee restored"),
        edit=lambda _id: _edit(each),
    )


def _edit(each: AttendeeRow) -> None:
    w = words()
    form_is_open()
    draft = draft_of(
        f"attendee_form_{each.id}",
        each.version,
        {"name": each.name, "organisation_id": each.organisation_id},
    )
    start = draft.original
    name = st.text_input(
        w._("Name of the person"), value=start["name"], key=draft.key("name"), max_chars=commands.LONGEST_NAME
    )
    organisation_id = _organisation(start["organisation_id"], draft.key("organisation_id"))
    if st.button(w._("Save the attendee"), type="primary", key=f"attendee_save_{each.id}") and run(
        commands.update_attendee,
        project_id=context().project_id,
        attendee_id=each.id,
        expected_version=draft.version,
        original=start,
        changes={"name": name, "organisation_id": organisation_id},
        names={"name": w._("Name of the person"), "organisation_id": w._("Organisation")},
        done=w._("Attendee changed"),
    ):
        draft.saved()
        st.rerun()


def _organisation(current: int | None, key: str) -> int | None:
    w = words()
    parties = {
        each.id: each.name for each in _reads.organisations() if not each.archived or each.id == current
    }
    options = list(parties)
    chosen: int | None = st.selectbox(
        w._("Organisation"),
        options,
        index=options.index(current) if current in options else None,
        format_func=parties.__getitem__,
        placeholder=w._("None named"),
        key=key,
    )
    return chosen


def _new(row: RoundRow) -> None:
    w = words()
    nonce = st.session_state.setdefault(f"attendee_nonce_{row.id}", 0)
    key = f"new_attendee_{row.id}_{nonce}"
    with st.container(border=True, key="new_attendee"):
        name = st.text_input(w._("Name of the person"), key=f"{key}_name", max_chars=commands.LONGEST_NAME)
        organisation_id = _organisation(None, f"{key}_organisation")
        if st.button(w._("Add the attendee"), key=f"{key}_save", width="stretch") and run(
            commands.add_attendee,
            project_id=context().project_id,
            round_id=row.id,
            name=name,
            organisation_id=organisation_id,
            done=w._("Attendee added"),
        ):
            st.session_state[f"attendee_nonce_{row.id}"] = nonce + 1
            st.rerun()
