"""Departments, posts, and how many people are (or are planned to be) in them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.days import check_day_of_project
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Department, Post, PostCount
from db.queries.post_approvals import approvals, later_grants
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.staffing import Grant, approved_on_day
from tracker.vocabulary import StaffKind

LONGEST_NAME = 120
LONGEST_TITLE = 160
LONGEST_DOCUMENT = 200
LONGEST_GRADE = 60
LONGEST_TEXT = 4_000
LONGEST_OPTIONAL = {
    "approved_document": LONGEST_DOCUMENT,
    "grade": LONGEST_GRADE,
    "requirements": LONGEST_TEXT,
}
"""The texts that a post may be without."""
MOST_PEOPLE = 9_999


@command(Action.EDIT_PEOPLE)
def create_department(session: Session, *, actor: Actor, project_id: int, name: str) -> int:
    """Add a department after the others; gives its id.

    Raises:
        Invalid: the name is missing, too long or taken (`department_exists`).
    """
    last = session.exec(
        select(func.max(Department.position)).where(Department.project_id == project_id)
    ).one()
    department = Department(project_id=project_id, name=name, position=(last or 0) + 1)
    _check_department(session, department)
    session.add(department)
    session.flush()
    assert department.id is not None  # noqa: S101 (flushed)
    return department.id


@command(Action.EDIT_PEOPLE)
def update_department(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    department_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a department's name or position.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_department`.
    """
    department = get(session, Department, project_id, department_id)
    with session.no_autoflush:  # a taken name must be told before the database refuses it
        merge_edit(department, expected_version=expected_version, original=original, changes=changes)
        _check_department(session, department)
    session.add(department)


@command(Action.EDIT_PEOPLE)
def archive_department(session: Session, *, actor: Actor, project_id: int, department_id: int) -> None:
    """Put a department aside.

    Raises:
        Invalid: it still has posts that are not archived (`department_has_posts`).
    """
    department = get(session, Department, project_id, department_id)
    posts = session.exec(
        select(func.count()).where(
            Post.project_id == project_id,
            Post.department_id == department_id,
            col(Post.archived_at).is_(None),
        )
    ).one()
    if posts:
        raise Invalid("department_has_posts", name=department.name, posts=posts)
    editing.archive(session, department)


@command(Action.EDIT_PEOPLE)
def restore_department(session: Session, *, actor: Actor, project_id: int, department_id: int) -> None:
    """Bring a department back."""
    editing.restore(session, get(session, Department, project_id, department_id))


@command(Action.EDIT_PEOPLE)
def create_post(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    department_id: int,
    title: str,
    kind: StaffKind = StaffKind.ESTABLISHED,
    approved: int = 1,
    approved_document: str = "",
    approved_on: dt.date | None = None,
    grade: str = "",
    requirements: str = "",
) -> int:
    """Add a post with its approved number and the document that grants it; gives its id.

    Raises:
        Invalid: a text is missing or too long, the number is out of range, or the department is archived.
    """
    post = Post(
        project_id=project_id,
        department_id=department_id,
        title=title,
        kind=kind,
        approved=approved,
        approved_document=approved_document.strip(),
        approved_on=approved_on,
        grade=grade.strip(),
        requirements=requirements.strip(),
    )
    _check_post(session, post)
    session.add(post)
    session.flush()
    assert post.id is not None  # noqa: S101 (flushed)
    return post.id


@command(Action.EDIT_PEOPLE)
def update_post(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    post_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a post; its approved number is that of its first grant, later ones are approvals of their own.

    A lowered number may leave a surplus, which the page shows.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_post`; `approval_before_first` when the first grant would come after a later one.
    """
    post = get(session, Post, project_id, post_id)
    with session.no_autoflush:  # as for `update_department`
        merge_edit(post, expected_version=expected_version, original=original, changes=changes)
        _check_post(session, post)
    session.add(post)


@command(Action.EDIT_PEOPLE)
def archive_post(session: Session, *, actor: Actor, project_id: int, post_id: int) -> None:
    """Put a post aside; its numbers no longer count."""
    editing.archive(session, get(session, Post, project_id, post_id))


@command(Action.EDIT_PEOPLE)
def restore_post(session: Session, *, actor: Actor, project_id: int, post_id: int) -> None:
    """Bring a post back.

    Raises:
        Invalid: its department is archived (`department_archived`).
    """
    post = get(session, Post, project_id, post_id)
    _check_post(session, post)
    editing.restore(session, post)


@command(Action.EDIT_PEOPLE)
def record_count(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    post_id: int,
    on: dt.date,
    in_post: int,
    today: dt.date,
    is_planned: bool = False,
    reason: str = "",
) -> int:
    """Record how many people are in a post from a day on, or are planned to be; gives the entry's id.

    An archived entry for the same day is taken up again with the new numbers.

    Raises:
        Invalid: the day or the number breaks a rule of `_check_count`, or that day has an entry already
            (`count_exists`).
    """
    post = get(session, Post, project_id, post_id)
    if is_planned and on <= today:
        raise Invalid("arrival_in_past", on=on)
    same_day = select(PostCount).where(
        PostCount.project_id == project_id,
        PostCount.post_id == post_id,
        PostCount.on == on,
        PostCount.is_planned == is_planned,
    )
    count = session.exec(same_day).first()
    if count is not None and count.archived_at is None:
        raise Invalid("count_exists", title=post.title, on=on)
    if count is None:
        count = PostCount(
            project_id=project_id, post_id=post_id, on=on, in_post=in_post, is_planned=is_planned
        )
    count.in_post, count.reason = in_post, reason.strip()
    _check_count(session, count, post, today)
    editing.restore(session, count)
    session.add(count)
    session.flush()
    assert count.id is not None  # noqa: S101 (flushed)
    return count.id


@command(Action.EDIT_PEOPLE)
def update_count(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    count_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    today: dt.date,
) -> None:
    """Correct the number or the reason of an entry; for another day, archive it and record a new one.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `record_count`.
    """
    count = get(session, PostCount, project_id, count_id)
    allowed = {name: value for name, value in changes.items() if name in {"in_post", "reason"}}
    with session.no_autoflush:  # as for `update_department`
        merge_edit(count, expected_version=expected_version, original=original, changes=allowed)
        _check_count(session, count, get(session, Post, project_id, count.post_id), today)
    session.add(count)


@command(Action.EDIT_PEOPLE)
def archive_count(session: Session, *, actor: Actor, project_id: int, count_id: int) -> None:
    """Take back an entry made by mistake, or a plan that was dropped."""
    editing.archive(session, get(session, PostCount, project_id, count_id))


@command(Action.EDIT_PEOPLE)
def restore_count(session: Session, *, actor: Actor, project_id: int, count_id: int) -> None:
    """Bring an entry back."""
    editing.restore(session, get(session, PostCount, project_id, count_id))


def _check_department(session: Session, department: Department) -> None:
    department.name = required_text("name", department.name, longest=LONGEST_NAME)
    taken = session.exec(
        select(Department.id).where(
            Department.project_id == department.project_id, Department.name == department.name
        )
    ).first()
    if taken not in {None, department.id}:
        raise Invalid("department_exists", name=department.name)


def _check_post(session: Session, post: Post) -> None:
    department = get(session, Department, post.project_id, post.department_id)
    if department.archived_at is not None:
        raise Invalid("department_archived", name=department.name)
    post.title = required_text("title", post.title, longest=LONGEST_TITLE)
    for field, longest in LONGEST_OPTIONAL.items():
        text = getattr(post, field)
        if len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    check_approved(post.approved)
    if post.approved_on is not None:
        check_day_of_project(session, post.project_id, post.approved_on, may_be_older=True)
        if post.id is not None:
            _check_first(session, post, post.approved_on)


def _check_first(session: Session, post: Post, first: dt.date) -> None:
    """The first grant comes before every later one."""
    later = [row.on for row in approvals(session, post.project_id, post.id) if not row.archived]
    if later and min(later) <= first:
        raise Invalid("approval_before_first", title=post.title, on=min(later), first=first)


def _check_count(session: Session, count: PostCount, post: Post, today: dt.date) -> None:
    """Days that can be meant, nobody counted ahead of time, and a reason for more people than approved.

    The approved number is that of the day; before the first grant, when people may have been there already, the
    first one's.
    """
    check_day_of_project(session, post.project_id, count.on, may_be_older=True)
    if not count.is_planned and count.on > today:
        raise Invalid("count_in_future", on=count.on)
    if not 0 <= count.in_post <= MOST_PEOPLE:
        raise Invalid("count_out_of_range", in_post=count.in_post, most=MOST_PEOPLE)
    approved = approved_on_day(grants_of(session, post), max(count.on, post.approved_on or count.on))
    if count.in_post > approved and not count.reason.strip():
        raise Invalid("more_than_approved", in_post=count.in_post, approved=approved, title=post.title)


def grants_of(session: Session, post: Post) -> list[Grant]:
    """What a post was granted: first, and later."""
    first = Grant(post.approved_on, post.approved, post.approved_document)
    return [first, *later_grants(approvals(session, post.project_id, post.id)).get(post.id or 0, ())]


def check_approved(approved: int) -> None:
    """See that an approved number is possible.

    Raises:
        Invalid: `approved_out_of_range`.
    """
    if not 0 <= approved <= MOST_PEOPLE:
        raise Invalid("approved_out_of_range", approved=approved, most=MOST_PEOPLE)
