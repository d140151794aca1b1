"""The panel of one plan document, at `?plan=3`: its text, its submissions, its next step, its history."""

from typing import Any

import streamlit as st

from db.commands import plans as commands
from db.queries.plan import PlanListRow
from pages._kit.context import context
from pages._kit.detail import asked, close_panel
from pages._kit.feedback import a_form_is_open, form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import script_of
from pages.plan import _reads as reads
from pages.plan._history import draw_history
from pages.plan._plan_steps import draw_steps
from pages.plan._versions import draw_versions
from tracker.permissions import Action
from tracker.vocabulary import PlanKind

PARAMETER = "plan"
NEW = "new"
_SEEN = "plan_panel_seen"


def plan_panel() -> None:
    """Open the panel of the plan in the address; call it at the end of the page."""
    plan_id = asked(PARAMETER)
    if plan_id is None:
        st.session_state.pop(_SEEN, None)
        return
    if a_form_is_open():  # before any panel is drawn: two edits met, and the choice stands above the page
        _close()
        return
    plan = next((plan for plan in reads.plans() if plan.id == plan_id), None)
    if plan is None:
        _close()
        st.warning(words()._("This plan is not here any more."), icon=":material/inventory_2:")
        return
    st.dialog(plain(plan.title), width="medium", position="right", on_dismiss=_close)(_panel)(plan)


def _close() -> None:
    close_panel(PARAMETER)
    st.session_state.pop(_SEEN, None)


def _panel(plan: PlanListRow) -> None:
    w, frame = words(), context()
    may_edit = frame.may(Action.EDIT_PLANS)
    st.markdown(f"{w.label(plan.kind)} · **{w.label(plan.status)}**")
    if may_edit and not plan.archived:
        form_is_open()
        _edit(_as_opened(plan))
    elif plan.summary:
        st.markdown(plain(plan.summary))
    draw_versions(plan)
    draw_steps(plan)
    st.page_link(
        script_of("tasks"),
        label=w._("Show its tasks"),
        icon=":material/checklist:",
        query_params={"tasks_plan": plan.title},
    )
    past = st.expander(w._("History"), key="plan_panel_history", on_change="rerun", icon=":material/history:")
    if past.open:
        with past:
            draw_history(reads.history("plan", plan.id))
    if may_edit:
        _put_aside_or_back(plan)


def _put_aside_or_back(plan: PlanListRow) -> None:
    w, project_id = words(), context().project_id
    if plan.archived:
        label, icon, command = w._("Restore this plan"), "unarchive", commands.restore_plan
        done = w._("“{title}” restored", title=plan.title)
    else:
        label, icon, command = w._("Archive this plan"), "archive", commands.archive_plan
        done = w._("“{title}” archived", title=plan.title)
    pressed = st.button(label, key="plan_panel_archive", icon=f":material/{icon}:", type="tertiary")
    if pressed and run(command, project_id=project_id, plan_id=plan.id, done=done):
        _close()
        st.rerun()


def _as_opened(plan: PlanListRow) -> PlanListRow:
    """The plan as the person saw it first: what a save is compared with, however often the page reran since."""
    seen: PlanListRow | None = st.session_state.get(_SEEN)
    if seen is None or seen.id != plan.id:
        seen = st.session_state[_SEEN] = plan
    return seen


def _edit(seen: PlanListRow) -> None:
    w = words()
    typed = _fields(f"plan_{seen.id}_{seen.version}", w._("Save plan"), seen)
    if typed is None:
        return
    changes = {field: value for field, value in typed.items() if value != getattr(seen, field)}
    if run(
        commands.update_plan,
        project_id=context().project_id,
        plan_id=seen.id,
        expected_version=seen.version,
        original={field: getattr(seen, field) for field in typed},
        changes=changes,
        done=w._("“{title}” saved", title=typed["title"]),
    ):
        _close()
        st.rerun()


def _fields(key: str, verb: str, seen: PlanListRow | None) -> dict[str, Any] | None:
    w = words()
    with st.form(key, border=False, enter_to_submit=False):
        typed: dict[str, Any] = {
            "title": st.text_input(
                w.field("title"),
                seen.title if seen else "",
                key=f"{key}_title",
                max_chars=commands.LONGEST_TITLE,
            ),
            "kind": st.selectbox(
                w.field("kind"),
                list(PlanKind),
                list(PlanKind).index(seen.kind) if seen else 0,
                format_func=w.label,
                key=f"{key}_kind",
            ),
            "summary": st.text_area(w.field("summary"), seen.summary if seen else "", key=f"{key}_summary"),
        }
        saved = st.form_submit_button(verb, type="primary", key=f"{key}_save")
    return typed if saved else None


def new_plan_panel() -> None:
    """A panel with the form that adds a plan."""
    title = words()._("Add a plan")
    st.dialog(title, width="medium", position="right", on_dismiss=lambda: close_panel(NEW))(_new)()


def _new() -> None:
    form_is_open()
    w = words()
    typed = _fields("new_plan", w._("Add the plan"), None)
    if typed and run(
        commands.create_plan,
        project_id=context().project_id,
        done=w._("“{title}” added", title=typed["title"].strip()),
        **typed,
    ):
        close_panel(NEW)
        st.rerun()
