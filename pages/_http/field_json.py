"""What the field page's API answers: rows as JSON. People's names only for roles that may see them."""

from typing import Any

from db.commands.rounds import LONGEST_TEXT, LONGEST_WEATHER
from db.queries.field import OpenFindingRow, RoundOffer, Today
from db.queries.field_rounds import Disagreement, RoundState
from db.queries.places import ZoneRow
from db.queries.projects import ProjectRow
from tracker.field_reading import MOST_ITEMS
from tracker.photos import LARGEST_BYTES
from tracker.vocabulary import Trade

BASE = "/field/api/v1"


def project(row: ProjectRow) -> dict[str, Any]:
    """A project to choose."""
    return {"id": row.id, "name": row.name}


def today(bundle: Today, project_id: int, *, with_names: bool) -> dict[str, Any]:
    """The bundle of a day, without its project."""
    return {
        "rounds": [_offer(row) for row in bundle.rounds],
        "zones": [_zone(row) for row in bundle.zones],
        "checklist": [{"id": row.id, "zone_id": row.zone_id, "text": row.text} for row in bundle.checklist],
        "findings": [_finding(row, project_id) for row in bundle.findings],
        "organisations": [
            {"id": row.id, "name": row.name, "role": row.role.value} for row in bundle.organisations
        ],
        "people": [
            {"name": row.name, "organisation_id": row.organisation_id} for row in bundle.people if with_names
        ],
        "severities": [
            {"code": row.severity.value, "due_days": row.due_days, "due_on": _day(row.due_on)}
            for row in bundle.severities
        ],
        "trades": [trade.value for trade in Trade],
        "limits": {
            "text": LONGEST_TEXT,
            "weather": LONGEST_WEATHER,
            "photo_bytes": LARGEST_BYTES,
            "items": MOST_ITEMS,
        },
    }


def round_state(state: RoundState, *, with_names: bool) -> dict[str, Any]:
    """Everything that was said in a round."""
    head = state.head
    return {
        "id": head.id,
        "client_id": head.client_id,
        "status": head.status.value,
        "held_on": _day(head.held_on),
        "planned_on": _day(head.planned_on),
        "head": {
            "weather": head.weather,
            "progress": head.progress,
            "decisions": head.decisions,
            "next_week": head.next_week,
        },
        "checks": [
            {
                "client_id": row.client_id,
                "zone_id": row.zone_id,
                "item_id": row.item_id,
                "answer": row.answer.value,
                "device": row.device,
                "at": row.at.isoformat(),
            }
            for row in state.checks
        ],
        "observations": [
            {
                "client_id": row.client_id,
                "finding_id": row.finding_id,
                "observation": row.observation.value,
                "text": row.text,
                "device": row.device,
                "at": row.at.isoformat(),
            }
            for row in state.observations
        ],
        "notes": [
            {
                "client_id": row.client_id,
                "id": row.id,
                "zone_id": row.zone_id,
                "text": row.text,
                "device": row.device,
                "is_addendum": row.is_addendum,
            }
            for row in state.notes
        ],
        "findings": [
            {
                "client_id": row.client_id,
                "id": row.id,
                "number": row.number,
                "zone_id": row.zone_id,
                "severity": row.severity.value,
                "description": row.description,
            }
            for row in state.findings
        ],
        "attendees": [
            {
                "client_id": row.client_id,
                "name": row.name if with_names else "",
                "organisation_id": row.organisation_id,
            }
            for row in state.attendees
        ],
        "disagreements": [_disagreement(each) for each in state.disagreements],
        "signed": None
        if head.signed_at is None
        else {"at": head.signed_at.isoformat(), "name": head.signed_name if with_names else ""},
    }


def _offer(row: RoundOffer) -> dict[str, Any]:
    return {
        "id": row.id,
        "client_id": row.client_id,
        "series_id": row.series_id,
        "title": row.title,
        "planned_on": _day(row.planned_on),
        "window_ends_on": _day(row.window_ends_on),
        "held_on": _day(row.held_on),
        "state": row.state.value,
    }


def _zone(row: ZoneRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "parent_id": row.parent_id,
        "kind": row.kind.value,
        "name": row.name,
        "path": row.place,
    }


def _finding(row: OpenFindingRow, project_id: int) -> dict[str, Any]:
    photo = f"{BASE}/photos/{row.photo}/thumbnail?project={project_id}" if row.photo else None
    return {
        "id": row.id,
        "number": row.number,
        "zone_id": row.zone_id,
        "trade": row.trade.value,
        "severity": row.severity.value,
        "status": row.status.value,
        "description": row.description,
        "found_on": _day(row.found_on),
        "due_on": _day(row.due_on),
        "organisation": row.organisation,
        "photo": photo,
    }


def _disagreement(row: Disagreement) -> dict[str, Any]:
    if row.kind == "observation":
        return {"kind": row.kind, "finding_id": row.finding_id, "answers": row.answers}
    return {"kind": row.kind, "zone_id": row.zone_id, "item_id": row.item_id, "answers": row.answers}


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
