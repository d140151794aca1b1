"""The columns of a list of findings: on the page, in its export, and in an evidence pack."""

import datetime as dt
from typing import Protocol

from tracker.exports.table import Column
from tracker.findings import Turn, age_days, is_overdue, turn
from tracker.i18n import Words
from tracker.vocabulary import FindingStatus, Severity, Trade


class Listed(Protocol):
    """A finding as a query gives it; `place` and `organisation` are empty where there is none."""

    @property
    def number(self) -> int:
        """Its number in the project."""

    @property
    def place(self) -> str:
        """Where it is."""

    @property
    def description(self) -> str:
        """What is wrong."""

    @property
    def severity(self) -> Severity:
        """How bad it is."""

    @property
    def status(self) -> FindingStatus:
        """Where it stands."""

    @property
    def trade(self) -> Trade:
        """Whose work it is."""

    @property
    def organisation(self) -> str:
        """Who has to put it right."""

    @property
    def found_on(self) -> dt.date:
        """The day it was found."""

    @property
    def due_on(self) -> dt.date | None:
        """The day it has to be put right by."""

    @property
    def rectified_on(self) -> dt.date | None:
        """The day it was put right."""

    @property
    def closed_on(self) -> dt.date | None:
        """The day it was settled."""

    @property
    def reopened(self) -> int:
        """How often it came back."""

    @property
    def photos(self) -> int:
        """How many it has."""


def finding_columns(w: Words, today: dt.date) -> list[Column[Listed]]:
    """The columns; how late and how old a finding is follows from `today`."""

    def late(row: Listed) -> str:
        return w._("overdue") if is_overdue(row.status, row.due_on, today) else ""

    return [
        Column(w._("No."), lambda row: row.number, 6),
        Column(w._("Place"), lambda row: row.place, 18),
        Column(w._("What is wrong"), lambda row: row.description, 40),
        Column(w._("Severity"), lambda row: w.label(row.severity), 10),
        Column(w._("Status"), lambda row: w.label(row.status), 10),
        Column(w._("Who must act"), lambda row: who_must_act(w, row), 22),
        Column(w._("Due"), lambda row: row.due_on, 12),
        Column(w._("Late"), late, 8),
        Column(w._("Age (days)"), lambda row: age_days(row.found_on, row.closed_on, today), 8),
        Column(w._("Trade"), lambda row: w.label(row.trade), 12),
        Column(w._("Organisation"), lambda row: row.organisation, 22),
        Column(w._("Found on"), lambda row: row.found_on, 12),
        Column(w._("Rectified on"), lambda row: row.rectified_on, 12),
        Column(w._("Closed on"), lambda row: row.closed_on, 12),
        Column(w._("Reopened"), lambda row: row.reopened, 8),
        Column(w._("Photos"), lambda row: row.photos, 8),
    ]


def who_must_act(w: Words, finding: Listed) -> str:
    """Who must act now: the organisation by name where it is its turn."""
    now = turn(finding.status)
    return finding.organisation if now is Turn.ASSIGNEE and finding.organisation else w.label(now)
