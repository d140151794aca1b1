"""One evidence pack: how far it is, or its file with size and SHA-256, and what may be done with it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from db.commands import evidence as commands
from db.queries.evidence import BuiltRow, JobRow, PackRow, pack_jobs
from db.unit_of_work import reading
from pages._http.evidence_download import address_of
from pages._kit.background import worker
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports._evidence_reads import pack_name
from tracker.errors import Invalid
from tracker.evidence import EvidenceSection
from tracker.languages import NAMES
from tracker.vocabulary import JobStatus

EVERY_SECONDS = 1.0


def draw_pack(row: PackRow, job: JobRow | None) -> None:
    """Draw a pack; while it is being built, its progress looks at the database every second and nothing else does."""
    w = words()
    with st.container(border=True, key=f"pack_{row.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            aside = " · " + w._("archived") if row.archived else ""
            st.markdown(f"**{plain(pack_name(row))}** · {NAMES[row.language]}{aside}", width="stretch")
            _buttons(row, job)
        if row.built is not None:
            _file(row.built)
        if job is not None and job.status is JobStatus.FAILED and not row.archived:
            st.error(w.problem(Invalid(job.error)), icon=":material/error:")
        if job is not None and job.open:
            st.fragment(partial(_progress, row.id), run_every=EVERY_SECONDS)()


def _file(built: BuiltRow) -> None:
    w, project = words(), context().project
    about = [w.size(built.size)]
    if built.built_at is not None:
        about.insert(0, w._("built {moment}", moment=w.instant(built.built_at, project.time_zone)))
    st.caption(" · ".join(about) + f"  \nSHA-256 `{built.sha256}`")


def _buttons(row: PackRow, job: JobRow | None) -> None:
    w = words()
    if row.built is not None and not row.archived:
        # A plain address: Streamlit's own button would hold the whole pack in memory.
        st.link_button(
            w._("Save the pack"),
            address_of(context().project_id, row.id, w.language),
            icon=":material/download:",
        )
    is_open = job is not None and job.open
    if not row.archived and not is_open:
        _button(
            row,
            "rebuild",
            w._("Build anew"),
            commands.rebuild_evidence_pack,
            w._("The pack is being built anew"),
        )
    if row.archived:
        _button(row, "restore", w._("Restore"), commands.restore_evidence_pack, w._("Pack restored"))
    elif is_open and row.built is None:
        _button(row, "cancel", w._("Cancel"), commands.archive_evidence_pack, w._("Building cancelled"))
    else:
        _button(row, "archive", w._("Archive"), commands.archive_evidence_pack, w._("Pack archived"))


def _button(row: PackRow, verb: str, label: str, command: Callable[..., None], done: str) -> None:
    """A button that runs a command on the pack and, where that asks for work, wakes the worker."""
    if st.button(label, key=f"pack_{verb}_{row.id}", type="tertiary") and run(
        command, project_id=context().project_id, evidence_pack_id=row.id, done=done
    ):
        worker().wake()
        st.rerun()


def _progress(pack_id: int) -> None:
    """How many files are written; when the job has ended, the page draws itself anew and this stops."""
    w, frame = words(), context()
    with reading(frame.engine) as session:
        job = pack_jobs(session, frame.project_id).get(pack_id)
    if job is None or not job.open:
        st.rerun(scope="app")
    if job.total == 0:
        waits = w._("Waiting for its turn")
        st.progress(0.0, waits if job.status is JobStatus.WAITING else w._("Gathering what belongs to it"))
    else:
        section = w.label(EvidenceSection(job.step)) if job.step else w._("Index and sums")
        said = w._(
            "{section}: {done} of {total} files",
            section=section,
            done=w.number(job.done),
            total=w.number(job.total),
        )
        st.progress(job.done / job.total, said)
    if job.error:
        st.caption(w._("The attempt before failed: {problem}", problem=plain(w.problem(Invalid(job.error)))))
