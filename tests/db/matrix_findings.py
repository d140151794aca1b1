"""How to call the commands that take several findings at once, or a whole list of zones."""

from tests.db.matrix_site import WEDNESDAY, finding, organisation
from tracker.vocabulary import FindingStatus
from tracker.zone_list import ListedZone, ZonePath

CALLS = {
    "assign_findings": lambda session, project_id: {
        "project_id": project_id,
        "finding_ids": [
            finding(session, project_id).id,
            finding(session, project_id, FindingStatus.ASSIGNED).id,
        ],
        "organisation_id": organisation(session, project_id).id,
        "today": WEDNESDAY,
    },
    "import_zones": lambda _session, project_id: {
        "project_id": project_id,
        "zones": [ListedZone(ZonePath("一层", "大厅"), 320_000)],
    },
}
