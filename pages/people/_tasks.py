"""A staffing task as its page shows it, and what the page says of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.staffing import TaskState


@dataclass(frozen=True, slots=True)
class StaffingTask:
    """A task with its state and the post it serves; `owner` is empty for who may not see names."""

    row: DatedTaskRow
    state: TaskState
    post: str
    owner: str


def state_sentence(w: Words, tasks: Sequence[StaffingTask]) -> str:
    """The page's one sentence: done of all, and how many are late."""
    if not tasks:
        return ""
    done = w._n(
        "{done} of {n} task is done",
        "{done} of {n} tasks are done",
        len(tasks),
        done=w.number(sum(task.state is TaskState.DONE for task in tasks)),
    )
    late = sum(task.state is TaskState.LATE for task in tasks)
    if not late:
        return w._("{done}; none is late.", done=done)
    rest = w._n("**{n} is late**", "**{n} are late**", late)
    return w._("{done}; {rest}.", done=done, rest=rest)


def export_columns(w: Words) -> list[Column[StaffingTask]]:
    """The tasks as a workbook."""
    return [
        Column(w._("Task"), lambda task: task.row.title, 36),
        Column(w._("Plan"), lambda task: task.row.plan_title, 24),
        Column(w._("State"), lambda task: w.label(task.state)),
        Column(w._("Post"), lambda task: task.post, 24),
        Column(w._("Owner"), lambda task: task.owner, 16),
        Column(w._("Start"), lambda task: task.row.start),
        Column(w._("Finish"), lambda task: task.row.finish),
        Column(w._("Deadline"), lambda task: task.row.deadline),
        Column(w._("Done (%)"), lambda task: task.row.percent_complete),
        Column(w._("Working days late"), lambda task: task.row.days_late),
    ]
