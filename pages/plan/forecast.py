"""How likely the announced day is, when we open otherwise, and what moves it."""

import datetime as dt

import streamlit as st

from db.commands import tasks as commands
from pages._kit import chart
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.download import export_button
from pages._kit.feedback import form_is_open, run
from pages._kit.head import page_head
from pages._kit.language import words
from pages.plan import _estimates as estimates
from pages.plan import _forecast_reads as reads
from pages.plan._assumptions import assumptions, how_it_was_run
from pages.plan._state import no_tasks_yet
from pages.plan._task_panel import task_panel
from pages.plan._what_if import what_if
from tracker.charts.readiness import drivers_title, opening_alt
from tracker.errors import TrackerError
from tracker.permissions import Action
from tracker.schedule.model import TaskKind

ROW_HEIGHT = 35
MOST_ROWS = 15

w = words()
frame = context()
may_edit = frame.may(Action.EDIT_PLANS)


def against_announced(day: dt.date) -> str:
    """How a day lies to the announced one."""
    days = reads.inputs().calendar.working_days_between(frame.project.opening_on, day)
    if days == 0:
        return w._("on the announced day")
    if days > 0:
        return w._n("{n} working day later", "{n} working days later", days)
    return w._n("{n} working day earlier", "{n} working days earlier", -days)


def quantile(name: str, day: dt.date, meaning: str) -> None:
    """One of the days of the forecast, beside the announced one."""
    late = day > frame.project.opening_on
    st.metric(
        name,
        w.date(day, today=frame.today),
        delta=against_announced(day),
        delta_color="inverse" if late else "normal",
        delta_arrow="up" if late else "off",
        help=meaning,
    )


def open_task(grid: estimates.Opened) -> None:
    """A click on a line's first cell opens the task's panel."""
    click = st.session_state.get("forecast_open")
    if click is not None:
        open_panel("task", grid.lines[click.row].task.id)


def save(grid: estimates.Opened) -> None:
    """Store all edited estimates in one transaction."""
    edits = estimates.estimate_edits(grid)
    done = w._n("{n} estimate saved", "{n} estimates saved", len(edits))
    titles = {line.task.id: line.task.title for line in grid.lines}
    if run(commands.update_tasks, project_id=frame.project_id, edits=edits, done=done, records=titles):
        estimates.forget()
        st.rerun()


action = page_head(w._("Forecast"))
sentence = st.container()
try:
    with st.spinner(w._("Running the plan {runs} times", runs=w.number(reads.RUNS))):
        planned = any(task.kind is not TaskKind.SUMMARY for task in reads.inputs().tasks)
        found = reads.forecast() if planned else None
except TrackerError as error:
    st.error(w.problem(error), icon=":material/error:")
    st.stop()
if found is None:
    no_tasks_yet(
        w._(
            "The forecast runs the plan thousands of times and says how likely opening day holds. There is no task "
            "to run yet."
        )
    )
    st.stop()

sentence.markdown(
    w._(
        "{share} of the runs open by the announced {announced}; four in five open by {p80} (P80).",
        share=w.percent(found.probability, 0),
        announced=w.date(found.announced, today=frame.today),
        p80=w.date(found.p80, today=frame.today),
    )
)
with st.grid(4, min_column_width=150):
    st.metric(w._("Chance in time"), w.percent(found.probability, 0))
    quantile("P50", found.p50, w._("Half of the runs are open by then"))
    quantile("P80", found.p80, w._("Four in five runs are open by then"))
    quantile("P95", found.p95, w._("Nineteen in twenty runs are open by then"))
chart.draw(
    reads.histogram_spec(chart.appearance()),
    alt=opening_alt(found, w),
    key="forecast_histogram",
    table=reads.histogram_table(),
)
how_it_was_run()

left, right = st.columns([3, 2], gap="medium")
with left:
    st.subheader(w._("What moves opening day"), anchor=False)
    strongest = reads.strongest()
    if strongest:
        chart.draw(
            reads.tornado_spec(chart.appearance()),
            alt=drivers_title(strongest, w),
            key="forecast_tornado",
            table=reads.influence_table(),
        )
    else:
        st.caption(drivers_title(strongest, w))
with right:
    what_if()

st.subheader(w._("Estimates"), anchor=False)
st.caption(
    w._(
        "Best and worst cases are judgements. Where one is left empty, the spread of the plan's kind stands in."
    )
)
grid = estimates.opened()
with action:
    export_button(w._("Forecast"), estimates.export_columns(w), grid.lines, key="forecast_export")
if grid.lines:
    st.data_editor(
        grid.sheet.table,
        key=grid.key,
        hide_index=True,
        placeholder="—",
        disabled=not may_edit,
        column_config=estimates.columns(w, lambda: open_task(grid)),
        height=min(len(grid.lines), MOST_ROWS) * ROW_HEIGHT + ROW_HEIGHT + 3,
        alt=w._("Open tasks with their weight on opening day and their best and worst case"),
    )
else:
    st.caption(w._("Every task is done: nothing varies any more."))
if may_edit and grid.edits:
    form_is_open()
    with st.container(horizontal=True, vertical_alignment="center"):
        saving = st.button(w._("Save changes"), type="primary", key="forecast_save", icon=":material/save:")
        st.button(w._("Discard changes"), key="forecast_discard", on_click=estimates.forget)
    if saving:
        save(grid)
assumptions()
task_panel()
