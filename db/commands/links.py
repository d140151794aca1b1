"""Effects across subjects: the gates that a task is linked to finish it, and nobody finishes it before them.

A task that several gates are linked to (fire, planning and filing in one task) is finished when all are met, on
the day of the last. While they are not, the task's dates and progress are its own, but for its end.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlmodel import Session, col, select

from db.commands.registry import get
from db.models import Gate, Task
from db.queries.acceptance import standings
from tracker.acceptance import Standing, standing
from tracker.errors import Invalid

DONE = 100
UNDER_WAY = 99
"""What is left of a finished task's percentage when its end is taken back."""


@contextmanager
def driving(session: Session, project_id: int, *task_ids: int | None) -> Iterator[None]:
    """Around a change of gates or acceptances: afterwards the linked tasks are finished, or not any more.

    A task whose gates were met neither before nor after is left alone: linking a gate that was not held yet takes
    nothing back from a task that somebody finished.
    """
    linked = {task_id for task_id in task_ids if task_id is not None}
    before = {task_id: _met_on(session, project_id, task_id) for task_id in linked}
    yield
    for task_id, earlier in before.items():
        day = _met_on(session, project_id, task_id)
        if day is not None:
            finish(session, get(session, Task, project_id, task_id), day)
        elif earlier is not None:
            take_back(session, get(session, Task, project_id, task_id))


def finish(session: Session, task: Task, day: dt.date) -> None:
    """Say that a task was finished on a day; it began then at the latest."""
    task.actual_start = min(task.actual_start or day, day)
    task.actual_finish = day
    task.percent_complete = DONE
    session.add(task)


def take_back(session: Session, task: Task) -> None:
    """Say that a task is not finished after all; one that began and ended on one day has not begun either."""
    began = None if task.actual_start == task.actual_finish else task.actual_start
    task.actual_start, task.actual_finish = began, None
    task.percent_complete = 0 if began is None else UNDER_WAY
    session.add(task)


def check_gates(session: Session, task: Task) -> None:
    """Refuse to end a task by hand otherwise than its gates do.

    Raises:
        Invalid: `gate_unmet`, when it would be finished while a gate linked to it is not met; `gate_decides`, when
            all are met, and it would end on another day or not at all.
    """
    assert task.id is not None  # noqa: S101 (an edited task is stored)
    found = _linked(session, task.project_id, task.id)
    if not found:
        return
    unmet = [gate for gate, stands in found if not stands.is_met]
    if unmet and (task.percent_complete >= DONE or task.actual_finish is not None):
        raise Invalid("gate_unmet", title=task.title, gate=_named(unmet[0]))
    if not unmet and task.actual_finish != _last(found):
        raise Invalid("gate_decides", title=task.title, gate=_named(found[-1][0]), held_on=_last(found))


def _met_on(session: Session, project_id: int, task_id: int) -> dt.date | None:
    """The day on which the last of a task's gates was met; None while one is not, or none is linked."""
    found = _linked(session, project_id, task_id)
    return _last(found) if found and all(stands.is_met for _gate, stands in found) else None


def _linked(session: Session, project_id: int, task_id: int) -> Sequence[tuple[Gate, Standing]]:
    session.flush()
    rows = session.exec(
        select(Gate)
        .where(Gate.project_id == project_id, Gate.task_id == task_id, col(Gate.archived_at).is_(None))
        .order_by(col(Gate.position), col(Gate.id))
    ).all()
    if not rows:
        return []
    stands = standings(session, project_id)
    return [(gate, stands.get(gate.id or 0, standing(()))) for gate in rows]


def _last(found: Sequence[tuple[Gate, Standing]]) -> dt.date:
    return max(stands.met_on for _gate, stands in found if stands.met_on is not None)


def _named(gate: Gate) -> list[object]:
    """A gate as a fact of a refusal: its stage, and its contract where it has one."""
    return [gate.stage, gate.contract] if gate.contract else [gate.stage]
