"""Issuing a bulletin: what is going to be frozen, under which number and day, and the button."""

import datetime as dt

import streamlit as st

from db.commands import bulletins as commands
from db.queries.bulletins import BulletinRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports import _reads
from tracker.exports.bulletin_paper import issue_number, recipient_lines

ISSUE = "issue_bulletin"


def number_of(row: BulletinRow) -> str:
    """No. 3 of 2026, or that it is a draft."""
    return issue_number(words(), row.number, row.year)


def confirm_issue(row: BulletinRow) -> None:
    """Ask once more, with the paper as it will stand; `?issue_bulletin=7` opens it.

    What is shown here is what is issued: where somebody has edited it since, the command refuses and both texts are
    shown.
    """
    w = words()

    @st.dialog(w._("Issue the bulletin"), width="medium", on_dismiss=lambda: detail.close_panel(ISSUE))
    def ask() -> None:
        today = context().today
        on = st.date_input(w._p("bulletin", "Issued on"), today, max_value=today, key="bulletin_issue_on")
        taken = [each.number or 0 for each in _reads.bulletin_rows() if each.year == on.year]
        number = max(taken, default=0) + 1
        st.markdown(
            w._(
                "It takes No. {number} of {year}, and never changes afterwards.",
                number=number,
                year=str(on.year),
            )
        )
        with st.container(border=True, height="content" if len(row.body) < 400 else 320):
            st.markdown(f"**{plain(row.title)}**")
            for line in [*row.body.splitlines(), *recipient_lines(w, row.recipients)]:
                st.markdown(plain(line))
        if not row.body:
            st.caption(w._("It has no text yet."))
        if not row.recipients:
            st.caption(w._("It names no office that it goes to."))
        if st.button(
            w._("Issue the bulletin"), type="primary", key="bulletin_issue_now", disabled=not row.body
        ):
            _issue(row, on)

    form_is_open()
    ask()


def _issue(row: BulletinRow, on: dt.date) -> None:
    w, frame = words(), context()
    printed = {"title": row.title, "body": row.body, "recipients": row.recipients}
    detail.close_panel(ISSUE)  # a conflict is shown on the page, not behind this window
    if run(
        commands.issue_bulletin,
        project_id=frame.project_id,
        bulletin_id=row.id,
        expected_version=row.version,
        original=printed,
        changes=printed,
        on=on,
        today=frame.today,
        done=lambda number: w._("No. {number} of {year} issued", number=number, year=str(on.year)),
        names={
            "title": w._p("bulletin", "Title"),
            "body": w._p("bulletin", "Text"),
            "recipients": w._("Recipients"),
        },
    ):
        st.rerun()
    detail.open_panel(ISSUE, row.id)
