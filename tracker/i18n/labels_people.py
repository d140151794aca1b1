"""The words for the states of staffing tasks and course sessions."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.staffing import TaskState
from tracker.training import SessionState
from tracker.vocabulary import AttendanceMark

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    TaskState: {
        TaskState.NOT_STARTED: NP_("staffing", "Not started"),
        TaskState.UNDER_WAY: NP_("staffing", "Under way"),
        TaskState.DONE: NP_("staffing", "Done"),
        TaskState.LATE: NP_("staffing", "Late"),
    },
    SessionState: {
        SessionState.UPCOMING: NP_("session", "Ahead"),
        SessionState.HELD: NP_("session", "Held"),
        SessionState.UNRECORDED: NP_("session", "Past, not recorded"),
    },
    AttendanceMark: {
        AttendanceMark.PRESENT: NP_("attendance", "Present"),
        AttendanceMark.ABSENT: NP_("attendance", "Absent"),
        AttendanceMark.EXCUSED: NP_("attendance", "Excused"),
    },
}
