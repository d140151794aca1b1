"""One issue of the bulletin: begun, looked at, put aside."""

from typing import Any

import streamlit as st

from db.commands import bulletins as commands
from db.queries.bulletins import BulletinRow
from pages._kit import detail
from pages._kit.aside import Archive, aside_button
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.reports import _reads
from pages.reports._bulletin_edit import edit_bulletin, is_being_edited, period_input
from pages.reports._bulletin_issue import ISSUE, confirm_issue, number_of
from pages.reports._template import DOCX, template
from tracker.bulletins import Recipient
from tracker.exports.bulletin_docx import bulletin_docx
from tracker.exports.bulletin_pdf import bulletin_pdf
from tracker.i18n import Words
from tracker.languages import LANGUAGES, NAMES
from tracker.periods import read_period
from tracker.permissions import Action
from tracker.reporting.bulletin import headline
from tracker.vocabulary import IssueStatus
from tracker.word_templates import TemplateKind

NEW = "new_bulletin"


def new_bulletin() -> None:
    """Draw the form that begins an issue; `?new_bulletin=1` opens it."""
    w, frame = words(), context()

    @st.dialog(w._("Write a bulletin"), width="medium", on_dismiss=lambda: detail.close_panel(NEW))
    def form() -> None:
        with st.form("bulletin_new", border=False):
            code = period_input("bulletin_new_period")
            title = st.text_input(
                w._p("bulletin", "Title"),
                max_chars=commands.LONGEST_TITLE,
                placeholder=w._("The work of the period, unless you write another title"),
                key="bulletin_new_title",
            )
            language = st.segmented_control(
                w._("Language"),
                list(LANGUAGES),
                default=w.language,
                format_func=NAMES.__getitem__,
                required=True,
                key="bulletin_new_language",
            )
            submitted = st.form_submit_button(w._("Keep the draft"), type="primary", key="bulletin_save")
        if submitted:
            period = read_period(code)
            _begin(
                title=title.strip() or headline(Words.of(language), period),
                language=language,
                starts_on=period.first,
                ends_on=period.last,
                recipients=_usual_recipients(),
                on=frame.today,
            )

    form_is_open()
    form()


def _begin(**issue: Any) -> None:
    """Keep a new draft and go to it."""
    w = words()
    made: list[int] = []

    def done(bulletin_id: int) -> str:
        made.append(bulletin_id)
        return w._("Draft kept")

    if run(commands.create_bulletin, project_id=context().project_id, done=done, **issue):
        detail.close_panel(NEW)
        detail.open_panel("bulletin", made[0])
        st.rerun()


def _usual_recipients() -> tuple[Recipient, ...]:
    """Whom the newest issue went to: a bulletin has the same readers from one issue to the next."""
    issued = [row for row in _reads.bulletin_rows() if row.status is IssueStatus.ISSUED and not row.archived]
    return issued[0].recipients if issued else ()


def bulletin_panel(row: BulletinRow) -> None:
    """Draw the issue that stands in the address, below the list."""
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{plain(row.title)} · {number_of(row)}", anchor=False)
        st.button(
            w._("Close"),
            key="bulletin_close",
            type="tertiary",
            on_click=detail.close_panel,
            args=("bulletin",),
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        _papers(row)
        if frame.may(Action.EDIT_WORK):
            _next(row) if row.status is IssueStatus.ISSUED else _aside(row)
    is_open = row.status is IssueStatus.DRAFT and not row.archived
    # A form that is on the page stays there when somebody else issues or archives the draft: its text is not lost.
    if not frame.may(Action.EDIT_WORK) or not (is_open or is_being_edited(row)):
        _read(row)
        return
    edit_bulletin(row)
    if detail.asked(ISSUE) == row.id and frame.may(Action.DECIDE):
        confirm_issue(row)


def _papers(row: BulletinRow) -> None:
    """The buttons that save the issue as a paper, under its own number, and the Word template behind it."""
    w, frame, store = words(), context(), file_store()
    # Read here: the file is made outside the run, where no page knows its visitor.
    paper = row.paper(frame.project.letterhead, frame.today)
    kept = _reads.word_template(TemplateKind.BULLETIN, row.language)
    laid_out = row.head.template if row.head else kept and kept.sha256
    named = f"{paper.head.masthead} {paper.head.number if row.number else row.id}"
    st.download_button(
        w._("Word"),
        lambda: bulletin_docx(paper, store.get(laid_out) if laid_out else None),
        file_name=f"{named}.docx",
        mime=DOCX,
        key="bulletin_docx",
        on_click="ignore",
        icon=":material/description:",
    )
    st.download_button(
        w._("PDF"),
        lambda: bulletin_pdf(paper),
        file_name=f"{named}.pdf",
        mime="application/pdf",
        key="bulletin_pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
    )
    if row.status is IssueStatus.DRAFT:
        template(TemplateKind.BULLETIN, row.language)


def _next(row: BulletinRow) -> None:
    """The button that begins a new issue with this one's text: what was issued is corrected by another issue."""
    w, frame = words(), context()
    if st.button(w._("Write a new one from it"), key="bulletin_next", type="tertiary"):
        _begin(
            title=row.title,
            body=row.body,
            language=row.language,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            recipients=row.recipients,
            on=frame.today,
        )


def _aside(row: BulletinRow) -> None:
    w = words()
    archive = Archive(
        commands.archive_bulletin, w._("Draft archived"), commands.restore_bulletin, w._("Draft restored")
    )
    aside_button(archive, archived=row.archived, key="bulletin_aside", bulletin_id=row.id)


def _read(row: BulletinRow) -> None:
    """The paper as it is printed."""
    frame = context()
    paper = row.paper(frame.project.letterhead, frame.today)
    head = paper.head
    with st.container(border=True, width=760):
        st.caption(plain(f"{head.masthead} · {head.number} · {head.library} · {head.day}"))
        for line in [*paper.paragraphs, *paper.recipients]:
            st.markdown(plain(line))
