"""Tasks that stand for a stage (of a package on its way to the contract, of a recruitment round) end as it does."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session

from db.commands.links import DONE
from db.models import Task, metadata
from tracker.errors import Invalid
from tracker.procurement.process import Stage
from tracker.vocabulary import RoundStage

STAGES: Mapping[str, tuple[str, str, type[StrEnum]]] = {
    "package_stage": ("package_id", "package", Stage),
    "round_stage": ("round_id", "recruitment_round", RoundStage),
}
"""Tables whose rows have `task_id`, `stage` and `actual_on`: whose they are, and what their stages are called."""


def check_stages(session: Session, task: Task, *, was_finished: bool) -> None:
    """Refuse to end a task by hand otherwise than its stage does; call it when the end of a task was edited.

    A stage that a later one overtook without a day of its own has ended its task too: a task that `was_finished` before
    the edit so stays as it is.

    Raises:
        Invalid: `stage_unmet`, when the task would be finished, or was, and its stage has no day; `stage_decides`,
            when the stage has one, and the task would end on another day or not at all.
    """
    for stage, happened_on in _stages(session, task):
        if happened_on is None and (was_finished or _is_finished(task)):
            raise Invalid("stage_unmet", title=task.title, stage=stage)
        if happened_on is not None and task.actual_finish != happened_on:
            raise Invalid("stage_decides", title=task.title, stage=stage, held_on=happened_on)


def _stages(session: Session, task: Task) -> list[tuple[StrEnum, dt.date | None]]:
    found: list[tuple[StrEnum, dt.date | None]] = []
    for name, (link, owner_name, kind) in STAGES.items():
        table, owner = metadata.tables[name], metadata.tables[owner_name]
        query = (
            sa.select(table.c.stage, table.c.actual_on)
            .join(owner, sa.and_(owner.c.project_id == table.c.project_id, owner.c.id == table.c[link]))
            .where(
                table.c.project_id == task.project_id,
                table.c.task_id == task.id,
                table.c.archived_at.is_(None),
                owner.c.archived_at.is_(None),
            )
        )
        found += [(kind(stage), happened_on) for stage, happened_on in session.execute(query)]
    return found


def _is_finished(task: Task) -> bool:
    return task.percent_complete >= DONE or task.actual_finish is not None
