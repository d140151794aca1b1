"""Purchasing in the pack of a period: stages with their papers, contracts, supplements, deliveries, payments."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from db.evidence.parts import Gathering, Part, iso, kept_files, kept_part, workbook_part
from db.models import metadata
from db.queries.contracts import ContractRow, contracts
from db.queries.packages import PackageRow, packages, plan_lines
from db.queries.stage_documents import STAGE, STAGE_DOCUMENT
from tracker.evidence import EvidenceSection
from tracker.exports.table import Column, Table, money_column
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.procurement.process import Stage

SECTION = EvidenceSection.PURCHASES

PACKAGE_STAGE = metadata.tables["package_stage"]


@dataclass(frozen=True, slots=True)
class Bought:
    """A contract of a package, or a part of one: a supplement, a delivery of a line, a payment."""

    package: str
    contract: str
    row: Any
    line: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage of a package, and the day on which it happened; None where nobody has said one."""

    id: int
    package: str
    stage: Stage
    on: dt.date | None
    document: str


def purchase_parts(g: Gathering) -> list[Part]:
    """What happened to packages in the period, and the papers of their stages."""
    w = g.words
    known = {row.id: row for row in packages(g.session, g.project_id) if not row.archived}
    stages = _stages(g, known)
    made = [row for row in contracts(g.session, g.project_id) if not row.archived and row.package_id in known]
    lines = _line_names(g, known.values()) if any(row.deliveries for row in made) else {}
    titles = {row.id: known[row.package_id].title for row in made}
    signed = [
        Bought(titles[row.id], row.number, row)
        for row in made
        if g.scope.covers(row.signed_on) or g.scope.covers(row.awarded_on)
    ]

    def parts(of: Callable[[ContractRow], Iterable[Any]]) -> list[Bought]:
        return [
            Bought(titles[row.id], row.number, each, lines.get(getattr(each, "lineage_id", 0), ""))
            for row in made
            for each in of(row)
            if not each.archived and g.scope.covers(each.on)
        ]

    listed = workbook_part(
        SECTION,
        w._("Purchases"),
        [
            Table(w._("Stages"), _stage_columns(w), [row for row in stages if g.scope.covers(row.on)]),
            Table(w._("Contracts"), _contract_columns(w), signed),
            Table(w._("Supplements"), _money_columns(w, "reason"), parts(lambda row: row.variations)),
            Table(w._("Deliveries"), _delivery_columns(w), parts(lambda row: row.deliveries)),
            Table(w._("Payments"), _money_columns(w, "note"), parts(lambda row: row.payments)),
        ],
        day=g.scope.last,
    )
    return [*listed, *_papers(g, stages)]


def _stages(g: Gathering, known: Mapping[int, PackageRow]) -> list[Reached]:
    """The stages of these packages, package by package in the order in which they happened."""
    columns = ("id", "package_id", "stage", "actual_on", "document")
    query = sa.select(*(PACKAGE_STAGE.c[name] for name in columns)).where(
        PACKAGE_STAGE.c.project_id == g.project_id, PACKAGE_STAGE.c.archived_at.is_(None)
    )
    order = list(Stage)
    found = [
        (row.package_id, Reached(row.id, known[row.package_id].title, Stage(row.stage), *row[3:]))
        for row in g.session.execute(query)
        if row.package_id in known
    ]
    return [stage for _, stage in sorted(found, key=lambda each: (each[0], order.index(each[1].stage)))]


def _papers(g: Gathering, stages: Collection[Reached]) -> list[Part]:
    """The papers of the stages of the period; that of a stage without a day by the day when it was attached."""
    w = g.words
    kept = kept_files(g, STAGE, [row.id for row in stages], STAGE_DOCUMENT)
    found = []
    for stage in stages:
        for paper in kept.get(stage.id, ()):
            day = stage.on or (g.day_of(paper.added_at) if paper.added_at else None)
            if day is not None and g.scope.covers(day):
                name = f"{iso(day)} {w.label(stage.stage)}"
                title = f"{stage.package} · {w.label(stage.stage)}"
                found.append(kept_part(SECTION, (w._("Attached files"), name), paper, title=title, day=day))
    return found


def _line_names(g: Gathering, known: Iterable[PackageRow]) -> dict[int, str]:
    """What each line is called, by lineage."""
    return {
        line.lineage_id: line.name
        for plan_id in {row.plan_id for row in known}
        for line in plan_lines(g.session, g.project_id, plan_id)
    }


def _stage_columns(w: Words) -> list[Column[Reached]]:
    return [
        Column(w._("Package"), lambda row: row.package, 32),
        Column(w._("Stage"), lambda row: w.label(row.stage), 24),
        Column(w._("Happened"), lambda row: row.on, 12),
        Column(w._("Document"), lambda row: row.document, 40),
    ]


def _contract_columns(w: Words) -> list[Column[Bought]]:
    return [
        *_heads(w),
        Column(w._("Supplier"), lambda each: each.row.supplier, 28),
        Column(w._("Awarded on"), lambda each: each.row.awarded_on, 12),
        Column(w._("Signed on"), lambda each: each.row.signed_on, 12),
        money_column(w._("Award (yuan)"), lambda each: each.row.amount_fen),
    ]


def _delivery_columns(w: Words) -> list[Column[Bought]]:
    return [
        *_heads(w),
        Column(w._("Date"), lambda each: each.row.on, 12),
        Column(w._("Name"), lambda each: each.line, 28),
        Column(w._("Quantity"), lambda each: quantity_of(each.row.quantity_milli), 12),
        Column(w._("Outcome"), lambda each: w.label(each.row.result), 14),
        Column(w._("Remarks"), lambda each: each.row.remarks, 40),
    ]


def _money_columns(w: Words, said: str) -> list[Column[Bought]]:
    """The columns of supplements and payments; `said` is the field of what was said of one."""
    return [
        *_heads(w),
        Column(w._("Date"), lambda each: each.row.on, 12),
        money_column(w._("Amount (yuan)"), lambda each: each.row.amount_fen),
        Column(w._("Note"), lambda each: getattr(each.row, said), 40),
    ]


def _heads(w: Words) -> list[Column[Bought]]:
    return [
        Column(w._("Package"), lambda each: each.package, 32),
        Column(w._("Contract"), lambda each: each.contract, 18),
    ]
