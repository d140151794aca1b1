"""Recruitment rounds as a workbook: a row for each stage, with its days, its count and its periods; no names."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.recruitment import StageDates


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as the workbook has it: with its round, the round's posts and people wanted, and its task's title."""

    round: str
    posts: Mapping[str, int]
    training_days: int
    dates: StageDates
    task: str = ""

    @property
    def wanted(self) -> int:
        """People that the round seeks."""
        return sum(self.posts.values())


def stage_columns(w: Words) -> list[Column[StageLine]]:
    """The columns; days are dates, counts and periods numbers."""
    return [
        Column(w._p("recruitment", "Round"), lambda row: row.round, 28),
        Column(
            w._("Posts it fills"),
            lambda row: w.listed([f"{post} {people}" for post, people in row.posts.items()]),
            32,
        ),
        Column(w._("Wanted"), lambda row: row.wanted),
        Column(w._("Stage"), lambda row: w.label(row.dates.stage), 16),
        Column(w._("Latest safe date"), lambda row: row.dates.latest_on),
        Column(w._("Planned"), lambda row: row.dates.held.planned_on),
        Column(w._("Ended"), lambda row: row.dates.held.actual_on),
        Column(w._("Expected"), lambda row: row.dates.expected_on),
        Column(w._("Working days late"), lambda row: max(0, row.dates.late_days)),
        Column(w._("Headcount"), lambda row: row.dates.held.people),
        Column(w._("Working days"), lambda row: row.dates.held.duration_days),
        Column(w._("Least time after the stage before"), lambda row: row.dates.held.minimum_days or None),
        Column(
            w._("Counted in"),
            lambda row: w.label(row.dates.held.minimum_unit) if row.dates.held.minimum_days else "",
        ),
        Column(w._("Where this period is set"), lambda row: row.dates.held.minimum_source, 28),
        Column(w._("Training after it (working days)"), lambda row: row.training_days),
        Column(w._("Task"), lambda row: row.task, 32),
    ]
