"""What if a task takes longer: the forecast beside the stored one, and nothing is saved."""

import streamlit as st

from pages._kit.context import context
from pages._kit.language import words
from pages.plan import _forecast_reads as reads
from tracker.i18n import Words
from tracker.readiness import Forecast
from tracker.schedule.model import TaskKind

MOST_DAYS = 250


def what_if() -> None:
    """Choose an open task and how much longer it takes, and see what that does to opening day."""
    w = words()
    st.subheader(w._("What if a task takes longer?"), anchor=False)
    titles = {
        task.id: task.title
        for task in reads.inputs().tasks
        if task.kind is not TaskKind.SUMMARY and not task.is_done
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        task_id = st.selectbox(
            w._("Task"),
            list(titles),
            index=None,
            format_func=titles.__getitem__,
            placeholder=w._("Choose a task"),
            key="forecast_task",
            width=260,
        )
        days = st.number_input(
            w._("Working days longer"), 1, MOST_DAYS, 10, step=1, key="forecast_days", width=150
        )
    if task_id is None:
        st.caption(
            w._("Nothing is saved; both forecasts draw the same random numbers, so only the plan differs.")
        )
        return
    with st.spinner(w._("Running the changed plan")):
        changed = reads.forecast_if_longer(task_id, days)
    stored = reads.forecast()
    st.markdown(_sentence(w, stored, changed))
    st.table(
        _side_by_side(w, stored, changed), hide_index=True, alt=w._("The forecast as stored and if changed")
    )
    st.caption(w._("Not saved."))


def _sentence(w: Words, stored: Forecast, changed: Forecast) -> str:
    later = reads.inputs().calendar.working_days_between(stored.p80, changed.p80)
    if not later and stored.probability == changed.probability:
        return w._("Opening day does not move: the task has that much float.")
    return w._n(
        "P80 moves by {n} working day; the chance of opening in time goes from {before} to {after}.",
        "P80 moves by {n} working days; the chance of opening in time goes from {before} to {after}.",
        later,
        before=w.percent(stored.probability, 0),
        after=w.percent(changed.probability, 0),
    )


def _side_by_side(w: Words, stored: Forecast, changed: Forecast) -> list[dict[str, str]]:
    today = context().today
    measures = [
        (w._("In time"), w.percent(stored.probability, 0), w.percent(changed.probability, 0)),
        ("P50", w.date(stored.p50, today=today), w.date(changed.p50, today=today)),
        ("P80", w.date(stored.p80, today=today), w.date(changed.p80, today=today)),
        ("P95", w.date(stored.p95, today=today), w.date(changed.p95, today=today)),
    ]
    return [
        {w._("Forecast"): name, w._("As stored"): now, w._("If changed"): then}
        for name, now, then in measures
    ]
