"""A line for everything that may need somebody."""

import streamlit as st

from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.navigation import page_at
from tracker.i18n import Words
from tracker.i18n.need_words import ROUND_KINDS, need_sentence
from tracker.overview import Need
from tracker.permissions import Action


def need_row(w: Words, need: Need, index: int) -> None:
    """One line of the list: whether it is urgent, the sentence, and the way to the record."""
    icon = ":red[:material/priority_high:]" if need.urgent else ":orange[:material/schedule:]"
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"need_{index}", gap="small"
    ):
        st.markdown(f"{icon} {sentence(w, need)}", width="stretch")
        st.page_link(
            page_at(need.page),
            label=w._("Open"),
            icon=":material/chevron_right:",
            query_params={need.parameter: str(need.record_id)} if need.parameter else None,
        )


def sentence(w: Words, need: Need) -> str:
    """What is the matter, safe to stand in Markdown; with whoever holds the round, for those who may see names."""
    said = need_sentence(w, need, plain)
    if need.kind not in ROUND_KINDS or not context().may(Action.SEE_NAMES):
        return said
    owner = plain(str(need.facts["owner"]))
    return w._("{sentence} · {person}", sentence=said, person=owner) if owner else said
