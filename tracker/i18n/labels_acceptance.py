"""The words for where a gate stands, and for what falls due after an acceptance."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.acceptance import GateState
from tracker.i18n.marks import NP_
from tracker.warranties import DeadlineKind

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    GateState: {
        GateState.NOT_HELD: NP_("gate", "Not held"),
        GateState.FAILED: NP_("gate", "Failed"),
        GateState.CONDITIONAL: NP_("gate", "Conditions open"),
        GateState.PASSED: NP_("gate", "Passed"),
    },
    DeadlineKind: {
        DeadlineKind.CONDITION: NP_("deadline", "Condition"),
        DeadlineKind.FILING: NP_("deadline", "Completion filing"),
        DeadlineKind.WARRANTY: NP_("deadline", "End of warranty"),
    },
}
