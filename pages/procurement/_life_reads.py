"""The lines of all drafts of a plan, and what they say about each line's life; kept until somebody writes."""

from dataclasses import dataclass

from sqlmodel import Session

from db.queries import procurement as queries
from db.queries.lineages import parted
from pages._kit.cached import Key, by_revision
from tracker.money import FEN_PER_YUAN
from tracker.procurement.ancestry import Origins
from tracker.procurement.explained import GivenReason
from tracker.procurement.life import Gap, NumberedDraft, courses, zigzags
from tracker.procurement.lines import Lineage
from tracker.procurement.returns import Return, returns


@dataclass(frozen=True, slots=True)
class History:
    """All drafts of a plan with their lines, and where lineages come from.

    Attributes:
        ids: of the drafts, in the same order.
        drafts: by number, the working copy last; archived ones and those without lines left out.
        origins: for lineages born from others, the lineages they came from.
        courses: for each lineage, what its life comes to in each draft, in yuan.
        zigzags: of lineages whose lives were cut and came back, where.
    """

    ids: tuple[int, ...]
    drafts: tuple[NumberedDraft, ...]
    origins: Origins
    courses: dict[Lineage, list[float]]
    zigzags: dict[Lineage, tuple[Gap, ...]]

    def place(self, draft_id: int) -> int:
        """Where a draft stands among all."""
        return self.ids.index(draft_id)


@by_revision("procurement")
def history(session: Session, key: Key, plan_id: int) -> History:
    """The drafts of a plan with their lines."""
    rows = [row for row in queries.drafts(session, key.project_id, plan_id) if row.lines and not row.archived]
    origins = queries.origins(session, key.project_id, plan_id)
    drafts = tuple(
        NumberedDraft(
            row.number, tuple(line.as_line() for line in queries.lines_of(session, key.project_id, row.id))
        )
        for row in rows
    )
    yuan = {
        lineage: [amount / FEN_PER_YUAN for amount in amounts]
        for lineage, amounts in courses(drafts, origins).items()
    }
    return History(tuple(row.id for row in rows), drafts, origins, yuan, zigzags(drafts, origins))


@by_revision("procurement")
def given_reasons(session: Session, key: Key, plan_id: int) -> list[GivenReason]:
    """Why lines changed, as people said, by draft."""
    return queries.reasons(session, key.project_id, plan_id)


@by_revision("procurement")
def parted_lines(session: Session, key: Key, plan_id: int) -> dict[Lineage, tuple[Lineage, ...]]:
    """Lines that were parted from others, with those."""
    return parted(session, key.project_id, plan_id)


@by_revision("procurement")
def proposed_returns(_session: Session, _key: Key, plan_id: int) -> list[Return]:
    """New lines that may be cut ones come back."""
    known = history(plan_id)
    return returns(known.drafts, known.origins)
