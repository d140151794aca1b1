"""Which posts require which course before opening, and for which post somebody takes part."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.editing import merge_edit
from db.commands.registry import command, get
from db.models import Course, CourseRequirement, Enrolment, Post
from tracker.errors import Invalid
from tracker.permissions import Action, Actor


@command(Action.EDIT_PEOPLE)
def require_course(
    session: Session, *, actor: Actor, project_id: int, course_id: int, post_ids: Collection[int]
) -> int:
    """Require a course of posts before opening; gives for how many it is new.

    Raises:
        Invalid: the course is archived (`course_put_aside`).
    """
    course = get(session, Course, project_id, course_id)
    if course.archived_at is not None:
        raise Invalid("course_put_aside", title=course.title)
    stored = _of_course(session, project_id, course_id)
    added = 0
    for post_id in sorted(set(post_ids)):
        get(session, Post, project_id, post_id)
        row = stored.get(post_id)
        if row is not None and row.archived_at is None:
            continue
        row = row or CourseRequirement(project_id=project_id, course_id=course_id, post_id=post_id)
        editing.restore(session, row)
        session.add(row)
        added += 1
    return added


@command(Action.EDIT_PEOPLE)
def unrequire_course(
    session: Session, *, actor: Actor, project_id: int, course_id: int, post_ids: Collection[int]
) -> int:
    """No longer require a course of posts; gives of how many it was required."""
    get(session, Course, project_id, course_id)
    stored = _of_course(session, project_id, course_id)
    removed = [stored[id_] for id_ in set(post_ids) & stored.keys() if stored[id_].archived_at is None]
    for row in removed:
        editing.archive(session, row)
    return len(removed)


@command(Action.RECORD_TRAINING)
def set_enrolment_post(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    enrolment_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Say for which post (`post_id`, None for none) somebody takes part in a course.

    Raises:
        Conflict: somebody else changed it since.
        Invalid: the post is archived (`post_put_aside`).
    """
    row = get(session, Enrolment, project_id, enrolment_id)
    post_id = changes.get("post_id")
    if post_id is not None:
        post = get(session, Post, project_id, post_id)
        if post.archived_at is not None:
            raise Invalid("post_put_aside", title=post.title)
    merge_edit(row, expected_version=expected_version, original=original, changes={"post_id": post_id})
    session.add(row)


def _of_course(session: Session, project_id: int, course_id: int) -> dict[int, CourseRequirement]:
    """The requirements of a course by post, those put aside too."""
    query = select(CourseRequirement).where(
        CourseRequirement.project_id == project_id, col(CourseRequirement.course_id) == course_id
    )
    return {row.post_id: row for row in session.exec(query)}
