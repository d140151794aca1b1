"""The forms of the indicators page: a reading, an indicator."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import streamlit as st

from db.commands import readings, workstreams
from db.queries.workstreams import IndicatorRow, ReadingRow, Work
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.work._evaluation_forms import milli_input
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.i18n.figures import qualified
from tracker.periods import PeriodKind
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
    st.caption(_how_to_read(row))
    value = milli_input(
        w._("Value ({unit})", unit=row.unit),
        None if stored is None else stored.read.value_milli,
        key=f"{key}_value",
    )
    qualifier = st.segmented_control(
        w._("How sure it is"),
        list(Qualifier),
        default=Qualifier.EXACT if stored is None else stored.read.qualifier,
        format_func=w.label,
        required=True,
        key=f"{key}_qualifier",
    )
    on = st.date_input(
        w._("Day"),
        frame.today if stored is None else stored.read.on,
        min_value=FIRST_DAY,
        max_value=frame.today,
        key=f"{key}_on",
    )
    standing = row.standing()
    usual = standing[-1].source if standing else ""
    source = st.text_input(
        w._("Where it comes from"),
        usual if stored is None else stored.read.source,
        max_chars=readings.LONGEST_SOURCE,
        key=f"{key}_source",
    )
    note = st.text_input(
        w._p("reading", "Note"),
        "",
        max_chars=workstreams.LONGEST_TEXT,
        placeholder="" if stored is None else w._("Why it is corrected"),
        key=f"{key}_note",
    )
    return {"on": on, "value_milli": value, "qualifier": qualifier, "source": source, "note": note}


def _how_to_read(row: IndicatorRow) -> str:
    """Whether the value is a total or what is new, and what was read last, so that nobody enters the other one."""
    w = words()
    standing = row.standing()
    if not standing:
        return w.label(row.mode)
    last = standing[-1]
    said = w._(
        "last read {day}: {value}",
        day=w.date(last.on, today=context().today),
        value=qualified(w, last.value_milli, last.qualifier),
    )
    return f"{w.label(row.mode)} · {said}"


def add_form(board: Work) -> None:
    """The form that adds an indicator, closed until somebody opens it."""
    w, frame = words(), context()
    streams = stream_names(board)
    if not streams:
        return
    shown = st.expander(w._("Add an indicator"), key="work_add", on_change="rerun")
    if not shown.open:
        return
    with shown:
        values = indicator_form(None, streams, "indicator_new", w._("Add the indicator"))
    if values is not None and run(
        workstreams.create_indicator, project_id=frame.project_id, **values, done=w._("Indicator added")
    ):
        st.rerun()


def stream_names(board: Work, kept: IndicatorRow | None = None) -> dict[int, str]:
    """The workstreams that an indicator can stand in, by id; that of `kept` with them even when it is archived."""
    return {
        stream.id: stream.name
        for stream in board.workstreams
        if not stream.archived or (kept is not None and stream.id == kept.workstream_id)
    }


def indicator_form(
    row: IndicatorRow | None, streams: Mapping[int, str], key: str, label: str
) -> dict[str, Any] | None:
    """Draw the form of an indicator; gives what was typed as the commands take it once it is sent.

    How it counts stands above the form, because it decides whether the target is of a day or of each period.
    """
    w = words()
    form_is_open()
    modes = list(IndicatorMode)
    mode = st.radio(
        w._("How it counts"),
        modes,
        index=modes.index(row.mode) if row else 0,
        format_func=w.label,
        key=f"{key}_mode",
    )
    with st.form(key, border=False, clear_on_submit=False):
        ids = list(streams)
        values = {
            "workstream_id": st.selectbox(
                w._("Workstream"),
                ids,
                index=ids.index(row.workstream_id) if row else 0,
                format_func=streams.__getitem__,
                key=f"{key}_stream",
            ),
            "mode": mode,
            **_fields(row, key),
            **_target_fields(row, mode, key),
        }
        return values if st.form_submit_button(label, key=f"{key}_save") else None


def _fields(row: IndicatorRow | None, key: str) -> dict[str, Any]:
    w = words()
    directions = list(IndicatorDirection)
    return {
        "name": st.text_input(
            w._("Name of the indicator"),
            row.name if row else "",
            max_chars=workstreams.LONGEST_INDICATOR,
            key=f"{key}_name",
        ),
        "unit": st.text_input(
            w._("Unit"), row.unit if row else "", max_chars=workstreams.LONGEST_UNIT, key=f"{key}_unit"
        ),
        "direction": st.radio(
            w._("Which way is better"),
            directions,
            index=directions.index(row.direction) if row else 0,
            format_func=w.label,
            horizontal=True,
            key=f"{key}_direction",
        ),
    }


def _target_fields(row: IndicatorRow | None, mode: IndicatorMode, key: str) -> dict[str, Any]:
    """The target with its day, or with the period that it is of."""
    w = words()
    target = milli_input(w._("Target"), row.target_milli if row else None, key=f"{key}_target")
    if mode is IndicatorMode.CUMULATIVE:
        day = st.date_input(
            w._("Target day"),
            row.target_on if row else None,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key=f"{key}_target_on",
        )
        return {"target_milli": target, "target_on": day}
    kind = st.segmented_control(
        w._("The target is of"),
        list(PeriodKind),
        default=row.counted_over if row else PeriodKind.YEAR,
        format_func=w.label,
        required=True,
        key=f"{key}_counted_over",
    )
    return {"target_milli": target, "target_on": None, "counted_over": kind}
