"""The words for the fields of recruitment rounds and candidates."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "training_days": N_("Training after it (working days)"),
    "wanted": N_("Wanted"),
    "people": N_("People"),
    "minimum_days": N_("Least time after the stage before"),
    "minimum_unit": N_("Counted in"),
    "minimum_source": N_("Where this period is set"),
    "contact": N_("Contact"),
    "stage": N_("Stage"),
}
