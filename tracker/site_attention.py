"""What on the site needs somebody now: rounds due or missed, findings that block, wait or are overdue."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.inspections import Slot, SlotState
from tracker.vocabulary import Severity

INSPECTIONS = "inspections"
FINDINGS = "findings"


class AttentionKind(StrEnum):
    """Why something is on the list; in the order in which the list shows them."""

    ROUND_MISSED = "round_missed"
    FINDINGS_BLOCK = "findings_block"
    FINDINGS_OVERDUE = "findings_overdue"
    FILING_OVERDUE = "filing_overdue"
    CONDITIONS_OVERDUE = "conditions_overdue"
    ROUND_LATE = "round_late"
    ROUND_DUE = "round_due"
    FINDINGS_DUE = "findings_due"
    ROOMS_NOT_VISITED = "rooms_not_visited"
    FINDINGS_TO_VERIFY = "findings_to_verify"
    FILING_DUE = "filing_due"
    AIR_RETEST = "air_retest"


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs somebody.

    Attributes:
        kind: why; the page finds the sentence.
        facts: what the sentence needs, by name (`n`, `zone`, `organisation`, `title`, `planned_on`,
            `closes_on`, `due_on`, `today`, `days`, `weeks`; for gates see `tracker.acceptance_attention`).
        page: address of the page that deals with it, `inspections`, `findings` or `acceptance`.
        record_id: the round, finding or gate to open there, None for the page itself.
        urgent: whether it already blocks, is missed or overdue.
    """

    kind: AttentionKind
    facts: Mapping[str, object] = field(default_factory=dict)
    page: str = FINDINGS
    record_id: int | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class SlotFact:
    """A slot of a series with what became of it, and its round where there is one.

    `signed` tells a round that was held late from one that still waits for its signature.
    """

    series: str
    slot: Slot
    state: SlotState
    round_id: int | None = None
    signed: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True)
class BlockedPlace:
    """A place (`zone`, empty for the building as a whole) that `n` findings hold up; `record_id` is the worst."""

    zone: str
    n: int
    severity: Severity
    record_id: int


@dataclass(frozen=True, slots=True)
class OverdueParty:
    """An organisation (none where nobody was named) whose `n` findings are overdue.

    Attributes:
        due_on, record_id: of the one that is overdue longest.
        worst: rank of the worst severity among them (`tracker.findings.ORDER`).
    """

    organisation_id: int | None
    organisation: str
    n: int
    due_on: dt.date
    record_id: int
    worst: int = 0


@dataclass(frozen=True, slots=True)
class DueParty:
    """An organisation (none where nobody was named) whose `n` findings are due this week, `today` of them today.

    Attributes:
        due_on, record_id: of the one that is due first.
    """

    organisation_id: int | None
    organisation: str
    n: int
    today: int
    due_on: dt.date
    record_id: int


@dataclass(frozen=True, slots=True)
class WaitingChecks:
    """How many findings are said to be rectified and wait for somebody to look; `record_id` is the worst."""

    n: int
    record_id: int


@dataclass(frozen=True, slots=True)
class FindingGroups:
    """The unsettled findings as the list needs them, each kind with its largest group first."""

    blocked: tuple[BlockedPlace, ...] = ()
    overdue: tuple[OverdueParty, ...] = ()
    to_verify: WaitingChecks | None = None
    due: tuple[DueParty, ...] = ()


def needs_attention(
    slots: Iterable[SlotFact], findings: FindingGroups, today: dt.date, more: Iterable[Attention] = ()
) -> list[Attention]:
    """Everything that needs somebody, worst first: a row per slot, per blocked place, per late organisation.

    `more` are rows that others worked out (`tracker.acceptance_attention`), sorted in with these.
    """
    rows = [
        *_rounds(slots, today),
        *_blocking(findings.blocked),
        *_overdue(findings.overdue, today),
        *_due(findings.due),
        *_to_verify(findings.to_verify),
        *more,
    ]
    order = list(AttentionKind)
    return sorted(rows, key=lambda row: order.index(row.kind))


def _rounds(slots: Iterable[SlotFact], today: dt.date) -> list[Attention]:
    kinds = {
        SlotState.MISSED: AttentionKind.ROUND_MISSED,
        SlotState.LATE: AttentionKind.ROUND_LATE,
        SlotState.DUE: AttentionKind.ROUND_DUE,
    }
    return [
        Attention(
            kinds[fact.state],
            {
                "title": fact.series,
                "owner": fact.owner,
                "planned_on": fact.slot.planned_on,
                "closes_on": fact.slot.closes_on,
                "today": fact.slot.closes_on == today,
            },
            INSPECTIONS,
            fact.round_id,
            urgent=fact.state is SlotState.MISSED,
        )
        for fact in slots
        if fact.state in kinds and not fact.signed
    ]


def _blocking(blocked: Iterable[BlockedPlace]) -> list[Attention]:
    return [
        Attention(
            AttentionKind.FINDINGS_BLOCK,
            {"zone": place.zone, "n": place.n, "severity": place.severity},
            record_id=place.record_id,
            urgent=True,
        )
        for place in blocked
    ]


def _overdue(parties: Iterable[OverdueParty], today: dt.date) -> list[Attention]:
    return [
        Attention(
            AttentionKind.FINDINGS_OVERDUE,
            {"organisation": party.organisation, "n": party.n, "days": (today - party.due_on).days},
            record_id=party.record_id,
            urgent=True,
        )
        for party in parties
    ]


def _due(parties: Iterable[DueParty]) -> list[Attention]:
    return [
        Attention(
            AttentionKind.FINDINGS_DUE,
            {
                "organisation": party.organisation,
                "n": party.n,
                "today": party.today,
                "due_on": party.due_on,
            },
            record_id=party.record_id,
        )
        for party in parties
    ]


def _to_verify(waiting: WaitingChecks | None) -> list[Attention]:
    if waiting is None:
        return []
    return [Attention(AttentionKind.FINDINGS_TO_VERIFY, {"n": waiting.n}, record_id=waiting.record_id)]
