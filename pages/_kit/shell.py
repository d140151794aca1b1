"""The script behind every page: who is here, which language, which project; then the page."""

import streamlit as st

from db.queries.projects import projects as all_projects
from db.queries.revisions import revisions
from db.unit_of_work import reading
from pages._kit.clock import today
from pages._kit.context import Context, set_context
from pages._kit.feedback import begin_run, pending_conflict, show_said
from pages._kit.frame import chosen_project, sample_banner, sidebar
from pages._kit.identity import actor
from pages._kit.installation import ROOT, engine
from pages._kit.language import settle_language, words
from pages._kit.navigation import pages_for, remember
from pages._kit.refresh import watch_revisions
from pages._kit.seen import forget_closed, open_page
from pages._kit.welcome import welcome

settle_language()
w = words()
st.set_page_config(
    page_title=w._("Kaiguan — opening a library"), page_icon=":material/local_library:", layout="wide"
)
st.logo(str(ROOT / "pages/_kit/logo.svg"), size="large")

visitor = actor()
with reading(engine()) as session:
    projects = all_projects(session)
    project = chosen_project(projects) if projects else None
    seen = revisions(session, project.id) if project else {}

if project is None:
    st.navigation(
        [st.Page(welcome, title=w._("Welcome"), url_path="overview", default=True)], position="hidden"
    ).run()
    st.stop()

frame = Context(actor=visitor, project=project, today=today(project), words=w, revisions=seen)
set_context(frame)
begin_run()
offered = pages_for(w, frame.may)
remember(offered)
page = st.navigation(offered, expanded=True)
sidebar(frame, projects)
if project.is_sample:
    sample_banner(frame)
pending_conflict()
open_page(page.url_path)
page.run()
forget_closed()
show_said()
watch_revisions()
