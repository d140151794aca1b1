"""Columns that were chosen for an earlier workbook: proposed where they fit, saved under a name, put aside."""

from collections.abc import Mapping, Sequence

import streamlit as st
from sqlmodel import Session

from db.commands import column_mappings as commands
from db.queries.column_mappings import MappingRow, column_mappings
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from tracker.errors import Invalid
from tracker.imports.drafts import DraftFile, SheetMapping
from tracker.imports.saved_mapping import SavedMapping, fitting
from tracker.interchange.csv_sheet import open_sheets
from tracker.permissions import Action

_FOUND = "fitting_mappings"


@by_revision("procurement")
def mapping_rows(session: Session, key: Key) -> list[MappingRow]:
    """The saved mappings."""
    return column_mappings(session, key.project_id)


def proposed_columns(data: bytes, file: DraftFile, key: str) -> dict[str, SheetMapping] | None:
    """The saved columns that fit the workbook and would read it otherwise; gives one when it is asked for."""
    w, frame = words(), context()
    if not frame.may(Action.DECIDE):
        return None
    found = _fitting(data, key)
    now = {sheet.sheet: sheet for sheet in reversed(file.sheets)}
    useful = {
        name: sheets
        for name, sheets in found.items()
        if any(now.get(each) != sheets[each] for each in sheets)
    }
    if not useful:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            w._("The headings fit columns that were saved"),
            list(useful),
            key=f"saved_columns_{key}",
            width=320,
        )
        asked = st.button(
            w._("Read with these columns"), key=f"use_columns_{key}", icon=":material/bookmark_added:"
        )
    return useful[name] if asked and name else None


def _fitting(data: bytes, key: str) -> dict[str, dict[str, SheetMapping]]:
    """The saved mappings that fit, by name; the workbook is opened once for each state of the saved ones."""
    rows = [row for row in mapping_rows() if not row.archived]
    state = (key, tuple((row.id, row.version) for row in rows))
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[0] != state:
        sheets = open_sheets(data) if rows else ()
        all_found = {row.name: fitting(row.mapping, sheets) for row in rows}
        kept = (state, {name: found for name, found in all_found.items() if found})
        st.session_state[_FOUND] = kept
    found: dict[str, dict[str, SheetMapping]] = kept[1]
    return found


def save_columns(corrected: Mapping[str, SheetMapping], key: str) -> None:
    """Keep the columns of a sheet under a name; below, the saved ones can be put aside and brought back."""
    w, frame = words(), context()
    if not frame.may(Action.DECIDE) or not corrected:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sheet = next(iter(corrected))
        if len(corrected) > 1:
            sheet = st.selectbox(w._("Columns of sheet"), list(corrected), key=f"save_sheet_{key}", width=200)
        name = st.text_input(w._("Save these columns as"), max_chars=120, key=f"save_name_{key}", width=260)
        asked = st.button(
            w._("Save columns"),
            key=f"save_columns_{key}",
            icon=":material/bookmark_add:",
            disabled=not name.strip(),
        )
    if asked:
        try:
            mapping = SavedMapping.of(corrected[sheet])
        except Invalid as error:
            st.error(w.problem(error), icon=":material/error:")
        else:
            done = w._("Columns saved as “{name}”", name=name.strip())
            run(
                commands.save_column_mapping,
                project_id=frame.project_id,
                name=name,
                mapping=mapping,
                done=done,
            )
    _saved_ones(mapping_rows(), key)


def _saved_ones(rows: Sequence[MappingRow], key: str) -> None:
    """Each saved mapping with the way into the archive and back."""
    w, frame = words(), context()
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":small[{plain(row.name)}]", width="stretch")
            label = w._("Restore") if row.archived else w._("Archive")
            command = commands.restore_column_mapping if row.archived else commands.archive_column_mapping
            done = w._("Saved columns restored") if row.archived else w._("Saved columns archived")
            if st.button(label, key=f"aside_{key}_{row.id}", type="tertiary") and run(
                command, project_id=frame.project_id, mapping_id=row.id, done=done
            ):
                st.rerun()
