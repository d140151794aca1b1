"""The words for the fields of gates, acceptances and warranties."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "contract": N_("Contract"),
    "parties": N_("Parties present"),
    "document": N_("Document"),
    "condition": N_("Condition to be met"),
    "note": N_("Remark"),
    "organisation_id": N_("Organisation"),
    "task_id": N_("Task of the plan"),
    "fire_procedure": N_("Fire procedure"),
    "after_furniture": N_("After the furniture"),
    "planned_on": N_("Planned for"),
    "item": N_("Part of the works"),
    "months": N_("Months"),
}
