"""A whole list of posts at once: new ones are added, known ones brought up to it, and what was granted before stays."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands.post_approvals import set_approval, update_approval
from db.commands.posts import create_department, create_post, restore_post, update_post
from db.commands.registry import command
from db.models import Department, PostApproval
from db.queries.people import staffing
from tracker.errors import Invalid
from tracker.imports.post_list import (
    KnownPost,
    by_key,
    compared,
    grant_change,
    listed_key,
    new_departments,
    stored_post,
)
from tracker.imports.record_steps import RecordStep, record_step
from tracker.permissions import Action, Actor
from tracker.staffing import Grant


@command(Action.EDIT_PEOPLE)
def import_posts(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    listed: Iterable[Mapping[str, Any]],
    confirmed_departments: Collection[str],
    today: dt.date,
) -> Mapping[RecordStep, int]:
    """Bring the posts up to a list that `tracker.imports.post_list.read_posts` read; gives counts by step.

    A blank cell leaves what is stored, an archived post that is listed comes back, and what the list does not name
    stays. Departments that are missing are added where the person confirmed them.

    Raises:
        Invalid: a department is missing and not confirmed (`departments_not_confirmed`), or as for `create_post`,
            `update_post` and `set_approval`; nothing is stored then.
    """
    records = list(listed)
    departments = _departments(session, actor, project_id, records, confirmed_departments)
    known = by_key(post.known for post in staffing(session, project_id, today, today).posts)
    steps: Counter[RecordStep] = Counter()
    for record in records:
        post = known.get(listed_key(record))
        step = record_step(stored_post(post, record, today), compared(record))
        steps[step] += 1
        if post is None:
            _add(session, actor, project_id, departments[record["department"]], record)
        elif step is not RecordStep.NOTHING:
            _update(session, actor, project_id, post, record, today)
    return steps


def _departments(
    session: Session,
    actor: Actor,
    project_id: int,
    records: list[Mapping[str, Any]],
    confirmed: Collection[str],
) -> dict[str, int]:
    """The ids of the departments by name, the confirmed ones added."""
    stored = session.exec(select(Department.name, Department.id).where(Department.project_id == project_id))
    ids = {name: id_ for name, id_ in stored if id_ is not None}
    missing = new_departments(records, ids)
    surprising = [name for name in missing if name not in confirmed]
    if surprising:
        raise Invalid("departments_not_confirmed", names=surprising)
    for name in missing:
        ids[name] = create_department(session, actor=actor, project_id=project_id, name=name)
    return ids


def _add(
    session: Session, actor: Actor, project_id: int, department_id: int, record: Mapping[str, Any]
) -> None:
    _, title, kind, grade = listed_key(record)
    create_post(
        session,
        actor=actor,
        project_id=project_id,
        department_id=department_id,
        title=title,
        kind=kind,
        approved=record["approved"],
        approved_document=record.get("approved_document") or "",
        approved_on=record.get("approved_on"),
        grade=grade,
        requirements=record.get("requirements") or "",
    )


def _update(
    session: Session,
    actor: Actor,
    project_id: int,
    post: KnownPost,
    record: Mapping[str, Any],
    today: dt.date,
) -> None:
    """Bring back an archived post, and store its requirements and its grant."""
    target: dict[str, Any] = {"actor": actor, "project_id": project_id}
    if post.archived:
        restore_post(session, **target, post_id=post.id)
    change = grant_change(post.grants, record, today)
    first, new = post.grants[0], change.new
    stored = {
        "requirements": post.requirements,
        "approved": first.approved,
        "approved_document": first.document,
        "approved_on": first.on,
    }
    changes = dict(stored)
    listed = record.get("requirements")
    if listed is not None and listed != " ".join(post.requirements.split()):
        changes["requirements"] = listed
    if change.old is first:
        changes |= {"approved": new.approved, "approved_document": new.document, "approved_on": new.on}
    if changes != stored:
        update_post(
            session,
            **target,
            post_id=post.id,
            expected_version=post.version,
            original=stored,
            changes=changes,
        )
    if change.old is None:
        assert new.on is not None  # noqa: S101 (a grant that comes in addition has the date that makes it one)
        set_approval(
            session, **target, post_id=post.id, on=new.on, approved=new.approved, document=new.document
        )
    elif change.old is not first and change.old != new:
        _correct(session, target, post, change.old, new)


def _correct(session: Session, target: Mapping[str, Any], post: KnownPost, old: Grant, new: Grant) -> None:
    """The later approval of that day gets the listed number and document."""
    row = session.exec(
        select(PostApproval).where(
            PostApproval.project_id == target["project_id"],
            PostApproval.post_id == post.id,
            PostApproval.on == old.on,
        )
    ).one()
    assert row.id is not None  # noqa: S101 (read from the database)
    update_approval(
        session,
        **target,
        approval_id=row.id,
        expected_version=row.version,
        original={"approved": old.approved, "document": old.document},
        changes={"approved": new.approved, "document": new.document},
    )
