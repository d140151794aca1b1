"""How the acceptance page says gates, their states and what falls due: a word, with an icon and a colour beside it."""

import datetime as dt

from db.queries.acceptance import GateRow
from pages._kit.head import plain
from tracker.acceptance import GateState
from tracker.i18n import Words
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage
from tracker.warranties import Deadline, DeadlineKind

STATE_LOOK = {
    GateState.NOT_HELD: ("gray", "radio_button_unchecked"),
    GateState.FAILED: ("red", "close"),
    GateState.CONDITIONAL: ("orange", "rule"),
    GateState.PASSED: ("green", "check"),
}
OUTCOME_LOOK = {
    AcceptanceOutcome.FAILED: ("red", "close"),
    AcceptanceOutcome.CONDITIONAL: ("orange", "rule"),
    AcceptanceOutcome.PASSED: ("green", "check"),
}


def state_badge(w: Words, state: GateState) -> str:
    """Where a gate stands, as Markdown."""
    return badge(w.label(state), *STATE_LOOK[state])


def outcome_badge(w: Words, outcome: AcceptanceOutcome) -> str:
    """How an acceptance ended, as Markdown."""
    return badge(w.label(outcome), *OUTCOME_LOOK[outcome])


def badge(word: str, colour: str, icon: str) -> str:
    """A word with icon and colour, as Markdown."""
    return f":{colour}-badge[:material/{icon}: {plain(word)}]"


def day_of_gate(w: Words, gate: GateRow, today: dt.date) -> str:
    """The day that says most about a gate: when it passed or was held, else its last day, else the plan."""
    stands = gate.standing
    if stands.held_on is not None:
        return w.date(stands.passed_on or stands.held_on, today=today)
    if gate.due_on is not None:
        return w._("by {date}", date=w.date(gate.due_on, today=today))
    if gate.planned_on is not None:
        return w._("planned {date}", date=w.date(gate.planned_on, today=today))
    return ""


def is_filing_overdue(gate: GateRow, today: dt.date) -> bool:
    """Whether the fifteen days of the completion filing have passed without it."""
    return gate.due_on is not None and gate.due_on < today and not gate.standing.is_met


def deadline_text(w: Words, deadline: Deadline) -> str:
    """What falls due, in words: the condition's own text, or the part of the works."""
    if deadline.kind is DeadlineKind.WARRANTY and deadline.item is not None:
        return w._("End of warranty: {item}", item=w.label(deadline.item))
    if deadline.kind is DeadlineKind.CONDITION:
        return w._("Condition: {text}", text=deadline.text)
    return w.label(AcceptanceStage.COMPLETION_FILING)


def procedure(w: Words, gate: GateRow) -> str:
    """How fire safety is accepted; empty for other gates."""
    return w.label(gate.fire_procedure) if gate.fire_procedure else ""
