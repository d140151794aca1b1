"""Which acceptance gates need somebody now: conditions overdue, the filing's fifteen days, the repeated air test."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.acceptance import FILING_DAYS, Standing
from tracker.site_attention import Attention, AttentionKind
from tracker.vocabulary import AcceptanceStage

PAGE = "acceptance"


@dataclass(frozen=True, slots=True)
class GateFact:
    """What the list needs of a gate; `contract` is its contract or else its place, empty where it has neither.

    `due_on` is the last day for the completion filing, `furniture_on` the day from which the air must be tested
    again; None for all other gates, and while neither clock runs.
    """

    id: int
    stage: AcceptanceStage
    standing: Standing
    contract: str = ""
    due_on: dt.date | None = None
    furniture_on: dt.date | None = None


def gate_attention(gates: Iterable[GateFact], today: dt.date) -> list[Attention]:
    """What the gates ask for today, in the order of the gates."""
    return [row for gate in gates for row in (*_conditions(gate, today), *_clocks(gate, today))]


def _conditions(gate: GateFact, today: dt.date) -> list[Attention]:
    n = gate.standing.overdue_conditions(today)
    if not n:
        return []
    facts = {"stage": gate.stage, "contract": gate.contract, "n": n}
    return [Attention(AttentionKind.CONDITIONS_OVERDUE, facts, PAGE, gate.id, urgent=True)]


def _clocks(gate: GateFact, today: dt.date) -> list[Attention]:
    if gate.standing.is_met:
        return []
    rows = []
    if gate.due_on is not None and (gate.due_on - today).days <= FILING_DAYS:
        late = gate.due_on < today
        kind = AttentionKind.FILING_OVERDUE if late else AttentionKind.FILING_DUE
        facts = {"due_on": gate.due_on, "n": abs((gate.due_on - today).days)}
        rows.append(Attention(kind, facts, PAGE, gate.id, urgent=late))
    if gate.furniture_on is not None and gate.furniture_on <= today:
        facts = {"furniture_on": gate.furniture_on}
        rows.append(Attention(AttentionKind.AIR_RETEST, facts, PAGE, gate.id))
    return rows
