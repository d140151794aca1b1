"""The building's room list: floors, rooms and elements, added, changed, moved and put aside; or read from a file."""

from typing import Any

import streamlit as st

from db.commands import zones as commands
from db.queries.places import ZoneRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
from pages.site._draft import draft_of
from pages.site._renamed import Subject, change_menu, shown
from pages.site._words import archived_badge
from pages.site._zone_import import zone_files
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
        zone_files(may=may)


def zone_options(*, current: int | None = None) -> dict[int, str]:
    """The zones that can be chosen, by id; `current` stays in the list even if it is archived."""
    return {row.id: row.place for row in _reads.zones() if not row.archived or row.id == current}


def _line(row: ZoneRow, *, may: bool) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"zone_{row.id}"):
        name = plain(row.name)
        text = f"**{name}**" if row.kind is ZoneKind.FLOOR else f"{w.label(row.kind)} · {name}"
        if row.area_milli is not None:
            text += f" · {w.quantity(row.area_milli)} m²"
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
        rename_title=w._("Change the zone"),
        renamed=w._("Zone changed"),
        archived=w._("Zone archived"),
        restored=w._("Zone restored"),
        edit=_edit,
    )


def _edit(zone_id: int) -> None:
    """Name, place and area of a zone, in a dialog."""
    w = words()
    rows = _reads.zones()
    row = next(each for each in rows if each.id == zone_id)
    form_is_open()
    draft = draft_of(
        f"zone_form_{row.id}",
        row.version,
        {"name": row.name, "parent_id": row.parent_id, "area_milli": row.area_milli},
    )
    start = draft.original
    changes: dict[str, Any] = {
        "name": st.text_input(
            w._("Name"), value=start["name"], key=draft.key("name"), max_chars=commands.LONGEST_NAME
        )
    }
    if row.kind is not ZoneKind.FLOOR:
        inside = _parents(rows, row)
        options = list(inside)
        changes["parent_id"] = st.selectbox(
            w._("Lies in"),
            options,
            index=options.index(start["parent_id"]) if start["parent_id"] in options else None,
            format_func=inside.__getitem__,
            placeholder=w._("The building as a whole"),
            key=draft.key("parent_id"),
        )
    changes["area_milli"] = _area(start["area_milli"], draft.key("area_milli"))
    if st.button(w._("Save the zone"), type="primary", key=f"zone_save_{row.id}") and run(
        commands.update_zone,
        project_id=context().project_id,
        zone_id=row.id,
        expected_version=draft.version,
        original=start,
        changes=changes,
        names={"name": w._("Name"), "parent_id": w._("Lies in"), "area_milli": w._("Area (m²)")},
        done=w._("Zone changed"),
    ):
        draft.saved()
        st.rerun()


def _parents(rows: list[ZoneRow], row: ZoneRow) -> dict[int, str]:
    """What a zone of this kind may lie in."""
    kinds = commands.PARENTS[row.kind]
    return {
        each.id: each.place
        for each in rows
        if each.kind in kinds and each.id != row.id and (not each.archived or each.id == row.parent_id)
    }


def _area(area_milli: int | None, key: str) -> int | None:
    """A field for square metres; empty for an area that is not known."""
    value = st.number_input(
        words()._("Area (m²)"),
        value=None if area_milli is None else area_milli / 1000,
        min_value=0.0,
        step=1.0,
        format="%.1f",
        key=key,
    )
    return round(value * 1000) if value else None


def _new_zone(rows: list[ZoneRow]) -> None:
    w = words()
    kinds = {row.id: row.kind for row in rows if row.kind is not ZoneKind.ELEMENT and not row.archived}
    places = {row.id: row.place for row in rows if row.id in kinds}
    with st.form("new_zone", clear_on_submit=True):
        name = st.text_input(w._("Name"), max_chars=commands.LONGEST_NAME)
        parent_id = st.selectbox(
            w._("Lies in"),
            list(places),
            index=None,
            format_func=places.__getitem__,
            placeholder=w._("None: it is a floor itself"),
            help=w._("In a floor it is a room, in a room an element of it."),
        )
        area_milli = _area(None, "new_zone_area")
        added = st.form_submit_button(w._("Add the zone"))
    inside = {ZoneKind.FLOOR: ZoneKind.ROOM, ZoneKind.ROOM: ZoneKind.ELEMENT}
    if added and run(
        commands.create_zone,
        project_id=context().project_id,
        kind=ZoneKind.FLOOR if parent_id is None else inside[kinds[parent_id]],
        name=name,
        parent_id=parent_id,
        area_milli=area_milli,
        done=w._("Zone added"),
    ):
        st.rerun()
