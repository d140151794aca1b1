"""The building's room list: floors with their rooms, added, renamed and put aside one at a time."""

import streamlit as st

from db.commands import zones as commands
from db.queries.places import ZoneRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
from pages.site._renamed import Subject, change_menu, shown
from pages.site._words import archived_badge
from tracker.permissions import Action
from tracker.vocabulary import ZoneKind


def zones_section() -> None:
    """The room list in an expander; nothing is computed while it is closed."""
    w = words()
    opened = st.expander(
        w._("Zones of the building"), key="zones", on_change="rerun", icon=":material/floor:"
    )
    if not opened.open:
        return
    with opened:
        rows = _reads.zones()
        if not any(not row.archived for row in rows):
            st.markdown(
                w._(
                    "Zones say where a note or a finding belongs. Begin with the floors, then add their rooms."
                )
            )
        may = context().may(Action.HOLD_ROUNDS)
        for row in shown(rows, key="zones_archived"):
            _line(row, may=may)
        if may:
            _new_zone(rows)


def zone_options(*, current: int | None = None) -> dict[int, str]:
    """The zones that can be chosen, by id; `current` stays in the list even if it is archived."""
    return {row.id: row.place for row in _reads.zones() if not row.archived or row.id == current}


def _line(row: ZoneRow, *, may: bool) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"zone_{row.id}"):
        name = plain(row.name)
        text = f"**{name}**" if row.kind is ZoneKind.FLOOR else f"{w.label(row.kind)} · {name}"
        st.markdown(f"{text} {archived_badge(w)}" if row.archived else text, width="stretch")
        if may:
            change_menu(_subject(), row)


def _subject() -> Subject:
    w = words()
    return Subject(
        key="zone",
        longest_name=commands.LONGEST_NAME,
        update=commands.update_zone,
        archive=commands.archive_zone,
        restore=commands.restore_zone,
        rename_title=w._("Rename the zone"),
        renamed=w._("Zone renamed"),
        archived=w._("Zone archived"),
        restored=w._("Zone restored"),
    )


def _new_zone(rows: list[ZoneRow]) -> None:
    w = words()
    floors = {row.id: row.name for row in rows if row.kind is ZoneKind.FLOOR and not row.archived}
    with st.form("new_zone", clear_on_submit=True):
        name = st.text_input(w._("Name"), max_chars=commands.LONGEST_NAME)
        parent_id = st.selectbox(
            w._("On which floor"),
            list(floors),
            index=None,
            format_func=floors.__getitem__,
            placeholder=w._("None: it is a floor itself"),
        )
        added = st.form_submit_button(w._("Add the zone"))
    if added and run(
        commands.create_zone,
        project_id=context().project_id,
        kind=ZoneKind.FLOOR if parent_id is None else ZoneKind.ROOM,
        name=name,
        parent_id=parent_id,
        done=w._("Zone added"),
    ):
        st.rerun()
