"""The words for the filter of evaluation items."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.evaluation import Scope
from tracker.i18n.marks import NP_

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Scope: {
        Scope.GAPS: NP_("evaluation", "Gaps"),
        Scope.PREREQUISITES: NP_("evaluation", "Prerequisites"),
        Scope.UNASSESSED: NP_("evaluation", "Not assessed"),
        Scope.ALL: NP_("evaluation", "All"),
    },
}
