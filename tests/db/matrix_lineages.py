"""How the permission matrix calls the commands that join and part lineages."""

from typing import Any

from sqlmodel import Session

from tests.factories import make
from tracker.vocabulary import DraftStatus


def cut_and_new(session: Session, project_id: int) -> tuple[int, int]:
    """A lineage that only draft 1 of a plan lists, and one that only draft 3 lists."""
    plan = make("procurement_plan", session, project_id=project_id)
    drafts = [
        make(
            "draft",
            session,
            project_id=project_id,
            plan_id=plan.id,
            number=number,
            status=DraftStatus.SUBMITTED,
        )
        for number in (1, 2, 3)
    ]
    lineages = [make("lineage", session, project_id=project_id, plan_id=plan.id) for _ in range(2)]
    for draft, lineage in ((drafts[0], lineages[0]), (drafts[2], lineages[1])):
        make(
            "line", session, project_id=project_id, draft_id=draft.id, lineage_id=lineage.id, name="录播系统"
        )
    return lineages[0].id, lineages[1].id


def _join(session: Session, project_id: int) -> dict[str, Any]:
    earlier, later = cut_and_new(session, project_id)
    return {"project_id": project_id, "lineage_id": later, "earlier_id": earlier}


def _part(session: Session, project_id: int) -> dict[str, Any]:
    call = _join(session, project_id)
    make(
        "lineage_origin",
        session,
        project_id=project_id,
        lineage_id=call["lineage_id"],
        parent_id=call["earlier_id"],
    )
    return call


def _refuse(session: Session, project_id: int) -> dict[str, Any]:
    return {"project_id": project_id, "lineage_id": cut_and_new(session, project_id)[1]}


CALLS = {"join_lineages": _join, "part_lineages": _part, "refuse_return": _refuse}
"""Command name → keyword arguments but `actor`, for a project of the test's."""
