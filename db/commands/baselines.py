"""Taking baselines: named copies of the schedule that nobody changes or removes (the database refuses it)."""

import datetime as dt
from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.days import check_day
from db.commands.editing import required_text
from db.commands.registry import command
from db.models import Baseline, BaselineTask, Project
from db.queries.plan import dated_tasks
from db.unit_of_work import note_bulk
from tracker.baselines import LONGEST_NAME, Span, free_name, span_of
from tracker.errors import Invalid
from tracker.interchange.day_plan import DayBaseline, DayBaselineEntry
from tracker.permissions import Action, Actor


@command(Action.MANAGE_PROJECT)
def take_baseline(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    name: str,
    on: dt.date,
    note: str = "",
    taken_at: dt.datetime | None = None,
) -> int:
    """Keep the dates that all live tasks have, and the opening day that is announced; gives the baseline's id.

    Args:
        session: the unit of work.
        actor: who takes it.
        project_id: the project.
        name: what it is called; no other baseline of the project may be called so.
        on: the day that the schedule is computed for: no open work is planned before it.
        note: why it was taken.
        taken_at: when it was taken; now, unless it is entered afterwards.

    Raises:
        Invalid: "text_missing" or "text_too_long" for the name, "baseline_name_taken", "baseline_without_tasks",
            or the plan cannot be scheduled.
    """
    name = required_text("name", name, longest=LONGEST_NAME)
    if name in _names(session, project_id):
        raise Invalid("baseline_name_taken", name=name)
    rows = dated_tasks(session, project_id, on)
    if not rows:
        raise Invalid("baseline_without_tasks")
    announced_on = session.exec(select(col(Project.opening_on)).where(Project.id == project_id)).one()
    baseline = Baseline(
        project_id=project_id,
        name=name,
        taken_at=taken_at or dt.datetime.now(dt.UTC),
        announced_on=announced_on,
        note=note.strip(),
    )
    return _keep(session, baseline, {row.id: (row.title, span_of(row)) for row in rows})


def keep_baselines_of_file(
    session: Session,
    project_id: int,
    baselines: Iterable[DayBaseline],
    tasks: Mapping[int, tuple[int, str]],
) -> int:
    """Store the baselines of a plan file in their order; gives how many hold one of its tasks and were stored.

    A name that is taken gets a number behind it. No file says which opening day was announced at the time.

    Args:
        session: the unit of work.
        project_id: the project.
        baselines: of the file.
        tasks: the file's numbers → id and title of the tasks that were stored for them.

    Raises:
        Invalid: "date_out_of_range".
    """
    names, stored = _names(session, project_id), 0
    for one in baselines:
        kept = {
            tasks[entry.id][0]: (tasks[entry.id][1], _span_in_file(entry))
            for entry in one.entries
            if entry.id in tasks
        }
        if not kept:
            continue
        name = free_name(one.name, names)
        names.add(name)
        _keep(session, Baseline(project_id=project_id, name=name, taken_at=dt.datetime.now(dt.UTC)), kept)
        stored += 1
    return stored


def _span_in_file(entry: DayBaselineEntry) -> Span:
    for day in (entry.start, entry.finish):
        check_day(day)
    return Span(entry.start, max(entry.start, entry.finish), entry.duration_days)


def _names(session: Session, project_id: int) -> set[str]:
    return set(session.exec(select(col(Baseline.name)).where(Baseline.project_id == project_id)))


def _keep(session: Session, baseline: Baseline, tasks: Mapping[int, tuple[str, Span]]) -> int:
    """Store a baseline with its tasks, id → title and dates; gives its id."""
    session.add(baseline)
    session.flush()
    assert baseline.id is not None  # noqa: S101 (flushed)
    rows = [
        {
            "project_id": baseline.project_id,
            "baseline_id": baseline.id,
            "task_id": task_id,
            "title": title,
            "start": span.start,
            "finish": span.finish,
            "duration_days": span.duration_days,
        }
        for task_id, (title, span) in tasks.items()
    ]
    session.connection().execute(sa.insert(BaselineTask), rows)
    note_bulk(session, baseline, {"tasks": len(rows)})
    return baseline.id
