"""Raising a finding, in a round or outside of one."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from db.commands import findings as commands
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages._kit.working_copy import KeptForm
from pages.site import _finding_reads, _reads
from pages.site._finding_days import date_reason
from pages.site._photos import kept, photo_input
from pages.site._words import severity_option
from pages.site._zones import zone_options
from tracker.finding_dates import oddities
from tracker.finding_likeness import Known, look_alikes
from tracker.vocabulary import Severity, Trade


def open_new_finding() -> None:
    """The dialog that raises a finding outside of a round."""
    st.dialog(words()._("New finding"), width="medium")(new_finding_form)(None, context().today)


def new_finding_form(round_id: int | None, found_on: dt.date) -> None:
    """What, where, how bad, whose trade, who is to rectify it, photos; saved at once.

    What is typed is kept on the server with each change, so that a lost line or a closed tab loses nothing; photos
    are stored with the finding.
    """
    w = words()
    frame = context()
    form_is_open()
    nonce = st.session_state.setdefault(f"finding_nonce_{round_id}", 0)
    key = f"new_finding_{round_id}_{nonce}"
    form = KeptForm(f"new_finding_{round_id or 0}", frame)
    if form.was_kept:
        st.caption(":material/history: " + w._("What you typed earlier and did not save is here again."))
    zones = zone_options()
    severity = st.pills(
        w._("Severity"),
        list(Severity),
        required=True,
        format_func=lambda each: severity_option(w, each),
        key=_kept_member(form.key("severity", Severity.MINOR, list(Severity)), Severity),
    )
    zone_id = st.selectbox(
        w._("Place"),
        list(zones),
        index=None,
        format_func=zones.__getitem__,
        placeholder=w._("The building as a whole"),
        key=form.key("zone", None, zones),
    )
    description = st.text_area(
        w._("What is wrong"), key=form.key("text", ""), max_chars=commands.LONGEST_DESCRIPTION
    )
    parties = {each.id: each.name for each in _reads.organisations() if not each.archived}
    left, right = st.columns(2)
    trade = left.selectbox(
        w._("Trade"),
        list(Trade),
        index=None,
        format_func=w.label,
        placeholder=w.label(Trade.OTHER),
        key=_kept_member(form.key("trade", None, list(Trade)), Trade),
    )
    organisation_id = right.selectbox(
        w._("Who must rectify it"),
        list(parties),
        index=None,
        format_func=parties.__getitem__,
        placeholder=w._("Not assigned yet"),
        key=form.key("party", None, parties),
    )
    form.keep()
    reason = ""
    if round_id is None:
        chosen = st.date_input(w._("Found on"), value=found_on, max_value=found_on, key=f"{key}_found_on")
        found_on = chosen or found_on
        reason = date_reason(oddities(found_on, starts_on=frame.project.starts_on), key)
    alike = look_alikes(description or "", _finding_reads.open_in(zone_id))
    known_id = _known_one(alike, key) if alike else None
    if known_id is not None:
        form.drop()
        st.switch_page(page_at("findings"), query_params={"finding": str(known_id)})
    uploads = photo_input(key)
    if not st.button(
        w._("Save it as another finding") if alike else w._("Save the finding"),
        key=f"{key}_save",
        type="primary" if round_id is None else "secondary",
    ):
        return
    photos = kept(uploads)
    if photos is not None and run(
        commands.raise_finding,
        project_id=frame.project_id,
        description=description,
        severity=severity,
        found_on=found_on,
        zone_id=zone_id,
        trade=trade or Trade.OTHER,
        round_id=round_id,
        organisation_id=organisation_id,
        photos=photos,
        date_reason=reason,
        done=w._("Finding saved"),
    ):
        form.drop()
        st.session_state[f"finding_nonce_{round_id}"] = nonce + 1
        st.rerun()


def _kept_member(key: str, kind: type[StrEnum]) -> str:
    """A kept field's value as the member it stands for: what was kept is plain text."""
    if (value := st.session_state[key]) is not None:
        st.session_state[key] = kind(value)
    return key


def _known_one(alike: Sequence[Known], key: str) -> int | None:
    """Show what is open in the same place and looks the same; the id of the one that the person says it is."""
    w = words()
    with st.container(border=True, key=f"{key}_alike"):
        question = w._("Is it one of these? They are open in the same place.")
        st.markdown(f":material/content_copy: **{question}**")
        for known in alike:
            with st.container(horizontal=True, vertical_alignment="center"):
                text = plain(known.description)
                st.markdown(
                    w._("Looks like No. {number}: {text}", number=known.number, text=text), width="stretch"
                )
                if st.button(
                    w._("It is No. {number}: open it", number=known.number), key=f"{key}_is_{known.id}"
                ):
                    return known.id
    return None
