"""The sample's baseline: the plan as it was approved, before the drafts of the purchase took longer than planned."""

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Session

from db.commands.baselines import take_baseline
from db.models import Task
from db.queries.plan import work_calendar
from db.seeds.layout import Layout
from db.seeds.plan_progress import PROGRESS, Progress, Slot
from tracker.permissions import Actor
from tracker.schedule.model import Constraint, TaskKind

APPROVED: Slot = (-10, 2)
"""When the preparation plan was approved (P1)."""

APPROVED_STARTS: Mapping[str, Slot] = {
    "A4": (-9, 2),
    "C1": (-10, 3),
    "C2": (-3, 1),
    "E2": (-4, 0),
    "F1": (-6, 0),
}
"""Days that the approved plan named for work that waits for nothing in it, or for others' acceptance."""

APPROVED_DAYS: Mapping[str, int] = {"B3": 50}
"""Durations that were approved and did not hold: the drafts were to be settled a week earlier."""

SIGNED_AT = dt.time(17, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def take_approved(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    layout: Layout,
    tasks: Mapping[str, Task],
) -> None:
    """Set the tasks as they stood on the day of approval, and keep that schedule as a baseline.

    The tasks (by template id) are left as they were then: the caller sets them as they are now.
    """
    approved_on = layout.day(*APPROVED)
    calendar = work_calendar(session, project_id)
    for template_id, task in tasks.items():
        known = PROGRESS.get(template_id)
        if known is not None:
            _as_known_then(task, known, layout)
            task.duration_days = APPROVED_DAYS.get(template_id, task.duration_days)
        if task.actual_start is not None and task.actual_finish is None:
            done = calendar.working_days_between(task.actual_start, approved_on)
            task.percent_complete = min(99, -(-100 * done // task.duration_days))
        if template_id in APPROVED_STARTS:
            # a milestone is reached in the evening, and what waits for it begins the next day
            is_moment = task.kind is TaskKind.MILESTONE
            task.constraint = (
                Constraint.FINISH_NO_EARLIER_THAN if is_moment else Constraint.START_NO_EARLIER_THAN
            )
            task.constraint_date = layout.day(*APPROVED_STARTS[template_id])
        session.add(task)
    session.flush()
    take_baseline(
        session,
        actor=actor,
        project_id=project_id,
        name="经批准的开馆筹备方案(示例)",
        on=approved_on,
        note="方案批准时留存,作为考核依据。",
        taken_at=dt.datetime.combine(approved_on, SIGNED_AT),
    )
    for template_id in APPROVED_STARTS:
        tasks[template_id].constraint = Constraint.AS_SOON_AS_POSSIBLE
        tasks[template_id].constraint_date = None


def _as_known_then(task: Task, known: Progress, layout: Layout) -> None:
    """The task's duration, and of what has happened that which had happened by the day of approval."""
    task.duration_days = task.duration_days if known.days is None else known.days
    began, ended = known.began or known.ended, known.ended
    if began is not None and began <= APPROVED:
        task.actual_start = layout.day(*began)
    if ended is not None and ended <= APPROVED:
        task.actual_finish, task.percent_complete = layout.day(*ended), 100
