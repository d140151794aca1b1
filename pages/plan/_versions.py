"""The files of a plan document: its versions, the newest first, and adding the next one."""

import streamlit as st

from db.commands import plan_versions as commands
from db.queries.plan import PlanListRow
from db.queries.plan_versions import PlanVersionRow
from pages._kit.aside import Archive
from pages._kit.context import context
from pages._kit.feedback import form_is_open
from pages._kit.head import plain
from pages._kit.kept_files import UploadWords, file_buttons, new_file
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.documents import KINDS
from tracker.permissions import Action


def draw_versions(plan: PlanListRow) -> None:
    """Each version with what changed in it, to be saved or put aside; and the place for the next one."""
    w = words()
    may_edit = context().may(Action.EDIT_PLANS) and not plan.archived
    versions = reads.versions().get(plan.id, [])
    if not versions and not may_edit:
        return
    heading = w._("Versions")
    st.markdown(f"**{heading}**")
    archived = sum(version.archived for version in versions)
    show_archived = bool(archived) and st.toggle(
        w._n("Show {n} archived version", "Show {n} archived versions", archived),
        key=f"plan_{plan.id}_versions_archived",
    )
    for version in versions:
        if show_archived or not version.archived:
            _draw(version, may_edit=may_edit)
    if may_edit:
        _add(plan)


def _draw(version: PlanVersionRow, *, may_edit: bool) -> None:
    w = words()
    facts = [w.size(version.size)]
    if version.added_at is not None:
        facts.append(w.instant(version.added_at, context().project.time_zone))
    if version.archived:
        facts.append(w._("archived"))
    with st.container(border=True, key=f"version_{version.id}", gap="small"):
        name = w._("version {number} · {file}", number=version.number, file=plain(version.file_name))
        st.markdown(f"**{name}**" + (f"  \n{plain(version.caption)}" if version.caption else ""))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(" · ".join(facts))
            file_buttons(version, _archive(version) if may_edit else None, key=f"version_{version.id}")


def _archive(version: PlanVersionRow) -> Archive:
    w = words()
    return Archive(
        commands.archive_plan_version,
        w._("Version {number} archived", number=version.number),
        commands.restore_plan_version,
        w._("Version {number} restored", number=version.number),
    )


def _add(plan: PlanListRow) -> None:
    w = words()
    opened = st.popover(
        w._("Add a version"), icon=":material/upload_file:", key=f"plan_{plan.id}_add", on_change="rerun"
    )
    if not opened.open:
        return
    form_is_open()
    said = UploadWords(
        w._("File of the plan"), w._("What changed"), w._("Add this version"), w._("Version added")
    )
    with opened:
        new_file(
            commands.add_plan_version,
            said,
            key=f"plan_{plan.id}_version",
            endings=list(KINDS),
            hangs_on={"plan_id": plan.id},
        )
