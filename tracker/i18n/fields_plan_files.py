"""The words of what the audit says of an imported plan."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "tasks": N_("Tasks"),
    "links": N_("Links"),
    "calendar_days": N_("Calendar days"),
    "file_name": N_("File"),
}
"""A fact's word as a message id."""
