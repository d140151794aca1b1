"""What else holds the plan: open findings that block, bound to the work in their part of the building."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.findings import ORDER
from tracker.plans import DatedTaskRow
from tracker.readiness.judgement import FINDING_DELAYS, RiskDriver
from tracker.schedule.model import TaskKind
from tracker.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class BlockingFinding:
    """An open finding that holds up an acceptance or the opening, and the zone it lies in."""

    zone_id: int | None
    severity: Severity


@dataclass(frozen=True, slots=True)
class ZoneFact:
    """A zone's place in the building, as people read it, and the zone it lies in."""

    place: str
    parent_id: int | None


def finding_drivers(
    tasks: Sequence[DatedTaskRow], findings: Sequence[BlockingFinding], zones: Mapping[int, ZoneFact]
) -> tuple[list[RiskDriver], int]:
    """One risk for each zone with open work, and the number of findings that hold no work.

    A finding holds the first open task of its zone by planned start, or of the nearest zone around it that has
    one. Findings that hold the same task are put right side by side, so the worst of them decides the delay
    (`FINDING_DELAYS`). Where no task names the zone, nothing says what the finding holds: it is only counted.
    A risk is called as the place of the zone whose task it holds.
    """
    first: dict[int, int] = {}
    for task in sorted(tasks, key=lambda row: (row.start, row.id)):
        if task.zone_id is not None and not task.is_done and task.kind is not TaskKind.SUMMARY:
            first.setdefault(task.zone_id, task.id)
    worst: dict[int, Severity] = {}
    loose = 0
    for finding in findings:
        zone_id = _zone_with_work(finding.zone_id, first, zones)
        if zone_id is None:
            loose += 1
        else:
            worst[zone_id] = min(
                worst.get(zone_id, finding.severity), finding.severity, key=ORDER.__getitem__
            )
    drivers = [
        RiskDriver.of(zones[zone_id].place, (first[zone_id],), FINDING_DELAYS[severity])
        for zone_id, severity in sorted(worst.items())
    ]
    return drivers, loose


def _zone_with_work(
    zone_id: int | None, first: Mapping[int, int], zones: Mapping[int, ZoneFact]
) -> int | None:
    """The zone itself or the nearest one around it that has an open task; None when none has."""
    while zone_id is not None and zone_id not in first:
        zone_id = zones[zone_id].parent_id
    return zone_id
