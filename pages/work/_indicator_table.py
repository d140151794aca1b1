"""The table of indicators: what they came to in a period, against the period before and the target."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from db.queries.workstreams import IndicatorRow
from pages._kit.chooser import chooser
from pages._kit.context import context
from pages._kit.language import words
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.i18n.figures import qualified, signed_quantity, target_of
from tracker.indicators import progress
from tracker.money import quantity_of
from tracker.periods import Period
from tracker.vocabulary import IndicatorDirection, IndicatorMode


def indicator_table(rows: Sequence[IndicatorRow], period: Period) -> None:
    """Draw the indicators; selecting one opens its readings."""
    w, today = words(), context().today
    target, line = w._("Target"), w._("Course over time")
    value, change = w._("In the period"), w._p("indicator", "Change")
    table: dict[str, list[object]] = {
        w._("Indicator"): [row.name for row in rows],
        value: [_value(w, row, period) for row in rows],
        w._("Unit"): [row.unit for row in rows],
        change: [_change(w, row, period, today) for row in rows],
        target: [_target(w, row, period, today) for row in rows],
        w._("Workstream"): [row.workstream for row in rows],
        w._("Last read on"): [w.date(day, today=today) if (day := _last_read(row)) else "" for row in rows],
        line: [[float(quantity_of(point.value_milli)) for point in row.running()] for row in rows],
    }
    chooser(
        pd.DataFrame(table),
        parameter="indicator",
        ids=[row.id for row in rows],
        key="indicator_rows",
        alt=w._("Indicators, one row each"),
        right=[value, change, target],
        config={
            target: st.column_config.TextColumn(alignment="right", width=200),
            line: st.column_config.LineChartColumn(line, y_min=0),
        },
    )


def indicator_columns(w: Words, period: Period, today: dt.date) -> list[Column[IndicatorRow]]:
    """The columns of the export: those of the table, with figures that a sheet can reckon with."""
    figure, until = "#,##0.###", min(period.last, today)
    return [
        Column(w._("Workstream"), lambda row: row.workstream, 20),
        Column(w._("Indicator"), lambda row: row.name, 28),
        Column(w._("In the period"), lambda row: _number(_milli(row, period)), 14, figure),
        Column(w._("Qualifier"), lambda row: _sureness(w, row, period), 12),
        Column(w._("Unit"), lambda row: row.unit, 8),
        Column(
            w._p("indicator", "Change"),
            lambda row: _number(row.change(period.first, period.last)),
            14,
            f"+{figure};-{figure};0",
        ),
        Column(w._("Target"), lambda row: _number(row.target_milli), 14, figure),
        Column(w._("Against the target"), lambda row: target_said(w, row, until, today), 30),
        Column(w._("Last read on"), _last_read, 14),
    ]


def target_said(w: Words, row: IndicatorRow, on: dt.date, today: dt.date, *, with_day: bool = True) -> str:
    """An indicator's target and how it stood to it on a day: 60 a year · 11 short; "" without a target.

    `with_day` adds the day that a state is to be reached by, for which a narrow table has no room.
    What is added up per period is counted from the first day of the period that the target is of.
    """
    if row.target_milli is None:
        return ""
    target = target_of(w, w.quantity(row.target_milli), row.mode, row.counted_over)
    if with_day and row.target_on is not None:
        target = w._("{target} by {day}", target=target, day=w.date(row.target_on, today=today))
    figure = row.figure_by(on)
    if figure is None:
        return target
    state = progress(figure.value_milli, row.target_milli, row.direction)
    missing = w.quantity(state.missing_milli)
    if row.direction is IndicatorDirection.UP:
        said = w._p("target", "reached") if state.is_reached else w._("{missing} short", missing=missing)
    else:
        said = (
            w._p("target", "not exceeded") if state.is_reached else w._("{excess} too many", excess=missing)
        )
    return f"{target} · {said}"


def _value(w: Words, row: IndicatorRow, period: Period) -> str:
    figure = row.figure(period.first, period.last)
    return "" if figure is None else qualified(w, figure.value_milli, figure.qualifier)


def _change(w: Words, row: IndicatorRow, period: Period, today: dt.date) -> str:
    change = row.change(period.first, period.last)
    if change is None:
        return ""
    said = signed_quantity(w, change)
    if row.mode is IndicatorMode.PER_PERIOD and period.last > today:  # a part of a period against a whole one
        return w._("{change} so far", change=said)
    return said


def _target(w: Words, row: IndicatorRow, period: Period, today: dt.date) -> str:
    return target_said(w, row, min(period.last, today), today, with_day=False)


def _milli(row: IndicatorRow, period: Period) -> int | None:
    figure = row.figure(period.first, period.last)
    return None if figure is None else figure.value_milli


def _sureness(w: Words, row: IndicatorRow, period: Period) -> str:
    figure = row.figure(period.first, period.last)
    return "" if figure is None else w.label(figure.qualifier)


def _number(milli: int | None) -> Decimal | None:
    return None if milli is None else quantity_of(milli)


def _last_read(row: IndicatorRow) -> dt.date | None:
    read = row.standing()
    return read[-1].on if read else None
