"""Issuing a bulletin: what is going to be frozen, under which number, and the button."""

import streamlit as st

from db.commands import bulletins as commands
from db.queries.bulletins import BulletinRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.reports import _reads
from tracker.exports.bulletin_recipients import recipient_lines
from tracker.i18n import Words

ISSUE = "issue_bulletin"


def issue_number(w: Words, number: int | None, year: int) -> str:
    """No. 3 of 2026; empty without a number."""
    return "" if number is None else w._("No. {number} of {year}", number=number, year=str(year))


def number_of(w: Words, row: BulletinRow) -> str:
    """No. 3 of 2026, or that it is a draft."""
    return issue_number(w, row.number, row.year) or w.label(row.status)


def confirm_issue(row: BulletinRow) -> None:
    """Ask once more, with the paper as it will stand; `?issue_bulletin=7` opens it.

    What is shown here is what is issued: where somebody has edited it since, the command refuses and both texts are
    shown.
    """
    w, frame = words(), context()
    year = frame.today.year
    taken = [each.number or 0 for each in _reads.bulletin_rows() if each.year == year]
    printed = {"title": row.title, "body": row.body, "recipients": row.recipients}

    @st.dialog(w._("Issue the bulletin"), width="medium", on_dismiss=lambda: detail.close_panel(ISSUE))
    def ask() -> None:
        number = max(taken, default=0) + 1
        st.markdown(
            w._(
                "It takes No. {number} of {year}, and never changes afterwards.",
                number=number,
                year=str(year),
            )
        )
        with st.container(border=True, height="content" if len(row.body) < 400 else 320):
            st.markdown(f"**{plain(row.title)}**")
            for line in [*row.body.splitlines(), *recipient_lines(w, row.recipients)]:
                st.markdown(plain(line))
        if not row.recipients:
            st.caption(w._("It names no office that it goes to."))
        if st.button(w._("Issue it today"), type="primary", key="bulletin_issue_now"):
            detail.close_panel(ISSUE)  # a conflict is shown on the page, not behind this window
            if run(
                commands.issue_bulletin,
                project_id=frame.project_id,
                bulletin_id=row.id,
                expected_version=row.version,
                original=printed,
                changes=printed,
                on=frame.today,
                done=w._("Bulletin issued"),
                names={
                    "title": w._p("bulletin", "Title"),
                    "body": w._p("bulletin", "Text"),
                    "recipients": w._("Recipients"),
                },
            ):
                st.rerun()

    form_is_open()
    ask()
