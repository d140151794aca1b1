"""The readiness forecast of a project: everything it stands on, and the runs."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.department_readiness import department_readiness
from db.queries.packages import stage_tasks
from db.queries.places import zones
from db.queries.plan import dependencies, task_facts, work_calendar
from tracker import readiness
from tracker.calendar import WorkCalendar
from tracker.department_readiness import DepartmentReadiness
from tracker.findings import BLOCKING, SETTLED
from tracker.plans import DatedTaskRow, TaskFacts, dated, in_force, planned
from tracker.readiness import Forecast, RiskDriver, task_range
from tracker.readiness.drivers import BlockingFinding, ZoneFact, finding_drivers
from tracker.readiness.purchases import method_drivers
from tracker.readiness.staffing import staffing_drivers
from tracker.schedule.model import Dependency, TaskKind

FINDING = metadata.tables["finding"]
PROJECT = metadata.tables["project"]


@dataclass(frozen=True, slots=True)
class ReadinessInputs:
    """What a forecast of a project stands on, on a day.

    Attributes:
        tasks: the live tasks of all plans with their dates, in the order of the grid.
        links: the links between them.
        calendar: the project's working days.
        starts_on, opening_on: the project's start and its announced opening day.
        today: the day before which no open work is planned.
        finding_drivers: what open findings that block may add, called as their place.
        purchase_drivers: what purchases may add, called as their package.
        loose_findings: open findings that block in zones which no open task names; the forecast leaves them out.
        departments: how each is staffed on opening day under these dates.
    """

    tasks: tuple[DatedTaskRow, ...]
    links: tuple[Dependency, ...]
    calendar: WorkCalendar
    starts_on: dt.date
    opening_on: dt.date
    today: dt.date
    finding_drivers: tuple[RiskDriver, ...]
    purchase_drivers: tuple[RiskDriver, ...]
    loose_findings: int
    departments: tuple[DepartmentReadiness, ...]

    @property
    def staffing_drivers(self) -> tuple[RiskDriver, ...]:
        """What departments with open posts on opening day may add, called as the department."""
        taken = [driver.name for driver in (*self.finding_drivers, *self.purchase_drivers)]
        return tuple(staffing_drivers(self.tasks, self.departments, taken))

    @property
    def drivers(self) -> tuple[RiskDriver, ...]:
        """All risks beside the durations."""
        return (*self.finding_drivers, *self.purchase_drivers, *self.staffing_drivers)


def readiness_inputs(session: Session, project_id: int, today: dt.date) -> ReadinessInputs:
    """Gather what a forecast stands on; a fixed number of statements.

    A package whose stages are tasks of the plan may be held at its award, as its method is. Posts that nobody fills
    on opening day hold the opening itself: people come by their counts and by the dates that the schedule gives the
    rounds, so a round that slips past opening day lowers the chance of opening in time even where no task waits
    for it.

    Raises:
        Invalid: the plan cannot be scheduled.
    """
    frame = session.execute(
        sa.select(PROJECT.c.starts_on, PROJECT.c.opening_on).where(PROJECT.c.id == project_id)
    ).one()
    calendar = work_calendar(session, project_id)
    live, links = in_force(task_facts(session, project_id), dependencies(session, project_id))
    tasks = dated(
        live, links, calendar=calendar, starts_on=frame.starts_on, opening_on=frame.opening_on, today=today
    )
    places = {zone.id: ZoneFact(zone.place, zone.parent_id) for zone in zones(session, project_id)}
    found, loose = finding_drivers(tasks, _blocking_findings(session, project_id), places)
    return ReadinessInputs(
        tasks=tuple(tasks),
        links=tuple(links),
        calendar=calendar,
        starts_on=frame.starts_on,
        opening_on=frame.opening_on,
        today=today,
        finding_drivers=tuple(found),
        purchase_drivers=tuple(method_drivers(tasks, stage_tasks(session, project_id))),
        loose_findings=loose,
        departments=tuple(
            department_readiness(
                session,
                project_id,
                today,
                frame.opening_on,
                {task.id: task.finish for task in tasks},
                training=False,
            )
        ),
    )


def forecast_of(
    inputs: ReadinessInputs, *, runs: int = 10_000, seed: int = 1, longer: Sequence[RiskDriver] = ()
) -> Forecast:
    """The forecast of a project; `longer` are further risks, for a what-if that nobody saves.

    Raises:
        Invalid: as `tracker.readiness.forecast`.
    """
    return readiness.forecast(
        [planned(task) for task in inputs.tasks],
        inputs.links,
        ranges=_ranges(inputs.tasks),
        calendar=inputs.calendar,
        project_start=inputs.starts_on,
        status_date=inputs.today,
        announced=inputs.opening_on,
        drivers=[*inputs.drivers, *longer],
        runs=runs,
        seed=seed,
    )


def forecast(
    session: Session, project_id: int, today: dt.date, *, runs: int = 10_000, seed: int = 1
) -> Forecast:
    """Opening day as a distribution, from what is stored; a fixed number of statements.

    Raises:
        Invalid: as `readiness_inputs` and `forecast_of`.
    """
    return forecast_of(readiness_inputs(session, project_id, today), runs=runs, seed=seed)


def _ranges(tasks: Sequence[TaskFacts]) -> dict[int, readiness.Range]:
    return {
        task.id: task_range(
            task.duration_days,
            task.plan_kind,
            optimistic_days=task.optimistic_days,
            pessimistic_days=task.pessimistic_days,
        )
        for task in tasks
        if task.kind is TaskKind.TASK
    }


def _blocking_findings(session: Session, project_id: int) -> list[BlockingFinding]:
    query = (
        sa.select(FINDING.c.zone_id, FINDING.c.severity)
        .where(
            FINDING.c.project_id == project_id,
            FINDING.c.archived_at.is_(None),
            FINDING.c.severity.in_(BLOCKING),
            FINDING.c.status.not_in(SETTLED),
        )
        .order_by(FINDING.c.id)
    )
    return [BlockingFinding(*row) for row in session.execute(query)]
