"""Procurement plans, their drafts and lines, review, assets and standards."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.vocabulary import (
    AssetCondition,
    Cause,
    CommentStatus,
    DraftStatus,
    LineDecision,
    StandardBasis,
)


class ProcurementRow(ProjectRow):
    """A row of the procurement area."""

    area: ClassVar[str] = "procurement"


class ProcurementPlan(ProcurementRow, Versioned, Archivable, table=True):
    """What a library means to buy; it lives through numbered drafts.

    A draft is not submitted while changes of more than `reason_threshold_fen` lack a reason.
    """

    __tablename__ = "procurement_plan"
    __table_args__ = constraints()

    title: str = Field(max_length=160)
    reason_threshold_fen: int = big(0)


class Draft(ProcurementRow, Versioned, Archivable, table=True):
    """A version of a procurement plan. The working copy has no number; submitting freezes and numbers it."""

    __table_args__ = constraints(
        link("plan_id", "procurement_plan"),
        sa.UniqueConstraint("project_id", "plan_id", "number"),
        sa.CheckConstraint("(status = 'working') = (number IS NULL)", name="numbered"),
    )

    plan_id: int = big()
    number: int | None = None
    status: DraftStatus = choice(DraftStatus, DraftStatus.WORKING)
    drawn_up_on: dt.date | None = None
    submitted_on: dt.date | None = None
    file_name: str = Field(default="", max_length=200)
    file_sha256: str = Field(default="", max_length=64)
    accepted_difference: str = Field(default="", sa_type=sa.Text)
    unexplained_reason: str = Field(default="", sa_type=sa.Text)
    over_ceiling_reason: str = Field(default="", sa_type=sa.Text)
    answer_by: dt.date | None = None
    opinion: str = Field(default="", sa_type=sa.Text)


class LineageRow(ProcurementRow, table=True):
    """What a line is across drafts."""

    __tablename__ = "lineage"
    __table_args__ = constraints(link("plan_id", "procurement_plan"))

    plan_id: int = big()


class LineageOrigin(ProcurementRow, Archivable, table=True):
    """A lineage born from another: a split has one parent for several children, a merge several for one.

    A lineage that is its own parent is one of which a person said that it is new. Archived: taken back by a person.
    """

    __tablename__ = "lineage_origin"
    __table_args__ = constraints(
        link("lineage_id", "lineage"),
        link("parent_id", "lineage"),
        sa.UniqueConstraint("project_id", "lineage_id", "parent_id"),
    )

    lineage_id: int = big()
    parent_id: int = big()


class DraftLine(ProcurementRow, Versioned, Archivable, table=True):
    """A line of a draft; priced (amount follows from quantity and price) or a lump sum (amount alone)."""

    __tablename__ = "line"
    __table_args__ = constraints(
        link("draft_id", "draft"),
        link("lineage_id", "lineage"),
        link("zone_id", "zone"),
        sa.UniqueConstraint("project_id", "draft_id", "lineage_id"),
        sa.CheckConstraint(
            # The first two said aloud: a CHECK that comes to NULL passes.
            "lump_sum OR (quantity_milli IS NOT NULL AND unit_price_fen IS NOT NULL"
            " AND quantity_milli >= 0 AND unit_price_fen >= 0"
            " AND amount_fen = (quantity_milli * unit_price_fen + 500) / 1000)",
            name="amount",
        ),
    )

    draft_id: int = big()
    lineage_id: int = big()
    position: int = 0
    category: str = Field(default="", max_length=120)
    catalogue_code: str = Field(default="", max_length=20)
    catalogue_edition: str = Field(default="", max_length=20)
    name: str = Field(max_length=200)
    specification: str = Field(default="", max_length=600)
    unit: str = Field(default="", max_length=20)
    quantity_milli: int | None = big(nullable=True)
    unit_price_fen: int | None = big(nullable=True)
    amount_fen: int = big()
    printed_amount_fen: int | None = big(nullable=True)
    lump_sum: bool = False
    zone: str = Field(default="", max_length=120)
    zone_id: int | None = big(nullable=True)
    justification: str = Field(default="", sa_type=sa.Text)
    funding: str = Field(default="", max_length=120)
    funding_year: int | None = None
    remark: str = Field(default="", max_length=600)
    source_sheet: str = Field(default="", max_length=120)
    source_row: int | None = None


class LineReason(ProcurementRow, Versioned, Archivable, table=True):
    """Why a lineage changed in the draft it names, against the draft before."""

    __tablename__ = "line_reason"
    __table_args__ = constraints(
        link("draft_id", "draft"),
        link("lineage_id", "lineage"),
        link("comment_id", "review_comment"),
        sa.UniqueConstraint("project_id", "draft_id", "lineage_id"),
    )

    draft_id: int = big()
    lineage_id: int = big()
    cause: Cause = choice(Cause)
    text: str = Field(default="", sa_type=sa.Text)
    comment_id: int | None = big(nullable=True)


class ReviewComment(ProcurementRow, Versioned, Archivable, table=True):
    """What the reviewer asks of a line, a category (no lineage) or a whole draft (neither)."""

    __tablename__ = "review_comment"
    __table_args__ = constraints(
        link("draft_id", "draft"), link("lineage_id", "lineage"), link("answered_in_id", "draft")
    )

    draft_id: int = big()
    lineage_id: int | None = big(nullable=True)
    category: str = Field(default="", max_length=120)
    text: str = Field(sa_type=sa.Text)
    answer: str = Field(default="", sa_type=sa.Text)
    status: CommentStatus = choice(CommentStatus, CommentStatus.OPEN)
    answered_in_id: int | None = big(nullable=True)
    written_at: dt.datetime = instant(nullable=False)
    account_id: int | None = big(nullable=True)


class LineReview(ProcurementRow, Versioned, Archivable, table=True):
    """What the reviewer decided on a line of a submitted draft; a cut says to which quantity, price or amount."""

    __tablename__ = "line_review"
    __table_args__ = constraints(
        link("draft_id", "draft"),
        link("lineage_id", "lineage"),
        link("taken_in_id", "draft"),
        sa.UniqueConstraint("project_id", "draft_id", "lineage_id"),
    )

    draft_id: int = big()
    lineage_id: int = big()
    decision: LineDecision = choice(LineDecision)
    quantity_milli: int | None = big(nullable=True)
    unit_price_fen: int | None = big(nullable=True)
    amount_fen: int | None = big(nullable=True)
    text: str = Field(default="", sa_type=sa.Text)
    decided_at: dt.datetime = instant(nullable=False)
    account_id: int | None = big(nullable=True)
    taken_in_id: int | None = big(nullable=True)


class DraftSeen(ProcurementRow, Versioned, table=True):
    """The last draft of a plan that somebody has looked at; `actor_key` as in `WorkingCopy`."""

    __tablename__ = "draft_seen"
    __table_args__ = constraints(
        link("plan_id", "procurement_plan"),
        link("draft_id", "draft"),
        sa.UniqueConstraint("project_id", "plan_id", "actor_key"),
    )

    plan_id: int = big()
    draft_id: int = big()
    actor_key: str = Field(max_length=40)
    seen_at: dt.datetime = instant(nullable=False)


class Ceiling(ProcurementRow, Versioned, Archivable, table=True):
    """What a plan may cost: as a whole (both texts empty), in a category, from a funding source, or both."""

    __table_args__ = constraints(
        link("plan_id", "procurement_plan"),
        sa.UniqueConstraint("project_id", "plan_id", "category", "funding"),
        sa.CheckConstraint("amount_fen >= 0", name="amount"),
    )

    plan_id: int = big()
    category: str = Field(default="", max_length=120)
    funding: str = Field(default="", max_length=120)
    amount_fen: int = big()
    source: str = Field(default="", max_length=300)


class ColumnMapping(ProcurementRow, Versioned, Archivable, table=True):
    """A mapping of a file's columns that an import can use again; `mapping` is JSON."""

    __tablename__ = "column_mapping"
    __table_args__ = constraints(sa.UniqueConstraint("project_id", "name"))

    name: str = Field(max_length=120)
    mapping: str = Field(sa_type=sa.Text)


class Asset(ProcurementRow, Versioned, Archivable, table=True):
    """A thing the library already owns, as its fixed-asset register says."""

    __table_args__ = constraints(sa.UniqueConstraint("project_id", "code"))

    code: str = Field(max_length=60)
    name: str = Field(max_length=200)
    specification: str = Field(default="", max_length=600)
    unit: str = Field(default="", max_length=20)
    quantity_milli: int = big()
    usable_milli: int = big()
    unit_price_fen: int | None = big(nullable=True)
    acquired: str = Field(default="", max_length=10)
    condition: AssetCondition = choice(AssetCondition)
    location: str = Field(default="", max_length=120)
    life_years: int | None = None


class AssetCount(ProcurementRow, Versioned, Archivable, table=True):
    """What a stock-taking found of an asset."""

    __tablename__ = "asset_count"
    __table_args__ = constraints(link("asset_id", "asset"), sa.UniqueConstraint("project_id", "client_id"))

    asset_id: int = big()
    counted_on: dt.date
    quantity_milli: int = big()
    usable_milli: int = big()
    condition: AssetCondition = choice(AssetCondition)
    note: str = Field(default="", sa_type=sa.Text)
    client_id: str | None = Field(default=None, max_length=36)


class AssetMatch(ProcurementRow, Versioned, Archivable, table=True):
    """The decision that an asset serves a line's need, and with how many."""

    __tablename__ = "asset_match"
    __table_args__ = constraints(
        link("lineage_id", "lineage"),
        link("asset_id", "asset"),
        sa.UniqueConstraint("project_id", "lineage_id", "asset_id"),
    )

    lineage_id: int = big()
    asset_id: int = big()
    quantity_milli: int = big()
    is_reused: bool = True
    reason: str = Field(default="", sa_type=sa.Text)


class Standard(ProcurementRow, Versioned, Archivable, table=True):
    """A rule the library must keep when it buys; supplied by the library with its source, never built in.

    It holds for lines whose catalogue code begins with `applies_code` or whose name holds one of the words in
    `applies_to` (parted by spaces). `quantity_milli` may be bought per `basis_milli` of the basis (persons of
    `department_id` in post, square metres, seats); for a fixed quantity the basis is not looked at.
    """

    __table_args__ = constraints(link("department_id", "department"), link("zone_id", "zone"))

    name: str = Field(max_length=200)
    applies_code: str = Field(default="", max_length=20)
    applies_to: str = Field(default="", max_length=300)
    basis: StandardBasis | None = choice(StandardBasis, nullable=True)
    quantity_milli: int | None = big(nullable=True)
    basis_milli: int | None = big(nullable=True)
    department_id: int | None = big(nullable=True)
    zone_id: int | None = big(nullable=True)
    price_cap_fen: int | None = big(nullable=True)
    minimum_life_years: int | None = None
    source: str = Field(sa_type=sa.Text)
    source_version: str = Field(default="", max_length=60)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class StandardExemption(ProcurementRow, Versioned, Archivable, table=True):
    """Why a line need not keep a standard."""

    __tablename__ = "standard_exemption"
    __table_args__ = constraints(
        link("standard_id", "standard"),
        link("lineage_id", "lineage"),
        sa.UniqueConstraint("project_id", "standard_id", "lineage_id"),
    )

    standard_id: int = big()
    lineage_id: int = big()
    reason: str = Field(sa_type=sa.Text)
