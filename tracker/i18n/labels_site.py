"""The words for the states of slots, the steps of findings, and who must act."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.findings import Effect, Step, Turn
from tracker.i18n.marks import NP_
from tracker.inspections import SlotState

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    SlotState: {
        SlotState.PLANNED: NP_("slot", "Planned"),
        SlotState.DUE: NP_("slot", "Due"),
        SlotState.HELD: NP_("slot", "Held"),
        SlotState.LATE: NP_("slot", "Late"),
        SlotState.MISSED: NP_("slot", "Missed"),
        SlotState.EXCUSED: NP_("slot", "Excused"),
    },
    Step: {
        Step.ASSIGN: NP_("finding step", "Assign"),
        Step.RECTIFY: NP_("finding step", "Mark rectified"),
        Step.CLOSE: NP_("finding step", "Verify and close"),
        Step.REJECT: NP_("finding step", "Reject"),
        Step.WAIVE: NP_("finding step", "Waive"),
        Step.REOPEN: NP_("finding step", "Reopen"),
    },
    Turn: {
        Turn.LIBRARY: NP_("turn", "Library: assign"),
        Turn.ASSIGNEE: NP_("turn", "Assignee: rectify"),
        Turn.INSPECTOR: NP_("turn", "Inspector: verify"),
        Turn.NOBODY: NP_("turn", "Nobody"),
    },
    Effect: {
        Effect.OPENING: NP_("effect", "Blocks opening"),
        Effect.ACCEPTANCE: NP_("effect", "Blocks acceptance of its area"),
        Effect.HANDOVER_LIST: NP_("effect", "Listed at handover"),
        Effect.NOTHING: NP_("effect", "Only watched"),
    },
}
