"""One indicator: its course over time, its readings, and the form that changes it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from db.commands import readings, workstreams
from db.queries.workstreams import IndicatorRow, ReadingRow, Work
from pages._kit.aside import Archive, aside_button
from pages._kit.chart import appearance, draw
from pages._kit.context import context
from pages._kit.detail import close_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.work import _reads
from pages.work._indicator_forms import indicator_form, reading_fields, stream_names
from pages.work._indicator_table import target_said
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.i18n.figures import qualified
from tracker.money import quantity_of
from tracker.permissions import Action


def indicator_panel(row: IndicatorRow, board: Work, on: dt.date) -> None:
    """Draw the indicator that stands in the address, below the table; its target as it stood on a day."""
    w, frame = words(), context()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{plain(row.name)} · {plain(row.workstream)}", anchor=False)
        st.button(
            w._("Close"), key="indicator_close", type="tertiary", on_click=close_panel, args=("indicator",)
        )
    against = target_said(w, row, on, frame.today)
    facts = [w.label(row.mode), w.label(row.direction), *([against] if against else [])]
    st.caption(" · ".join(facts))
    if row.counted:
        spec = _reads.chart_spec(row.id, appearance=appearance())
        draw(spec, alt=_reads.indicator_sentence(row.id), key=f"indicator_chart_{row.id}")
    _readings(row, may_edit=frame.may(Action.EDIT_WORK))
    if frame.may(Action.EDIT_WORK):
        _change(row, board)


def counting_readings(rows: Sequence[IndicatorRow]) -> list[tuple[IndicatorRow, ReadingRow]]:
    """The readings of the export: those that count. With corrected ones among them a list would add up to more."""
    counting = {read.id for row in rows for read in row.standing()}
    return [(row, each) for row in rows for each in row.readings if each.id in counting]


def reading_columns(w: Words) -> list[Column[tuple[IndicatorRow, ReadingRow]]]:
    """The columns of the export of readings; the import reads the same."""
    return [
        Column(w._("Workstream"), lambda pair: pair[0].workstream, 20),
        Column(w._("Indicator"), lambda pair: pair[0].name, 28),
        Column(w._("Day"), lambda pair: pair[1].read.on, 14),
        Column(w._("Value"), lambda pair: quantity_of(pair[1].read.value_milli), 14, "#,##0.###"),
        Column(w._("Qualifier"), lambda pair: w.label(pair[1].read.qualifier), 12),
        Column(w._("Unit"), lambda pair: pair[0].unit, 8),
        Column(w._("Source"), lambda pair: pair[1].read.source, 30),
        Column(w._p("reading", "Note"), lambda pair: pair[1].note, 30),
    ]


def _readings(row: IndicatorRow, *, may_edit: bool) -> None:
    w = words()
    if not row.readings:
        st.caption(w._("Nothing was read yet."))
        return
    stands = {read.id for read in row.standing()}
    by_id = {each.id: each for each in row.readings}
    newest = list(reversed(row.readings))
    table = pd.DataFrame(
        [
            {
                w._("Day"): w.date(each.read.on, today=context().today),
                w._("Value"): qualified(w, each.read.value_milli, each.read.qualifier),
                w._("State"): _state(w, each, stands, by_id),
                w._("Source"): each.read.source,
                **({w._p("reading", "Note"): each.note} if any(one.note for one in newest) else {}),
            }
            for each in newest
        ]
    )
    if may_edit:
        st.caption(w._("Select a reading to correct it or to put it aside. What was read stays on record."))
    event: Any = st.dataframe(
        table,
        hide_index=True,
        key=f"readings_{row.id}",
        on_select="rerun" if may_edit else "ignore",
        selection_mode="single-row",
        column_config={
            w._("Value"): st.column_config.TextColumn(alignment="right"),
            w._("State"): st.column_config.TextColumn(width=170),
        },
        alt=w._("Readings, one row each"),
    )
    if may_edit and event.selection.rows and event.selection.rows[0] < len(newest):
        _one(row, newest[event.selection.rows[0]], stands)


def _state(w: Words, each: ReadingRow, stands: set[int], by_id: dict[int, ReadingRow]) -> str:
    if each.archived:
        return w._("archived")
    said = w._("counts") if each.id in stands else w._("corrected")
    corrected = by_id.get(each.read.corrects_id or 0)
    if corrected is None:
        return said
    replaces = w._("corrects {day}", day=w.day(corrected.read.on))
    return f"{said} · {replaces}"


def _one(row: IndicatorRow, chosen: ReadingRow, stands: set[int]) -> None:
    """The steps of a selected reading."""
    w, frame = words(), context()
    target: dict[str, Any] = {"project_id": frame.project_id, "reading_id": chosen.id}
    if chosen.archived:
        if st.button(w._("Restore the reading"), key=f"reading_restore_{chosen.id}") and run(
            readings.restore_reading, **target, done=w._("Reading restored")
        ):
            st.rerun()
        return
    if chosen.id in stands:
        form_is_open()
        day = w.date(chosen.read.on, today=frame.today)
        with st.form(f"reading_{chosen.id}"):
            st.markdown(w._("Correct the reading of {day}", day=day))
            values = reading_fields(row, chosen, f"reading_{chosen.id}")
            submitted = st.form_submit_button(w._("Save the reading"))
        if submitted and values["value_milli"] is None:
            st.error(w._("Enter a value. Nothing was stored."), icon=":material/error:")
        elif submitted and run(
            readings.correct_reading,
            **target,
            **values,
            today=frame.today,
            done=w._("Reading corrected"),
        ):
            st.rerun()
        if st.button(w._("Archive the reading"), key=f"reading_archive_{chosen.id}", type="tertiary") and run(
            readings.archive_reading, **target, done=w._("Reading archived")
        ):
            st.rerun()
    else:
        st.caption(w._("It was corrected. To go back to it, put the correction aside."))


def _change(row: IndicatorRow, board: Work) -> None:
    w, frame = words(), context()
    shown = st.expander(w._("Change the indicator"), key="indicator_change", on_change="rerun")
    if not shown.open:
        return
    target: dict[str, Any] = {"project_id": frame.project_id, "indicator_id": row.id}
    with shown:
        seen = as_seen(row)
        values = indicator_form(
            seen,
            stream_names(board, seen),
            f"indicator_{seen.id}_{seen.version}",
            w._("Save the indicator"),
        )
        if values is not None and run(
            workstreams.update_indicator,
            **target,
            expected_version=seen.version,
            original={name: getattr(seen, name) for name in values},
            changes=values,
            done=w._("Indicator saved"),
            names={
                "workstream_id": w._("Workstream"),
                "name": w._("Name of the indicator"),
                "unit": w._("Unit"),
                "mode": w._("How it counts"),
                "direction": w._("Which way is better"),
                "target_milli": w._("Target"),
                "target_on": w._("Target day"),
                "counted_over": w._("The target is of"),
            },
        ):
            st.rerun()
        archive = Archive(
            workstreams.archive_indicator,
            w._("Indicator archived"),
            workstreams.restore_indicator,
            w._("Indicator restored"),
            w._("Archive the indicator"),
            w._("Restore the indicator"),
        )
        aside_button(archive, archived=row.archived, key="indicator_aside", indicator_id=row.id)
