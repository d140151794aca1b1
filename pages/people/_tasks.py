"""A staffing task as its page shows it, and what the page says of all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.exports.table import Column
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.schedule.model import TaskKind
from tracker.staffing import TaskState, task_state
from tracker.vocabulary import PlanKind

LINKS = ("post_id", "round_id", "course_id")
"""The columns that say what a staffing task serves."""


@dataclass(frozen=True, slots=True)
class StaffingTask:
    """A task with its state and the names of what it serves; `owner` is empty for who may not see names."""

    row: DatedTaskRow
    state: TaskState
    post: str
    round: str
    course: str
    owner: str

    @property
    def serves(self) -> tuple[str, ...]:
        """The post, the round and the course, those that there are."""
        return tuple(name for name in (self.post, self.round, self.course) if name)


def is_staffing(row: DatedTaskRow) -> bool:
    """Whether a task is of a recruitment plan or serves a post, a round or a course; headings are no work."""
    tied = any(getattr(row, column) is not None for column in LINKS)
    return row.kind is not TaskKind.SUMMARY and (row.plan_kind is PlanKind.RECRUITMENT or tied)


def as_tasks(
    rows: Iterable[DatedTaskRow], names: Mapping[str, Mapping[int, str]], *, owners: bool
) -> list[StaffingTask]:
    """Rows with their state and the names of what they serve, by the columns of `LINKS`."""
    return [
        StaffingTask(
            row,
            task_state(
                actual_start=row.actual_start,
                actual_finish=row.actual_finish,
                percent_complete=row.percent_complete,
                is_late=row.is_late,
            ),
            post=names["post_id"].get(row.post_id or 0, ""),
            round=names["round_id"].get(row.round_id or 0, ""),
            course=names["course_id"].get(row.course_id or 0, ""),
            owner=row.owner if owners else "",
        )
        for row in rows
    ]


def latest_first(tasks: Iterable[StaffingTask]) -> list[StaffingTask]:
    """Late ones first, the latest before the others; then what is due soonest; what is done stands last."""
    return sorted(
        tasks,
        key=lambda task: (task.state is TaskState.DONE, -task.row.days_late, task.row.finish, task.row.id),
    )


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
        Column(w._("Recruitment round"), lambda task: task.round, 24),
        Column(w._("Course"), lambda task: task.course, 24),
        Column(w._("Owner"), lambda task: task.owner, 16),
        Column(w._("Start"), lambda task: task.row.start),
        Column(w._("Finish"), lambda task: task.row.finish),
        Column(w._("Deadline"), lambda task: task.row.deadline),
        Column(w._("Done (%)"), lambda task: task.row.percent_complete),
        Column(w._("Working days late"), lambda task: task.row.days_late),
    ]
