"""What needs somebody this week: gathered from every subject, worst first. The overview shows it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.calendar import WorkCalendar
from tracker.plans import DatedTaskRow, late_tasks
from tracker.site_attention import Attention

USUAL_ANSWER_DAYS = 7
"""Working days after which a submission without an answer is worth a call; a habit, not a rule."""


class NeedKind(StrEnum):
    """Why something outside the site is on the list."""

    TASK_LATE = "task_late"
    PLAN_UNANSWERED = "plan_unanswered"
    REVIEW_UNANSWERED = "review_unanswered"
    OVER_CEILING = "over_ceiling"
    POSTS_MISSING = "posts_missing"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs somebody.

    Attributes:
        kind: a `NeedKind`, or the site's own `AttentionKind`; the page finds the sentence.
        facts: what the sentence needs, by name.
        page: address of the page that deals with it.
        parameter: name of the record in that page's address, None for the page itself.
        record_id: the record to open there.
        urgent: whether it already blocks, is missed, late or over the limit.
    """

    kind: StrEnum
    facts: Mapping[str, object] = field(default_factory=dict)
    page: str = "overview"
    parameter: str | None = None
    record_id: int | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class OpenSubmission:
    """A document that waits for an answer: its title, to whom it went, and when."""

    kind: NeedKind
    title: str
    recipient: str
    sent_on: dt.date
    record_id: int
    page: str
    parameter: str


_SITE_PARAMETER = {"findings": "finding", "inspections": "round"}


def site_needs(rows: Iterable[Attention]) -> list[Need]:
    """The site's list, with the address of each record."""
    return [
        Need(
            row.kind,
            row.facts,
            row.page,
            _SITE_PARAMETER[row.page] if row.record_id is not None else None,
            row.record_id,
            urgent=row.urgent,
        )
        for row in rows
    ]


def late_task_needs(rows: Iterable[DatedTaskRow]) -> list[Need]:
    """A need per late task, the latest first."""
    return [
        Need(
            NeedKind.TASK_LATE,
            {"title": row.title, "n": row.days_late},
            "tasks",
            "task",
            row.id,
            urgent=True,
        )
        for row in late_tasks(rows)
    ]


def unanswered(open_ones: Iterable[OpenSubmission], today: dt.date, calendar: WorkCalendar) -> list[Need]:
    """Submissions that wait for longer than usual (working days), the longest first."""
    waits = [(calendar.working_days_between(each.sent_on, today), each) for each in open_ones]
    overdue = sorted((wait for wait in waits if wait[0] > USUAL_ANSWER_DAYS), key=lambda wait: -wait[0])
    return [
        Need(
            each.kind,
            {"title": each.title, "recipient": each.recipient, "n": days},
            each.page,
            each.parameter,
            each.record_id,
            urgent=True,
        )
        for days, each in overdue
    ]


def ordered(needs: Sequence[Need]) -> list[Need]:
    """Urgent ones first, otherwise in the order given."""
    return sorted(needs, key=lambda need: not need.urgent)
