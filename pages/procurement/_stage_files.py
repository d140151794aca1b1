"""The papers of a package's stages: saved to the visitor's machine, put aside, and the place for another one."""

import streamlit as st
from sqlmodel import Session

from db.commands import stage_documents as commands
from db.queries import stage_documents as queries
from db.queries.stage_documents import StageDocumentRow
from pages._kit.aside import Archive
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.kept_files import UploadWords, file_line, new_file, round_key
from pages._kit.language import words
from pages.procurement._purchases import Bought
from tracker.permissions import Action


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
    w = words()
    about = [
        f"**{w.label(row.stage)}**",
        plain(row.file_name),
        plain(row.caption),
        w.size(row.size),
        w._("archived") if row.archived else "",
    ]
    archive = Archive(
        commands.archive_stage_document,
        w._("Paper archived"),
        commands.restore_stage_document,
        w._("Paper restored"),
    )
    file_line(
        row,
        " · ".join(filter(None, about)),
        archive if may_edit else None,
        key=f"stage_paper_{row.id}",
    )


def _add(bought: Bought) -> None:
    """The form of another paper."""
    w = words()
    key = f"stage_paper_new_{bought.row.id}"
    stage = st.selectbox(
        w._("Stage"),
        [each.stage for each in bought.found.stages],
        index=None,
        format_func=w.label,
        placeholder=w._("Choose the stage that it belongs to"),
        key=f"{round_key(key)}_stage",
    )
    said = UploadWords(
        w._("Paper (PDF, OFD, picture, .docx or .xlsx)"),
        w._("What it is"),
        w._("Attach the paper"),
        w._("Paper attached"),
    )
    hangs_on = None if stage is None else {"package_id": bought.row.id, "stage": stage}
    new_file(commands.add_stage_document, said, key=key, endings=commands.ENDINGS, hangs_on=hangs_on)
