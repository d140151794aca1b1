"""One issue of the bulletin: written, looked at, issued."""

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
from pages.reports._files import DOCX
from tracker.exports.bulletin_docx import bulletin_docx
from tracker.exports.bulletin_pdf import bulletin_pdf
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.vocabulary import IssueStatus

NEW, ISSUE = "new_bulletin", "issue_bulletin"


def number_of(w: Words, row: BulletinRow) -> str:
    """No. 3 of 2026, or that it is a draft."""
    if row.number is None:
        return w.label(row.status)
    return w._("No. {number} of {year}", number=row.number, year=str(row.year))


def new_bulletin() -> None:
    """Draw the form that begins an issue; `?new_bulletin=1` opens it."""
    w, frame = words(), context()

    @st.dialog(w._("Write a bulletin"), width="medium", on_dismiss=lambda: detail.close_panel(NEW))
    def form() -> None:
        with st.form("bulletin_new", border=False):
            title = st.text_input(w._("Title"), max_chars=commands.LONGEST_TITLE, key="bulletin_new_title")
            body = st.text_area(
                w._("Text"), max_chars=commands.LONGEST_BODY, height=220, key="bulletin_new_body"
            )
            submitted = st.form_submit_button(w._("Keep the draft"), type="primary", key="bulletin_save")
        made: list[int] = []

        def done(bulletin_id: int) -> str:
            made.append(bulletin_id)
            return w._("Draft kept")

        if submitted and run(
            commands.create_bulletin,
            project_id=frame.project_id,
            title=title,
            body=body,
            language=w.language,
            on=frame.today,
            done=done,
        ):
            detail.close_panel(NEW)
            detail.open_panel("bulletin", made[0])
            st.rerun()

    form_is_open()
    form()


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
    with st.container(horizontal=True):
        st.download_button(
            w._("Word"),
            lambda: bulletin_docx(**_parts(row)),
            file_name=f"{row.title}.docx",
            mime=DOCX,
            key="bulletin_docx",
            on_click="ignore",
            icon=":material/description:",
        )
        st.download_button(
            w._("PDF"),
            lambda: bulletin_pdf(**_parts(row)),
            file_name=f"{row.title}.pdf",
            mime="application/pdf",
            key="bulletin_pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
        if row.status is IssueStatus.DRAFT and not row.archived and frame.may(Action.DECIDE):
            if st.button(w._("Issue"), key="bulletin_issue"):
                detail.open_panel(ISSUE, row.id)
            if detail.asked(ISSUE) == row.id:
                _confirm(row)
    if row.status is IssueStatus.ISSUED or row.archived or not frame.may(Action.EDIT_WORK):
        _read(row)
    else:
        _edit(row)
    if row.status is IssueStatus.DRAFT and frame.may(Action.EDIT_WORK):
        if row.archived:
            label, switch, done = w._("Restore"), commands.restore_bulletin, w._("Draft restored")
        else:
            label, switch, done = w._("Archive"), commands.archive_bulletin, w._("Draft archived")
        if st.button(label, key="bulletin_aside", type="tertiary") and run(
            switch, project_id=frame.project_id, bulletin_id=row.id, done=done
        ):
            st.rerun()


def _read(row: BulletinRow) -> None:
    w = words()
    for line in row.body.splitlines():
        st.markdown(plain(line))
    if row.recipients:
        st.caption(w._("Sent to: {offices}", offices=plain(w.listed(list(row.recipients)))))


def _edit(row: BulletinRow) -> None:
    w, frame = words(), context()
    form_is_open()
    key = f"bulletin_{row.id}_{row.version}"
    with st.form(key, border=False):
        title = st.text_input(w._("Title"), row.title, max_chars=commands.LONGEST_TITLE, key=f"{key}_title")
        body = st.text_area(
            w._("Text"), row.body, max_chars=commands.LONGEST_BODY, height=240, key=f"{key}_body"
        )
        offices = st.text_area(
            w._("Recipients, one a line"), "\n".join(row.recipients), height=110, key=f"{key}_offices"
        )
        submitted = st.form_submit_button(w._("Save the draft"), type="primary", key=f"{key}_save")
    if not submitted:
        return
    target: dict[str, Any] = {"project_id": frame.project_id, "bulletin_id": row.id}
    values: dict[str, Any] = {"title": title, "body": body}
    stored = run(
        commands.update_bulletin,
        **target,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=w._("Draft saved"),
        names={"body": w._("Text")},
    )
    chosen = offices.splitlines()
    if stored and tuple(chosen) != row.recipients:
        stored = run(commands.set_recipients, **target, offices=chosen, done=w._("Recipients saved"))
    if stored:
        st.rerun()


def _confirm(row: BulletinRow) -> None:
    w, frame = words(), context()
    year = frame.today.year
    taken = [each.number or 0 for each in _reads.bulletin_rows() if each.year == year]

    @st.dialog(w._("Issue the bulletin"), on_dismiss=lambda: detail.close_panel(ISSUE))
    def ask() -> None:
        st.markdown(
            w._(
                "It takes No. {number} of {year}, and never changes afterwards.",
                number=max(taken, default=0) + 1,
                year=str(year),
            )
        )
        if st.button(w._("Issue it today"), type="primary", key="bulletin_issue_now") and run(
            commands.issue_bulletin,
            project_id=frame.project_id,
            bulletin_id=row.id,
            on=frame.today,
            done=w._("Bulletin issued"),
        ):
            detail.close_panel(ISSUE)
            st.rerun()

    ask()


def _parts(row: BulletinRow) -> dict[str, Any]:
    """What stands on the paper, in the language of the issue."""
    own, frame = Words.of(row.language), context()
    return {
        "masthead": own._("Information bulletin"),
        "number": number_of(own, row),
        "library": frame.project.name,
        "day": own.date(row.issued_on or frame.today),
        "title": row.title,
        "body": row.body,
        "recipients": row.recipients,
        "sent_to": own._("Sent to:"),
        "language": row.language,
    }
