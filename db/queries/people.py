"""Departments, posts and who is in them: one snapshot that table, chart, export and overview share."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Department, Post, PostCount
from db.queries.training import CourseHours, course_hours
from tracker.staffing import Count, PostHistory, Strength, strength, total
from tracker.vocabulary import StaffKind


@dataclass(frozen=True, slots=True)
class CountRow:
    """An entry of people in a post: counted, or planned from a day on."""

    id: int
    version: int
    post_id: int
    on: dt.date
    in_post: int
    is_planned: bool
    reason: str
    archived: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its numbers today and on opening day."""

    id: int
    version: int
    department_id: int
    department: str
    title: str
    kind: StaffKind
    approved: int
    approved_document: str
    approved_on: dt.date | None
    requirements: str
    archived: bool
    strength: Strength


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department with the sums over its posts that are not archived."""

    id: int
    version: int
    name: str
    position: int
    archived: bool
    posts: int
    strength: Strength


@dataclass(frozen=True, slots=True)
class Staffing:
    """All departments, posts and counts of a project, archived ones too, in their order."""

    departments: tuple[DepartmentRow, ...]
    posts: tuple[PostRow, ...]
    counts: tuple[CountRow, ...]

    @property
    def total(self) -> Strength:
        """The sums over all posts that are not archived."""
        return total(post.strength for post in self.posts if not post.archived)

    def histories(self) -> list[PostHistory]:
        """The posts that are not archived, as `tracker.staffing.by_month` takes them."""
        counts = _by_post(self.counts)
        return [
            PostHistory(post.department, post.approved, post.approved_on, tuple(counts.get(post.id, ())))
            for post in self.posts
            if not post.archived
        ]


@dataclass(frozen=True, slots=True)
class PeopleSummary:
    """The people of a project for the overview; counts of people, and the courses' class hours."""

    approved: int
    in_post: int
    arriving_before_opening: int
    gap_now: int
    gap_at_opening: int
    departments: tuple[DepartmentRow, ...]
    training: tuple[CourseHours, ...]


def staffing(session: Session, project_id: int, today: dt.date, opening_on: dt.date) -> Staffing:
    """Who is granted, there and expected, by post and department; three statements."""
    counts = tuple(_counts(session, project_id))
    posts = tuple(_posts(session, project_id, counts, today, opening_on))
    return Staffing(tuple(_departments(session, project_id, posts)), posts, counts)


def people_summary(session: Session, project_id: int, today: dt.date, opening_on: dt.date) -> PeopleSummary:
    """The figures of the overview; departments without posts that count are left out."""
    snapshot = staffing(session, project_id, today, opening_on)
    sums = snapshot.total
    return PeopleSummary(
        approved=sums.approved,
        in_post=sums.in_post,
        arriving_before_opening=sums.arriving,
        gap_now=sums.gap_now,
        gap_at_opening=sums.gap_at_opening,
        departments=tuple(row for row in snapshot.departments if row.posts and not row.archived),
        training=tuple(course_hours(session, project_id)),
    )


def _counts(session: Session, project_id: int) -> list[CountRow]:
    columns: list[Any] = [
        PostCount.id,
        PostCount.version,
        PostCount.post_id,
        PostCount.on,
        PostCount.in_post,
        PostCount.is_planned,
        PostCount.reason,
        PostCount.archived_at,
    ]
    query = (
        select(*columns)
        .where(PostCount.project_id == project_id)
        .order_by(PostCount.post_id, PostCount.on, PostCount.is_planned)
    )
    return [CountRow(*[*row[:7], row[7] is not None]) for row in session.exec(query)]


def _posts(
    session: Session,
    project_id: int,
    counts: tuple[CountRow, ...],
    today: dt.date,
    opening_on: dt.date,
) -> list[PostRow]:
    by_post = _by_post(counts)
    columns: list[Any] = [
        Post.id,
        Post.version,
        Post.department_id,
        Department.name,
        Post.title,
        Post.kind,
        Post.approved,
        Post.approved_document,
        Post.approved_on,
        Post.requirements,
        Post.archived_at,
    ]
    query = (
        select(*columns)
        .join(
            Department,
            (col(Department.project_id) == Post.project_id) & (col(Department.id) == Post.department_id),
        )
        .where(Post.project_id == project_id)
        .order_by(Department.position, Department.id, Post.id)
    )
    return [
        PostRow(
            *[
                *row[:10],
                row[10] is not None,
                strength(row[6], by_post.get(row[0], []), today, opening_on),
            ]
        )
        for row in session.exec(query)
    ]


def _departments(session: Session, project_id: int, posts: tuple[PostRow, ...]) -> list[DepartmentRow]:
    strengths: dict[int, list[Strength]] = {}
    for post in posts:
        if not post.archived:
            strengths.setdefault(post.department_id, []).append(post.strength)
    columns: list[Any] = [
        Department.id,
        Department.version,
        Department.name,
        Department.position,
        Department.archived_at,
    ]
    query = (
        select(*columns)
        .where(Department.project_id == project_id)
        .order_by(Department.position, Department.id)
    )
    return [
        DepartmentRow(
            *[
                *row[:4],
                row[4] is not None,
                len(strengths.get(row[0], [])),
                total(strengths.get(row[0], [])),
            ]
        )
        for row in session.exec(query)
    ]


def _by_post(counts: tuple[CountRow, ...]) -> dict[int, list[Count]]:
    by_post: dict[int, list[Count]] = {}
    for row in counts:
        if not row.archived:
            by_post.setdefault(row.post_id, []).append(Count(row.on, row.in_post, row.is_planned))
    return by_post
