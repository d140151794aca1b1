"""Candidates of a recruitment round, where names are kept at all: for the lead and personnel alone, and erasable."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Candidate, RecruitmentRound, RoundPost
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import RoundStage

LONGEST_NAME = 120
LONGEST_CONTACT = 200
LONGEST_NOTES = 2_000

FIELDS = frozenset({"name", "contact", "notes", "post_id", "stage", "outcome"})
"""What may be edited of a candidate."""


@command(Action.SEE_CANDIDATES)
def create_candidate(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    name: str,
    contact: str = "",
    notes: str = "",
    post_id: int | None = None,
    stage: RoundStage = RoundStage.REGISTRATION,
) -> int:
    """Keep the name of somebody who takes part in a round; gives the id.

    Raises:
        Invalid: "round_archived", or as `_check`.
    """
    found = get(session, RecruitmentRound, project_id, round_id)
    if found.archived_at is not None:
        raise Invalid("round_archived", title=found.title)
    candidate = Candidate(
        project_id=project_id,
        round_id=round_id,
        post_id=post_id,
        name=name,
        contact=contact,
        notes=notes,
        stage=stage,
    )
    _check(session, candidate)
    session.add(candidate)
    session.flush()
    assert candidate.id is not None  # noqa: S101 (flushed)
    return candidate.id


@command(Action.SEE_CANDIDATES)
def update_candidate(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    candidate_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change the fields of `FIELDS`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`, "field_not_editable", and "candidate_erased".
    """
    candidate = get(session, Candidate, project_id, candidate_id)
    if candidate.erased_at is not None:
        raise Invalid("candidate_erased")
    with session.no_autoflush:  # a rule must be told before the database refuses the row
        merge_edit(
            candidate, expected_version=expected_version, original=original, changes=changes, fields=FIELDS
        )
        _check(session, candidate)
    session.add(candidate)


@command(Action.SEE_CANDIDATES)
def archive_candidate(session: Session, *, actor: Actor, project_id: int, candidate_id: int) -> None:
    """Put a candidate aside; the name stays until it is erased."""
    editing.archive(session, get(session, Candidate, project_id, candidate_id))


@command(Action.SEE_CANDIDATES)
def restore_candidate(session: Session, *, actor: Actor, project_id: int, candidate_id: int) -> None:
    """Bring a candidate back."""
    editing.restore(session, get(session, Candidate, project_id, candidate_id))


@command(Action.SEE_CANDIDATES)
def erase_candidate(session: Session, *, actor: Actor, project_id: int, candidate_id: int) -> None:
    """Forget name, contact and notes for good; what remains is that somebody took part, and how far they came.

    The audit never held them. Erasing twice changes nothing.
    """
    candidate = get(session, Candidate, project_id, candidate_id)
    if candidate.erased_at is None:
        candidate.name = candidate.contact = candidate.notes = ""
        candidate.erased_at = dt.datetime.now(dt.UTC)
        session.add(candidate)


def _check(session: Session, candidate: Candidate) -> None:
    """Refuse a candidate that makes no sense.

    Raises:
        Invalid: "text_missing", "text_too_long", or "post_not_in_round".
    """
    candidate.name = required_text("name", candidate.name, longest=LONGEST_NAME)
    for field, longest in (("contact", LONGEST_CONTACT), ("notes", LONGEST_NOTES)):
        text = getattr(candidate, field).strip()
        if len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
        setattr(candidate, field, text)
    if candidate.post_id is None:
        return
    sought = select(RoundPost.id).where(
        RoundPost.project_id == candidate.project_id,
        RoundPost.round_id == candidate.round_id,
        RoundPost.post_id == candidate.post_id,
    )
    if session.exec(sought).first() is None:
        raise Invalid("post_not_in_round")
