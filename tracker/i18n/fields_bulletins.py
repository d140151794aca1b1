"""The words for the fields of a bulletin."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

FIELDS: Mapping[str, str] = {
    "body": N_("Text of the bulletin"),
    "recipients": N_("Recipients"),
}
