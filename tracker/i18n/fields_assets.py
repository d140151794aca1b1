"""The words for the fields of assets and standards."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "code": N_("Code"),
    "usable_milli": N_("Still usable"),
    "acquired": N_("Acquired"),
    "life_years": N_("Service life (years)"),
    "location": N_("Location"),
    "applies_code": N_("Catalogue code"),
    "applies_to": N_("Words of the goods' names"),
    "source": N_("Source"),
    "source_version": N_("Version"),
}
