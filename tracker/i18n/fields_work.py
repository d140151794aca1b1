"""The words for the columns of events."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "organisation": N_("Organisation"),
    "capacity": N_("In which capacity"),
    "organiser": N_("Organiser"),
    "account": N_("What happened"),
    "learned": N_("What was learned"),
}
