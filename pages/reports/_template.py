"""The Word templates behind summaries and bulletins: saved, replaced by the library's own, taken out again."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from db.commands import word_templates as commands
from db.queries.word_templates import TemplateFile
from db.word_templates import store_word_template
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.reports import _reads
from tracker.errors import TrackerError
from tracker.exports.bulletin_template import standard_bulletin_template
from tracker.exports.summary_template import standard_template
from tracker.exports.word_template import LARGEST_TEMPLATE
from tracker.i18n.marks import N_
from tracker.languages import NAMES
from tracker.permissions import Action
from tracker.word_templates import TemplateKind

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_STANDARD: Mapping[TemplateKind, Callable[[str], bytes]] = MappingProxyType(
    {TemplateKind.SUMMARY: standard_template, TemplateKind.BULLETIN: standard_bulletin_template}
)
_NAMES = {
    TemplateKind.SUMMARY: N_("Summary template"),
    TemplateKind.BULLETIN: N_("Bulletin template"),
}
_BY_STANDARD = {
    TemplateKind.SUMMARY: N_("Summaries in {language} are laid out with the standard template."),
    TemplateKind.BULLETIN: N_("Bulletins in {language} are laid out with the standard template."),
}
_BY_OWN = {
    TemplateKind.SUMMARY: N_("Summaries in {language} are laid out with “{file}”, kept on {moment}."),
    TemplateKind.BULLETIN: N_("Bulletins in {language} are laid out with “{file}”, kept on {moment}."),
}


def template(kind: TemplateKind, language: str) -> None:
    """The template for the papers of a kind in a language, in a popover."""
    w = words()
    opened = st.popover(
        w._("Word template"), type="tertiary", key=f"{kind.value}_template_{language}", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        kept = _reads.word_template(kind, language)
        st.markdown(_standing(kept, kind, language))
        _downloads(kept, kind, language)
        if context().may(Action.MANAGE_PROJECT):
            _change(kept, kind, language)


def _standing(kept: TemplateFile | None, kind: TemplateKind, language: str) -> str:
    w = words()
    if kept is None:
        return w._(_BY_STANDARD[kind], language=NAMES[language])
    since = w.instant(kept.added_at, context().project.time_zone) if kept.added_at else ""
    return w._(_BY_OWN[kind], language=NAMES[language], file=plain(kept.file_name), moment=since)


def _downloads(kept: TemplateFile | None, kind: TemplateKind, language: str) -> None:
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
                key=f"{kind.value}_template_own_{language}",
                on_click="ignore",
            )
        st.download_button(
            w._("Save the standard template"),
            lambda: _STANDARD[kind](language),
            file_name=w._(_NAMES[kind]) + f"_{language}.docx",
            mime=DOCX,
            key=f"{kind.value}_template_out_{language}",
            on_click="ignore",
        )


def _change(kept: TemplateFile | None, kind: TemplateKind, language: str) -> None:
    """Put another one in its place; a file that cannot be a template changes nothing."""
    w, frame = words(), context()
    form_is_open()
    key = f"{kind.value}_template_{language}_{kept.id if kept else 0}"
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
            document = store_word_template(file_store(), upload.getvalue(), upload.name, kind, language)
        except TrackerError as error:
            st.error(w.problem(error), icon=":material/error:")
            return
        if run(
            commands.set_word_template,
            project_id=frame.project_id,
            kind=kind,
            language=language,
            document=document,
            done=w._("Template kept"),
        ):
            st.rerun()
    if removed and run(
        commands.remove_word_template,
        project_id=frame.project_id,
        kind=kind,
        language=language,
        done=w._("The standard template is in use again"),
    ):
        st.rerun()
