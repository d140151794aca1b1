"""The standards, what they are measured by, and what the drafts that count make of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.assets import RegisterRow, matches, needs, register
from db.queries.people import staffing
from tracker.money import MILLI
from tracker.procurement.reuse import Counted, counted
from tracker.procurement.standards import (
    JudgedLine,
    Measures,
    OwnedAsset,
    Rule,
    StandardFinding,
    judge,
)

STANDARD = metadata.tables["standard"]
EXEMPTION = metadata.tables["standard_exemption"]
ZONE = metadata.tables["zone"]
LINE = metadata.tables["line"]

RULE_FIELDS = (
    "id",
    "name",
    "applies_code",
    "applies_to",
    "basis",
    "quantity_milli",
    "basis_milli",
    "department_id",
    "zone_id",
    "price_cap_fen",
    "minimum_life_years",
    "source",
    "source_version",
    "valid_from",
    "valid_to",
)


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard as it is stored."""

    version: int
    archived: bool
    rule: Rule

    @property
    def id(self) -> int:
        """Of the standard."""
        return self.rule.id


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """Why a line need not keep a standard."""

    id: int
    version: int
    standard_id: int
    lineage_id: int
    reason: str
    archived: bool


@dataclass(frozen=True, slots=True)
class LineName:
    """A line as a finding names it."""

    lineage: int
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the standards make of a draft: its findings, its lines by lineage, and the measures they follow from."""

    findings: tuple[StandardFinding, ...]
    lines: dict[int, LineName]
    measures: Measures


def standards(session: Session, project_id: int) -> list[StandardRow]:
    """All standards in the order they were entered, archived ones too. One statement."""
    query = (
        sa.select(
            STANDARD.c.version,
            STANDARD.c.archived_at.is_not(None),
            *(STANDARD.c[name] for name in RULE_FIELDS),
        )
        .where(STANDARD.c.project_id == project_id)
        .order_by(STANDARD.c.id)
    )
    return [StandardRow(row[0], row[1], Rule(*row[2:])) for row in session.execute(query)]


def exemptions(session: Session, project_id: int) -> list[ExemptionRow]:
    """All exemptions, archived ones too. One statement."""
    names = ("id", "version", "standard_id", "lineage_id", "reason")
    query = (
        sa.select(*(EXEMPTION.c[name] for name in names), EXEMPTION.c.archived_at.is_not(None))
        .where(EXEMPTION.c.project_id == project_id)
        .order_by(EXEMPTION.c.id)
    )
    return [ExemptionRow(*row) for row in session.execute(query)]


def measures(session: Session, project_id: int, today: dt.date, opening_on: dt.date) -> Measures:
    """What caps are counted by: people in post today within the establishment, areas and seats of the room list.

    Where a room has no area of its own, the areas of its parts add up; so do the floors to the whole building.
    """
    persons: dict[int | None, int] = {}
    for post in staffing(session, project_id, today, opening_on).posts:
        if not post.archived:
            there = min(post.strength.in_post, post.strength.approved) * MILLI
            for key in (None, post.department_id):
                persons[key] = persons.get(key, 0) + there
    query = sa.select(ZONE.c.id, ZONE.c.parent_id, ZONE.c.area_milli, ZONE.c.seats).where(
        ZONE.c.project_id == project_id, ZONE.c.archived_at.is_(None)
    )
    zones = list(session.execute(query))
    children: dict[int | None, list[int]] = {}
    for zone in zones:
        children.setdefault(zone.parent_id, []).append(zone.id)
    areas = {zone.id: zone.area_milli for zone in zones}
    seats = {zone.id: None if zone.seats is None else zone.seats * MILLI for zone in zones}
    ids: list[int | None] = [None, *areas]
    return Measures(
        persons=persons,
        areas={key: total for key in ids if (total := _total(key, areas, children)) is not None},
        seats={key: total for key in ids if (total := _total(key, seats, children)) is not None},
        inside={key: _inside(key, children) for key in areas},
    )


def judgement(
    session: Session,
    project_id: int,
    draft_id: int,
    today: dt.date,
    opening_on: dt.date,
    *,
    day: dt.date | None = None,
) -> Judgement:
    """What the standards in force on `day` (today by default) make of a draft; a fixed number of statements."""
    wanted = needs(session, project_id)
    assets = register(session, project_id)
    decisions = [row.decision for row in matches(session, project_id) if not row.archived]
    served = counted([row.stock for row in assets], [row.need for row in wanted], decisions)
    lines = _lines(session, project_id, draft_id, served)
    figures = measures(session, project_id, today, opening_on)
    found = judge(
        [row.rule for row in standards(session, project_id) if not row.archived],
        [line for line, _ in lines],
        figures,
        _owned(assets, served),
        {(row.standard_id, row.lineage_id) for row in exemptions(session, project_id) if not row.archived},
        day or today,
    )
    return Judgement(
        tuple(found), {line.lineage: LineName(line.lineage, line.name, zone) for line, zone in lines}, figures
    )


def _total(key: int | None, own: dict[int, int | None], children: dict[int | None, list[int]]) -> int | None:
    """What a zone has itself, or else what its parts have together; None where nothing is known."""
    if key is not None and own.get(key) is not None:
        return own[key]
    parts = [_total(child, own, children) for child in children.get(key, ())]
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def _inside(key: int, children: dict[int | None, list[int]]) -> frozenset[int]:
    """A zone and all that lies in it."""
    return frozenset([key]).union(*(_inside(child, children) for child in children.get(key, ())))


def _owned(assets: Iterable[RegisterRow], served: Counted) -> list[OwnedAsset]:
    """The assets with what of them is not taken over."""
    taken: dict[int, int] = {}
    for (_, asset_id), quantity in served.items():
        taken[asset_id] = taken.get(asset_id, 0) + quantity
    return [
        OwnedAsset(row.code, row.name, row.acquired, row.quantity_milli - taken.get(row.id, 0))
        for row in assets
        if not row.archived
    ]


def _lines(session: Session, project_id: int, draft_id: int, served: Counted) -> list[tuple[JudgedLine, str]]:
    """The lines of a draft with the stock that serves beside them, each with its place as text."""
    reused: dict[int, int] = {}
    for (lineage, _), quantity in served.items():
        reused[lineage] = reused.get(lineage, 0) + quantity
    columns: list[Any] = [
        *(LINE.c[name] for name in ("lineage_id", "name", "catalogue_code", "quantity_milli")),
        *(LINE.c[name] for name in ("unit_price_fen", "zone_id", "zone")),
    ]
    query = (
        sa.select(*columns)
        .where(LINE.c.project_id == project_id, LINE.c.draft_id == draft_id, LINE.c.archived_at.is_(None))
        .order_by(LINE.c.position, LINE.c.id)
    )
    return [
        (JudgedLine(*[*row[:6], reused.get(row.lineage_id, 0)]), row.zone) for row in session.execute(query)
    ]
