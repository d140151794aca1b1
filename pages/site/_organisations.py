"""The organisations that findings are assigned to: added, renamed and put aside."""

import streamlit as st

from db.commands import organisations as commands
from db.queries.places import OrganisationRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _reads
from pages.site._renamed import Subject, change_menu, shown
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
        for row in shown(rows, key="organisations_archived"):
            _line(row, may=may)
        if may:
            _new()


def _line(row: OrganisationRow, *, may: bool) -> None:
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"organisation_{row.id}"):
        badge = f" {archived_badge(w)}" if row.archived else ""
        st.markdown(f"{plain(row.name)} · {w.label(row.role)}{badge}", width="stretch")
        if may:
            change_menu(_subject(), row)


def _subject() -> Subject:
    w = words()
    return Subject(
        key="organisation",
        longest_name=commands.LONGEST_NAME,
        update=commands.update_organisation,
        archive=commands.archive_organisation,
        restore=commands.restore_organisation,
        rename_title=w._("Rename the organisation"),
        renamed=w._("Organisation renamed"),
        archived=w._("Organisation archived"),
        restored=w._("Organisation restored"),
    )


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
