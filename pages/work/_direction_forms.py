"""The forms of the direction of work and of the goals."""

from typing import Any

import streamlit as st

from db.commands import goals as commands
from db.commands.workstreams import LONGEST_TEXT
from db.queries.goals import DirectionRow, GoalRow
from pages._kit.aside import Archive, aside_button
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.vocabulary import DirectionKind


def direction_form(row: DirectionRow | None) -> None:
    """Add a statement, or change the one given."""
    w, frame = words(), context()
    form_is_open()
    kinds = list(DirectionKind)
    row = as_seen(row) if row else None
    key = f"direction_{row.id}_{row.version}" if row else "direction_new"
    with st.form(key, border=False):
        kind = st.selectbox(
            w._("Kind"),
            kinds,
            index=kinds.index(row.kind) if row else 0,
            format_func=w.label,
            key=f"{key}_kind",
        )
        text = st.text_input(
            w._("Statement"),
            row.text if row else "",
            max_chars=commands.LONGEST_DIRECTION,
            key=f"{key}_text",
        )
        submitted = st.form_submit_button(w._("Save the statement"))
    values: dict[str, Any] = {"kind": kind, "text": text}
    done = w._("Statement saved")
    if row is None:
        if submitted and run(commands.create_direction, project_id=frame.project_id, **values, done=done):
            st.rerun()
        return
    target: dict[str, Any] = {"project_id": frame.project_id, "direction_id": row.id}
    if submitted and run(
        commands.update_direction,
        **target,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=done,
        names={"kind": w._("Kind"), "text": w._("Statement")},
    ):
        st.rerun()
    archive = Archive(
        commands.archive_direction,
        w._("Statement archived"),
        commands.restore_direction,
        w._("Statement restored"),
    )
    aside_button(archive, archived=row.archived, key=f"{key}_aside", direction_id=row.id)


def goal_form(row: GoalRow | None) -> None:
    """Add a goal, or change the one given."""
    w, frame = words(), context()
    form_is_open()
    row = as_seen(row) if row else None
    key = f"goal_{row.id}_{row.version}" if row else "goal_new"
    limits: dict[str, Any] = {"min_value": FIRST_DAY, "max_value": LAST_DAY}
    with st.form(key, border=False):
        title = st.text_input(
            w._("Goal"), row.title if row else "", max_chars=commands.LONGEST_GOAL, key=f"{key}_title"
        )
        left, right = st.columns(2)
        stated_on = left.date_input(
            w._("Stated on"), row.stated_on if row else frame.today, **limits, key=f"{key}_stated"
        )
        horizon_on = right.date_input(
            w._("To be reached by"), row.horizon_on if row else frame.today, **limits, key=f"{key}_horizon"
        )
        description = st.text_area(
            w._("What it takes"),
            row.description if row else "",
            max_chars=LONGEST_TEXT,
            height=90,
            key=f"{key}_text",
        )
        submitted = st.form_submit_button(w._("Save the goal"))
    values: dict[str, Any] = {
        "title": title,
        "stated_on": stated_on,
        "horizon_on": horizon_on,
        "description": description,
    }
    done = w._("Goal saved")
    if row is None:
        if submitted and run(commands.create_goal, project_id=frame.project_id, **values, done=done):
            st.rerun()
        return
    target: dict[str, Any] = {"project_id": frame.project_id, "goal_id": row.id}
    if submitted and run(
        commands.update_goal,
        **target,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=done,
        names={"stated_on": w._("Stated on"), "horizon_on": w._("To be reached by")},
    ):
        st.rerun()
    archive = Archive(
        commands.archive_goal, w._("Goal archived"), commands.restore_goal, w._("Goal restored")
    )
    aside_button(archive, archived=row.archived, key=f"{key}_aside", goal_id=row.id)
