"""Templates of plans: adding one's plans to this project, keeping this project's plans as one, and those kept."""

import streamlit as st

from db.commands import templates as commands
from db.documents import store_template
from db.queries.templates import TemplateRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.from_template import choose_direction, choose_template, preview_dates
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._export_files import template_of
from tracker.errors import TrackerError
from tracker.permissions import Action
from tracker.templates.dates import Direction

KEY = "use"


def templates() -> None:
    """What can be done with templates, each folded away until it is wanted, then the templates that are kept."""
    w = words()
    rows = reads.templates()
    if context().may(Action.EDIT_PLANS):
        use = st.expander(
            w._("Add the plans of a template"),
            key="template_use",
            on_change="rerun",
            icon=":material/library_add:",
        )
        if use.open:
            with use:
                _use(rows)
        keep = st.expander(
            w._("Save this plan as a template"),
            key="template_keep",
            on_change="rerun",
            icon=":material/bookmark_add:",
        )
        if keep.open:
            with keep:
                _keep()
    elif not any(not row.archived for row in rows):
        st.caption(w._("No template is kept in this project."))
    _kept(rows)


def _use(rows: list[TemplateRow]) -> None:
    form_is_open()
    w, frame = words(), context()
    choice = choose_template(KEY, rows)
    if choice.template is None:
        return
    direction = choose_direction(KEY)
    first = max(frame.today, frame.project.starts_on)
    if direction is Direction.BACKWARDS:
        day = frame.project.opening_on
        st.caption(w._("Announced opening day: {date}", date=w.date(day, today=frame.today)))
    else:
        day = st.date_input(w._("Work begins on"), first, key=f"{KEY}_begin")
    dates = preview_dates(choice.template, direction, day, calendar=reads.calendar(), first_day=first)
    if dates is None:
        return
    if st.button(
        w._("Add its plans"), type="primary", key="template_use_add", icon=":material/library_add:"
    ) and run(
        commands.add_template,
        project_id=frame.project_id,
        template=choice.template,
        language=w.language,
        starts_on=dates.starts_on,
        done=lambda n: w._n("{n} task added", "{n} tasks added", n),
    ):
        st.rerun()


def _keep() -> None:
    w, frame = words(), context()
    plans = {plan.id: plan.title for plan in reads.plans() if not plan.archived}
    with st.form("template_keep_form", border=False, enter_to_submit=False):
        name = st.text_input(
            w._("Name of the template"),
            frame.project.name,
            max_chars=commands.LONGEST_NAME,
            key="template_keep_name",
        )
        plan_id = st.selectbox(
            w._("Plan"),
            list(plans),
            index=None,
            format_func=plans.__getitem__,
            placeholder=w._("All plans"),
            key="template_keep_plan",
        )
        st.caption(w._("Kept are headings, durations and links; dates, progress and people are left out."))
        keeping = st.form_submit_button(w._("Keep the template"), icon=":material/bookmark_add:")
    if not keeping:
        return
    try:
        rows = [row for row in reads.dated_tasks() if plan_id in (None, row.plan_id)]
        if not rows:
            st.info(w._("There is no task to export yet."), icon=":material/info:")
            return
        document = store_template(file_store(), template_of(rows)(), name)
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    if run(
        commands.keep_template,
        project_id=frame.project_id,
        name=name,
        document=document,
        done=w._("Template “{name}” kept", name=name.strip()),
    ):
        st.rerun()


def _kept(rows: list[TemplateRow]) -> None:
    w = words()
    archived = sum(row.archived for row in rows)
    show_archived = bool(archived) and st.toggle(
        w._n("Show {n} archived template", "Show {n} archived templates", archived), key="templates_archived"
    )
    for row in rows:
        if show_archived or not row.archived:
            _draw(row)


def _draw(row: TemplateRow) -> None:
    w, files = words(), file_store()
    kept = "" if row.added_at is None else w.instant(row.added_at, context().project.time_zone)
    with st.container(horizontal=True, vertical_alignment="center", key=f"template_{row.id}"):
        st.markdown(f"**{plain(row.name)}** · {kept}", width="stretch")
        st.download_button(
            w._("Save the file"),
            lambda: files.get(row.sha256),
            file_name=f"{row.name}.toml",
            mime="application/toml",
            key=f"template_{row.id}_save",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
        )
        if context().may(Action.EDIT_PLANS):
            _put_aside_or_back(row)


def _put_aside_or_back(row: TemplateRow) -> None:
    w = words()
    if row.archived:
        label, icon, command = w._("Restore"), "unarchive", commands.restore_template
        done = w._("Template “{name}” restored", name=row.name)
    else:
        label, icon, command = w._("Archive"), "archive", commands.archive_template
        done = w._("Template “{name}” archived", name=row.name)
    pressed = st.button(label, key=f"template_{row.id}_archive", icon=f":material/{icon}:", type="tertiary")
    if pressed and run(command, project_id=context().project_id, attachment_id=row.id, done=done):
        st.rerun()
