"""Writing an issue: the facts of its period beside its text, and the offices that it goes to."""

from typing import Any

import streamlit as st

from db.commands import bulletins as commands
from db.queries.bulletins import BulletinRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.reports._bulletin_facts import chosen_facts, offered_periods
from tracker.bulletins import Manner, by_manner, line_of
from tracker.i18n import Words
from tracker.i18n.figures import period_name
from tracker.periods import read_period
from tracker.reporting.bulletin import period_between, put_in, usual_period

TALL = 560
"""Height of the list of facts in pixels: about that of the form beside it."""


def edit_bulletin(row: BulletinRow) -> None:
    """Draw the facts and the form; on a phone the facts come first."""
    form_is_open()
    facts, paper = st.columns([2, 3], gap="large")
    with facts:
        code = period_input(f"bulletin_{row.id}_period", row)
        shown = st.expander(
            words()._("Facts of the period"), key="bulletin_facts", expanded=True, on_change="rerun"
        )
        ticked: list[str] = []
        if shown.open:
            with shown, st.container(height=TALL, border=False):
                ticked = chosen_facts(row, code)
    with paper:
        _form(row, code, ticked)


def period_input(key: str, row: BulletinRow | None = None) -> str:
    """The period that an issue tells of, as its code."""
    w, frame = words(), context()
    stored = period_between(row.starts_on, row.ends_on) if row else None
    code = (stored or usual_period(frame.today)).code
    offered = offered_periods(code)
    return st.selectbox(
        w._("Period"),
        offered,
        index=offered.index(code),
        format_func=lambda each: period_name(w, read_period(each)),
        key=key,
    )


def _form(row: BulletinRow, code: str, ticked: list[str]) -> None:
    w, frame = words(), context()
    key = f"bulletin_{row.id}_{row.version}"
    with st.form(key, border=False):
        title = st.text_input(
            w._p("bulletin", "Title"), row.title, max_chars=commands.LONGEST_TITLE, key=f"{key}_title"
        )
        body = st.text_area(
            w._p("bulletin", "Text"), row.body, max_chars=commands.LONGEST_BODY, height=360, key=f"{key}_body"
        )
        recipients = _recipients(row, key)
        with st.container(horizontal=True):
            saved = st.form_submit_button(w._("Save the draft"), type="primary", key=f"{key}_save")
            put = bool(ticked) and st.form_submit_button(
                w._n("Put {n} fact into the text", "Put {n} facts into the text", len(ticked)),
                key=f"{key}_put",
                icon=":material/playlist_add:",
            )
    if not (saved or put):
        return
    period = read_period(code)
    values: dict[str, Any] = {
        "title": title,
        "body": put_in(Words.of(row.language), body, ticked) if put else body,
        "recipients": recipients,
        "starts_on": period.first,
        "ends_on": period.last,
    }
    if run(
        commands.update_bulletin,
        project_id=frame.project_id,
        bulletin_id=row.id,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=w._("Facts put into the text") if put else w._("Draft saved"),
        names={
            "title": w._p("bulletin", "Title"),
            "body": w._p("bulletin", "Text"),
            "recipients": w._("Recipients"),
        },
    ):
        st.rerun()


def _recipients(row: BulletinRow, key: str) -> tuple[str, ...]:
    """Three fields, one for each manner; gives all offices as they are kept."""
    w = words()
    stored = by_manner(row.recipients)
    typed: list[str] = []
    for column, manner in zip(st.columns(len(Manner)), Manner, strict=True):
        with column:
            offices = st.text_area(
                w.label(manner),
                "\n".join(stored[manner]),
                height=110,
                key=f"{key}_{manner.value}",
                help=w._("One office a line"),
            )
        typed += [line_of(manner, office) for office in offices.splitlines() if office.strip()]
    return tuple(typed)
