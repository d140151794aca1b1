"""The fixed-asset register, its counts, and what of it serves which line."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.procurement.ancestry import Origins
from tracker.procurement.asset_life import remaining_months
from tracker.procurement.lines import Lineage
from tracker.procurement.reuse import Decision, Need, Stock
from tracker.procurement.reuse_history import TakenOut, taken_out
from tracker.vocabulary import AssetCondition, Cause

ASSET = metadata.tables["asset"]
COUNT = metadata.tables["asset_count"]
MATCH = metadata.tables["asset_match"]
PLAN = metadata.tables["procurement_plan"]
DRAFT = metadata.tables["draft"]
LINE = metadata.tables["line"]
REASON = metadata.tables["line_reason"]
ORIGIN = metadata.tables["lineage_origin"]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An asset; quantities in thousandths, money in fen, `counted_on` the day of its newest count."""

    id: int
    version: int
    code: str
    name: str
    specification: str
    unit: str
    quantity_milli: int
    usable_milli: int
    unit_price_fen: int | None
    acquired: str
    life_years: int | None
    condition: AssetCondition
    location: str
    counted_on: dt.date | None
    archived: bool

    @property
    def stock(self) -> Stock:
        """What of it may serve on; nothing of what is to be scrapped or put aside."""
        out = self.archived or self.condition is AssetCondition.TO_SCRAP
        return Stock(self.id, self.name, self.specification, self.unit, 0 if out else self.usable_milli)

    def months_left(self, today: dt.date) -> int | None:
        """Whole months of its service life left; None where acquisition or life is not known."""
        return remaining_months(self.acquired, self.life_years, today)


@dataclass(frozen=True, slots=True)
class CountRow:
    """What a stock-taking found of an asset; quantities in thousandths."""

    id: int
    asset_id: int
    counted_on: dt.date
    quantity_milli: int
    usable_milli: int
    condition: AssetCondition
    note: str
    archived: bool


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A decision on an asset and a line; the quantity in thousandths."""

    id: int
    version: int
    lineage_id: int
    asset_id: int
    quantity_milli: int
    is_reused: bool
    reason: str
    archived: bool

    @property
    def decision(self) -> Decision:
        """The decision as the rule takes it."""
        return Decision(self.lineage_id, self.asset_id, self.quantity_milli, self.is_reused)


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A line that is needed, of the draft that counts: the working copy, or the newest numbered one.

    `line_id` and its `version` are None where the line was cut because stock serves instead.
    """

    plan_id: int
    draft_id: int
    line_id: int | None
    version: int | None
    category: str
    zone: str
    unit_price_fen: int | None
    need: Need


def register(session: Session, project_id: int) -> list[RegisterRow]:
    """All assets by code, archived ones too. One statement."""
    newest = (
        sa.select(sa.func.max(COUNT.c.counted_on))
        .where(
            COUNT.c.project_id == ASSET.c.project_id,
            COUNT.c.asset_id == ASSET.c.id,
            COUNT.c.archived_at.is_(None),
        )
        .scalar_subquery()
    )
    columns: list[Any] = [
        *(ASSET.c[name] for name in ("id", "version", "code", "name", "specification", "unit")),
        *(ASSET.c[name] for name in ("quantity_milli", "usable_milli", "unit_price_fen", "acquired")),
        *(ASSET.c[name] for name in ("life_years", "condition", "location")),
        sa.type_coerce(newest, sa.Date),
        ASSET.c.archived_at.is_not(None),
    ]
    query = sa.select(*columns).where(ASSET.c.project_id == project_id).order_by(ASSET.c.code)
    return [RegisterRow(*row) for row in session.execute(query)]


def counts(session: Session, project_id: int) -> list[CountRow]:
    """All counts, the newest first, archived ones too."""
    query = (
        sa.select(
            *(COUNT.c[name] for name in ("id", "asset_id", "counted_on", "quantity_milli", "usable_milli")),
            *(COUNT.c[name] for name in ("condition", "note")),
            COUNT.c.archived_at.is_not(None),
        )
        .where(COUNT.c.project_id == project_id)
        .order_by(COUNT.c.counted_on.desc(), COUNT.c.id.desc())
    )
    return [CountRow(*row) for row in session.execute(query)]


def matches(session: Session, project_id: int) -> list[MatchRow]:
    """All decisions in the order they were made, archived ones too."""
    columns = ("id", "version", "lineage_id", "asset_id", "quantity_milli", "is_reused", "reason")
    query = (
        sa.select(*(MATCH.c[name] for name in columns), MATCH.c.archived_at.is_not(None))
        .where(MATCH.c.project_id == project_id)
        .order_by(MATCH.c.id)
    )
    return [MatchRow(*row) for row in session.execute(query)]


def needs(session: Session, project_id: int) -> list[NeedRow]:
    """What every open plan still needs, by plan in the order of its draft. Four statements.

    A line that the draft that counts has no more is still a need when reuse took it out altogether; one that was split
    or merged is not: the lines born from it have its share.
    """
    drafts = _drafts(session, project_id)
    counting = {plan_id: ids[-1] for plan_id, ids in drafts.items()}
    reused = _reused_in(session, project_id)
    origins = _origins(session, project_id)
    followed = {lineage for lineage, _ in reused}.union(origins, *origins.values())
    lines = _lines(session, project_id, list(counting.values()), [int(each) for each in followed])
    found: list[NeedRow] = []
    for plan_id, order in drafts.items():
        history: dict[int, dict[int, Any]] = {}
        for line in lines:
            if line.draft_id in order:
                history.setdefault(line.lineage_id, {})[line.draft_id] = line
        taken = taken_out([(draft_id, _quantities(history, draft_id)) for draft_id in order], reused, origins)
        for lineage_id, by_draft in history.items():
            if lineage_id not in taken:
                continue  # split or merged: its heirs are needs
            row = _need(plan_id, order, by_draft, taken[lineage_id])
            if row.line_id is not None or row.need.gross_milli > 0:
                found.append(row)
    return found


def _drafts(session: Session, project_id: int) -> dict[int, list[int]]:
    """The drafts of each open plan in order, the working copy last unless it is empty."""
    has_lines = sa.exists().where(
        LINE.c.project_id == DRAFT.c.project_id,
        LINE.c.draft_id == DRAFT.c.id,
        LINE.c.archived_at.is_(None),
    )
    query = (
        sa.select(DRAFT.c.plan_id, DRAFT.c.id)
        .join(PLAN, (PLAN.c.project_id == DRAFT.c.project_id) & (PLAN.c.id == DRAFT.c.plan_id))
        .where(
            DRAFT.c.project_id == project_id,
            DRAFT.c.archived_at.is_(None),
            PLAN.c.archived_at.is_(None),
            has_lines,
        )
        .order_by(DRAFT.c.plan_id, DRAFT.c.number.is_(None), DRAFT.c.number)
    )
    found: dict[int, list[int]] = {}
    for plan_id, draft_id in session.execute(query):
        found.setdefault(plan_id, []).append(draft_id)
    return found


def _reused_in(session: Session, project_id: int) -> set[tuple[int, int]]:
    """(lineage, draft) of the changes that were made for reuse."""
    query = sa.select(REASON.c.lineage_id, REASON.c.draft_id).where(
        REASON.c.project_id == project_id,
        REASON.c.cause == Cause.REUSE,
        REASON.c.archived_at.is_(None),
    )
    return {(lineage_id, draft_id) for lineage_id, draft_id in session.execute(query)}


def _lines(session: Session, project_id: int, draft_ids: list[int], lineage_ids: list[int]) -> list[Any]:
    """The lines of the drafts that count, and those of the lineages in every draft."""
    names = ("id", "version", "draft_id", "lineage_id", "category", "name", "specification", "unit")
    query = (
        sa.select(*(LINE.c[name] for name in (*names, "quantity_milli", "unit_price_fen", "zone")))
        .where(
            LINE.c.project_id == project_id,
            LINE.c.archived_at.is_(None),
            sa.or_(LINE.c.draft_id.in_(draft_ids), LINE.c.lineage_id.in_(lineage_ids)),
        )
        .order_by(LINE.c.draft_id, LINE.c.position, LINE.c.id)
    )
    rows = list(session.execute(query))
    # Lines of the draft that counts come first in its own order; cut ones follow.
    return sorted(rows, key=lambda row: row.draft_id not in draft_ids)


def _origins(session: Session, project_id: int) -> Origins:
    """For the lineages of all plans that were born from others: the lineages they came from."""
    query = sa.select(ORIGIN.c.lineage_id, ORIGIN.c.parent_id).where(
        ORIGIN.c.project_id == project_id, ORIGIN.c.archived_at.is_(None)
    )
    found: dict[Lineage, frozenset[Lineage]] = {}
    for lineage, parent in session.execute(query):
        found[lineage] = found.get(lineage, frozenset()) | {parent}
    return found


def _quantities(history: dict[int, dict[int, Any]], draft_id: int) -> dict[int, int]:
    """What a draft lists of each lineage, in thousandths."""
    return {
        lineage: by_draft[draft_id].quantity_milli or 0
        for lineage, by_draft in history.items()
        if draft_id in by_draft
    }


def _need(plan_id: int, order: list[int], by_draft: dict[int, Any], taken: TakenOut) -> NeedRow:
    """The need of one lineage, from its lines by draft."""
    line = by_draft.get(order[-1])
    shown = line or by_draft[max(by_draft, key=order.index)]
    need = Need(
        lineage=shown.lineage_id,
        name=shown.name,
        specification=shown.specification,
        unit=shown.unit,
        quantity_milli=(line.quantity_milli or 0) if line else 0,
        taken_out_milli=taken.quantity_milli,
        inherits=taken.inherits,
    )
    return NeedRow(
        plan_id=plan_id,
        draft_id=order[-1],
        line_id=line.id if line else None,
        version=line.version if line else None,
        category=shown.category,
        zone=shown.zone,
        unit_price_fen=shown.unit_price_fen,
        need=need,
    )
