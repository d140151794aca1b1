"""The columns of the table of gates, on the page and in its export."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.queries.acceptance import GateRow
from pages.site._acceptance_words import day_of_gate, is_filing_overdue
from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.i18n.gate_names import gate_name

WIDTHS = (None, 100, 156, 56, 104, 130, 212)
"""Pixels of the columns, in their order; the gate takes the room that is left."""


def columns(w: Words, today: dt.date) -> list[Column[GateRow]]:
    """The columns of the table."""
    return [
        Column(w._("Gate"), lambda row: gate_name(w, row), 30),
        Column(w._("State"), lambda row: w.label(row.standing.state), 14),
        Column(w._("Day"), lambda row: _day(w, row, today), 18),
        Column(w._("Attempts"), lambda row: row.standing.attempts or None, 8),
        Column(w._("Conditions"), lambda row: _conditions(w, row, today), 16),
        Column(w._("Findings that block"), lambda row: _blocking(w, row), 20),
        Column(w._("Finishes the task"), lambda row: row.task_title, 28),
    ]


def widths(heads: Sequence[Column[GateRow]]) -> dict[str, Any]:
    """Column settings of the table on the page."""
    return {
        head.title: st.column_config.Column(width=width)
        for head, width in zip(heads, WIDTHS, strict=True)
        if width
    }


def _day(w: Words, row: GateRow, today: dt.date) -> str:
    day = day_of_gate(w, row, today)
    return w._("{day}, overdue", day=day) if is_filing_overdue(row, today) else day


def _conditions(w: Words, row: GateRow, today: dt.date) -> str:
    n = len(row.standing.open_conditions)
    if not n:
        return ""
    late = row.standing.overdue_conditions(today)
    text = w._n("{n} condition open", "{n} conditions open", n)
    return w._n("{text}, {n} overdue", "{text}, {n} overdue", late, text=text) if late else text


def _blocking(w: Words, row: GateRow) -> str:
    """Numbers of the findings that a gate waits for."""
    numbers = [str(finding.number) for finding in row.held_up_by]
    return w._("No. {numbers}", numbers=w.listed(numbers)) if numbers else ""
