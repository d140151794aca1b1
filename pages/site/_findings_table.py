"""The filters of the findings page, and the columns of its table and export."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from db.queries.findings import FindingRow
from pages._kit.context import context
from pages._kit.filters import clear_all
from pages._kit.language import words
from pages.site._words import severity_option, who_must_act
from tracker.exports.table import Column
from tracker.findings import age_days
from tracker.i18n import Words
from tracker.vocabulary import FindingStatus, Severity

KEYS = (
    "finding_status",
    "finding_severity",
    "finding_place",
    "finding_party",
    "finding_overdue",
    "finding_q",
)

WIDTHS = (46, 108, None, 96, 80, 130, 90, 72, 84)
"""Pixels of the columns on the page, in their order; what is wrong takes the room that is left."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the person chose; empty means everything."""

    statuses: Sequence[FindingStatus] = field(default_factory=list)
    severities: Sequence[Severity] = field(default_factory=list)
    places: Sequence[str] = field(default_factory=list)
    organisations: Sequence[str] = field(default_factory=list)
    overdue_only: bool = False
    text: str = ""

    def takes(self, row: FindingRow) -> bool:
        """Whether a finding is shown."""
        return (
            (not self.statuses or row.status in self.statuses)
            and (not self.severities or row.severity in self.severities)
            and (not self.places or row.place in self.places)
            and (not self.organisations or row.organisation in self.organisations)
            and (not self.overdue_only or row.overdue(context().today))
            and self.text.casefold().strip() in f"{row.number} {row.place} {row.description}".casefold()
        )


def filter_row(rows: Sequence[FindingRow]) -> Filters:
    """The row of filters, bound to the address."""
    w = words()
    any_ = w._("All")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(w._("Search"), key="finding_q", bind="query-params", width=140, live=True)
        statuses = st.multiselect(
            w._("Status"),
            list(FindingStatus),
            format_func=w.label,
            key="finding_status",
            bind="query-params",
            placeholder=any_,
            width=150,
        )
        severities = st.multiselect(
            w._("Severity"),
            list(Severity),
            format_func=w.label,
            key="finding_severity",
            bind="query-params",
            placeholder=any_,
            width=150,
        )
        places = st.multiselect(
            w._("Place"),
            sorted({row.place for row in rows if row.place}),
            key="finding_place",
            bind="query-params",
            placeholder=any_,
            width=150,
        )
        parties = st.multiselect(
            w._("Organisation"),
            sorted({row.organisation for row in rows if row.organisation}),
            key="finding_party",
            bind="query-params",
            placeholder=any_,
            width=150,
        )
        overdue_only = st.toggle(w._("Overdue only"), key="finding_overdue", bind="query-params")
        clear_all(KEYS)
    return Filters(statuses, severities, places, parties, overdue_only, text or "")


def columns(w: Words) -> list[Column[FindingRow]]:
    """The columns, on the page and in the export."""
    today = context().today

    def due(row: FindingRow) -> str:
        return w._("overdue") if row.overdue(today) else ""

    return [
        Column(w._("No."), lambda row: row.number, 6),
        Column(w._("Place"), lambda row: row.place, 18),
        Column(w._("What is wrong"), lambda row: row.description, 40),
        Column(w._("Severity"), lambda row: w.label(row.severity), 10),
        Column(w._("Status"), lambda row: w.label(row.status), 10),
        Column(w._("Who must act"), lambda row: who_must_act(w, row), 22),
        Column(w._("Due"), lambda row: row.due_on, 12),
        Column(w._("Late"), due, 8),
        Column(w._("Age (days)"), lambda row: age_days(row.found_on, row.closed_on, today), 8),
        Column(w._("Trade"), lambda row: w.label(row.trade), 12),
        Column(w._("Organisation"), lambda row: row.organisation, 22),
        Column(w._("Found on"), lambda row: row.found_on, 12),
        Column(w._("Reopened"), lambda row: row.reopened, 8),
        Column(w._("Photos"), lambda row: row.photos, 8),
    ]


def widths(heads: Sequence[Column[FindingRow]]) -> dict[str, Any]:
    """The widths of the columns on the page; the number stays in view when a phone scrolls sideways."""
    sized = zip(heads, WIDTHS, strict=True)
    return {
        head.title: st.column_config.Column(width=width, pinned=index == 0)
        for index, (head, width) in enumerate(sized)
        if width
    }


def severity_words(w: Words) -> list[str]:
    """Every severity with its icon, for the legend below the table."""
    return [severity_option(w, severity) for severity in Severity]
