"""What the asset page reads, kept until somebody writes to procurement, and the rule over it."""

from dataclasses import dataclass

from sqlmodel import Session

from db.queries import assets as queries
from db.queries.photos import PhotoRow, photos_of
from pages._kit.cached import Key, by_revision
from tracker.procurement.reuse import (
    Counted,
    NetNeed,
    ReuseProposal,
    counted,
    heirs_of,
    left_of,
    net_needs,
    proposals,
)


@dataclass(frozen=True, slots=True)
class Reuse:
    """The register against the needs of every open plan: what serves what, what is free, what is proposed."""

    assets: dict[int, queries.RegisterRow]
    needs: dict[int, queries.NeedRow]
    matches: tuple[queries.MatchRow, ...]
    served: Counted
    net: dict[int, NetNeed]
    free: dict[int, int]
    proposals: tuple[ReuseProposal, ...]
    heirs: dict[int, tuple[int, ...]]

    def lines_of(self, row: queries.MatchRow) -> tuple[int, ...]:
        """The lines that a decision holds for: its own, or those born from it; none where it is not bought any more."""
        lines = self.heirs.get(row.lineage_id, (row.lineage_id,))
        return tuple(lineage for lineage in lines if lineage in self.needs)

    def counted_for(self, row: queries.MatchRow) -> int:
        """What a decision and those like it on the same stock count for, in thousandths."""
        return sum(self.served.get((lineage, row.asset_id), 0) for lineage in self.lines_of(row))

    def of_plan(self, plan_id: int) -> list[queries.NeedRow]:
        """The needs of one plan."""
        return [row for row in self.needs.values() if row.plan_id == plan_id]

    def short(self) -> list[queries.MatchRow]:
        """Decisions on lines still needed that count for less than they say: the stock is gone, or the need less."""
        return [
            row
            for row in self.matches
            if not row.archived
            and row.is_reused
            and self.lines_of(row)
            and self.counted_for(row) < row.quantity_milli
        ]


@by_revision("procurement")
def register(session: Session, key: Key) -> list[queries.RegisterRow]:
    """The register, archived assets too."""
    return queries.register(session, key.project_id)


@by_revision("procurement")
def asset_counts(session: Session, key: Key) -> list[queries.CountRow]:
    """All counts, the newest first."""
    return queries.counts(session, key.project_id)


@by_revision("procurement", "project")
def count_photos(session: Session, key: Key, count_ids: tuple[int, ...]) -> dict[int, tuple[PhotoRow, ...]]:
    """The photos of counts."""
    return photos_of(session, key.project_id, "asset_count", count_ids)


@by_revision("procurement")
def reuse(session: Session, key: Key) -> Reuse:
    """The whole of it."""
    assets = {row.id: row for row in queries.register(session, key.project_id)}
    needs = {row.need.lineage: row for row in queries.needs(session, key.project_id)}
    matches = queries.matches(session, key.project_id)
    stocks = [row.stock for row in assets.values()]
    wanted = [row.need for row in needs.values()]
    decisions = [row.decision for row in matches if not row.archived]
    served = counted(stocks, wanted, decisions)
    return Reuse(
        assets=assets,
        needs=needs,
        matches=tuple(matches),
        served=served,
        net={row.need.lineage: row for row in net_needs(wanted, served)},
        free=left_of(stocks, served),
        proposals=tuple(proposals(stocks, wanted, decisions)),
        heirs=heirs_of(wanted),
    )
