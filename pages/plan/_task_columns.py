"""The columns of an exported task list; the same on the timeline and in the grid."""

from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.schedule.model import TaskKind


def export_columns(w: Words) -> list[Column[DatedTaskRow]]:
    """Every fact of a task that the page can show."""
    return [
        Column(w._("Plan"), lambda row: row.plan_title, 24),
        Column(w._("Title"), lambda row: row.title, 40),
        Column(w._("Kind"), lambda row: w.label(row.kind)),
        Column(w._("Owner"), lambda row: row.owner),
        Column(
            w._("Working days"), lambda row: None if row.kind is TaskKind.SUMMARY else row.duration_days, 10
        ),
        Column(w._("Start"), lambda row: row.start),
        Column(w._("Finish"), lambda row: row.finish),
        Column(w._("Latest finish"), lambda row: row.late_finish),
        Column(w._("Deadline"), lambda row: row.deadline),
        Column(w._("% done"), lambda row: row.percent_complete, 8),
        Column(w._("Started on"), lambda row: row.actual_start),
        Column(w._("Finished on"), lambda row: row.actual_finish),
        Column(w._("Float (working days)"), lambda row: row.total_float_days, 10),
        Column(w._("Critical"), lambda row: w._("yes") if row.critical else ""),
        Column(w._("Working days late"), lambda row: row.days_late or None, 10),
        Column(w._("Notes"), lambda row: row.notes, 30),
    ]
