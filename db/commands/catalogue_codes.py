"""The catalogue code of a line, with the edition that it comes from."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db.commands.draft_rows import working_draft
from db.commands.editing import merge_edit
from db.commands.registry import command, get
from db.models import DraftLine
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.catalogue import EDITION, items

FIELDS = frozenset({"catalogue_code", "catalogue_edition"})


@command(Action.EDIT_PROCUREMENT)
def choose_code(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    line_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Give a line of the working copy its code and edition, or take them away (both empty).

    Raises:
        Conflict: somebody else gave another one since.
        Invalid: the draft is no working copy; "field_not_editable"; "catalogue_code_unknown", when the edition is
            the one that is shipped and has no such code. Codes of other editions are taken as they are.
    """
    line = get(session, DraftLine, project_id, line_id)
    working_draft(session, project_id, line.draft_id)
    code = str(changes.get("catalogue_code", line.catalogue_code))
    if changes.get("catalogue_edition") == EDITION and code not in items():
        raise Invalid("catalogue_code_unknown", asked=code, edition=EDITION)
    merge_edit(line, expected_version=expected_version, original=original, changes=changes, fields=FIELDS)
    session.add(line)
