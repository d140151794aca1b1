"""OCDS releases taken as numbered drafts, one after the other: items keep their lineages from release to release."""

import datetime as dt

from sqlmodel import Session, select

from db.commands.draft_import import import_draft
from db.commands.draft_rows import highest_number, open_plan, previous_draft_id
from db.commands.registry import command
from db.models import DraftLine, LineageRow, LineReason, ReviewComment
from tracker.errors import Invalid
from tracker.exports.ocds import ocid_of
from tracker.imports.ocds import Amendment, ReadRelease, ReleaseFile
from tracker.permissions import Action, Actor
from tracker.procurement.inheritance import Inheritance
from tracker.vocabulary import CommentStatus


@command(Action.DECIDE)
def import_releases(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    plan_id: int,
    file: ReleaseFile,
    reason: str = "",
    file_name: str = "",
    file_sha256: str = "",
) -> list[int]:
    """Store each release of the file as the plan's next draft, all or none; gives their numbers.

    An item of one id is the same line in all releases. Where the file is an export of this very plan, its ids are the
    plan's own lineages. An amendment that names its cause becomes the reason for its items; any other becomes a closed
    comment on the draft.

    Raises:
        Invalid: there is no release to take (`draft_empty`), a problem without a reason
            (`difference_without_reason`), or what `import_draft` refuses.
    """
    open_plan(session, project_id, plan_id)
    if not file.drafts:
        raise Invalid("draft_empty")
    lineages = (
        _own_lineages(session, project_id, plan_id) if file.ocid == ocid_of(project_id, plan_id) else {}
    )
    numbers = []
    for release in file.drafts:
        number = highest_number(session, project_id, plan_id) + 1
        same = {place: lineages[item] for place, item in enumerate(release.items) if item in lineages}
        draft_id = import_draft(
            session,
            actor=actor,
            project_id=project_id,
            plan_id=plan_id,
            number=number,
            file=release.file,
            inheritance=Inheritance(same=same, parents={}),
            previous_id=previous_draft_id(session, project_id, plan_id, number),
            drawn_up_on=release.day,
            submitted_on=release.day,
            reason=reason,
            file_name=f"{file_name} · {release.id}",
            file_sha256=file_sha256,
        )
        lineages |= _lineages_of(session, project_id, draft_id, release)
        _explain(session, actor, project_id, draft_id, release, lineages)
        numbers.append(number)
    return numbers


def _own_lineages(session: Session, project_id: int, plan_id: int) -> dict[str, int]:
    """The plan's lineages by the ids that its own export gives them."""
    query = select(LineageRow.id).where(LineageRow.project_id == project_id, LineageRow.plan_id == plan_id)
    return {str(lineage): lineage for lineage in session.exec(query) if lineage is not None}


def _lineages_of(session: Session, project_id: int, draft_id: int, release: ReadRelease) -> dict[str, int]:
    """The lineage of each item of a release, as it was stored."""
    query = select(DraftLine.position, DraftLine.lineage_id).where(
        DraftLine.project_id == project_id, DraftLine.draft_id == draft_id
    )
    return {release.items[position]: lineage for position, lineage in session.exec(query)}


def _explain(
    session: Session,
    actor: Actor,
    project_id: int,
    draft_id: int,
    release: ReadRelease,
    lineages: dict[str, int],
) -> None:
    """Keep what the amendments of a release say."""
    explained: set[int] = set()
    for amendment in release.amendments:
        about = [lineages[item] for item in amendment.items if item in lineages]
        if amendment.cause is None or not about:
            _comment(session, actor, project_id, draft_id, amendment)
            continue
        for lineage_id in dict.fromkeys(about):
            if lineage_id not in explained:
                explained.add(lineage_id)
                session.add(
                    LineReason(
                        project_id=project_id,
                        draft_id=draft_id,
                        lineage_id=lineage_id,
                        cause=amendment.cause,
                        text=amendment.text,
                    )
                )


def _comment(session: Session, actor: Actor, project_id: int, draft_id: int, amendment: Amendment) -> None:
    """An amendment that names no cause we know: its words, as a comment that asks for nothing."""
    if amendment.items:
        return  # our own file: a change that nobody explained
    said = " · ".join(filter(None, (amendment.date[:10], amendment.rationale, amendment.description)))
    if said:
        session.add(
            ReviewComment(
                project_id=project_id,
                draft_id=draft_id,
                text=said,
                status=CommentStatus.CLOSED,
                written_at=dt.datetime.now(dt.UTC),
                account_id=actor.account_id,
            )
        )
