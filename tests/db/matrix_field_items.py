"""How to call the commands that store what a phone says."""

import datetime as dt
import uuid

from db.commands.field_records import note_from_phone
from db.photos import StoredPhoto
from tests.db.matrix_site import WEDNESDAY, finding, round_
from tests.factories import make
from tracker.field import (
    Attendance,
    Check,
    HeadField,
    NewFinding,
    NewRound,
    Note,
    Observation,
    Signature,
    Withdrawal,
)
from tracker.permissions import SYSTEM
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade

AT = dt.datetime(2026, 3, 4, 2, 0, tzinfo=dt.UTC)


def said():
    """The name of an item and its instant."""
    return str(uuid.uuid4()), AT


def call(make_item):
    """A call of a command that takes an item; `make_item` gets the session and the project."""

    def arguments(session, project_id):
        return {
            "project_id": project_id,
            "round_id": round_(session, project_id).id,
            "device": str(uuid.uuid4()),
            "item": make_item(session, project_id),
        }

    return arguments


def check(session, project_id):
    """An answer to a question that is asked in every zone."""
    zone = make("zone", session, project_id=project_id)
    question = make("checklist_item", session, project_id=project_id)
    return Check(*said(), zone.id, question.id, CheckAnswer.PASS)


def withdrawal(session, project_id):
    """A note that a phone wrote, and its withdrawal."""
    arguments = call(lambda _session, _project_id: Note(*said(), None, "干净"))(session, project_id)
    note_from_phone(session, actor=SYSTEM, **arguments)
    taken = Withdrawal(str(uuid.uuid4()), AT + dt.timedelta(minutes=1), arguments["item"].client_id)
    return {**arguments, "item": taken}


CALLS = {
    "join_round": lambda _session, project_id: {
        "project_id": project_id,
        "wanted": NewRound(str(uuid.uuid4()), None, WEDNESDAY, WEDNESDAY),
    },
    "sign_from_phone": lambda session, project_id: {
        "project_id": project_id,
        "round_id": round_(session, project_id).id,
        "signature": Signature(str(uuid.uuid4()), "王某"),
        "today": WEDNESDAY,
    },
    "photo_from_phone": lambda session, project_id: {
        "project_id": project_id,
        "round_id": round_(session, project_id).id,
        "on": "round",
        "photo": StoredPhoto("0" * 64, 1_000),
        "client_id": str(uuid.uuid4()),
    },
    "answer_check": call(check),
    "observe_finding": call(
        lambda session, project_id: Observation(
            *said(), finding(session, project_id).id, FindingObservation.FIXED, ""
        )
    ),
    "set_head_field": call(lambda _session, _project_id: HeadField(*said(), "weather", "晴", "")),
    "note_from_phone": call(lambda _session, _project_id: Note(*said(), None, "干净")),
    "finding_from_phone": call(
        lambda _session, _project_id: NewFinding(
            *said(), None, Trade.OTHER, Severity.MINOR, "划痕", None, None
        )
    ),
    "attendee_from_phone": call(lambda _session, _project_id: Attendance(*said(), "王某", None)),
    "withdraw_item": withdrawal,
}
