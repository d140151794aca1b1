"""What a summary is written from: the facts of a period, each with the ids of its records."""

import datetime as dt
from dataclasses import dataclass

from tracker.indicators import Figure as Total
from tracker.periods import PeriodKind
from tracker.vocabulary import AcceptanceStage, DirectionKind, DraftStatus, EventKind, IndicatorMode


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """What an indicator came to in the period; thousandths of `unit`."""

    name: str
    unit: str
    total: Total


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event that began in the period, or is announced for the time after it."""

    id: int
    kind: EventKind
    title: str
    starts_on: dt.date
    days: int
    place: str
    account: str
    learned: str
    people: int
    organisations: tuple[str, ...]
    topics: tuple[str, ...]
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class StreamFact:
    """A workstream with what it came to and what took place in it."""

    id: int
    name: str
    indicators: tuple[IndicatorFact, ...]
    events: tuple[EventFact, ...]


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A plan document that was submitted in the period, with all who received it."""

    id: int
    title: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateFact:
    """A gate of acceptance that is passed by the end of the period."""

    id: int
    stage: AcceptanceStage
    met_on: dt.date


@dataclass(frozen=True, slots=True)
class DraftFact:
    """A numbered draft; its total in fen."""

    id: int
    number: int
    total_fen: int
    status: DraftStatus


@dataclass(frozen=True, slots=True)
class BuyingFact:
    """A procurement plan with its numbered drafts up to the end of the period, in their order."""

    title: str
    drafts: tuple[DraftFact, ...]


@dataclass(frozen=True, slots=True)
class CourseFact:
    """A course with its sessions of the period; hours in thousandths of a class hour.

    `weekday` is Monday 0 to Sunday 6, or None where a course meets on several days; `runs_days` are calendar days from
    its first day to its last.
    """

    id: int
    title: str
    starts_on: dt.date
    starts_at: dt.time
    weekday: int | None
    runs_days: int
    planned_milli: int
    delivered_milli: int
    participant_ids: tuple[int, ...]
    session_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReachedFact:
    """How far an indicator that is tied to a goal stands to it; thousandths of `unit`.

    `share_milli` is how much of the target is reached, from 0 to 1,000; None where the target gives no measure.
    `mode` and `counted_over` say what time the target is of.
    """

    name: str
    unit: str
    total: Total
    target_milli: int
    share_milli: int | None
    mode: IndicatorMode = IndicatorMode.CUMULATIVE
    counted_over: PeriodKind = PeriodKind.YEAR


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A goal, by when, and how far its indicators have come by the end of the period."""

    id: int
    title: str
    stated_on: dt.date | None
    horizon_on: dt.date
    reached: tuple[ReachedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardFact:
    """An evaluation standard as the library assessed itself by the end of the period; points in thousandths.

    `barring` has the prerequisites that are not met, by id and name; `unassessed_ids` the items nobody has assessed.
    """

    id: int
    title: str
    reached_milli: int
    possible_milli: int
    assessment_ids: tuple[int, ...]
    item_ids: tuple[int, ...]
    unassessed_ids: tuple[int, ...]
    barring: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a summary of a period is written from.

    Attributes:
        library: the library's name, as its papers carry it.
        first, last: the days of the period.
        until: the last day that is known: today where the period has not ended yet.
        streams: the workstreams in their order.
        events: what took place in none of them.
        courses: those that met in the period or before.
        plans: plan documents submitted in the period.
        round_ids: site rounds held and signed in the period.
        weekly: whether no week of the period that asks for a round is without one.
        gates: what is passed by the end of the period.
        buying: the procurement plans.
        asset_ids: the assets registered by the stock-taking.
        direction: the statements of the direction of work, by kind.
        goals: the goals.
        standards: the evaluation standards by which the library has assessed itself.
        bulletin_ids: bulletins issued in the period.
    """

    library: str
    first: dt.date
    last: dt.date
    until: dt.date | None = None
    streams: tuple[StreamFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    courses: tuple[CourseFact, ...] = ()
    plans: tuple[PlanFact, ...] = ()
    round_ids: tuple[int, ...] = ()
    weekly: bool = False
    gates: tuple[GateFact, ...] = ()
    buying: tuple[BuyingFact, ...] = ()
    asset_ids: tuple[int, ...] = ()
    direction: tuple[tuple[DirectionKind, str], ...] = ()
    goals: tuple[GoalFact, ...] = ()
    standards: tuple[StandardFact, ...] = ()
    bulletin_ids: tuple[int, ...] = ()
