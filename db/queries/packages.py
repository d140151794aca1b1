"""Packages with their lines and stages, the lines that a package may take, and the thresholds."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import Draft, DraftLine, metadata
from db.queries.procurement import LineRow, lines_of
from tracker.procurement.process import Stage, Step, way
from tracker.procurement.stage_dates import Held
from tracker.procurement.thresholds import ProcurementObject, ThresholdRule
from tracker.vocabulary import ProcurementMethod

PACKAGE = metadata.tables["package"]
PACKAGE_LINE = metadata.tables["package_line"]
PACKAGE_STAGE = metadata.tables["package_stage"]
THRESHOLD = metadata.tables["threshold"]


@dataclass(frozen=True, slots=True)
class StageRow:
    """What people said of a stage, and the task that stands for it."""

    stage: Stage
    version: int
    planned_on: dt.date | None
    actual_on: dt.date | None
    document: str
    task_id: int | None


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package with the lineages of its lines; days are working days, None for the usual ones.

    `jurisdiction` is the place whose thresholds hold, empty for any; `object` is None where nobody said it.
    """

    id: int
    version: int
    plan_id: int
    title: str
    method: ProcurementMethod | None
    method_reason: str
    delivery_days: int | None
    installation_days: int | None
    archived: bool
    acceptance_days: int | None
    jurisdiction: str
    object: ProcurementObject | None
    lineage_ids: tuple[int, ...]
    stages: tuple[StageRow, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The stages on the package's way."""
        return way(
            self.method,
            delivery_days=self.delivery_days,
            installation_days=self.installation_days,
            acceptance_days=self.acceptance_days,
        )

    @property
    def held(self) -> dict[Stage, Held]:
        """What was said of the stages."""
        return {row.stage: Held(row.planned_on, row.actual_on) for row in self.stages}

    @property
    def actual(self) -> dict[Stage, dt.date]:
        """The days on which stages happened."""
        return {row.stage: row.actual_on for row in self.stages if row.actual_on is not None}

    @property
    def is_planned(self) -> bool:
        """Whether its stages are tasks of a plan."""
        return any(row.task_id is not None for row in self.stages)


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """A threshold as the library found it."""

    id: int
    version: int
    archived: bool
    rule: ThresholdRule


def packages(session: Session, project_id: int, plan_id: int | None = None) -> list[PackageRow]:
    """The packages of a plan, or of all plans, archived ones too, in the order they were made; three statements."""
    lineages: defaultdict[int, list[int]] = defaultdict(list)
    in_packages = (
        sa.select(PACKAGE_LINE.c.package_id, PACKAGE_LINE.c.lineage_id)
        .where(PACKAGE_LINE.c.project_id == project_id, PACKAGE_LINE.c.archived_at.is_(None))
        .order_by(PACKAGE_LINE.c.lineage_id)
    )
    for package_id, lineage_id in session.execute(in_packages):
        lineages[package_id].append(lineage_id)
    stages = _stages(session, project_id)
    query = (
        sa.select(
            PACKAGE.c.id,
            PACKAGE.c.version,
            PACKAGE.c.plan_id,
            PACKAGE.c.title,
            PACKAGE.c.method,
            PACKAGE.c.method_reason,
            PACKAGE.c.delivery_days,
            PACKAGE.c.installation_days,
            PACKAGE.c.archived_at.is_not(None),
            PACKAGE.c.acceptance_days,
            PACKAGE.c.jurisdiction,
            PACKAGE.c.object,
        )
        .where(PACKAGE.c.project_id == project_id)
        .order_by(PACKAGE.c.id)
    )
    if plan_id is not None:
        query = query.where(PACKAGE.c.plan_id == plan_id)
    return [
        PackageRow(*(*row[:-1], _object(row.object), tuple(lineages[row.id]), tuple(stages[row.id])))
        for row in session.execute(query)
    ]


def _object(stored: str) -> ProcurementObject | None:
    return ProcurementObject(stored) if stored else None


def _stages(session: Session, project_id: int) -> defaultdict[int, list[StageRow]]:
    found: defaultdict[int, list[StageRow]] = defaultdict(list)
    query = sa.select(
        PACKAGE_STAGE.c.package_id,
        PACKAGE_STAGE.c.stage,
        PACKAGE_STAGE.c.version,
        PACKAGE_STAGE.c.planned_on,
        PACKAGE_STAGE.c.actual_on,
        PACKAGE_STAGE.c.document,
        PACKAGE_STAGE.c.task_id,
    ).where(PACKAGE_STAGE.c.project_id == project_id, PACKAGE_STAGE.c.archived_at.is_(None))
    for package_id, stage, *said in session.execute(query):
        found[package_id].append(StageRow(Stage(stage), *said))
    return found


def plan_lines(session: Session, project_id: int, plan_id: int) -> list[LineRow]:
    """The lines that packages are made of: those of the newest numbered draft, or of the working copy where none is.

    Two statements.
    """
    newest = (
        sa.select(col(Draft.id))
        .where(
            col(Draft.project_id) == project_id,
            col(Draft.plan_id) == plan_id,
            col(Draft.archived_at).is_(None),
        )
        .order_by(sa.func.coalesce(col(Draft.number), 0).desc())
        .limit(1)
    )
    draft_id = session.execute(newest).scalar()
    return [] if draft_id is None else lines_of(session, project_id, draft_id)


def funding_of(session: Session, project_id: int, plan_id: int) -> dict[int, tuple[str, int | None]]:
    """Budget item and year of each line, by lineage; of the newest draft that says so."""
    query = (
        sa.select(col(DraftLine.lineage_id), col(DraftLine.funding), col(DraftLine.funding_year))
        .join(
            Draft,
            sa.and_(
                col(Draft.project_id) == col(DraftLine.project_id),
                col(Draft.id) == col(DraftLine.draft_id),
            ),
        )
        .where(
            col(DraftLine.project_id) == project_id,
            col(Draft.plan_id) == plan_id,
            col(DraftLine.archived_at).is_(None),
            col(Draft.archived_at).is_(None),
        )
        .order_by(sa.func.coalesce(col(Draft.number), 0))
    )
    return {lineage_id: (funding, year) for lineage_id, funding, year in session.execute(query)}


def thresholds(session: Session, project_id: int) -> list[ThresholdRow]:
    """The thresholds that the library supplied, archived ones too, the newest validity first."""
    query = (
        sa.select(
            THRESHOLD.c.id,
            THRESHOLD.c.version,
            THRESHOLD.c.archived_at.is_not(None),
            THRESHOLD.c.jurisdiction,
            THRESHOLD.c.level,
            THRESHOLD.c.object,
            THRESHOLD.c.method,
            THRESHOLD.c.amount_fen,
            THRESHOLD.c.valid_from,
            THRESHOLD.c.valid_to,
            THRESHOLD.c.source,
        )
        .where(THRESHOLD.c.project_id == project_id)
        .order_by(THRESHOLD.c.jurisdiction, THRESHOLD.c.valid_from.desc(), THRESHOLD.c.id)
    )
    return [
        ThresholdRow(id_, version, archived, ThresholdRule(*rule))
        for id_, version, archived, *rule in session.execute(query)
    ]


def stage_tasks(session: Session, project_id: int) -> list[tuple[str, ProcurementMethod, Stage, int]]:
    """The tasks of the stages that have not happened: package, its method, stage, task; of packages with a method."""
    query = (
        sa.select(PACKAGE.c.title, PACKAGE.c.method, PACKAGE_STAGE.c.stage, PACKAGE_STAGE.c.task_id)
        .join(
            PACKAGE,
            sa.and_(
                PACKAGE.c.project_id == PACKAGE_STAGE.c.project_id,
                PACKAGE.c.id == PACKAGE_STAGE.c.package_id,
            ),
        )
        .where(
            PACKAGE_STAGE.c.project_id == project_id,
            PACKAGE_STAGE.c.task_id.is_not(None),
            PACKAGE_STAGE.c.actual_on.is_(None),
            PACKAGE_STAGE.c.archived_at.is_(None),
            PACKAGE.c.archived_at.is_(None),
            PACKAGE.c.method.is_not(None),
        )
        .order_by(PACKAGE.c.id)
    )
    return [
        (title, method, Stage(stage), task_id) for title, method, stage, task_id in session.execute(query)
    ]
