"""Rules of what needs somebody, beside the site's: comments, stages, posts and courses. Each gives a list of needs."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.calendar import WorkCalendar
from tracker.overview import Need, NeedKind
from tracker.submissions import USUAL_ANSWER_DAYS, answer_due, days_overdue
from tracker.training_progress import CoursePlan, forecast, planned_finish


@dataclass(frozen=True, slots=True)
class OpenComments:
    """The open comments of the review on one draft: how many, and the day the oldest was written.

    `superseded` is set when a later draft was submitted without an answer to them.
    """

    draft_id: int
    number: int
    n: int
    written_on: dt.date
    superseded: bool


@dataclass(frozen=True, slots=True)
class StageAhead:
    """The next stage of a package or a recruitment round, its latest safe date, and how late it comes.

    `late_days` are working days from `latest_on` to the day expected, positive when too late.
    """

    record_id: int
    title: str
    stage: StrEnum
    latest_on: dt.date
    late_days: int


def comments_unanswered(
    open_ones: Iterable[OpenComments], today: dt.date, calendar: WorkCalendar
) -> list[Need]:
    """A need per draft whose comments wait for an answer longer than usual, or that the next draft passed over.

    Facts: `number`, `n` and `due_on`, the working day by which an answer to the oldest was to be expected.
    """
    found = []
    for each in open_ones:
        due_on = answer_due(each.written_on, USUAL_ANSWER_DAYS, calendar)
        overdue = days_overdue(due_on, today, calendar) > 0
        if overdue or each.superseded:
            facts = {"number": each.number, "n": each.n, "due_on": due_on}
            found.append(
                Need(NeedKind.COMMENTS_UNANSWERED, facts, "review", None, each.draft_id, urgent=overdue)
            )
    return found


def late_stages(
    kind: NeedKind, stages: Iterable[StageAhead], page: str, parameter: str | None = None
) -> list[Need]:
    """A need per package or round whose next stage comes after its latest safe date, the latest first.

    Facts: `title`, `stage`, `latest_on`, `n` working days.
    """
    return [
        Need(
            kind,
            {"title": each.title, "stage": each.stage, "latest_on": each.latest_on, "n": each.late_days},
            page,
            parameter,
            each.record_id,
            urgent=True,
        )
        for each in sorted(stages, key=lambda one: -one.late_days)
        if each.late_days > 0
    ]


def posts_without_round(
    gaps: Mapping[int, int], in_rounds: Collection[int], latest_on: dt.date, today: dt.date
) -> list[Need]:
    """One need for the people who are missing on opening day, and whom no recruitment round seeks.

    Facts: `n` people, `latest_on`, the last day on which a round may begin; urgent when that day is over.

    Args:
        gaps: people missing on opening day, by post.
        in_rounds: the posts of rounds that are not archived.
        latest_on: the last day on which a round may begin for its people to be trained before opening day.
        today: the day.
    """
    n = sum(gap for post_id, gap in gaps.items() if gap > 0 and post_id not in in_rounds)
    if not n:
        return []
    facts = {"n": n, "latest_on": latest_on}
    return [Need(NeedKind.POSTS_WITHOUT_ROUND, facts, "recruitment", urgent=today > latest_on)]


def courses_behind(
    courses: Iterable[CoursePlan], opening_on: dt.date, today: dt.date, calendar: WorkCalendar
) -> list[Need]:
    """A need per course that will not finish before opening day, or that has given fewer hours than it planned by now.

    A course laid out beyond opening day from the beginning is not late. Facts: `title`, and `finishes_on` of a late
    one, `behind_milli` (hours in thousandths) of one that is behind.
    """
    found = []
    for course in courses:
        if not course.remaining_milli:
            continue
        record = ("training", "course", course.id)
        finishes_on = _finishes_on(course, calendar, today)
        laid_out = max((each.planned_on for each in course.meetings), default=course.starts_on)
        if finishes_on is not None and laid_out < opening_on <= finishes_on:
            late = {"title": course.title, "finishes_on": finishes_on}
            found.append(Need(NeedKind.COURSE_LATE, late, *record, urgent=True))
        elif behind_milli := hours_behind(course, today):
            behind = {"title": course.title, "behind_milli": behind_milli}
            found.append(Need(NeedKind.COURSE_BEHIND, behind, *record))
    return found


def hours_behind(course: CoursePlan, today: dt.date) -> int:
    """Class hours (thousandths) that sessions of days gone by were to give, less those given; 0 when none is missing.

    The plan gives a session's usual hours on each planned day, and never more than the course's hours in all.
    """
    days = sum(meeting.planned_on < today for meeting in course.meetings)
    planned = min(days * course.session_hours_milli, course.planned_hours_milli)
    return max(0, planned - course.delivered_milli)


def _finishes_on(course: CoursePlan, calendar: WorkCalendar, today: dt.date) -> dt.date | None:
    """At the present pace; by the usual hours where nothing was held yet; None where days run out."""
    if not course.delivered_milli:
        return planned_finish(course, calendar, today)
    return forecast(course, calendar, today).finishes_on
