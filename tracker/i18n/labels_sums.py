"""The words for what a difference is parted by."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.procurement.parts import Dimension

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Dimension: {
        Dimension.CAUSE: NP_("parts of a difference", "Cause"),
        Dimension.CATEGORY: NP_("parts of a difference", "Category"),
        Dimension.ZONE: NP_("parts of a difference", "Zone"),
        Dimension.FUNDING: NP_("parts of a difference", "Funding"),
    },
}
