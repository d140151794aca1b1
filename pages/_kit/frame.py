"""What stands around every page: project and countdown, whose eyes, the language, the sample's banner."""

import streamlit as st

from db.queries.projects import ProjectRow
from pages._kit.context import Context
from pages._kit.identity import LOCAL_ROLES, ROLE_KEY
from pages._kit.language import language_switch, words
from pages._kit.navigation import page_at
from tracker.i18n.countdown import countdown
from tracker.permissions import Role

PARAMETER = "project"
_PICKER = "_project_picker"

PLACEHOLDER_PX = 38
"""What Streamlit draws in the place of an element while the browser still loads the element's code, by its height.

A link is lower: on a browser's first visit everything below would move when it comes, away from a click on its way.
"""


def chosen_project(projects: list[ProjectRow]) -> ProjectRow:
    """The project in the address, else the one chosen before, else the first."""
    wanted = st.query_params.get(PARAMETER) or st.session_state.get("_project")
    by_id = {str(project.id): project for project in projects}
    project = by_id.get(str(wanted), projects[0])
    st.session_state["_project"] = str(project.id)
    if len(projects) > 1 and st.query_params.get(PARAMETER) != str(project.id):
        st.query_params[PARAMETER] = str(project.id)
    return project


def _choose_project() -> None:
    st.session_state["_project"] = str(st.session_state[_PICKER])
    st.query_params[PARAMETER] = st.session_state["_project"]


def sidebar(frame: Context, projects: list[ProjectRow]) -> None:
    """Below the navigation: the project with its countdown, then role and language at the foot."""
    w = words()
    names = {project.id: project.name for project in projects}
    with st.sidebar:
        if len(projects) > 1:
            st.session_state[_PICKER] = frame.project_id
            st.selectbox(
                w._("Project"),
                list(names),
                format_func=names.__getitem__,
                key=_PICKER,
                on_change=_choose_project,
            )
        if st.button(
            w._("Search everything"),
            key="go_search",
            icon=":material/search:",
            shortcut="Ctrl+K",
            width="stretch",
        ):
            st.switch_page(page_at("search"))
        days = (frame.project.opening_on - frame.today).days
        st.markdown(f"**{countdown(w, days)}**")
        st.caption(w._("Announced: {date}", date=w.date(frame.project.opening_on)))
        if frame.actor.kind == "local":
            st.selectbox(
                w._("See the tracker as"),
                LOCAL_ROLES,
                format_func=w.label,
                key=ROLE_KEY,
                persist_state="session",
                help=w._("On this computer you may do everything; choose a role to see what its people see."),
            )
        language_switch()


def sample_banner(frame: Context) -> None:
    """Says that the figures are invented, and offers a start of one's own."""
    w = words()
    with st.container(border=True, key="sample_banner", horizontal=True, vertical_alignment="center"):
        st.markdown(
            ":material/science: "
            + w._(
                "Sample data as of {date}: a made-up library. Prices and names are invented.",
                date=w.date(frame.today),
            ),
            width="stretch",
        )
        if Role.ADMINISTRATOR in frame.actor.everywhere:
            with st.container(
                height=PLACEHOLDER_PX, width="content", border=False, vertical_alignment="center"
            ):
                st.page_link(page_at("project"), label=w._("Start my own project"), icon=":material/add:")
