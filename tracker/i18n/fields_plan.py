"""The words of the plan area's columns: for forms, grids, conflicts and histories, by column name."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "title": N_("Title"),
    "kind": N_("Kind"),
    "plan_id": N_("Plan"),
    "parent_id": N_("Part of"),
    "position": N_("Place in the list"),
    "owner_id": N_("Owner"),
    "duration_days": N_("Working days"),
    "optimistic_days": N_("Working days at best"),
    "pessimistic_days": N_("Working days at worst"),
    "constraint": N_("Date rule"),
    "constraint_date": N_("Date of the rule"),
    "deadline": N_("Deadline"),
    "actual_start": N_("Started on"),
    "actual_finish": N_("Finished on"),
    "percent_complete": N_("% done"),
    "zone_id": N_("Zone"),
    "post_id": N_("Post"),
    "round_id": N_("Recruitment round"),
    "course_id": N_("Course"),
    "notes": N_("Notes"),
    "archived_at": N_("Archived"),
    "status": N_("Status"),
    "summary": N_("Summary"),
    "recipient": N_("Recipient"),
    "submitted_on": N_("Submitted on"),
    "outcome": N_("Answer"),
    "decided_on": N_("Answered on"),
    "remarks": N_("Remarks"),
}
"""A column's word as a message id."""
