"""Departments, posts and who is in them: one snapshot that table, chart, export and overview share."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from db.models import Department, Post, PostCount
from db.queries.post_approvals import ApprovalRow, approvals, later_grants
from db.queries.training import CourseHours, course_hours
from tracker.department_readiness import with_rounds
from tracker.imports.post_list import KnownPost
from tracker.recruitment_arrivals import Arrival
from tracker.staffing import Count, Grant, PostHistory, Strength, grant_on, strength, total
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
    """A post with its numbers today and on opening day.

    `approved`, `approved_document` and `approved_on` are its first grant; `grants` begins with it. What is approved
    today stands in `strength`, as `granted` says by which document.
    """

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
    grade: str
    grants: tuple[Grant, ...]
    strength: Strength

    @property
    def known(self) -> KnownPost:
        """As an import of posts compares it."""
        return KnownPost(
            self.id,
            self.version,
            self.department,
            self.title,
            self.kind,
            self.grade,
            self.requirements,
            self.grants,
            self.archived,
        )

    def granted(self, day: dt.date) -> Grant | None:
        """The grant in force on a day; None before the first."""
        return grant_on(self.grants, day)


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
    """All departments, posts, counts and later approvals of a project, archived ones too, in their order.

    `expected` holds what is counted and planned by post, with the people of recruitment rounds where the caller knows
    them, archived counts apart.
    """

    departments: tuple[DepartmentRow, ...]
    posts: tuple[PostRow, ...]
    counts: tuple[CountRow, ...]
    approvals: tuple[ApprovalRow, ...] = ()
    expected: Mapping[int, Sequence[Count]] = field(default_factory=dict)

    @property
    def total(self) -> Strength:
        """The sums over all posts that are not archived: those of their departments."""
        return total(row.strength for row in self.departments)

    def histories(self) -> list[PostHistory]:
        """The posts that are not archived, as `tracker.staffing.by_month` takes them."""
        counts = self.counts_by_post()
        return [
            PostHistory(post.department, post.grants, counts.get(post.id, ()))
            for post in self.posts
            if not post.archived
        ]

    def counts_by_post(self) -> dict[int, tuple[Count, ...]]:
        """The counts that are not archived, by post; a post without any is left out."""
        return {post_id: tuple(counts) for post_id, counts in self.expected.items()}


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


def staffing(
    session: Session,
    project_id: int,
    today: dt.date,
    opening_on: dt.date,
    coming: Iterable[Arrival] = (),
) -> Staffing:
    """Who is granted, there and expected, by post and department; four statements.

    `coming` are the people of recruitment rounds; they take the place of those planned by hand, as
    `tracker.department_readiness.with_rounds` says.
    """
    counts = tuple(_counts(session, project_id))
    changes = tuple(approvals(session, project_id))
    expected = _with_rounds(_by_post(counts), coming, today)
    posts = tuple(_posts(session, project_id, expected, changes, today, opening_on))
    return Staffing(tuple(_departments(session, project_id, posts)), posts, counts, changes, expected)


def people_summary(
    session: Session,
    project_id: int,
    today: dt.date,
    opening_on: dt.date,
    coming: Iterable[Arrival] = (),
) -> PeopleSummary:
    """The figures of the overview; departments without posts that count are left out. `coming` as for `staffing`."""
    snapshot = staffing(session, project_id, today, opening_on, coming)
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
    by_post: Mapping[int, Sequence[Count]],
    changes: tuple[ApprovalRow, ...],
    today: dt.date,
    opening_on: dt.date,
) -> list[PostRow]:
    later = later_grants(changes)
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
        Post.grade,
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
    found = []
    for row in session.exec(query):
        grants = (Grant(row[8], row[6], row[7]), *later.get(row[0], ()))
        numbers = strength(grants, by_post.get(row[0], []), today, opening_on)
        found.append(PostRow(*[*row[:10], row[10] is not None, row[11], grants, numbers]))
    return found


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


def _with_rounds(
    counts: Mapping[int, Sequence[Count]], coming: Iterable[Arrival], today: dt.date
) -> dict[int, Sequence[Count]]:
    """The counts by post, with those that rounds bring."""
    arriving: dict[int, list[Arrival]] = {}
    for each in coming:
        arriving.setdefault(each.post_id, []).append(each)
    return {**counts, **{id_: with_rounds(counts.get(id_, ()), own, today) for id_, own in arriving.items()}}


def _by_post(counts: tuple[CountRow, ...]) -> dict[int, list[Count]]:
    by_post: dict[int, list[Count]] = {}
    for row in counts:
        if not row.archived:
            by_post.setdefault(row.post_id, []).append(Count(row.on, row.in_post, row.is_planned))
    return by_post
