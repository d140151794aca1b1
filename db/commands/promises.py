"""What a summary announces for the next period, and what a person says became of it."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.commands.reports import draft_report
from db.models import Report, ReportPromise, Task
from db.queries.plan import dated_tasks
from tracker.errors import Invalid, NotFound
from tracker.permissions import Action, Actor
from tracker.vocabulary import IssueStatus, PromiseVerdict

LONGEST_TEXT = 300

_FIELDS = frozenset({"text", "due_on"})
_JUDGED = frozenset({"verdict", "verdict_note"})


@command(Action.EDIT_WORK)
def add_promise(
    session: Session, *, actor: Actor, project_id: int, report_id: int, text: str, due_on: dt.date | None
) -> int:
    """Announce something in a summary that is being written; gives the promise's id.

    Raises:
        Invalid: the text is missing or too long, the day lies in the summary's own period or before it
            (`promise_too_early`), or the summary was issued (`report_issued`).
    """
    report = draft_report(session, project_id, report_id)
    row = ReportPromise(
        project_id=project_id,
        report_id=report_id,
        text=required_text("text", text, longest=LONGEST_TEXT),
        due_on=_after(report, due_on),
        position=_next_position(session, project_id, report_id),
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (flushed)
    return row.id


@command(Action.EDIT_WORK)
def announce_tasks(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    report_id: int,
    task_ids: Collection[int],
    today: dt.date,
) -> int:
    """Announce tasks by their titles, each for the day that the schedule finishes it; gives how many.

    A task that the summary announces already is left out.

    Raises:
        Invalid: the summary was issued (`report_issued`).
        NotFound: a task is not in the project's schedule.
    """
    draft_report(session, project_id, report_id)
    scheduled = {row.id: row for row in dated_tasks(session, project_id, today)}
    known = set(
        session.exec(
            select(ReportPromise.task_id).where(
                ReportPromise.project_id == project_id,
                ReportPromise.report_id == report_id,
                col(ReportPromise.archived_at).is_(None),
            )
        )
    )
    position = _next_position(session, project_id, report_id)
    wanted = [task_id for task_id in dict.fromkeys(task_ids) if task_id not in known]
    for at, task_id in enumerate(wanted):
        if task_id not in scheduled:
            raise NotFound(record="task", id=task_id)
        task = scheduled[task_id]
        session.add(
            ReportPromise(
                project_id=project_id,
                report_id=report_id,
                text=task.title,
                due_on=task.finish,
                task_id=task_id,
                position=position + at,
            )
        )
    return len(wanted)


@command(Action.EDIT_WORK)
def update_promise(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    promise_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the words or the day of something announced, until the summary is issued.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `add_promise`.
    """
    row = get(session, ReportPromise, project_id, promise_id)
    report = draft_report(session, project_id, row.report_id)
    changes = dict(changes)
    if "text" in changes:
        changes["text"] = required_text("text", changes["text"], longest=LONGEST_TEXT)
    if "due_on" in changes:
        _after(report, changes["due_on"])
    merge_edit(row, expected_version=expected_version, original=original, changes=changes, fields=_FIELDS)
    session.add(row)


@command(Action.EDIT_WORK)
def judge_promise(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    promise_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Say what became of something that an issued summary announced: `verdict` (None: nothing yet), `verdict_note`.

    A task tells by itself whether it is done or slipped: of one only that it was dropped can be said.

    Raises:
        Conflict: somebody else has judged it since.
        Invalid: the summary is still being written (`report_not_issued`), the verdict is a task's own
            (`promise_follows_task`), or something slipped or dropped without a word on it (`text_missing`).
    """
    row = get(session, ReportPromise, project_id, promise_id)
    report = get(session, Report, project_id, row.report_id)
    if report.status is not IssueStatus.ISSUED:
        raise Invalid("report_not_issued", title=report.title)
    merge_edit(row, expected_version=expected_version, original=original, changes=changes, fields=_JUDGED)
    row.verdict_note = row.verdict_note.strip()
    if row.task_id is not None and row.verdict in {PromiseVerdict.DONE, PromiseVerdict.SLIPPED}:
        raise Invalid("promise_follows_task", title=get(session, Task, project_id, row.task_id).title)
    if (
        row.verdict in {PromiseVerdict.SLIPPED, PromiseVerdict.DROPPED}
        or len(row.verdict_note) > LONGEST_TEXT
    ):
        required_text("verdict_note", row.verdict_note, longest=LONGEST_TEXT)
    session.add(row)


@command(Action.EDIT_WORK)
def archive_promise(session: Session, *, actor: Actor, project_id: int, promise_id: int) -> None:
    """Take something out of what a summary announces.

    Raises:
        Invalid: the summary was issued (`report_issued`).
    """
    row = get(session, ReportPromise, project_id, promise_id)
    draft_report(session, project_id, row.report_id)
    editing.archive(session, row)


@command(Action.EDIT_WORK)
def restore_promise(session: Session, *, actor: Actor, project_id: int, promise_id: int) -> None:
    """Announce it again.

    Raises:
        Invalid: the summary was issued (`report_issued`).
    """
    row = get(session, ReportPromise, project_id, promise_id)
    draft_report(session, project_id, row.report_id)
    editing.restore(session, row)


def _after(report: Report, due_on: dt.date | None) -> dt.date | None:
    if due_on is not None and due_on <= report.ends_on:
        raise Invalid("promise_too_early", due_on=due_on, ends_on=report.ends_on)
    return due_on


def _next_position(session: Session, project_id: int, report_id: int) -> int:
    """Behind everything that is announced."""
    last = session.exec(
        select(func.max(ReportPromise.position)).where(
            ReportPromise.project_id == project_id, ReportPromise.report_id == report_id
        )
    ).one()
    return 1 if last is None else last + 1
