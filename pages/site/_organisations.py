"""The organisations that findings are assigned to: added, renamed and put aside."""

import streamlit as st

from db.commands import organisations as commands
from db.queries.places import OrganisationRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
from pages.site._words import archived_badge
from tracker.permissions import Action
from tracker.vocabulary import OrganisationRole


def organisations_section() -> None:
    """The list in an expander; nothing is computed while it is closed."""
    w = words()
    opened = st.expander(
        w._("Organisations on the site"), key="organisations", on_change="rerun", icon=":material/domain:"
    )
    if not opened.open:
        return
    with opened:
        rows = _reads.organisations()
        may = context().may(Action.HOLD_ROUNDS)
        if not rows:
            st.markdown(w._("Findings are assigned to organisations: contractors, supervisors, suppliers."))
        with_archived = (
            st.toggle(w._("Show archived"), key="organisations_archived")
            if any(r.archived for r in rows)
            else False
        )
        for row in rows:
            if with_archived or not row.archived:
                _line(row, may=may)
        if may:
            _new()


def _line(row: OrganisationRow, *, may: bool) -> None:
    w = words()
    project_id = context().project_id
    with st.container(horizontal=True, vertical_alignment="center", key=f"organisation_{row.id}"):
        badge = f" {archived_badge(w)}" if row.archived else ""
        st.markdown(f"{plain(row.name)} · {w.label(row.role)}{badge}", width="stretch")
        if not may:
            return
        rename, archive, restore = w._("Rename"), w._("Archive"), w._("Restore")
        chosen = st.menu_button(
            w._("Change"),
            [restore] if row.archived else [rename, archive],
            type="tertiary",
            key=f"organisation_menu_{row.id}",
        )
    if chosen == rename:
        st.dialog(w._("Rename the organisation"))(_rename)(row)
    if chosen == archive and run(
        commands.archive_organisation,
        project_id=project_id,
        organisation_id=row.id,
        done=w._("Organisation archived"),
    ):
        st.rerun()
    if chosen == restore and run(
        commands.restore_organisation,
        project_id=project_id,
        organisation_id=row.id,
        done=w._("Organisation restored"),
    ):
        st.rerun()


def _rename(row: OrganisationRow) -> None:
    w = words()
    form_is_open()
    name = st.text_input(
        w._("Name"), value=row.name, key=f"organisation_name_{row.id}", max_chars=commands.LONGEST_NAME
    )
    if st.button(w._("Save the name"), type="primary", key=f"organisation_rename_{row.id}") and run(
        commands.update_organisation,
        project_id=context().project_id,
        organisation_id=row.id,
        expected_version=row.version,
        original={"name": row.name},
        changes={"name": name},
        names={"name": w._("Name")},
        done=w._("Organisation renamed"),
    ):
        st.rerun()


def _new() -> None:
    w = words()
    with st.form("new_organisation", clear_on_submit=True):
        name = st.text_input(w._("Name"), max_chars=commands.LONGEST_NAME)
        role = st.selectbox(
            w._("What it is to the project"),
            list(OrganisationRole),
            index=list(OrganisationRole).index(OrganisationRole.CONTRACTOR),
            format_func=w.label,
        )
        added = st.form_submit_button(w._("Add the organisation"))
    if added and run(
        commands.create_organisation,
        project_id=context().project_id,
        name=name,
        role=role,
        done=w._("Organisation added"),
    ):
        st.rerun()
