"""Plans from other programs and to them: files read and saved, templates kept and used, calendars subscribed to."""

import streamlit as st

from pages._kit.context import context
from pages._kit.head import page_head
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._export_files import export_plans
from pages.plan._feeds import feeds
from pages.plan._import_file import import_file
from pages.plan._templates import templates
from tracker.permissions import Action

w = words()
live = [plan for plan in reads.plans() if not plan.archived]

page_head(w._("Import and export"))

if context().may(Action.EDIT_PLANS):
    with st.container(border=True, key="plan_import"):
        st.subheader(w._("Import a plan"), anchor=False)
        import_file()

with st.container(border=True, key="plan_export"):
    st.subheader(w._("Export plans"), anchor=False)
    export_plans(live)

with st.container(border=True, key="plan_templates"):
    st.subheader(w._("Templates"), anchor=False)
    templates()

if context().may(Action.EDIT_PLANS):
    with st.container(border=True, key="plan_feeds"):
        st.subheader(w._("Calendar to subscribe to"), anchor=False)
        feeds()
