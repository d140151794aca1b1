"""The word of a submission's column that an edit may change."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "answer_days": N_("Answer expected within (working days)"),
}
"""A column's word as a message id."""
