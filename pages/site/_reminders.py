"""What is due on the site: rounds due today or missed, findings due this week or overdue, each with its way there."""

import streamlit as st
from sqlmodel import Session

from db.queries import site as queries
from pages._kit.cached import Key, by_revision
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages.overview._needs import sentence
from tracker.overview import Need, site_needs

SHOWN = 6


@by_revision("site", "project", "plan")
def _needs(session: Session, key: Key) -> list[Need]:
    return site_needs(queries.reminders(session, key.project_id, key.today))


def reminders_section() -> None:
    """A line for each; nothing where nothing is due."""
    w = words()
    needs = _needs()
    if not needs:
        return
    with st.container(border=True, key="reminders", gap="small"):
        for index, need in enumerate(needs[:SHOWN]):
            _line(need, index)
        if len(needs) > SHOWN:
            st.page_link(
                page_at("overview"),
                label=w._n("{n} more on the overview", "{n} more on the overview", len(needs) - SHOWN),
                icon=":material/chevron_right:",
            )


def _line(need: Need, index: int) -> None:
    """The sentence, and the record behind it; a round that nobody began is begun on this page itself."""
    w = words()
    icon = ":red[:material/priority_high:]" if need.urgent else ":orange[:material/schedule:]"
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"reminder_{index}", gap="small"
    ):
        st.markdown(f"{icon} {sentence(w, need)}", width="stretch")
        if need.parameter:
            st.page_link(
                page_at(need.page),
                label=w._("Open"),
                icon=":material/chevron_right:",
                query_params={need.parameter: str(need.record_id)},
            )
