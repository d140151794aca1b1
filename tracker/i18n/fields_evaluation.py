"""The words for the columns of evaluation standards and assessments."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "section": N_("Section"),
    "level": N_("Level"),
    "band": N_("Band"),
    "evidence": N_("What shows it"),
}
