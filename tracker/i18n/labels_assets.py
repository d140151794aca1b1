"""The words of assets, standards and ceilings: what an import does, what a rule limits, what a ceiling holds for."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.imports.record_steps import RecordStep
from tracker.procurement.ceilings import Scope
from tracker.procurement.standards import Gap, Limit

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    RecordStep: {
        RecordStep.ADD: NP_("import", "Add"),
        RecordStep.UPDATE: NP_("import", "Update"),
        RecordStep.RESTORE: NP_("import", "Bring back"),
        RecordStep.NOTHING: NP_("import", "Unchanged"),
    },
    Limit: {
        Limit.QUANTITY: NP_("standard", "Quantity cap"),
        Limit.PRICE: NP_("standard", "Price cap"),
        Limit.LIFE: NP_("standard", "Minimum life"),
    },
    Gap: {
        Gap.PERSONS: NP_("standard", "the people in post are not recorded"),
        Gap.AREA: NP_("standard", "the area is not in the room list"),
        Gap.SEATS: NP_("standard", "the seats are not in the room list"),
        Gap.QUANTITY: NP_("standard", "the line has no quantity"),
        Gap.PRICE: NP_("standard", "the line has no unit price"),
    },
    Scope: {
        Scope.PROJECT: NP_("ceiling", "Project"),
        Scope.PLAN: NP_("ceiling", "Plan as a whole"),
        Scope.CATEGORY: NP_("ceiling", "Category"),
        Scope.FUNDING: NP_("ceiling", "Source of funds"),
        Scope.BOTH: NP_("ceiling", "Category and source"),
    },
}
