"""The Word template behind the summaries: saved, replaced by the library's own, taken out again."""

import streamlit as st

from db.commands import summary_templates as commands
from db.queries.summary_templates import TemplateFile
from db.summary_templates import store_summary_template
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.reports import _reads
from tracker.errors import TrackerError
from tracker.exports.summary_template import LARGEST_TEMPLATE, standard_template
from tracker.i18n.words import NAMES
from tracker.permissions import Action

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def template(language: str) -> None:
    """The template for the summaries in a language, in a popover."""
    w = words()
    opened = st.popover(
        w._("Word template"), type="tertiary", key=f"report_template_{language}", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        kept = _reads.summary_template(language)
        st.markdown(_standing(kept, language))
        _downloads(kept, language)
        if context().may(Action.MANAGE_PROJECT):
            _change(kept, language)


def _standing(kept: TemplateFile | None, language: str) -> str:
    w = words()
    if kept is None:
        return w._(
            "Summaries in {language} are laid out with the standard template.", language=NAMES[language]
        )
    since = w.instant(kept.added_at, context().project.time_zone) if kept.added_at else ""
    return w._(
        "Summaries in {language} are laid out with “{file}”, kept on {moment}.",
        language=NAMES[language],
        file=plain(kept.file_name),
        moment=since,
    )


def _downloads(kept: TemplateFile | None, language: str) -> None:
    """The template in use, and the standard one to begin with."""
    w, files = words(), file_store()
    with st.container(horizontal=True):
        if kept is not None:
            sha256 = kept.sha256
            st.download_button(
                w._("Save the one in use"),
                lambda: files.get(sha256),
                file_name=kept.file_name,
                mime=DOCX,
                key=f"report_template_own_{language}",
                on_click="ignore",
            )
        st.download_button(
            w._("Save the standard template"),
            lambda: standard_template(language),
            file_name=w._("Summary template") + f"_{language}.docx",
            mime=DOCX,
            key=f"report_template_out_{language}",
            on_click="ignore",
        )


def _change(kept: TemplateFile | None, language: str) -> None:
    """Put another one in its place; a file that cannot be a template changes nothing."""
    w, frame = words(), context()
    form_is_open()
    key = f"report_template_{language}_{kept.id if kept else 0}"
    upload = st.file_uploader(
        w._("A template of the library's own (.docx)"),
        type=["docx"],
        key=f"{key}_file",
        max_upload_size=LARGEST_TEMPLATE // 1_000_000,
    )
    st.caption(
        w._(
            "Edit the standard template in Word and keep its fields in double braces. A new one is filled in with a "
            "sample first; where that fails, the one in use stays."
        )
    )
    with st.container(horizontal=True):
        saved = st.button(
            w._("Use this template"), type="primary", key=f"{key}_save", disabled=upload is None
        )
        removed = kept is not None and st.button(
            w._("Back to the standard template"), type="tertiary", key=f"{key}_remove"
        )
    if saved and upload is not None:
        try:
            document = store_summary_template(file_store(), upload.getvalue(), upload.name, language)
        except TrackerError as error:
            st.error(w.problem(error), icon=":material/error:")
            return
        if run(
            commands.set_summary_template,
            project_id=frame.project_id,
            language=language,
            document=document,
            done=w._("Template kept"),
        ):
            st.rerun()
    if removed and run(
        commands.remove_summary_template,
        project_id=frame.project_id,
        language=language,
        done=w._("The standard template is in use again"),
    ):
        st.rerun()
