"""How the permission matrix calls the command that takes a filled-in review opinion."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import make
from tracker.imports.review_sheet import FilledLine, FilledSheet
from tracker.vocabulary import DraftStatus, LineDecision


def _filled(session: Session, project_id: int) -> dict[str, Any]:
    draft = make("draft", session, project_id=project_id, number=1, status=DraftStatus.SUBMITTED)
    lineage = make("lineage", session, project_id=project_id, plan_id=draft.plan_id)
    make("line", session, project_id=project_id, draft_id=draft.id, lineage_id=lineage.id)
    filled = FilledLine(lineage.id, 4, {"decision": None}, {"decision": LineDecision.ACCEPT}, "")
    return {"project_id": project_id, "draft_id": draft.id, "sheet": FilledSheet(draft.id, (filled,))}


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {"import_review_sheet": _filled}
