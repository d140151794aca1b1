"""The table of indicators: what they came to in a period, against the period before and the target."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.queries.workstreams import IndicatorRow
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.language import words
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.i18n.figures import qualified, signed_quantity
from tracker.indicators import progress
from tracker.money import quantity_of
from tracker.periods import Period


def indicator_table(rows: Sequence[IndicatorRow], period: Period) -> None:
    """Draw the indicators; selecting one opens its readings."""
    w = words()
    columns = indicator_columns(w, period)
    line = w._("Course over time")
    table = {column.title: [_cell(w, column.value(row)) for row in rows] for column in columns}
    table[line] = [[float(quantity_of(point.value_milli)) for point in row.running()] for row in rows]
    figures = [w._("In the period"), w._p("indicator", "Change"), w._("Target")]
    chooser(
        pd.DataFrame(table),
        parameter="indicator",
        ids=[row.id for row in rows],
        key="indicator_rows",
        alt=w._("Indicators, one row each"),
        right=figures,
        config={
            w._("Target"): st.column_config.TextColumn(alignment="right", width=130),
            line: st.column_config.LineChartColumn(line, y_min=0),
        },
    )


def indicator_columns(w: Words, period: Period) -> list[Column[IndicatorRow]]:
    """The columns of the table and of its export."""
    return [
        Column(w._("Workstream"), lambda row: row.workstream, 20),
        Column(w._("Indicator"), lambda row: row.name, 28),
        Column(w._("In the period"), lambda row: _value(w, row, period), 18),
        Column(w._("Unit"), lambda row: row.unit, 8),
        Column(w._p("indicator", "Change"), lambda row: _change(w, row, period), 14),
        Column(w._("Target"), lambda row: _target(w, row, period), 22),
        Column(w._("Last read on"), _last_read, 14),
    ]


def _cell(w: Words, value: object) -> object:
    if isinstance(value, dt.date):
        return w.date(value, today=context().today)
    return value


def _value(w: Words, row: IndicatorRow, period: Period) -> str:
    figure = row.figure(period.first, period.last)
    return "" if figure is None else qualified(w, figure.value_milli, figure.qualifier)


def _change(w: Words, row: IndicatorRow, period: Period) -> str:
    change = row.change(period.first, period.last)
    return "" if change is None else signed_quantity(w, change)


def _target(w: Words, row: IndicatorRow, period: Period) -> str:
    if row.target_milli is None:
        return ""
    target = w.quantity(row.target_milli)
    figure = row.figure(period.first, period.last)
    if figure is None:
        return target
    state = progress(figure.value_milli, row.target_milli, row.direction)
    said = (
        w._("Target reached")
        if state.is_reached
        else w._("{missing} short", missing=w.quantity(state.missing_milli))
    )
    return f"{target} · {said}"


def _last_read(row: IndicatorRow) -> object:
    read = row.running()
    return read[-1].on if read else None
