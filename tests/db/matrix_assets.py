"""How the permission matrix calls the commands on assets, their counts and their reuse."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import INSTANT, make
from tracker.vocabulary import AssetCondition, DraftStatus

RECORD = {"code": "GD1", "name": "办公桌", "quantity_milli": 18_000, "condition": AssetCondition.GOOD}


def _asset(session: Session, project_id: int, **given: Any) -> Any:
    return make(
        "asset",
        session,
        **{
            "project_id": project_id,
            "name": "办公桌",
            "quantity_milli": 18_000,
            "usable_milli": 14_000,
            **given,
        },
    )


def _edit(session: Session, project_id: int) -> dict[str, Any]:
    asset = _asset(session, project_id)
    return {
        "asset_id": asset.id,
        "expected_version": asset.version,
        "original": {"location": asset.location},
        "changes": {"location": "旧馆二楼"},
    }


def _count(session: Session, project_id: int, *, archived: bool = False) -> dict[str, Any]:
    asset = _asset(session, project_id)
    values = {"quantity_milli": 17_000, "usable_milli": 12_000, "archived_at": INSTANT if archived else None}
    return {"count_id": make("asset_count", session, project_id=project_id, asset_id=asset.id, **values).id}


def _line(session: Session, project_id: int) -> Any:
    draft = make("draft", session, project_id=project_id, number=None, status=DraftStatus.WORKING)
    lineage = make("lineage", session, project_id=project_id, plan_id=draft.plan_id)
    return make(
        "line",
        session,
        project_id=project_id,
        draft_id=draft.id,
        lineage_id=lineage.id,
        quantity_milli=38_000,
        unit_price_fen=100,
        amount_fen=3_800,
    )


def _decision(session: Session, project_id: int) -> dict[str, Any]:
    return {
        "lineage_id": _line(session, project_id).lineage_id,
        "asset_id": _asset(session, project_id).id,
        "is_reused": True,
        "quantity_milli": 14_000,
    }


def _match(session: Session, project_id: int, *, archived: bool = False) -> Any:
    return make(
        "asset_match",
        session,
        project_id=project_id,
        lineage_id=_line(session, project_id).lineage_id,
        asset_id=_asset(session, project_id).id,
        quantity_milli=5_000,
        archived_at=INSTANT if archived else None,
    )


def _match_edit(session: Session, project_id: int) -> dict[str, Any]:
    match = _match(session, project_id)
    return {
        "match_id": match.id,
        "expected_version": match.version,
        "original": {"quantity_milli": 5_000},
        "changes": {"quantity_milli": 6_000},
    }


def _apply(session: Session, project_id: int) -> dict[str, Any]:
    line = _line(session, project_id)
    return {"draft_id": line.draft_id, "lineage_id": line.lineage_id}


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "create_asset": lambda _session, project: {"project_id": project, "values": RECORD},
    "update_asset": lambda s, project: {"project_id": project, **_edit(s, project)},
    "archive_asset": lambda s, project: {"project_id": project, "asset_id": _asset(s, project).id},
    "restore_asset": lambda s, project: {
        "project_id": project,
        "asset_id": _asset(s, project, archived_at=INSTANT).id,
    },
    "import_assets": lambda _session, project: {"project_id": project, "listed": [RECORD]},
    "record_asset_count": lambda s, project: {
        "project_id": project,
        "asset_id": _asset(s, project).id,
        "counted_on": dt.date(2026, 4, 1),
        "quantity_milli": 17_000,
        "usable_milli": 12_000,
        "condition": AssetCondition.FAIR,
    },
    "archive_asset_count": lambda s, project: {"project_id": project, **_count(s, project)},
    "restore_asset_count": lambda s, project: {"project_id": project, **_count(s, project, archived=True)},
    "decide_reuse": lambda s, project: {"project_id": project, **_decision(s, project)},
    "update_reuse": lambda s, project: {"project_id": project, **_match_edit(s, project)},
    "archive_reuse": lambda s, project: {"project_id": project, "match_id": _match(s, project).id},
    "restore_reuse": lambda s, project: {
        "project_id": project,
        "match_id": _match(s, project, archived=True).id,
    },
    "apply_reuse": lambda s, project: {"project_id": project, **_apply(s, project)},
}
