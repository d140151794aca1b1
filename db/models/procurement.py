"""Procurement plans, their drafts and lines, review, assets, standards, packages."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.vocabulary import AssetCondition, Cause, CommentStatus, DraftStatus, ProcurementMethod


class ProcurementRow(ProjectRow):
    """A row of the procurement area."""

    area: ClassVar[str] = "procurement"


class ProcurementPlan(ProcurementRow, Versioned, Archivable, table=True):
    """What a library means to buy; it lives through numbered drafts."""

    __tablename__ = "procurement_plan"
    __table_args__ = constraints()

    title: str = Field(max_length=160)


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


class LineageRow(ProcurementRow, table=True):
    """What a line is across drafts."""

    __tablename__ = "lineage"
    __table_args__ = constraints(link("plan_id", "procurement_plan"))

    plan_id: int = big()


class LineageOrigin(ProcurementRow, table=True):
    """A lineage born from another: a split has one parent for several children, a merge several for one."""

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
    """A rule the library must keep when it buys; supplied by the library with its source, never built in."""

    __table_args__ = constraints()

    name: str = Field(max_length=200)
    quantity_rule: str = Field(default="", max_length=200)
    price_cap_fen: int | None = big(nullable=True)
    minimum_life_years: int | None = None
    source: str = Field(sa_type=sa.Text)
    source_version: str = Field(default="", max_length=60)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class Package(ProcurementRow, Versioned, Archivable, table=True):
    """Lines bought together by one method."""

    __table_args__ = constraints(link("plan_id", "procurement_plan"))

    plan_id: int = big()
    title: str = Field(max_length=160)
    method: ProcurementMethod | None = choice(ProcurementMethod, nullable=True)


class PackageStage(ProcurementRow, Versioned, Archivable, table=True):
    """A step of a package on its way to payment."""

    __tablename__ = "package_stage"
    __table_args__ = constraints(link("package_id", "package"), link("task_id", "task"))

    package_id: int = big()
    stage: str = Field(max_length=40)
    planned_on: dt.date | None = None
    actual_on: dt.date | None = None
    task_id: int | None = big(nullable=True)
