"""Evidence packs: asked for, built anew, put aside. The building itself goes on in the background (`db.evidence`)."""

import datetime as dt

from sqlmodel import Session, col, select

from db import jobs
from db.commands import editing
from db.commands.days import check_day
from db.commands.registry import command, get
from db.models import EvidencePack, Gate
from db.unit_of_work import note_bulk
from tracker.errors import Invalid
from tracker.languages import LANGUAGES
from tracker.permissions import Action, Actor

PACK = "evidence_pack"
"""The table of packs, as jobs and attachments name it."""

CANCELLED = "evidence_cancelled"
"""The error of a job whose pack was put aside before it was built."""


@command(Action.BUILD_EVIDENCE)
def request_evidence_pack(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    language: str,
    gate_id: int | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> int:
    """Ask for the pack of a gate, or of the days from `starts_on` to `ends_on`; gives its id.

    Raises:
        NotFound: the project has no such gate.
        Invalid: `evidence_scope`, when neither or both are given, or the days end before they begin;
            `language_unknown`; `evidence_exists`, when there is one already, which can be built anew.
    """
    if language not in LANGUAGES:
        raise Invalid("language_unknown", language=language)
    if gate_id is not None:
        get(session, Gate, project_id, gate_id)
    _check_scope(gate_id, starts_on, ends_on)
    same = select(EvidencePack.id).where(
        EvidencePack.project_id == project_id,
        EvidencePack.gate_id == gate_id,
        EvidencePack.starts_on == starts_on,
        EvidencePack.ends_on == ends_on,
        EvidencePack.language == language,
        col(EvidencePack.archived_at).is_(None),
    )
    if session.exec(same).first() is not None:
        raise Invalid("evidence_exists")
    pack = EvidencePack(
        project_id=project_id, gate_id=gate_id, starts_on=starts_on, ends_on=ends_on, language=language
    )
    session.add(pack)
    session.flush()
    assert pack.id is not None  # noqa: S101 (flushed)
    jobs.ask(session, project_id, PACK, pack.id)
    return pack.id


@command(Action.BUILD_EVIDENCE)
def rebuild_evidence_pack(session: Session, *, actor: Actor, project_id: int, evidence_pack_id: int) -> None:
    """Have a pack built from what is stored now; until then the one before is offered.

    Raises:
        Invalid: `evidence_archived`.
    """
    pack = get(session, EvidencePack, project_id, evidence_pack_id)
    if pack.archived_at is not None:
        raise Invalid("evidence_archived")
    jobs.ask(session, project_id, PACK, evidence_pack_id)
    note_bulk(session, pack, {"asked_again": True})


@command(Action.BUILD_EVIDENCE)
def archive_evidence_pack(session: Session, *, actor: Actor, project_id: int, evidence_pack_id: int) -> None:
    """Put a pack aside; one that is being built is not built any further."""
    editing.archive(session, get(session, EvidencePack, project_id, evidence_pack_id))
    jobs.cancel(session, project_id, PACK, evidence_pack_id, CANCELLED)


@command(Action.BUILD_EVIDENCE)
def restore_evidence_pack(session: Session, *, actor: Actor, project_id: int, evidence_pack_id: int) -> None:
    """Bring a pack back; it is not built anew by that."""
    editing.restore(session, get(session, EvidencePack, project_id, evidence_pack_id))


def _check_scope(gate_id: int | None, starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    days = [day for day in (starts_on, ends_on) if day is not None]
    for day in days:
        check_day(day)
    of_gate, of_days = gate_id is not None and not days, gate_id is None and len(days) == 2
    if not (of_gate or of_days) or days != sorted(days):
        raise Invalid("evidence_scope")
