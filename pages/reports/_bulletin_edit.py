"""Writing an issue: the facts of its period beside its text, and the offices that it goes to."""

from typing import Any

import streamlit as st

from db.commands import bulletins as commands
from db.queries.bulletins import BulletinRow
from pages._kit import detail
from pages._kit.context import context
from pages._kit.feedback import a_form_is_open, form_is_open, run
from pages._kit.language import words
from pages.reports._bulletin_facts import chosen_facts, offered_periods
from pages.reports._bulletin_issue import ISSUE
from tracker.bulletins import Manner, Recipient, by_manner, recipient_typed
from tracker.i18n import Words
from tracker.i18n.figures import period_name
from tracker.languages import LANGUAGES, NAMES
from tracker.periods import read_period
from tracker.permissions import Action
from tracker.reporting.bulletin import period_between, put_in, usual_period

TALL = 560
"""Height of the list of facts in pixels: about that of the form beside it."""


_SEEN = "bulletin_seen"


def is_being_edited(row: BulletinRow) -> bool:
    """Whether its form stood on the page when the visitor did what this run is about."""
    seen: BulletinRow | None = st.session_state.get(_SEEN)
    return seen is not None and seen.id == row.id and f"{_key(seen)}_body" in st.session_state


def _as_opened(row: BulletinRow) -> BulletinRow:
    """The issue as the person saw it first: what a save is compared with, whoever saved it meanwhile."""
    if not is_being_edited(row):
        st.session_state[_SEEN] = row
    seen: BulletinRow = st.session_state[_SEEN]
    return seen


def _key(row: BulletinRow) -> str:
    return f"bulletin_{row.id}_{row.version}"


def edit_bulletin(row: BulletinRow) -> None:
    """Draw the facts and the form; on a phone the facts come first."""
    if (
        a_form_is_open()
    ):  # two edits met, and the choice between them waits above: the form follows what is stored
        st.session_state.pop(_SEEN, None)
    else:
        row = _as_opened(row)
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
    key = _key(row)
    with st.form(key, border=False):
        title = st.text_input(
            w._p("bulletin", "Title"), row.title, max_chars=commands.LONGEST_TITLE, key=f"{key}_title"
        )
        body = st.text_area(
            w._p("bulletin", "Text"), row.body, max_chars=commands.LONGEST_BODY, height=360, key=f"{key}_body"
        )
        recipients = _recipients(row, key)
        language = st.segmented_control(
            w._("Language"),
            list(LANGUAGES),
            default=row.language,
            format_func=NAMES.__getitem__,
            required=True,
            key=f"{key}_language",
        )
        with st.container(horizontal=True):
            saved = st.form_submit_button(w._("Save the draft"), type="primary", key=f"{key}_save")
            put = bool(ticked) and st.form_submit_button(
                w._n("Put {n} fact into the text", "Put {n} facts into the text", len(ticked)),
                key=f"{key}_put",
                icon=":material/playlist_add:",
            )
            # In the form, so that what is typed and not saved yet is part of what is issued.
            issue = frame.may(Action.DECIDE) and st.form_submit_button(w._("Issue"), key="bulletin_issue")
    if not (saved or put or issue):
        return
    period = read_period(code)
    values: dict[str, Any] = {
        "title": title,
        "body": put_in(Words.of(row.language), body, ticked) if put else body,
        "language": language,
        "recipients": recipients,
        "starts_on": period.first,
        "ends_on": period.last,
    }
    st.session_state.pop(_SEEN, None)  # after a save, or a conflict that the page shows, the form begins anew
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
            "language": w._("Language"),
            "recipients": w._("Recipients"),
        },
    ):
        if issue:
            detail.open_panel(ISSUE, row.id)
        st.rerun()
    st.session_state[_SEEN] = row


def _recipients(row: BulletinRow, key: str) -> tuple[Recipient, ...]:
    """Three fields, one for each manner."""
    w = words()
    stored = by_manner(row.recipients)
    typed: list[Recipient] = []
    for column, manner in zip(st.columns(len(Manner)), Manner, strict=True):
        with column:
            offices = st.text_area(
                w.label(manner),
                "\n".join(stored[manner]),
                height=110,
                key=f"{key}_{manner.value}",
                help=w._("One office a line"),
            )
        typed += [recipient_typed(manner, office) for office in offices.splitlines() if office.strip()]
    return tuple(typed)
