"""The way from a plan's lines to payment: thresholds, packages with their stages, contracts, deliveries, payments."""

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, Versioned, big, choice, constraints, link
from db.models.procurement import ProcurementRow
from tracker.vocabulary import DeliveryResult, ProcurementMethod


class Threshold(ProcurementRow, Versioned, Archivable, table=True):
    """From which amount a method is prescribed: by place, level, object and date, as the user found it in a source."""

    __table_args__ = constraints(sa.CheckConstraint("amount_fen >= 0", name="amount"))

    jurisdiction: str = Field(max_length=120)
    level: str = Field(default="", max_length=60)
    object: str = Field(default="", max_length=60)
    method: ProcurementMethod = choice(ProcurementMethod)
    amount_fen: int = big()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: str = Field(sa_type=sa.Text)


class Package(ProcurementRow, Versioned, Archivable, table=True):
    """Lines bought together by one method."""

    __table_args__ = constraints(link("plan_id", "procurement_plan"))

    plan_id: int = big()
    title: str = Field(max_length=160)
    method: ProcurementMethod | None = choice(ProcurementMethod, nullable=True)
    method_reason: str = Field(default="", sa_type=sa.Text)
    delivery_days: int | None = None
    installation_days: int | None = None
    acceptance_days: int | None = None
    jurisdiction: str = Field(default="", max_length=120)
    object: str = Field(default="", max_length=60)


class PackageLine(ProcurementRow, Versioned, Archivable, table=True):
    """A line of the plan that a package buys; a line is in one package."""

    __tablename__ = "package_line"
    __table_args__ = constraints(
        link("package_id", "package"),
        link("lineage_id", "lineage"),
        sa.UniqueConstraint("project_id", "lineage_id"),
    )

    package_id: int = big()
    lineage_id: int = big()


class PackageStage(ProcurementRow, Versioned, Archivable, table=True):
    """A step of a package on its way to payment."""

    __tablename__ = "package_stage"
    __table_args__ = constraints(
        link("package_id", "package"),
        link("task_id", "task"),
        sa.Index(None, "project_id", "package_id", "stage", unique=True),
    )

    package_id: int = big()
    stage: str = Field(max_length=40)
    planned_on: dt.date | None = None
    actual_on: dt.date | None = None
    document: str = Field(default="", max_length=200)
    task_id: int | None = big(nullable=True)


class Contract(ProcurementRow, Versioned, Archivable, table=True):
    """What a package was awarded for, to whom."""

    __table_args__ = constraints(link("package_id", "package"), link("supplier_id", "organisation"))

    package_id: int = big()
    supplier_id: int | None = big(nullable=True)
    number: str = Field(default="", max_length=120)
    awarded_on: dt.date | None = None
    signed_on: dt.date | None = None
    amount_fen: int = big()


class ContractVariation(ProcurementRow, Versioned, Archivable, table=True):
    """A supplement to a contract; all together at most a tenth of it (政府采购法 art. 49)."""

    __tablename__ = "contract_variation"
    __table_args__ = constraints(link("contract_id", "contract"))

    contract_id: int = big()
    on: dt.date
    amount_fen: int = big()
    reason: str = Field(sa_type=sa.Text)


class Delivery(ProcurementRow, Versioned, Archivable, table=True):
    """What arrived of a line, and how it was accepted."""

    __table_args__ = constraints(link("contract_id", "contract"), link("lineage_id", "lineage"))

    contract_id: int = big()
    lineage_id: int = big()
    on: dt.date
    quantity_milli: int = big()
    result: DeliveryResult = choice(DeliveryResult)
    remarks: str = Field(default="", sa_type=sa.Text)


class Payment(ProcurementRow, Versioned, Archivable, table=True):
    """Money paid on a contract."""

    __table_args__ = constraints(link("contract_id", "contract"))

    contract_id: int = big()
    on: dt.date
    amount_fen: int = big()
    note: str = Field(default="", max_length=300)
