"""What needs somebody this week: gathered from every subject, worst first. The overview shows it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.calendar import WorkCalendar
from tracker.plans import DatedTaskRow, late_tasks
from tracker.site_attention import Attention, AttentionKind
from tracker.submissions import USUAL_ANSWER_DAYS, answer_due, days_overdue


class NeedKind(StrEnum):
    """Why something outside the site is on the list."""

    TASK_LATE = "task_late"
    PLAN_UNANSWERED = "plan_unanswered"
    REVIEW_UNANSWERED = "review_unanswered"
    DRAFT_RETURNED = "draft_returned"
    OVER_CEILING = "over_ceiling"
    POSTS_MISSING = "posts_missing"
    COMMENTS_UNANSWERED = "comments_unanswered"
    PACKAGE_STAGE_LATE = "package_stage_late"
    ROUND_STAGE_LATE = "round_stage_late"
    POSTS_WITHOUT_ROUND = "posts_without_round"
    COURSE_LATE = "course_late"
    COURSE_BEHIND = "course_behind"


_ONSETS = ("planned_on", "due_on", "answer_by", "furniture_on", "latest_on")
"""Facts that tell one occurrence of something from the next: a day that it hangs on."""

_BY_TITLE = frozenset({AttentionKind.ROUND_DUE, AttentionKind.ROUND_LATE, AttentionKind.ROUND_MISSED})
"""Kinds whose record may come to be while they last: a round that is due is begun, and has a record then."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs somebody.

    Attributes:
        kind: a `NeedKind`, or the site's own `AttentionKind`; the page finds the sentence.
        facts: what the sentence needs, by name.
        page: address of the page that deals with it.
        parameter: name of the record in that page's address, None for the page itself.
        record_id: the record to open there; without a `parameter`, the one that it is about.
        urgent: whether it already blocks, is missed, late or over the limit.
    """

    kind: StrEnum
    facts: Mapping[str, object] = field(default_factory=dict)
    page: str = "overview"
    parameter: str | None = None
    record_id: int | None = None
    urgent: bool = False

    @property
    def key(self) -> str:
        """Tells this event from every other one, from day to day and in every language; at most 160 characters.

        It is made of the kind, the record, its stage where it has one, and the day that it hangs on; where there is no
        record, of its title, or else of how many there are.
        """
        record: object = self.record_id
        if record is None or self.kind in _BY_TITLE:
            told = str(self.facts.get("title") or self.facts.get("n", ""))
            record = hashlib.sha256(told.encode()).hexdigest()[:12]
        onset = next((self.facts[name] for name in _ONSETS if name in self.facts), "")
        return ":".join(str(part) for part in (self.kind, record, self.facts.get("stage", ""), onset))


@dataclass(frozen=True, slots=True)
class OpenSubmission:
    """A document that waits for an answer: its title, to whom it went, when, and how long an answer may take."""

    kind: NeedKind
    title: str
    recipient: str
    sent_on: dt.date
    record_id: int
    page: str
    parameter: str
    answer_days: int = USUAL_ANSWER_DAYS


_SITE_PARAMETER = {"findings": "finding", "inspections": "round", "acceptance": "gate"}


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
    """Submissions whose answer is overdue, the longest overdue first.

    Facts: `due_on`, `n` (working days overdue) and `waiting` (working days since it was sent).
    """
    dues = [(answer_due(each.sent_on, each.answer_days, calendar), each) for each in open_ones]
    late = [(days_overdue(due_on, today, calendar), due_on, each) for due_on, each in dues]
    return [
        Need(
            each.kind,
            {
                "title": each.title,
                "recipient": each.recipient,
                "due_on": due_on,
                "n": days,
                "waiting": calendar.working_days_between(each.sent_on, today),
            },
            each.page,
            each.parameter,
            each.record_id,
            urgent=True,
        )
        for days, due_on, each in sorted(late, key=lambda one: -one[0])
        if days > 0
    ]


def ordered(needs: Sequence[Need]) -> list[Need]:
    """Urgent ones first, otherwise in the order given."""
    return sorted(needs, key=lambda need: not need.urgent)
