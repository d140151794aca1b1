"""How far a goal is reached by the indicators tied to it, and the form that ties them."""

from typing import Any

import streamlit as st

from db.commands import goal_indicators as commands
from db.queries.goals import GoalIndicatorRow, GoalRow
from db.queries.workstreams import IndicatorRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.navigation import page_at
from pages._kit.seen import as_seen
from pages.work import _reads
from pages.work._evaluation_forms import milli_input
from tracker.evaluation import share_milli
from tracker.i18n.figures import qualified, target_of
from tracker.money import MILLI


def goal_progress(goal: GoalRow, *, linked: bool = False) -> None:
    """The tied indicators of a goal: value, target, share reached; `linked` adds the way to their readings."""
    w = words()
    indicators = {row.id: row for row in _reads.work().indicators}
    for tie in _reads.goal_indicator_rows():
        if tie.goal_id != goal.id or tie.indicator_id not in indicators:
            continue
        _line(tie, indicators[tie.indicator_id])
        if linked:
            st.page_link(
                page_at("indicators"),
                label=w._("Open the indicator"),
                icon=":material/chevron_right:",
                query_params={"indicator": str(tie.indicator_id)},
            )


def tie_forms(goal: GoalRow) -> None:
    """Change the targets of a goal's indicators, untie them, tie another one."""
    w, frame = words(), context()
    rows = {row.id: row for row in _reads.work().indicators if not row.archived}
    ties = [
        tie for tie in _reads.goal_indicator_rows() if tie.goal_id == goal.id and tie.indicator_id in rows
    ]
    form_is_open()
    for tie in ties:
        _change(tie, rows[tie.indicator_id])
    tied = {tie.indicator_id for tie in ties}
    free = {id_: row for id_, row in rows.items() if id_ not in tied}
    if not free:
        st.caption(w._("Every indicator is tied to this goal, or there is none yet."))
        return
    chosen = st.selectbox(
        w._("Indicator that tells how far it is reached"),
        list(free),
        index=None,
        format_func=_reads.indicator_names().__getitem__,
        placeholder=w._("Choose an indicator"),
        key=f"tie_{goal.id}_{len(ties)}",
    )
    if chosen is None:
        return
    target = milli_input(
        w._("Value that reaches the goal ({unit})", unit=free[chosen].unit),
        free[chosen].target_milli,
        key=f"tie_{goal.id}_{chosen}_target",
    )
    if st.button(w._("Tie the indicator"), key=f"tie_{goal.id}_save", disabled=target is None) and run(
        commands.tie_indicator,
        project_id=frame.project_id,
        goal_id=goal.id,
        indicator_id=chosen,
        target_milli=target,
        done=w._("Indicator tied to the goal"),
    ):
        st.rerun()


def _line(tie: GoalIndicatorRow, row: IndicatorRow) -> None:
    w, frame = words(), context()
    read = row.figure_by(frame.today)
    target = target_of(
        w, f"{w.quantity(tie.target_milli)} {plain(row.unit)}".strip(), row.mode, row.counted_over
    )
    if read is None:
        said = w._("{name}: not read yet, target {target}", name=plain(row.name), target=target)
        st.caption(said)
        return
    facts: dict[str, Any] = {
        "name": plain(row.name),
        "value": qualified(w, read.value_milli, read.qualifier),
        "target": target,
        "day": w.date(max(each.on for each in row.counted if each.id in read.reading_ids), today=frame.today),
    }
    share = share_milli(read.value_milli, tie.target_milli, row.direction)
    sentence = w._("{name}: {value} by {day}, target {target}", **facts)
    if share is None:
        st.caption(sentence)
        return
    reached = w._("{share} reached", share=w.percent(share / MILLI, 0))
    st.progress(share / MILLI, text=f"{sentence} · {reached}")


def _change(tie: GoalIndicatorRow, row: IndicatorRow) -> None:
    w, frame = words(), context()
    tie = as_seen(tie)
    key = f"tie_change_{tie.id}_{tie.version}"
    target = milli_input(
        w._("{name}: value that reaches the goal ({unit})", name=row.name, unit=row.unit),
        tie.target_milli,
        key=f"{key}_target",
    )
    with st.container(horizontal=True):
        moved = target is not None and target != tie.target_milli
        if st.button(w._("Save the target"), key=f"{key}_save", disabled=not moved) and run(
            commands.update_goal_indicator,
            project_id=frame.project_id,
            goal_indicator_id=tie.id,
            expected_version=tie.version,
            original={"target_milli": tie.target_milli},
            changes={"target_milli": target},
            done=w._("Target saved"),
            names={"target_milli": w._("Target")},
        ):
            st.rerun()
        if st.button(w._("Untie"), key=f"{key}_untie", type="tertiary") and run(
            commands.untie_indicator,
            project_id=frame.project_id,
            goal_indicator_id=tie.id,
            done=w._("Indicator untied"),
        ):
            st.rerun()
