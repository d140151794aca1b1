"""The candidates of a recruitment round; their names only for who may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import Candidate
from tracker.vocabulary import CandidateOutcome, RoundStage


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who takes part in a round; name, contact and notes are empty where they were not asked for."""

    id: int
    version: int
    round_id: int
    post_id: int | None
    stage: RoundStage
    outcome: CandidateOutcome
    erased: bool
    archived: bool
    name: str = ""
    contact: str = ""
    notes: str = ""


def candidates(session: Session, project_id: int, round_id: int, *, with_names: bool) -> list[CandidateRow]:
    """The candidates of a round, archived ones too; one statement.

    `with_names` is for who may see candidates (`Action.SEE_CANDIDATES`); without it the private columns are not even
    read.
    """
    private: Iterable[Any] = (Candidate.name, Candidate.contact, Candidate.notes) if with_names else ()
    query = (
        sa.select(
            col(Candidate.id),
            col(Candidate.version),
            col(Candidate.round_id),
            col(Candidate.post_id),
            col(Candidate.stage),
            col(Candidate.outcome),
            col(Candidate.erased_at).is_not(None),
            col(Candidate.archived_at).is_not(None),
            *private,
        )
        .where(col(Candidate.project_id) == project_id, col(Candidate.round_id) == round_id)
        .order_by(col(Candidate.id))
    )
    return [CandidateRow(*row) for row in session.execute(query)]
