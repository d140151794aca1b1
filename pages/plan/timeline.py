"""When everything happens: plans as bars over time, what is late, critical, and free."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from sqlmodel import Session

from pages._kit import chart, filters
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.detail import asked, open_panel
from pages._kit.download import export_button
from pages._kit.head import page_head
from pages._kit.language import words
from pages.plan import _baseline_reads as baseline_reads
from pages.plan import _reads as reads
from pages.plan._arrow import packed
from pages.plan._filters import belongs, counted, owner_filter, plan_filter, with_headings
from pages.plan._state import no_tasks_yet, state_of_plans
from pages.plan._task_columns import export_columns
from pages.plan._task_panel import task_panel
from tracker.charts.plan import SELECTION, headline, timeline
from tracker.charts.plan_rows import links_of
from tracker.plans import DatedTaskRow, TimelineScale
from tracker.schedule.model import TaskKind

CHART = "timeline_chart"
FOLDED = "timeline_folded"
LOOKED_AT = "timeline_looked_at"
FILTERS = ["timeline_plan", "timeline_owner", "timeline_show"]

w = words()
frame = context()
SHOW = {"late": w._("Late"), "critical": w._("Critical"), "open": w._("Not done")}


@by_revision("plan", "project")
def shown_rows(
    _session: Session, _key: Key, plan_id: int | None, owner_id: int | None, show: tuple[str, ...]
) -> list[DatedTaskRow]:
    """The tasks that pass the filters, under their summaries."""
    rows = reads.dated_tasks()
    kept = {
        row.id
        for row in rows
        if row.kind is not TaskKind.SUMMARY
        and belongs(row, plan_id, owner_id)
        and ("late" not in show or row.is_late)
        and ("critical" not in show or row.critical)
        and ("open" not in show or not row.is_done)
    }
    return with_headings(rows, kept)


@by_revision("plan", "project")
def timeline_spec(
    _session: Session,
    key: Key,
    plan_id: int | None,
    owner_id: int | None,
    show: tuple[str, ...],
    folded: tuple[int, ...],
    scale: TimelineScale,
    baseline_id: int,
    with_progress: bool,  # noqa: FBT001 (part of the cached read's key)
    appearance: str,
) -> tuple[dict[str, Any], Mapping[int, Mapping[str, Any]]]:
    """The chart with its data packed, and its lines by task; kept until the plans change."""
    spec = timeline(
        shown_rows(plan_id, owner_id, show),
        words=key.words,
        appearance=appearance,
        today=key.today,
        opening_on=frame.project.opening_on,
        calendar=reads.calendar(),
        scale=scale,
        folded=folded,
        baseline=baseline_reads.spans_of(baseline_id),
        with_progress=with_progress,
    )
    lines = {line["task"]: line for line in spec["datasets"]["lines"] if line["task"]}
    return {**spec, "datasets": {name: packed(rows) for name, rows in spec["datasets"].items()}}, lines


@by_revision("plan", "project")
def timeline_table(
    _session: Session, key: Key, plan_id: int | None, owner_id: int | None, show: tuple[str, ...]
) -> pd.DataFrame:
    """The same tasks as a table."""
    rows = shown_rows(plan_id, owner_id, show)
    return pd.DataFrame(
        {column.title: [column.value(row) for row in rows] for column in export_columns(key.words)}
    )


def clicked() -> None:
    """A click on a bar opens its task; one on a plan's heading folds or unfolds the plan.

    Each click adds one entry to the chart's selection or takes one away, so what was clicked is the difference.
    """
    now = {(entry["task"], entry["plan"]) for entry in st.session_state[CHART].selection[SELECTION]}
    before = st.session_state.get(f"{CHART}_before", set())
    st.session_state[f"{CHART}_before"] = now
    for task_id, plan_id in sorted((now - before) or (before - now))[-1:]:
        if task_id:
            open_panel("task", int(task_id))
        else:
            folded = set(st.session_state.get(FOLDED) or [])
            st.session_state[FOLDED] = sorted(folded ^ {int(plan_id)})


rows = reads.dated_tasks()
action = page_head(w._("Timeline"), state_of_plans(rows))
if not rows:
    no_tasks_yet()
    st.stop()

titles = {row.plan_id: row.plan_title for row in rows}
with st.container(horizontal=True, vertical_alignment="bottom"):
    plan_id = plan_filter("timeline_plan", rows)
    owner_id = owner_filter("timeline_owner", rows)
    show = st.pills(
        w._("Only"),
        list(SHOW),
        selection_mode="multi",
        format_func=SHOW.__getitem__,
        key="timeline_show",
        bind="query-params",
    )
    folded = st.multiselect(
        w._("Folded plans"),
        list(titles),
        format_func=titles.__getitem__,
        placeholder=w._("None"),
        key=FOLDED,
        bind="query-params",
        width=170,
    )
    baseline_id = baseline_reads.baseline_choice("timeline_baseline")
    filters.clear_all([*FILTERS, FOLDED])

chosen = (plan_id, owner_id, tuple(show))
shown = shown_rows(*chosen)
with action:
    export_button(w._("Timeline"), export_columns(w), shown, key="timeline_export")
# On the left: the tools that Streamlit shows over what follows appear on the right.
with st.container(horizontal=True, vertical_alignment="center"):
    with st.container(width="content"):
        filters.shown_count(counted(shown), counted(rows))
    scale = st.segmented_control(
        w._("Scale"),
        list(TimelineScale),
        format_func=w.label,
        default=TimelineScale.QUARTER,
        required=True,
        key="timeline_scale",
        bind="query-params",
        label_visibility="collapsed",
    )
    with_progress = st.toggle(
        w._("Progress line"),
        key="timeline_progress",
        bind="query-params",
        help=w._(
            "It runs down the status date and bends to how far each task in progress has come: to the left where "
            "work is behind its dates, to the right where it is ahead."
        ),
    )
if shown:
    spec, lines = timeline_spec(*chosen, tuple(folded), scale, baseline_id, with_progress, chart.appearance())
    # The panel lies over the chart: the links of its task stay when it is closed.
    looked_at = asked("task") or st.session_state.get(LOOKED_AT)
    st.session_state[LOOKED_AT] = looked_at
    links = links_of(looked_at, reads.links(), lines) if looked_at else []
    chart.draw(
        {**spec, "datasets": {**spec["datasets"], "links": packed(links)}},
        alt=headline(shown, w),
        key=CHART,
        table=timeline_table(*chosen),
        on_select=clicked,
        selection_mode=SELECTION,
    )
    st.caption(
        w._(
            "Green is done, a heavy red edge is critical, the thin line after a bar is its float, the blue one beneath "
            "it is the baseline, ◆ is a milestone, dashed edges are provisional. Click a bar to open the task and see "
            "its links, a plan's band to fold it; drag to move in time, Shift and wheel to zoom."
        )
    )
else:
    st.info(w._("No task passes these filters."), icon=":material/filter_alt_off:")

task_panel()
