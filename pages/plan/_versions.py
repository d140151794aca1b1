"""The files of a plan document: its versions, the newest first, and adding the next one."""

import streamlit as st

from db.commands import plan_versions as commands
from db.documents import LONGEST_CAPTION, store_document
from db.queries.plan import PlanListRow
from db.queries.plan_versions import PlanVersionRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.documents import KINDS, LARGEST_BYTES
from tracker.errors import TrackerError
from tracker.permissions import Action

_ADDED = "plan_versions_added"


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
            _download(version)
            if may_edit:
                _put_aside_or_back(version)


def _download(version: PlanVersionRow) -> None:
    files = file_store()
    st.download_button(
        words()._("Save the file"),
        lambda: files.get(version.sha256),
        file_name=version.file_name,
        mime=version.media_type,
        key=f"version_{version.id}_save",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )


def _put_aside_or_back(version: PlanVersionRow) -> None:
    w = words()
    if version.archived:
        label, icon, command = w._("Restore"), "unarchive", commands.restore_plan_version
        done = w._("Version {number} restored", number=version.number)
    else:
        label, icon, command = w._("Archive"), "archive", commands.archive_plan_version
        done = w._("Version {number} archived", number=version.number)
    pressed = st.button(
        label, key=f"version_{version.id}_archive", icon=f":material/{icon}:", type="tertiary"
    )
    if pressed and run(command, project_id=context().project_id, attachment_id=version.id, done=done):
        st.rerun()


def _add(plan: PlanListRow) -> None:
    w = words()
    opened = st.popover(
        w._("Add a version"), icon=":material/upload_file:", key=f"plan_{plan.id}_add", on_change="rerun"
    )
    if not opened.open:
        return
    form_is_open()
    key = f"plan_{plan.id}_version_{st.session_state.get(_ADDED, 0)}"
    with opened:
        file = st.file_uploader(
            w._("File of the plan"),
            type=list(KINDS),
            max_upload_size=LARGEST_BYTES // 1024**2,
            key=f"{key}_file",
        )
        caption = st.text_input(w._("What changed"), max_chars=LONGEST_CAPTION, key=f"{key}_caption")
        adding = st.button(w._("Add this version"), key=f"{key}_save", disabled=file is None)
    if not adding or file is None:
        return
    try:
        document = store_document(file_store(), file.getvalue(), file.name)
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if run(
        commands.add_plan_version,
        project_id=context().project_id,
        plan_id=plan.id,
        document=document,
        caption=caption,
        done=w._("Version added"),
    ):
        st.session_state[_ADDED] = st.session_state.get(_ADDED, 0) + 1
        st.rerun()
