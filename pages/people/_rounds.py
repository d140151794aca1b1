"""What the recruitment page reads, kept until somebody writes to people or to what dates rest on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.queries import candidates as candidate_queries
from db.queries import plan as plan_queries
from db.queries import recruitment as queries
from db.queries.people import PostRow, staffing
from pages._kit.cached import Key, by_revision
from pages.plan import _reads as plan_reads
from tracker.charts.recruitment import funnel_chart, round_chart
from tracker.exports.recruitment import StageLine
from tracker.permissions import Action
from tracker.recruitment import StageDates, dates, latest_start, next_stage
from tracker.recruitment_checks import Step, TooShort, funnel, too_short
from tracker.vocabulary import PlanKind, RoundStage


@dataclass(frozen=True, slots=True)
class Judged:
    """A round as stored, with the days of its stages and the least periods that were not kept."""

    row: queries.RoundRow
    stages: tuple[StageDates, ...]
    short: tuple[TooShort, ...]

    @property
    def next(self) -> StageDates | None:
        """The first stage that is not over."""
        return next_stage(self.stages)

    @property
    def late_days(self) -> int:
        """Working days by which people come too late to be trained; 0 or less when in time, or on board."""
        return self.stages[-1].late_days if self.next is not None else 0

    @property
    def steps(self) -> list[Step]:
        """The counts of its stages."""
        return funnel([stage.held for stage in self.stages])

    @property
    def arrived(self) -> StageDates | None:
        """The last stage, once its day and its count are known: then people can be counted into their posts."""
        last = self.stages[-1]
        said = last.stage is RoundStage.ON_BOARD and last.held.actual_on and last.held.people is not None
        return last if said else None


@by_revision("people", "plan", "project")
def judged_rounds(session: Session, key: Key, opening_on: dt.date) -> list[Judged]:
    """The rounds, archived ones too; planned ones stand where the schedule has them."""
    rows = queries.rounds(session, key.project_id)
    planned = any(row.is_planned for row in rows)
    schedule = {task.id: task.finish for task in plan_reads.dated_tasks()} if planned else {}
    calendar = plan_queries.work_calendar(session, key.project_id)
    found = []
    for row in rows:
        held = row.held(schedule)
        stages = dates(
            held,
            calendar=calendar,
            opening_on=opening_on,
            training_days=row.training_days,
            today=key.today,
        )
        found.append(Judged(row, stages, tuple(too_short(held, calendar))))
    return found


@by_revision("people")
def posts(session: Session, key: Key, opening_on: dt.date) -> list[PostRow]:
    """The posts that are not archived, with their numbers."""
    found = staffing(session, key.project_id, key.today, opening_on).posts
    return [post for post in found if not post.archived]


@by_revision("people")
def waiting(session: Session, key: Key, round_id: int) -> bool:
    """Whether people of a round are on board whom no count of their posts has."""
    coming = queries.arrivals(session, key.project_id, key.today, schedule={})
    return any(each.round_id == round_id and each.on <= key.today for each in coming)


@by_revision("people")
def candidates(session: Session, key: Key, round_id: int) -> list[candidate_queries.CandidateRow]:
    """The candidates of a round; with names only for who may see them."""
    return candidate_queries.candidates(
        session, key.project_id, round_id, with_names=key.may(Action.SEE_CANDIDATES)
    )


@by_revision("plan", "project")
def last_start(session: Session, key: Key, opening_on: dt.date) -> dt.date:
    """The last day on which a round by the template may begin."""
    return latest_start(opening_on, calendar=plan_queries.work_calendar(session, key.project_id))


@by_revision("plan")
def target_plan(session: Session, key: Key) -> int | None:
    """The plan that stages become tasks of: the recruitment plan, else the first one; None where there is none."""
    plans = [row for row in plan_queries.plans(session, key.project_id) if not row.archived]
    ordered = sorted(plans, key=lambda row: row.kind is not PlanKind.RECRUITMENT)
    return ordered[0].id if ordered else None


@by_revision()
def timeline(
    _session: Session,
    key: Key,
    title: str,
    stages: Sequence[StageDates],
    opening_on: dt.date,
    appearance: str,
) -> dict[str, Any]:
    """The chart of a round's stages."""
    return round_chart(
        title, stages, opening_on=opening_on, today=key.today, words=key.words, appearance=appearance
    )


@by_revision()
def funnel_spec(
    _session: Session, key: Key, steps: Sequence[Step], wanted: int, appearance: str
) -> dict[str, Any]:
    """The chart of a round's counts."""
    return funnel_chart(steps, wanted, words=key.words, appearance=appearance)


def stage_lines(rounds: Sequence[Judged]) -> list[StageLine]:
    """The rounds as a workbook has them."""
    planned = any(each.row.is_planned for each in rounds)
    titles = {task.id: task.title for task in plan_reads.dated_tasks()} if planned else {}
    lines: list[StageLine] = []
    for each in rounds:
        tasks = {row.stage: titles.get(row.task_id or 0, "") for row in each.row.live}
        sought = {post.title: post.wanted for post in each.row.posts}
        lines.extend(
            StageLine(each.row.title, sought, each.row.training_days, stage, tasks[stage.stage])
            for stage in each.stages
        )
    return lines
