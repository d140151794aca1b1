"""The papers of a package's stages: saved to the visitor's machine, put aside, and the place for another one."""

import streamlit as st
from sqlmodel import Session

from db.commands import stage_documents as commands
from db.documents import LONGEST_CAPTION, store_document
from db.queries import stage_documents as queries
from db.queries.stage_documents import StageDocumentRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.procurement._purchases import Bought
from tracker.documents import LARGEST_BYTES
from tracker.errors import TrackerError
from tracker.permissions import Action

_ADDED = "_stage_documents_added"


@by_revision("procurement", "project")
def stage_papers(session: Session, key: Key, package_id: int) -> list[StageDocumentRow]:
    """The papers of a package; attachments belong to the project's area."""
    return queries.stage_documents(session, key.project_id, package_id)


def stage_files(bought: Bought) -> None:
    """The papers under the table of stages, folded; nothing where there are none and none may be added."""
    w = words()
    may_edit = context().may(Action.EDIT_PROCUREMENT) and not bought.row.archived
    papers = stage_papers(bought.row.id)
    if not papers and not may_edit:
        return
    count = sum(not row.archived for row in papers)
    title = (
        w._n("{n} paper of the stages", "{n} papers of the stages", count)
        if count
        else w._("Papers of the stages")
    )
    folded = st.expander(title, key="stage_papers", on_change="rerun", icon=":material/attach_file:")
    if not folded.open:
        return
    with folded:
        archived = any(row.archived for row in papers)
        with_archived = archived and st.toggle(w._("Show archived"), key="archived_stage_papers")
        order = {stage.stage: place for place, stage in enumerate(bought.found.stages)}
        for row in sorted(papers, key=lambda row: (order.get(row.stage, len(order)), row.id)):
            if with_archived or not row.archived:
                _draw(row, may_edit=may_edit)
        if may_edit:
            _add(bought)


def _draw(row: StageDocumentRow, *, may_edit: bool) -> None:
    w, files = words(), file_store()
    about = [
        f"**{w.label(row.stage)}**",
        plain(row.file_name),
        plain(row.caption),
        w.size(row.size),
        w._("archived") if row.archived else "",
    ]
    with st.container(horizontal=True, vertical_alignment="center", key=f"stage_paper_{row.id}"):
        st.markdown(" · ".join(filter(None, about)), width="stretch")
        st.download_button(
            w._("Save the file"),
            lambda: files.get(row.sha256),
            file_name=row.file_name,
            mime=row.media_type,
            key=f"stage_paper_{row.id}_save",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
        )
        if not may_edit:
            return
        label, command, done = (
            (w._("Restore"), commands.restore_stage_document, w._("Paper restored"))
            if row.archived
            else (w._("Archive"), commands.archive_stage_document, w._("Paper archived"))
        )
        if st.button(label, key=f"stage_paper_{row.id}_put", type="tertiary") and run(
            command, project_id=context().project_id, attachment_id=row.id, done=done
        ):
            st.rerun()


def _add(bought: Bought) -> None:
    """The form of another paper."""
    w = words()
    key = f"stage_paper_new_{bought.row.id}_{st.session_state.get(_ADDED, 0)}"
    stage = st.selectbox(
        w._("Stage"),
        [each.stage for each in bought.found.stages],
        index=None,
        format_func=w.label,
        placeholder=w._("Choose the stage that it belongs to"),
        key=f"{key}_stage",
    )
    file = st.file_uploader(
        w._("Paper (PDF, OFD, picture, .docx or .xlsx)"),
        type=list(commands.ENDINGS),
        max_upload_size=LARGEST_BYTES // 1024**2,
        key=f"{key}_file",
    )
    caption = st.text_input(w._("What it is"), max_chars=LONGEST_CAPTION, key=f"{key}_caption")
    if file is not None or caption:
        form_is_open()
    pressed = st.button(w._("Attach the paper"), key=f"{key}_save", disabled=file is None or stage is None)
    if not pressed or file is None or stage is None:
        return
    try:
        document = store_document(file_store(), file.getvalue(), file.name)
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if run(
        commands.add_stage_document,
        project_id=context().project_id,
        package_id=bought.row.id,
        stage=stage,
        document=document,
        caption=caption,
        done=w._("Paper attached"),
    ):
        st.session_state[_ADDED] = st.session_state.get(_ADDED, 0) + 1
        st.rerun()
