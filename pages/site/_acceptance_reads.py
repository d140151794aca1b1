"""What the acceptance page reads, kept by revision."""

from sqlmodel import Session

from db.queries import acceptance as queries
from db.queries import plan as plan_queries
from db.queries import site as site_queries
from db.queries import warranties as warranty_queries
from pages._kit.cached import Key, by_revision
from tracker.acceptance import unmet_before_furniture
from tracker.schedule.model import TaskKind
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage
from tracker.warranties import Deadline, look_ahead

MONTHS_AHEAD = 24
"""How far the page looks ahead: the shortest warranties end two years after their gate."""


@by_revision("site", "project", "plan")
def gates(session: Session, key: Key) -> list[queries.GateRow]:
    return queries.gates(session, key.project_id)


@by_revision("site")
def stages(session: Session, key: Key) -> dict[AcceptanceStage, AcceptanceOutcome | None]:
    """How each stage stands; the overview counts with the same function."""
    return site_queries.acceptance_gates(session, key.project_id)


@by_revision("site")
def acceptances(session: Session, key: Key, gate_id: int) -> list[queries.AcceptanceRow]:
    return queries.acceptances(session, key.project_id, gate_id)


@by_revision("site")
def warranties(session: Session, key: Key) -> list[warranty_queries.WarrantyRow]:
    return warranty_queries.warranties(session, key.project_id)


@by_revision("site", "project", "plan")
def upcoming(session: Session, key: Key) -> list[Deadline]:
    """What falls due, and what is overdue, earliest first."""
    found = warranty_queries.deadlines(session, key.project_id)
    return look_ahead(found, key.today, months=MONTHS_AHEAD)


@by_revision("plan")
def tasks(session: Session, key: Key) -> dict[int, str]:
    """Tasks and milestones that a gate may finish, by id."""
    return {
        task.id: task.title
        for task in plan_queries.task_facts(session, key.project_id)
        if task.kind is not TaskKind.SUMMARY and not task.archived
    }


def furniture_waits(
    zone_ids: list[int], rows: list[queries.GateRow], parents: dict[int, int | None]
) -> dict[int, list[int]]:
    """For each zone, the gates that must be met before its furniture comes."""
    needs = [row.need for row in rows if not row.archived]
    return {zone_id: unmet_before_furniture(zone_id, needs, parents) for zone_id in zone_ids}
