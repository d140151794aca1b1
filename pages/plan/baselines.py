"""What the plan was, and what has become of it: baselines, and any two schedules side by side."""

import streamlit as st

from pages._kit import chart, filters
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.download import export_button
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages.plan import _baseline_reads as reads
from pages.plan import _reads as plan_reads
from pages.plan._baseline_tables import baseline_list, changed_sentence, changed_table
from pages.plan._new_baseline import PARAMETER, new_baseline_panel
from pages.plan._state import no_tasks_yet
from tracker.baselines import Change
from tracker.charts.baselines import moved_title
from tracker.errors import TrackerError
from tracker.permissions import Action

FILTERS = ["baselines_change", "baselines_plan"]

w = words()
frame = context()
may_take = frame.may(Action.MANAGE_PROJECT)


def take_button(place: str) -> None:
    """The page's primary action."""
    st.button(
        w._("Take a baseline"),
        type="primary",
        icon=":material/add_a_photo:",
        key=f"baselines_take_{place}",
        on_click=open_panel,
        args=(PARAMETER, 1),
    )


def explained() -> None:
    """What a baseline is for, and the next step."""
    with st.container(border=True):
        st.markdown(
            w._(
                "A baseline keeps the dates of all tasks and the announced opening day as they are today. "
                "Later the plan can be compared with it: what moved, what was added, what was removed."
            )
        )
        if may_take:
            take_button("empty")
        else:
            st.caption(w._("The project lead takes baselines."))


kept = reads.baselines()
newest = kept[0] if kept else None
state = (
    w._n(
        "{n} baseline; the newest is “{name}”.",
        "{n} baselines; the newest is “{name}”.",
        len(kept),
        name=plain(newest.name),
    )
    if newest
    else ""
)
action = page_head(w._("Baselines"), state)
try:
    planned = bool(plan_reads.dated_tasks())
except TrackerError as error:
    st.error(w.problem(error), icon=":material/error:")
    st.stop()
if not planned and not kept:
    no_tasks_yet(
        w._(
            "A baseline keeps the dates of all tasks as they are on a day, so that the plan of a later day can be "
            "compared with it. There is no task to keep yet."
        )
    )
    st.stop()
if newest is None:
    explained()
else:
    with action:
        if may_take and planned:
            take_button("head")
    names = {row.id: row.name for row in kept}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        before = st.selectbox(
            w._p("baseline", "Before"),
            list(names),
            format_func=names.__getitem__,
            key="baselines_before",
            bind="query-params",
            width=320,
        )
        after = st.selectbox(
            w._p("baseline", "After"),
            [reads.TODAY, *names],
            format_func={reads.TODAY: w._("The plan of today"), **names}.__getitem__,
            key="baselines_after",
            bind="query-params",
            width=320,
        )
    found = reads.comparison(before, after)
    st.markdown(changed_sentence(found))
    if found.moved:
        chart.draw(
            reads.moved_spec(before, after, chart.appearance()),
            alt=moved_title(found, w),
            key="baselines_moved",
            table=reads.moved_table(before, after),
        )

    st.subheader(w._("Task by task"), anchor=False)
    plans = {task.plan_id: task.plan_title for task in found.tasks}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        changes = st.pills(
            w._("What changed"),
            list(Change),
            selection_mode="multi",
            format_func=w.label,
            key="baselines_change",
            bind="query-params",
        )
        plan_id = st.selectbox(
            w._("Plan"),
            list(plans),
            index=None,
            format_func=plans.__getitem__,
            placeholder=w._("All plans"),
            key="baselines_plan",
            bind="query-params",
            width=220,
        )
        filters.clear_all(FILTERS)
    chosen = (before, after, tuple(changes), plan_id)
    shown = reads.shown_tasks(*chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="content"):
            filters.shown_count(len(shown), len(found.tasks))
        export_button(w._("Baselines"), reads.comparison_columns(w), shown, key="baselines_export")
    if shown:
        changed_table(*chosen)
    elif changes or plan_id is not None:
        st.info(w._("No task passes these filters."), icon=":material/filter_alt_off:")
    else:
        st.caption(w._("Every task stands where it stood."))

    st.subheader(w._("All baselines"), anchor=False)
    baseline_list(kept)

if PARAMETER in st.query_params and may_take and planned:
    new_baseline_panel()
