"""How the permission matrix calls the commands that join and part lineages."""

import datetime as dt
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
    return {"project_id": project_id, "lineage_id": call["lineage_id"]}


def renamed(session: Session, project_id: int) -> tuple[int, list[int]]:
    """A lineage that drafts 1 to 3 list, from draft 2 on under another name; with the ids of the drafts."""
    plan = make("procurement_plan", session, project_id=project_id)
    lineage = make("lineage", session, project_id=project_id, plan_id=plan.id)
    drafts = []
    for number, name in ((1, "阅览桌"), (2, "会议桌"), (3, "会议桌")):
        status = DraftStatus.SUBMITTED
        draft = make("draft", session, project_id=project_id, plan_id=plan.id, number=number, status=status)
        make("line", session, project_id=project_id, draft_id=draft.id, lineage_id=lineage.id, name=name)
        drafts.append(draft.id)
    return lineage.id, drafts


def _part_at(session: Session, project_id: int) -> dict[str, Any]:
    lineage, drafts = renamed(session, project_id)
    return {"project_id": project_id, "lineage_id": lineage, "draft_id": drafts[1]}


def _rejoin(session: Session, project_id: int) -> dict[str, Any]:
    call = _join(session, project_id)
    later, earlier = call["lineage_id"], call["earlier_id"]
    aside = {"parent_id": earlier, "archived_at": dt.datetime(2026, 4, 1, tzinfo=dt.UTC)}
    make("lineage_origin", session, project_id=project_id, lineage_id=later, **aside)
    return {"project_id": project_id, "lineage_id": later}


def _refuse(session: Session, project_id: int) -> dict[str, Any]:
    return {"project_id": project_id, "lineage_id": cut_and_new(session, project_id)[1]}


CALLS = {
    "join_lineages": _join,
    "part_lines": _part,
    "part_line_at": _part_at,
    "rejoin_lines": _rejoin,
    "refuse_return": _refuse,
}
"""Command name → keyword arguments but `actor`, for a project of the test's."""
