"""The forms of the indicators page: a reading, a workstream, an indicator."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from db.commands import readings, workstreams
from db.queries.workstreams import IndicatorRow, ReadingRow, Work
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.money import MILLI, quantity_of
from tracker.vocabulary import IndicatorDirection, IndicatorMode, Qualifier

RECORD = "record"
_TOKEN = "reading_token"  # noqa: S105 (no secret: the name of a widget's key)


def record_dialog(rows: Sequence[IndicatorRow], chosen: IndicatorRow | None) -> None:
    """Draw the form for a reading: one thumb, five fields. `?record=1` opens it, so that a phone can keep the link."""
    w = words()

    @st.dialog(w._("Record a reading"), on_dismiss=lambda: close_panel(RECORD))
    def form() -> None:
        by_id = {row.id: row for row in rows}
        row = by_id[
            st.selectbox(
                w._("Indicator"),
                list(by_id),
                index=list(by_id).index(chosen.id) if chosen is not None and chosen.id in by_id else 0,
                format_func=lambda id_: f"{by_id[id_].workstream} · {by_id[id_].name}",
                key="reading_indicator",
            )
        ]
        token = st.session_state.setdefault(_TOKEN, str(uuid4()))
        with st.form("reading_new", border=False):
            values = reading_fields(row, None, f"reading_new_{row.id}")
            submitted = st.form_submit_button(w._("Save the reading"), type="primary", key="reading_save")
        if not submitted:
            return
        if values["value_milli"] is None:
            st.error(w._("Enter a value. Nothing was stored."), icon=":material/error:")
        elif run(
            readings.record_reading,
            project_id=context().project_id,
            indicator_id=row.id,
            today=context().today,
            client_id=token,
            **values,
            done=w._("Reading recorded"),
        ):
            del st.session_state[_TOKEN]
            close_panel(RECORD)
            st.rerun()

    form_is_open()
    form()


def reading_fields(row: IndicatorRow, stored: ReadingRow | None, key: str) -> dict[str, Any]:
    """Draw the fields of a reading; gives what was typed as the command takes it (the value None while blank)."""
    w, frame = words(), context()
    value = st.number_input(
        w._("Value ({unit})", unit=row.unit),
        min_value=0.0,
        value=None if stored is None else float(quantity_of(stored.read.value_milli)),
        step=1.0,
        format="%0.10g",
        key=f"{key}_value",
    )
    qualifier = st.segmented_control(
        w._("How sure it is"),
        list(Qualifier),
        default=Qualifier.EXACT if stored is None else stored.read.qualifier,
        format_func=w.label,
        key=f"{key}_qualifier",
    )
    on = st.date_input(
        w._("Day"),
        frame.today if stored is None else stored.read.on,
        min_value=FIRST_DAY,
        max_value=frame.today,
        key=f"{key}_on",
    )
    source = st.text_input(
        w._("Where it comes from"),
        "" if stored is None else stored.read.source,
        max_chars=readings.LONGEST_SOURCE,
        key=f"{key}_source",
    )
    return {
        "on": on,
        "value_milli": None if value is None else round(value * MILLI),
        "qualifier": qualifier or Qualifier.EXACT,
        "source": source,
    }


def add_form(board: Work) -> None:
    """The forms that add a workstream and an indicator, closed until somebody opens them."""
    w, frame = words(), context()
    shown = st.expander(w._("Add a workstream or an indicator"), key="work_add", on_change="rerun")
    if not shown.open:
        return
    form_is_open()
    left, right = shown.columns(2, gap="large")
    with left, st.form("workstream_new", border=False, clear_on_submit=False):
        name = st.text_input(w._("Name of the workstream"), max_chars=workstreams.LONGEST_NAME)
        if st.form_submit_button(w._("Add the workstream")) and run(
            workstreams.create_workstream,
            project_id=frame.project_id,
            name=name,
            done=w._("Workstream added"),
        ):
            st.rerun()
    streams = {row.id: row.name for row in board.workstreams if not row.archived}
    if streams:
        with right, st.form("indicator_new", border=False, clear_on_submit=False):
            stream = st.selectbox(w._("Workstream"), list(streams), format_func=streams.__getitem__)
            values = indicator_fields(None, "indicator_new")
            if st.form_submit_button(w._("Add the indicator")) and run(
                workstreams.create_indicator,
                project_id=frame.project_id,
                workstream_id=stream,
                **values,
                done=w._("Indicator added"),
            ):
                st.rerun()


def indicator_fields(row: IndicatorRow | None, key: str) -> dict[str, Any]:
    """Draw the fields of an indicator; gives what was typed as the commands take it."""
    w = words()
    name = st.text_input(
        w._("Name of the indicator"),
        row.name if row else "",
        max_chars=workstreams.LONGEST_INDICATOR,
        key=f"{key}_name",
    )
    unit = st.text_input(
        w._("Unit"), row.unit if row else "", max_chars=workstreams.LONGEST_UNIT, key=f"{key}_unit"
    )
    mode = st.radio(
        w._("How it counts"),
        list(IndicatorMode),
        index=list(IndicatorMode).index(row.mode) if row else 0,
        format_func=w.label,
        key=f"{key}_mode",
    )
    direction = st.radio(
        w._("Which way is better"),
        list(IndicatorDirection),
        index=list(IndicatorDirection).index(row.direction) if row else 0,
        format_func=w.label,
        horizontal=True,
        key=f"{key}_direction",
    )
    target = st.number_input(
        w._("Target"),
        min_value=0.0,
        value=float(quantity_of(row.target_milli)) if row and row.target_milli is not None else None,
        step=1.0,
        format="%0.10g",
        key=f"{key}_target",
    )
    target_on = st.date_input(
        w._("Target day"),
        row.target_on if row else None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=f"{key}_target_on",
    )
    return {
        "name": name,
        "unit": unit,
        "mode": mode,
        "direction": direction,
        "target_milli": None if target is None else round(target * MILLI),
        "target_on": target_on,
    }
