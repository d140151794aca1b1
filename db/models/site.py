"""Zones, inspection rounds, findings and acceptance gates."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Archivable, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.vocabulary import (
    AcceptanceOutcome,
    AcceptanceStage,
    CheckAnswer,
    FindingObservation,
    FindingStatus,
    FireProcedure,
    HolidayRule,
    InspectionStatus,
    InspectionWindow,
    Severity,
    Trade,
    WarrantyItem,
    ZoneKind,
)


class SiteRow(ProjectRow):
    """A row of the site area."""

    area: ClassVar[str] = "site"


class Zone(SiteRow, Versioned, Archivable, table=True):
    """A floor, a room of it, or an element of a room. Area in square metres × 1000; seats for readers."""

    __table_args__ = constraints(
        link("parent_id", "zone"), sa.UniqueConstraint("project_id", "parent_id", "name")
    )

    parent_id: int | None = big(nullable=True)
    kind: ZoneKind = choice(ZoneKind, ZoneKind.ROOM)
    name: str = Field(max_length=120)
    area_milli: int | None = big(nullable=True)
    seats: int | None = None
    position: int = 0


class InspectionSeries(SiteRow, Versioned, Archivable, table=True):
    """A recurring inspection: who holds it, an RFC 5545 rule, the window of a slot, and what a holiday does to it."""

    __tablename__ = "inspection_series"
    __table_args__ = constraints(link("owner_id", "person"))

    title: str = Field(max_length=160)
    owner_id: int | None = big(nullable=True)
    rule: str = Field(max_length=200)
    starts_on: dt.date
    ends_on: dt.date | None = None
    window: InspectionWindow = choice(InspectionWindow, InspectionWindow.WEEK)
    holiday_rule: HolidayRule = choice(HolidayRule, HolidayRule.SKIP)


class Inspection(SiteRow, Versioned, Archivable, table=True):
    """One round: held, being held, or excused with a reason."""

    __table_args__ = constraints(
        link("series_id", "inspection_series"),
        sa.UniqueConstraint("project_id", "series_id", "planned_on"),
        sa.UniqueConstraint("project_id", "client_id"),
    )

    series_id: int | None = big(nullable=True)
    planned_on: dt.date
    held_on: dt.date | None = None
    status: InspectionStatus = choice(InspectionStatus, InspectionStatus.WORKING)
    weather: str = Field(default="", max_length=60)
    attendees: str = Field(default="", sa_type=sa.Text)
    progress: str = Field(default="", sa_type=sa.Text)
    decisions: str = Field(default="", sa_type=sa.Text)
    next_week: str = Field(default="", sa_type=sa.Text)
    excuse: str = Field(default="", max_length=300)
    signed_at: dt.datetime | None = instant()
    signed_by_id: int | None = big(nullable=True)
    signed_name: str = Field(default="", max_length=120)
    client_id: str | None = Field(default=None, max_length=36)
    private: ClassVar[frozenset[str]] = frozenset({"attendees", "signed_name"})


class Attendee(SiteRow, Versioned, Archivable, table=True):
    """Who was at a round, and for which organisation."""

    __tablename__ = "attendee"
    __table_args__ = constraints(
        link("inspection_id", "inspection"),
        link("organisation_id", "organisation"),
        sa.UniqueConstraint("project_id", "client_id"),
    )
    private: ClassVar[frozenset[str]] = frozenset({"name"})

    inspection_id: int = big()
    name: str = Field(max_length=120)
    organisation_id: int | None = big(nullable=True)
    client_id: str | None = Field(default=None, max_length=36)


class InspectionNote(SiteRow, Versioned, Archivable, table=True):
    """What was seen in one zone during a round; after signing, only an addendum may be added."""

    __tablename__ = "inspection_note"
    __table_args__ = constraints(
        link("inspection_id", "inspection"),
        link("zone_id", "zone"),
        sa.UniqueConstraint("project_id", "client_id"),
    )

    inspection_id: int = big()
    zone_id: int | None = big(nullable=True)
    text: str = Field(sa_type=sa.Text)
    is_addendum: bool = False
    device: str = Field(default="", max_length=36)
    client_id: str | None = Field(default=None, max_length=36)


class ChecklistItem(SiteRow, Versioned, Archivable, table=True):
    """A question asked in a zone at each round; without a zone, in every one."""

    __tablename__ = "checklist_item"
    __table_args__ = constraints(link("zone_id", "zone"))

    zone_id: int | None = big(nullable=True)
    text: str = Field(max_length=300)
    position: int = 0


class CheckResult(SiteRow, Versioned, Archivable, table=True):
    """One answer of one device; two answers to the same item are both kept."""

    __tablename__ = "check_result"
    __table_args__ = constraints(
        link("inspection_id", "inspection"),
        link("item_id", "checklist_item"),
        link("zone_id", "zone"),
        sa.UniqueConstraint("project_id", "client_id"),
    )

    inspection_id: int = big()
    item_id: int = big()
    zone_id: int = big()
    answer: CheckAnswer = choice(CheckAnswer)
    answered_at: dt.datetime = instant(nullable=False)
    device: str = Field(default="", max_length=36)
    client_id: str = Field(max_length=36)


class FindingCheck(SiteRow, Versioned, Archivable, table=True):
    """What one device saw of an earlier finding during a round; two that differ are both kept."""

    __tablename__ = "finding_check"
    __table_args__ = constraints(
        link("inspection_id", "inspection"),
        link("finding_id", "finding"),
        sa.UniqueConstraint("project_id", "client_id"),
    )

    inspection_id: int = big()
    finding_id: int = big()
    observation: FindingObservation = choice(FindingObservation)
    text: str = Field(default="", sa_type=sa.Text)
    answered_at: dt.datetime = instant(nullable=False)
    device: str = Field(default="", max_length=36)
    client_id: str = Field(max_length=36)


class Finding(SiteRow, Versioned, Archivable, table=True):
    """Something to put right. Its number is never reused."""

    __table_args__ = constraints(
        link("inspection_id", "inspection"),
        link("zone_id", "zone"),
        link("organisation_id", "organisation"),
        sa.UniqueConstraint("project_id", "number"),
        sa.UniqueConstraint("project_id", "client_id"),
        sa.Index(None, "project_id", "status", "due_on"),
    )

    number: int
    inspection_id: int | None = big(nullable=True)
    zone_id: int | None = big(nullable=True)
    trade: Trade = choice(Trade, Trade.OTHER)
    severity: Severity = choice(Severity)
    description: str = Field(sa_type=sa.Text)
    found_on: dt.date
    due_on: dt.date | None = None
    organisation_id: int | None = big(nullable=True)
    assignee_account_id: int | None = big(nullable=True)
    rectified_by_id: int | None = big(nullable=True)
    rectified_on: dt.date | None = None
    closed_on: dt.date | None = None
    reopened: int = 0
    status: FindingStatus = choice(FindingStatus, FindingStatus.OPEN)
    client_id: str | None = Field(default=None, max_length=36)


class FindingEvent(SiteRow, table=True):
    """A step in a finding's life, with what was said."""

    __tablename__ = "finding_event"
    __table_args__ = constraints(link("finding_id", "finding"))

    finding_id: int = big()
    on: dt.date
    actor_id: int | None = big(nullable=True)
    from_status: FindingStatus | None = choice(FindingStatus, nullable=True, name="from_status")
    to_status: FindingStatus = choice(FindingStatus, name="to_status")
    text: str = Field(default="", sa_type=sa.Text)


class Gate(SiteRow, Versioned, Archivable, table=True):
    """An acceptance that the building must pass: which stage, of which contract or zone, and the milestone it moves."""

    __table_args__ = constraints(
        link("zone_id", "zone"),
        link("organisation_id", "organisation"),
        link("task_id", "task"),
    )

    stage: AcceptanceStage = choice(AcceptanceStage)
    contract: str = Field(default="", max_length=160)
    zone_id: int | None = big(nullable=True)
    organisation_id: int | None = big(nullable=True)
    task_id: int | None = big(nullable=True)
    fire_procedure: FireProcedure | None = choice(FireProcedure, nullable=True)
    after_furniture: bool = False
    planned_on: dt.date | None = None
    position: int = 0


class Acceptance(SiteRow, Versioned, Archivable, table=True):
    """One time that a gate was held: when, by whom, with what outcome, and over which open findings, if any."""

    __table_args__ = constraints(link("gate_id", "gate"))

    gate_id: int = big()
    held_on: dt.date
    outcome: AcceptanceOutcome = choice(AcceptanceOutcome)
    parties: str = Field(default="", sa_type=sa.Text)
    document: str = Field(default="", max_length=200)
    conditions: str = Field(default="", sa_type=sa.Text)
    waiver_reason: str = Field(default="", sa_type=sa.Text)
    waived_by_id: int | None = big(nullable=True)


class AcceptanceCondition(SiteRow, Versioned, Archivable, table=True):
    """Something that a gate passed on condition of; met or not, and by when."""

    __tablename__ = "acceptance_condition"
    __table_args__ = constraints(link("acceptance_id", "acceptance"))

    acceptance_id: int = big()
    text: str = Field(sa_type=sa.Text)
    due_on: dt.date | None = None
    met_on: dt.date | None = None


class Warranty(SiteRow, Versioned, Archivable, table=True):
    """How long a part of the works is warranted, from the day its gate passed."""

    __table_args__ = constraints(link("gate_id", "gate"), sa.CheckConstraint("months > 0", name="months"))

    gate_id: int = big()
    item: WarrantyItem = choice(WarrantyItem)
    months: int
    note: str = Field(default="", max_length=300)
