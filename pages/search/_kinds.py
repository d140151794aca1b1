"""What the kinds of records that the search finds are called."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from db.search.sources import SOURCES
from tracker.i18n.marks import N_
from tracker.permissions import Action

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "plan": N_("Plan document"),
        "task": N_("Task"),
        "baseline": N_("Baseline"),
        "zone": N_("Place"),
        "inspection_series": N_("Inspection series"),
        "inspection": N_("Inspection round"),
        "checklist_item": N_("Checklist item"),
        "finding": N_("Finding on site"),
        "gate": N_("Acceptance gate"),
        "organisation": N_("Organisation"),
        "procurement_plan": N_("Procurement plan"),
        "draft": N_("Procurement draft"),
        "lineage": N_("Procurement line"),
        "review_comment": N_("Review comment"),
        "asset": N_("Asset"),
        "standard": N_("Standard"),
        "ceiling": N_("Ceiling"),
        "threshold": N_("Procurement threshold"),
        "package": N_("Procurement package"),
        "department": N_("Department"),
        "post": N_("Post"),
        "staffing_norm": N_("Staffing norm"),
        "recruitment_round": N_("Recruitment round"),
        "course": N_("Course"),
        "certificate": N_("Certificate"),
        "person": N_("Person"),
        "candidate": N_("Candidate"),
        "workstream": N_("Workstream"),
        "indicator": N_("Indicator"),
        "event": N_("Event"),
        "direction": N_("Direction of work"),
        "goal": N_("Goal"),
        "evaluation_standard": N_("Evaluation standard"),
        "evaluation_item": N_("Evaluation item"),
        "report": N_("Summary"),
        "bulletin": N_("Bulletin"),
    }
)
"""The word for each kind, by the name of its table."""


def visible_kinds(may: Callable[[Action], bool]) -> list[str]:
    """The kinds that somebody may find, in the order of the navigation."""
    return [table for table, source in SOURCES.items() if may(source.needs)]
