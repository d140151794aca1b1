"""How to call the commands on calendar feeds."""

from tests.factories import make

CALLS = {
    "open_calendar_feed": lambda _session, project_id: {"project_id": project_id, "name": "My phone"},
    "revoke_calendar_feed": lambda session, project_id: {
        "project_id": project_id,
        "feed_id": make("calendar_feed", session, project_id=project_id).id,
    },
}
