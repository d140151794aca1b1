"""A package as a purchase: its lines' money, its days, what is wrong with it, and whether its method is allowed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.calendar import WorkCalendar
from tracker.procurement.process import Stage, way
from tracker.procurement.stage_checks import StageFinding, stage_findings
from tracker.procurement.stage_dates import Held, StageDates, dates, next_stage
from tracker.procurement.thresholds import (
    Bought,
    MethodVerdict,
    ProcurementObject,
    Splitting,
    ThresholdRule,
    objects_of,
    splitting,
    tender_threshold,
    verdict,
)
from tracker.vocabulary import ProcurementMethod

KIND_CODE = 5
"""Signs of a catalogue code that name a kind of thing: A0501 is furniture."""


@dataclass(frozen=True, slots=True)
class PackagedLine:
    """A line in a package; money in fen, codes and texts empty where nothing is said."""

    code: str
    category: str
    funding: str
    funding_year: int | None
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a purchase: the package as people described it.

    `object` is what it buys, where somebody said so, else None: then the catalogue codes of its lines say. `place` is
    the jurisdiction whose thresholds hold, with its level where that counts, empty for any.
    """

    title: str
    method: ProcurementMethod | None
    delivery_days: int | None
    installation_days: int | None
    held: Mapping[Stage, Held]
    lines: Sequence[PackagedLine]
    acceptance_days: int | None = None
    object: ProcurementObject | None = None
    place: str = ""

    @property
    def objects(self) -> frozenset[ProcurementObject]:
        """What is bought; empty where nothing says."""
        if self.object is not None:
            return frozenset({self.object})
        return objects_of(line.code for line in self.lines)


@dataclass(frozen=True, slots=True)
class Purchase:
    """What the tracker finds of a package; money in fen."""

    title: str
    method: ProcurementMethod | None
    budget_fen: int
    stages: tuple[StageDates, ...]
    findings: tuple[StageFinding, ...]
    verdict: MethodVerdict
    bought: tuple[Bought, ...]

    @property
    def next(self) -> StageDates | None:
        """The first stage to come that opening waits for; None when acceptance is over."""
        return next_stage(self.stages)

    @property
    def late_days(self) -> int:
        """Working days by which the next stage comes too late; negative or 0 when it is in time."""
        coming = self.next
        return 0 if coming is None or coming.late_days is None else coming.late_days


def purchase(
    asked: Asked,
    *,
    rules: Sequence[ThresholdRule],
    calendar: WorkCalendar,
    opening_on: dt.date,
    today: dt.date,
) -> Purchase:
    """Judge a package on a day.

    The threshold is that of the day on which the notice stands, or is expected to stand.
    """
    steps = way(
        asked.method,
        delivery_days=asked.delivery_days,
        installation_days=asked.installation_days,
        acceptance_days=asked.acceptance_days,
    )
    stages = dates(steps, asked.held, calendar=calendar, opening_on=opening_on, today=today)
    actual = {stage: said.actual_on for stage, said in asked.held.items() if said.actual_on}
    noticed_on = next(row.expected_on for row in stages if row.stage is Stage.SOLICITATION)
    rule = tender_threshold(rules, noticed_on, asked.objects, asked.place)
    budget = sum(line.amount_fen for line in asked.lines)
    return Purchase(
        title=asked.title,
        method=asked.method,
        budget_fen=budget,
        stages=stages,
        findings=tuple(stage_findings(steps, actual, calendar=calendar, today=today)),
        verdict=verdict(asked.method, budget, rule),
        bought=tuple(
            Bought(
                asked.title,
                asked.method,
                line.code[:KIND_CODE] or line.category,
                line.funding,
                line.funding_year or noticed_on.year,
                line.amount_fen,
                None if rule is None else rule.amount_fen,
            )
            for line in asked.lines
        ),
    )


def split_purchases(purchases: Iterable[Purchase]) -> list[Splitting]:
    """Purchases that may have been split, under the thresholds that the packages were judged by."""
    return splitting(line for each in purchases for line in each.bought)
