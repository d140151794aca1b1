"""How the permission matrix calls the command that takes OCDS releases."""

import datetime as dt

from tests.db.matrix_procurement import LINE
from tests.factories import make
from tracker.imports.draft_types import DraftFile
from tracker.imports.ocds import ReadRelease, ReleaseFile

_RELEASE = ReadRelease("r1", dt.date(2026, 3, 2), "Plan", ("1",), DraftFile((), (LINE,), None, ()), ())

CALLS = {
    "import_releases": lambda session, project_id: {
        "project_id": project_id,
        "plan_id": make("procurement_plan", session, project_id=project_id).id,
        "file": ReleaseFile("ocds-x-1", (_RELEASE,), ()),
    },
}
