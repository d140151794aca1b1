"""One issue of the bulletin: begun, looked at, put aside."""

from typing import Any

import streamlit as st

from db.commands import bulletins as commands
from db.queries.bulletins import BulletinRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports import _reads
from pages.reports._bulletin_edit import edit_bulletin, period_input
from pages.reports._bulletin_issue import ISSUE, confirm_issue, issue_number, number_of
from pages.reports._template import DOCX
from tracker.exports.bulletin_docx import bulletin_docx
from tracker.exports.bulletin_pdf import bulletin_pdf
from tracker.exports.bulletin_recipients import recipient_lines
from tracker.i18n import Words
from tracker.i18n.official import date_signed
from tracker.i18n.words import LANGUAGES, NAMES
from tracker.periods import read_period
from tracker.permissions import Action
from tracker.reporting.bulletin import headline
from tracker.vocabulary import IssueStatus

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
        made: list[int] = []

        def done(bulletin_id: int) -> str:
            made.append(bulletin_id)
            return w._("Draft kept")

        period = read_period(code)
        if submitted and run(
            commands.create_bulletin,
            project_id=frame.project_id,
            title=title.strip() or headline(Words.of(language), period),
            language=language,
            starts_on=period.first,
            ends_on=period.last,
            recipients=_usual_recipients(),
            on=frame.today,
            done=done,
        ):
            detail.close_panel(NEW)
            detail.open_panel("bulletin", made[0])
            st.rerun()

    form_is_open()
    form()


def _usual_recipients() -> tuple[str, ...]:
    """Whom the newest issue went to: a bulletin has the same readers from one issue to the next."""
    issued = [row for row in _reads.bulletin_rows() if row.status is IssueStatus.ISSUED and not row.archived]
    return issued[0].recipients if issued else ()


def bulletin_panel(row: BulletinRow) -> None:
    """Draw the issue that stands in the address, below the list."""
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{plain(row.title)} · {number_of(w, row)}", anchor=False)
        st.button(
            w._("Close"),
            key="bulletin_close",
            type="tertiary",
            on_click=detail.close_panel,
            args=("bulletin",),
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        _papers(row)
        if row.status is IssueStatus.DRAFT and not row.archived and frame.may(Action.DECIDE):
            if st.button(w._("Issue"), key="bulletin_issue"):
                detail.open_panel(ISSUE, row.id)
            if detail.asked(ISSUE) == row.id:
                confirm_issue(row)
        if row.status is IssueStatus.DRAFT and frame.may(Action.EDIT_WORK):
            _aside(row)
    if row.status is IssueStatus.ISSUED or row.archived or not frame.may(Action.EDIT_WORK):
        _read(row)
    else:
        edit_bulletin(row)


def _papers(row: BulletinRow) -> None:
    """The buttons that save the issue as a paper, under its own number."""
    w = words()
    own = Words.of(row.language)
    masthead, number = own._("Information bulletin"), issue_number(own, row.number, row.year)
    named = f"{masthead} {number or row.id}"
    parts = _parts(row)  # read here: the file is made outside the run, where no page knows its visitor
    st.download_button(
        w._("Word"),
        lambda: bulletin_docx(**parts),
        file_name=f"{named}.docx",
        mime=DOCX,
        key="bulletin_docx",
        on_click="ignore",
        icon=":material/description:",
    )
    st.download_button(
        w._("PDF"),
        lambda: bulletin_pdf(**parts),
        file_name=f"{named}.pdf",
        mime="application/pdf",
        key="bulletin_pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
    )


def _aside(row: BulletinRow) -> None:
    w = words()
    if row.archived:
        label, switch, done = w._("Restore"), commands.restore_bulletin, w._("Draft restored")
    else:
        label, switch, done = w._("Archive"), commands.archive_bulletin, w._("Draft archived")
    if st.button(label, key="bulletin_aside", type="tertiary") and run(
        switch, project_id=context().project_id, bulletin_id=row.id, done=done
    ):
        st.rerun()


def _read(row: BulletinRow) -> None:
    w = words()
    with st.container(border=True, width=760):
        for line in [*row.body.splitlines(), *recipient_lines(w, row.recipients)]:
            st.markdown(plain(line))


def _parts(row: BulletinRow) -> dict[str, Any]:
    """What stands on the paper, in the language of the issue."""
    own, frame = Words.of(row.language), context()
    return {
        "masthead": own._("Information bulletin"),
        "number": number_of(own, row),
        "library": frame.project.letterhead,
        "day": date_signed(own, row.issued_on or frame.today),
        "title": row.title,
        "body": row.body,
        "recipients": recipient_lines(own, row.recipients),
        "language": row.language,
    }
