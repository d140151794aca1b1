"""The words for the columns of the rows behind a figure of a summary."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "library": N_("Name of the library"),
    "on": N_("Day"),
    "value": N_("Value"),
    "qualifier": N_("Qualifier"),
    "starts_on": N_("First day"),
    "ends_on": N_("Last day"),
    "place": N_("Place"),
    "held_on": N_("Held on"),
    "number": N_("Number"),
    "quantity": N_("Quantity"),
    "planned_hours": N_("Class hours planned"),
    "hours": N_("Class hours"),
    "year": N_("Year"),
    "issued_on": N_("Day of issue"),
    "stated_on": N_("Stated on"),
    "horizon_on": N_("To be reached by"),
    "due_on": N_("Due"),
    "verdict": N_("What became of it"),
    "verdict_note": N_("In a word: to when, or why"),
    "found_on": N_("Found on"),
    "closed_on": N_("Closed on"),
    "assessed_on": N_("Assessed on"),
    "points": N_("Points"),
    "is_prerequisite": N_("Prerequisite"),
    "total": N_("Total"),
    "indicator": N_("Indicator"),
}
