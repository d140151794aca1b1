"""How to call the commands on the checklist and on the attendees of a round."""

from tests.db.matrix_site import editing, on, round_
from tests.factories import make


def question(session, project_id):
    """A general question."""
    return make("checklist_item", session, project_id=project_id, text="消防通道畅通")


def attendee(session, project_id):
    """Somebody at a round that is being held."""
    held = round_(session, project_id)
    return make("attendee", session, project_id=project_id, inspection_id=held.id, name="王某(示例)")


CALLS = {
    "create_checklist_item": lambda session, project_id: {"project_id": project_id, "text": "临边有防护"},
    "import_checklist": lambda session, project_id: {
        "project_id": project_id,
        "text": "临边有防护\n洞口有盖板",
    },
    "update_checklist_item": editing(question, "item_id", text="疏散门畅通"),
    "replace_checklist_item": lambda session, project_id: {
        "project_id": project_id,
        "item_id": question(session, project_id).id,
        "text": "疏散门畅通",
    },
    "move_checklist_item": lambda session, project_id: {
        "project_id": project_id,
        "item_id": question(session, project_id).id,
        "by": 1,
    },
    "archive_checklist_item": on(question, "item_id"),
    "restore_checklist_item": on(question, "item_id"),
    "add_attendee": lambda session, project_id: {
        "project_id": project_id,
        "round_id": round_(session, project_id).id,
        "name": "王某(示例)",
    },
    "update_attendee": editing(attendee, "attendee_id", name="王工(示例)"),
    "archive_attendee": on(attendee, "attendee_id"),
    "restore_attendee": on(attendee, "attendee_id"),
}
