"""Decisions that stock serves a line's need, or does not, and taking them over into the working copy."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.draft_rows import working_draft
from db.commands.lines import archive_line, update_line
from db.commands.reasons import give_reason
from db.commands.registry import command, get
from db.models import Asset, AssetMatch, DraftLine, LineageRow, LineReason
from db.queries.assets import matches, needs, register
from tracker.errors import Invalid
from tracker.money import quantity_of
from tracker.permissions import Action, Actor
from tracker.procurement.reuse import counted, heirs_of, left_of, net_needs
from tracker.vocabulary import Cause

FIELDS = frozenset({"is_reused", "quantity_milli", "reason"})
LONGEST_REASON = 2000


@command(Action.EDIT_PROCUREMENT)
def decide_reuse(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    lineage_id: int,
    asset_id: int,
    is_reused: bool,
    quantity_milli: int = 0,
    reason: str = "",
) -> int:
    """Record that an asset serves a line with so many, or that it does not and why; gives the decision's id.

    Raises:
        Invalid: as `_check`; `reuse_decided` where a decision on the two stands already.
    """
    match = session.exec(
        select(AssetMatch).where(
            AssetMatch.project_id == project_id,
            AssetMatch.lineage_id == lineage_id,
            AssetMatch.asset_id == asset_id,
        )
    ).first()
    if match is not None and match.archived_at is None:
        raise Invalid("reuse_decided")
    get(session, LineageRow, project_id, lineage_id)
    get(session, Asset, project_id, asset_id)
    if match is None:
        match = AssetMatch(project_id=project_id, lineage_id=lineage_id, asset_id=asset_id, quantity_milli=0)
    match.is_reused, match.quantity_milli, match.reason = is_reused, quantity_milli, reason
    _check(session, match)
    match.archived_at = None
    session.add(match)
    session.flush()
    assert match.id is not None  # noqa: S101 (flushed)
    return match.id


@command(Action.EDIT_PROCUREMENT)
def update_reuse(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    match_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a decision: whether, with how many, and why.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as `_check`.
    """
    match = get(session, AssetMatch, project_id, match_id)
    with session.no_autoflush:
        editing.merge_edit(
            match, expected_version=expected_version, original=original, changes=changes, fields=FIELDS
        )
        _check(session, match)
    session.add(match)


@command(Action.EDIT_PROCUREMENT)
def archive_reuse(session: Session, *, actor: Actor, project_id: int, match_id: int) -> None:
    """Withdraw a decision; its stock is free again."""
    editing.archive(session, get(session, AssetMatch, project_id, match_id))


@command(Action.EDIT_PROCUREMENT)
def restore_reuse(session: Session, *, actor: Actor, project_id: int, match_id: int) -> None:
    """Bring a decision back.

    Raises:
        Invalid: as `_check`: its stock may serve another line by now.
    """
    match = get(session, AssetMatch, project_id, match_id)
    _check(session, match)
    editing.restore(session, match)


@command(Action.EDIT_PROCUREMENT)
def apply_reuse(
    session: Session, *, actor: Actor, project_id: int, draft_id: int, lineage_id: int, text: str = ""
) -> int:
    """Let the line of a working copy buy its net need only; gives the thousandths that it buys now.

    A line that needs nothing more is put aside. The change is given the cause "reuse", with `text`, unless it has
    a reason already.

    Raises:
        Invalid: the draft is no working copy; the line is not in it (`line_not_bought`).
    """
    draft = working_draft(session, project_id, draft_id)
    row = next(
        (each for each in needs(session, project_id) if each.need.lineage == lineage_id and each.line_id),
        None,
    )
    if row is None or row.line_id is None or row.draft_id != draft.id:
        raise Invalid("line_not_bought")
    served = _served(session, project_id)
    [net] = net_needs([row.need], {key: each for key, each in served.items() if key[0] == lineage_id})
    line = get(session, DraftLine, project_id, row.line_id)
    if net.net_milli == 0:
        archive_line(session, actor=actor, project_id=project_id, line_id=row.line_id)
    else:
        update_line(
            session,
            actor=actor,
            project_id=project_id,
            line_id=row.line_id,
            expected_version=line.version,
            original={"quantity_milli": line.quantity_milli},
            changes={"quantity_milli": net.net_milli},
        )
    if not _has_reason(session, project_id, draft_id, lineage_id):
        give_reason(session, draft, lineage_id, Cause.REUSE, text)
    return net.net_milli


def _served(session: Session, project_id: int, but: int | None = None) -> dict[tuple[int, int], int]:
    """What the standing decisions come to, leaving out the one with the id `but`."""
    stocks = [row.stock for row in register(session, project_id)]
    wanted = [row.need for row in needs(session, project_id)]
    decisions = [row.decision for row in matches(session, project_id) if not row.archived and row.id != but]
    return dict(counted(stocks, wanted, decisions))


def _check(session: Session, match: AssetMatch) -> None:
    """Refuse a decision that cannot be.

    Raises:
        Invalid: `reuse_without_reason`, for stock that is not reused; `reuse_without_quantity`; `asset_overdrawn`
            (facts: name, free), where other lines hold the stock; `reuse_beyond_need` (facts: name, need);
            `line_not_bought`, where no open plan buys the line; `text_too_long`.
    """
    match.reason = match.reason.strip()
    if len(match.reason) > LONGEST_REASON:
        raise Invalid("text_too_long", field="reason", longest=LONGEST_REASON, length=len(match.reason))
    if not match.is_reused:
        match.quantity_milli = 0
        if not match.reason:
            raise Invalid("reuse_without_reason")
        return
    if match.quantity_milli <= 0:
        raise Invalid("reuse_without_quantity")
    with session.no_autoflush:
        _check_quantity(session, match)


def _check_quantity(session: Session, match: AssetMatch) -> None:
    asset = get(session, Asset, match.project_id, match.asset_id)
    session.refresh(asset, with_for_update=True)  # two decisions on one asset wait for each other
    served = _served(session, match.project_id, match.id)
    wanted = {row.need.lineage: row.need for row in needs(session, match.project_id)}
    served_lines = heirs_of(wanted.values()).get(match.lineage_id, (match.lineage_id,))
    rows = [wanted[lineage] for lineage in served_lines if lineage in wanted]
    if not rows:
        raise Invalid("line_not_bought")
    stocks = [each.stock for each in register(session, match.project_id)]
    free = left_of(stocks, served)[match.asset_id]
    nets = net_needs(rows, {key: each for key, each in served.items() if key[0] in served_lines})
    left = sum(net.net_milli for net in nets)
    if match.quantity_milli > free:
        raise Invalid("asset_overdrawn", name=asset.name, free=quantity_of(free))
    if match.quantity_milli > left:
        raise Invalid("reuse_beyond_need", name=rows[0].name, need=quantity_of(left))


def _has_reason(session: Session, project_id: int, draft_id: int, lineage_id: int) -> bool:
    """Whether somebody said already why the line changed in this draft."""
    query = select(LineReason.id).where(
        LineReason.project_id == project_id,
        LineReason.draft_id == draft_id,
        LineReason.lineage_id == lineage_id,
        col(LineReason.archived_at).is_(None),
    )
    return session.exec(query).first() is not None
