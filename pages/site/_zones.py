"""The building's room list: floors with their rooms, added, renamed and put aside one at a time."""

import streamlit as st

from db.commands import zones as commands
from db.queries.places import ZoneRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
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
        with_archived = (
            st.toggle(w._("Show archived"), key="zones_archived") if any(r.archived for r in rows) else False
        )
        for row in rows:
            if with_archived or not row.archived:
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
        if not may:
            return
        rename, archive, restore = w._("Rename"), w._("Archive"), w._("Restore")
        chosen = st.menu_button(
            w._("Change"),
            [restore] if row.archived else [rename, archive],
            type="tertiary",
            key=f"zone_menu_{row.id}",
        )
        project_id = context().project_id
    if chosen == rename:
        st.dialog(w._("Rename the zone"))(_rename)(row)
    elif (
        chosen == archive
        and run(commands.archive_zone, project_id=project_id, zone_id=row.id, done=w._("Zone archived"))
    ) or (
        chosen == restore
        and run(commands.restore_zone, project_id=project_id, zone_id=row.id, done=w._("Zone restored"))
    ):
        st.rerun()


def _rename(row: ZoneRow) -> None:
    w = words()
    form_is_open()
    name = st.text_input(
        w._("Name"), value=row.name, key=f"zone_name_{row.id}", max_chars=commands.LONGEST_NAME
    )
    if st.button(w._("Save the name"), type="primary", key=f"zone_rename_{row.id}") and run(
        commands.update_zone,
        project_id=context().project_id,
        zone_id=row.id,
        expected_version=row.version,
        original={"name": row.name},
        changes={"name": name},
        names={"name": w._("Name")},
        done=w._("Zone renamed"),
    ):
        st.rerun()


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
