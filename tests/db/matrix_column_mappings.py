"""How the permission matrix calls the commands of saved column mappings."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import make
from tracker.imports.headings import Meaning
from tracker.imports.saved_mapping import SavedColumn, SavedMapping

MAPPING = SavedMapping(
    (SavedColumn("Account", Meaning.NAME, None), SavedColumn("Adopted", Meaning.AMOUNT, "元"))
)


def _stored(session: Session, project_id: int) -> dict[str, Any]:
    row = make("column_mapping", session, project_id=project_id, mapping=MAPPING.to_json())
    return {"project_id": project_id, "mapping_id": row.id}


def _renamed(session: Session, project_id: int) -> dict[str, Any]:
    row = make("column_mapping", session, project_id=project_id, name="Form", mapping=MAPPING.to_json())
    edit = {"original": {"name": "Form"}, "changes": {"name": "City form"}}
    return {"project_id": project_id, "mapping_id": row.id, "expected_version": row.version, **edit}


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "save_column_mapping": lambda _session, project_id: {
        "project_id": project_id,
        "name": "City form",
        "mapping": MAPPING,
    },
    "update_column_mapping": _renamed,
    "archive_column_mapping": _stored,
    "restore_column_mapping": _stored,
}
