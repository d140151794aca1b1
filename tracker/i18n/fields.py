"""The word for a column, where a refusal or a conflict names one."""

from collections.abc import Mapping

from tracker.i18n.gather import gathered
from tracker.i18n.marks import N_

_SHARED: Mapping[str, str] = {
    "name": N_("Name"),
    "text": N_("Text"),
    "description": N_("Description"),
    "district": N_("District"),
    "reason": N_("Reason"),
    "excuse": N_("Reason"),
    "weather": N_("Weather"),
    "attendees": N_("Attendees"),
    "progress": N_("Progress against plan"),
    "decisions": N_("Decisions needed"),
    "next_week": N_("Next week's plan"),
    "specification": N_("Specification"),
    "unit": N_("Unit"),
    "category": N_("Category"),
    "zone": N_("Place"),
    "remark": N_("Remark"),
    "room": N_("Room"),
    "requirements": N_("Requirements"),
    "approved_document": N_("Document of approval"),
}

FIELDS: Mapping[str, str] = gathered("fields_", "FIELDS", _SHARED)
"""Column → message id: those above and those of every `fields_<subject>` module beside this one."""
