"""A course's participants against its sessions, as the heat strip, the exports and the tables show them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.training_progress import PassState
from tracker.vocabulary import AttendanceMark


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """A participant with their hours in thousandths; name, organisation and post are None for who may not see names.

    `number` counts the participants of the course from 1, in the order they were entered.
    """

    enrolment_id: int
    version: int
    person_id: int
    number: int
    name: str | None
    organisation: str | None
    post_id: int | None
    post: str | None
    attended_milli: int
    needed_milli: int
    state: PassState


@dataclass(frozen=True, slots=True)
class MeetingColumn:
    """A session as a column of the attendance sheet."""

    id: int
    planned_on: dt.date
    held_on: dt.date | None
    hours_milli: int | None

    @property
    def day(self) -> dt.date:
        """The day it was held, or else is planned for."""
        return self.held_on or self.planned_on


@dataclass(frozen=True, slots=True)
class AttendanceGrid:
    """Who was at which session: marks by (session, enrolment)."""

    meetings: tuple[MeetingColumn, ...]
    learners: tuple[LearnerRow, ...]
    marks: Mapping[tuple[int, int], AttendanceMark]

    @property
    def held(self) -> tuple[MeetingColumn, ...]:
        """The sessions that were held."""
        return tuple(each for each in self.meetings if each.held_on)

    def mark(self, meeting: MeetingColumn, learner: LearnerRow) -> AttendanceMark | None:
        """Whether somebody was at a session; None where nothing is recorded."""
        return self.marks.get((meeting.id, learner.enrolment_id))

    def count(self, mark: AttendanceMark) -> int:
        """How often a mark was given at held sessions to who still takes part."""
        return sum(self.mark(meeting, learner) is mark for meeting in self.held for learner in self.learners)
