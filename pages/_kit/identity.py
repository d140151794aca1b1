"""Who is here. While no account exists, the one local visitor, who may look at the tracker as any role."""

import streamlit as st

from tracker.permissions import Actor, Role, local_actor

ROLE_KEY = "as_role"

LOCAL_ROLES = (Role.LEAD, Role.STAFF, Role.REVIEWER, Role.PERSONNEL, Role.VIEWER)


def actor() -> Actor:
    """The visitor of local mode, in the role chosen in the sidebar; by default administrator and lead."""
    chosen = st.session_state.get(ROLE_KEY)
    if chosen in LOCAL_ROLES and chosen != Role.LEAD:
        return local_actor(Role(chosen))
    return local_actor()
