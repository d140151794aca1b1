"""The readiness forecast in a line for the overview."""

import streamlit as st
from sqlmodel import Session

from db.queries.readiness import forecast
from pages._kit.cached import Key, by_revision
from pages._kit.context import Context
from tracker.errors import TrackerError
from tracker.readiness import Forecast

RUNS = 2_000
"""Enough for a line: the share of runs in time is exact to about two points, and P80 to about a day."""


@by_revision("plan", "project", "site", "people", "procurement")
def _forecast(session: Session, key: Key) -> Forecast | None:
    """The forecast; None where the page of the forecast says why there is none."""
    try:
        return forecast(session, key.project_id, key.today, runs=RUNS)
    except TrackerError:
        return None


def readiness_line(frame: Context) -> None:
    """P80 and the chance of the announced day."""
    found = _forecast()
    if found is None:
        return
    w = frame.words
    st.caption(
        w._(
            "P80 {p80} · {share} chance of opening in time",
            p80=w.date(found.p80, today=frame.today),
            share=w.percent(found.probability, 0),
        ),
        help=w._("From simulated runs of the plan: four in five open by P80."),
    )
