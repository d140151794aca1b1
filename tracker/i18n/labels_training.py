"""The words for kinds of courses."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.vocabulary import CourseKind

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    CourseKind: {
        CourseKind.INDUCTION: NP_("course", "Induction"),
        CourseKind.SKILLS: NP_("course", "Skills"),
        CourseKind.EQUIPMENT: NP_("course", "Equipment"),
        CourseKind.SAFETY: NP_("course", "Safety"),
        CourseKind.SEMINAR: NP_("course", "Seminar"),
        CourseKind.LECTURE: NP_("course", "Lecture"),
    },
}
