"""How to call the command that stores a filled sheet of a round."""

import uuid

from tests.db.matrix_field_items import AT
from tests.db.matrix_site import round_
from tracker.field import Note
from tracker.round_sheet import CellPlace, FilledSheet, SheetEntry, device_of


def filled(session, project_id):
    """A sheet with one note."""
    round_id = round_(session, project_id).id
    name = str(uuid.uuid4())
    note = SheetEntry(name, CellPlace("Notes", 3, 3), Note(name, AT, None, "干净"))
    sheet = FilledSheet(project_id, round_id, device_of(uuid.uuid4()), AT, (note,))
    return {"project_id": project_id, "round_id": round_id, "sheet": sheet}


CALLS = {"import_round_sheet": filled}
