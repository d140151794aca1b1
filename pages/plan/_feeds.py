"""Addresses that calendar programs subscribe to: opened with a name, shown once, revoked for good."""

from urllib.parse import urlsplit

import streamlit as st

from db.commands import calendar_feeds as commands
from db.queries.calendar_feeds import CalendarFeedRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads

_TOKEN = "plan_feed_token"  # noqa: S105 (the name of a place in the session)


def feeds() -> None:
    """What an address is for, the form that opens one, the one just opened, and the list."""
    w = words()
    st.caption(
        w._(
            "A calendar program that subscribes to an address shows tasks, milestones and deadlines, and follows "
            "their changes. It shows no names of people. Whoever has the address can read it until it is revoked."
        )
    )
    if context().actor.kind == "local":
        st.caption(w._("While nobody has an account, an address answers only programs on this computer."))
    _just_opened()
    _open()
    rows = reads.feeds()
    for row in rows:
        if row.revoked_at is None:
            _draw(row)
    closed = [row for row in rows if row.revoked_at is not None]
    if closed:
        st.caption(
            w._("Revoked: {names}", names=w.listed([plain(row.name) for row in closed])),
        )


def _open() -> None:
    w, frame = words(), context()
    opened: list[str] = []

    def done(token: str) -> str:
        opened.append(token)
        return w._("Address opened")

    form = st.form("plan_feed", border=False, clear_on_submit=True)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            w._("Who reads it"),
            placeholder=w._("for example: director's phone"),
            max_chars=commands.LONGEST_NAME,
            key="plan_feed_name",
            width=320,
        )
        opening = st.form_submit_button(w._("Open an address"), icon=":material/add_link:")
    if opening and run(
        commands.open_calendar_feed,
        project_id=frame.project_id,
        name=name,
        language=w.language,
        done=done,
    ):
        st.session_state[_TOKEN] = opened[0]
        st.rerun()


def _just_opened() -> None:
    """The address that was just opened: its secret is shown now and never again."""
    w = words()
    token: str | None = st.session_state.get(_TOKEN)
    if token is None:
        return
    page = urlsplit(st.context.url or "")
    home = f"{page.scheme}://{page.netloc}" if page.netloc else ""
    address = f"{home}/feed/{token}.ics"
    with st.container(border=True, key="plan_feed_address"):
        st.markdown(
            w._("Copy this address now: it is shown only once, because only its fingerprint is kept.")
        )
        st.code(address, language=None, wrap_lines=True)
        if st.button(w._("I have copied it"), key="plan_feed_copied"):
            del st.session_state[_TOKEN]
            st.rerun()


def _draw(row: CalendarFeedRow) -> None:
    w = words()
    since = w._("opened {instant}", instant=w.instant(row.created_at, context().project.time_zone))
    with st.container(horizontal=True, vertical_alignment="center", key=f"plan_feed_{row.id}"):
        st.markdown(f"**{plain(row.name)}** · {since}", width="stretch")
        asked = st.popover(w._("Revoke"), type="tertiary", key=f"plan_feed_{row.id}_ask", on_change="rerun")
        if not asked.open:
            return
        with asked:
            st.markdown(w._("Programs that read this address get nothing any more. This cannot be undone."))
            revoking = st.button(w._("Revoke the address"), key=f"plan_feed_{row.id}_revoke")
    if revoking and run(
        commands.revoke_calendar_feed,
        project_id=context().project_id,
        feed_id=row.id,
        done=w._("Address “{name}” revoked", name=row.name),
    ):
        st.session_state.pop(_TOKEN, None)
        st.rerun()
