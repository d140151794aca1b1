"""What on the site needs somebody now: rounds due or missed, findings that block, wait or are overdue."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.findings import BLOCKING, ORDER, is_overdue, is_settled
from tracker.inspections import Slot, SlotState
from tracker.vocabulary import FindingStatus, Severity

INSPECTIONS = "inspections"
FINDINGS = "findings"


class AttentionKind(StrEnum):
    """Why something is on the list; in the order in which the list shows them."""

    ROUND_MISSED = "round_missed"
    FINDINGS_BLOCK = "findings_block"
    FINDINGS_OVERDUE = "findings_overdue"
    ROUND_LATE = "round_late"
    ROUND_DUE = "round_due"
    FINDINGS_TO_VERIFY = "findings_to_verify"


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs somebody.

    Attributes:
        kind: why; the page finds the sentence.
        facts: what the sentence needs, by name (`n`, `zone`, `organisation`, `title`, `planned_on`,
            `closes_on`, `days`).
        page: address of the page that deals with it, `inspections` or `findings`.
        record_id: the round or finding to open there, None for the page itself.
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


@dataclass(frozen=True, slots=True)
class FindingFact:
    """What the list needs of a finding; `zone` and `organisation` are names, empty where there is none."""

    id: int
    status: FindingStatus
    severity: Severity
    found_on: dt.date
    due_on: dt.date | None
    zone: str = ""
    organisation: str = ""


def needs_attention(
    slots: Iterable[SlotFact], findings: Iterable[FindingFact], today: dt.date
) -> list[Attention]:
    """Everything that needs somebody, worst first: a row per slot; findings grouped by place or by whom."""
    pending = [finding for finding in findings if not is_settled(finding.status)]
    rows = [
        *_rounds(slots),
        *_blocking(pending),
        *_overdue(pending, today),
        *_to_verify(pending),
    ]
    order = list(AttentionKind)
    return sorted(rows, key=lambda row: order.index(row.kind))


def _rounds(slots: Iterable[SlotFact]) -> list[Attention]:
    kinds = {
        SlotState.MISSED: AttentionKind.ROUND_MISSED,
        SlotState.LATE: AttentionKind.ROUND_LATE,
        SlotState.DUE: AttentionKind.ROUND_DUE,
    }
    return [
        Attention(
            kinds[fact.state],
            {"title": fact.series, "planned_on": fact.slot.planned_on, "closes_on": fact.slot.closes_on},
            INSPECTIONS,
            fact.round_id,
            urgent=fact.state is SlotState.MISSED,
        )
        for fact in slots
        if fact.state in kinds and not fact.signed
    ]


def _blocking(pending: list[FindingFact]) -> list[Attention]:
    blocking = [finding for finding in pending if finding.severity in BLOCKING]
    return [
        Attention(
            AttentionKind.FINDINGS_BLOCK,
            {"zone": zone, "n": len(found), "severity": _worst(found).severity},
            record_id=_worst(found).id,
            urgent=True,
        )
        for zone, found in _grouped(blocking, lambda finding: finding.zone)
    ]


def _overdue(pending: list[FindingFact], today: dt.date) -> list[Attention]:
    late = [finding for finding in pending if is_overdue(finding.status, finding.due_on, today)]
    rows = []
    for organisation, found in _grouped(late, lambda finding: finding.organisation):
        oldest = min(found, key=lambda finding: finding.due_on or today)
        days = (today - (oldest.due_on or today)).days
        facts = {"organisation": organisation, "n": len(found), "days": days}
        rows.append(Attention(AttentionKind.FINDINGS_OVERDUE, facts, record_id=oldest.id, urgent=True))
    return rows


def _to_verify(pending: list[FindingFact]) -> list[Attention]:
    waiting = [finding for finding in pending if finding.status is FindingStatus.RECTIFIED]
    if not waiting:
        return []
    return [
        Attention(AttentionKind.FINDINGS_TO_VERIFY, {"n": len(waiting)}, record_id=_worst(waiting).id),
    ]


def _grouped(
    found: list[FindingFact], by: Callable[[FindingFact], str]
) -> list[tuple[str, list[FindingFact]]]:
    """Groups, the largest first."""
    groups: dict[str, list[FindingFact]] = defaultdict(list)
    for finding in found:
        groups[by(finding)].append(finding)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def _worst(found: list[FindingFact]) -> FindingFact:
    return min(found, key=lambda finding: (ORDER[finding.severity], finding.found_on, finding.id))
