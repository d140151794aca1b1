"""The way of a package to the contract and to acceptance: its stages, and the periods between them.

A stage is something that happens on a day. It waits for others; a wait has the period that a plan counts with, and
what the law says of it: at least so long, or at most. Calendar days and working days are two types. Both count from
the day after the event: twenty days from the 1st end on the 21st.

Where the law gives somebody time (the buyer five working days to confirm the winner), a plan counts with all of it;
where it says nothing, the period is a judgement. Basis: 政府采购法, its 实施条例, 财库〔2014〕214号, 财库〔2020〕10号,
财政部令第74号.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.day_counts import CalendarDays, DayCount, WorkingDays
from tracker.vocabulary import ProcurementMethod


class Stage(StrEnum):
    """What happens to a package, in its order; the values are stored and never renamed."""

    REQUIREMENT = "requirement"
    FINANCE_REVIEW = "finance_review"
    INTENTION_NOTICE = "intention_notice"
    PLAN_FILING = "plan_filing"
    SOLICITATION = "solicitation"
    BID_DEADLINE = "bid_deadline"
    EVALUATION = "evaluation"
    AWARD = "award"
    AWARD_NOTICE = "award_notice"
    CHALLENGE_END = "challenge_end"
    CONTRACT = "contract"
    CONTRACT_NOTICE = "contract_notice"
    CONTRACT_FILING = "contract_filing"
    DELIVERY = "delivery"
    INSTALLATION = "installation"
    ACCEPTANCE = "acceptance"
    PAYMENT = "payment"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Wait:
    """What a stage waits for.

    Attributes:
        after: the stage that must have happened.
        period: what a plan counts with between the two.
        least: the shortest period that the law allows, or None.
        most: the longest that it allows, or None.
        article: where the law says so; empty for a judgement.
    """

    after: Stage
    period: DayCount
    least: DayCount | None = None
    most: DayCount | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage with what it waits for; `takes_time` when the whole period is work (delivery), not waiting.

    `checks` are further periods of the law, shorter than a wait as a rule: days that happened are held against them,
    and no plan counts with them.
    """

    stage: Stage
    waits: tuple[Wait, ...] = ()
    takes_time: bool = False
    checks: tuple[Wait, ...] = ()

    @property
    def clock(self) -> Wait | None:
        """The wait that the law speaks of, the shortest permitted period first; None without one."""
        lawful = [wait for wait in self.waits if wait.least or wait.most]
        return min(lawful, key=lambda wait: wait.least is None, default=None)


DELIVERY_DAYS = 30
INSTALLATION_DAYS = 10
ACCEPTANCE_DAYS = 5
"""Working days counted where a package does not say: judgements, and pages say so."""

_INTENTION = Wait(
    Stage.INTENTION_NOTICE, CalendarDays(30), least=CalendarDays(30), article="财库〔2020〕10号"
)
"""In principle thirty days; framework agreements of small amount are exempt."""

_BIDS: Mapping[ProcurementMethod, tuple[DayCount, str]] = {
    ProcurementMethod.OPEN_TENDER: (CalendarDays(20), "政府采购法 art. 35"),
    ProcurementMethod.RESTRICTED_TENDER: (CalendarDays(20), "政府采购法 art. 35"),
    ProcurementMethod.CONSULTATION: (CalendarDays(10), "财库〔2014〕214号 art. 10"),
    ProcurementMethod.NEGOTIATION: (WorkingDays(3), "财政部令第74号 art. 29"),
    ProcurementMethod.QUOTATION: (WorkingDays(3), "财政部令第74号 art. 45"),
}
"""From the first issue of the documents to the deadline; the other methods have no such period."""

_DOCUMENTS: Mapping[ProcurementMethod, str] = {
    ProcurementMethod.OPEN_TENDER: "实施条例 art. 31",
    ProcurementMethod.RESTRICTED_TENDER: "实施条例 art. 31",
    ProcurementMethod.CONSULTATION: "财库〔2014〕214号 art. 10",
}
"""Where the documents are offered for five working days at least; so the deadline cannot come before these are over."""

DOCUMENTS_OFFERED = WorkingDays(5)

TENDERS = frozenset({ProcurementMethod.OPEN_TENDER, ProcurementMethod.RESTRICTED_TENDER})


def way(
    method: ProcurementMethod | None,
    *,
    delivery_days: int | None = None,
    installation_days: int | None = None,
    acceptance_days: int | None = None,
) -> tuple[Step, ...]:
    """The stages of a package in order; every wait names an earlier one.

    Args:
        method: how it is bought; None counts as open tender, the rule where no exception is allowed (art. 26).
        delivery_days: working days until the goods are there; None for the usual ones.
        installation_days: working days to fit them; None for the usual ones, 0 for no such stage.
        acceptance_days: working days to accept them; None for the usual ones.
    """
    method = method or ProcurementMethod.OPEN_TENDER
    delivery = DELIVERY_DAYS if delivery_days is None else delivery_days
    installation = INSTALLATION_DAYS if installation_days is None else installation_days
    acceptance = ACCEPTANCE_DAYS if acceptance_days is None else acceptance_days
    notice: tuple[Wait, ...] = (Wait(Stage.PLAN_FILING, WorkingDays(5)), _INTENTION)
    if method is ProcurementMethod.FRAMEWORK:
        notice = notice[:1]
    return (
        Step(Stage.REQUIREMENT),
        Step(Stage.FINANCE_REVIEW, (Wait(Stage.REQUIREMENT, WorkingDays(15)),)),
        Step(Stage.INTENTION_NOTICE, (Wait(Stage.REQUIREMENT, WorkingDays(1)),)),
        Step(Stage.PLAN_FILING, (Wait(Stage.FINANCE_REVIEW, WorkingDays(2)),)),
        Step(Stage.SOLICITATION, notice),
        Step(Stage.BID_DEADLINE, (_bids(method),), checks=_offered(method)),
        Step(Stage.EVALUATION, (Wait(Stage.BID_DEADLINE, WorkingDays(1)),)),
        Step(Stage.AWARD, (_most(Stage.EVALUATION, WorkingDays(7), "实施条例 art. 43"),)),
        Step(Stage.AWARD_NOTICE, (_most(Stage.AWARD, WorkingDays(2), "实施条例 art. 43"),)),
        Step(Stage.CHALLENGE_END, (_most(Stage.AWARD_NOTICE, WorkingDays(7), "政府采购法 art. 52"),)),
        Step(
            Stage.CONTRACT,
            (
                Wait(
                    Stage.AWARD_NOTICE,
                    WorkingDays(10),
                    most=CalendarDays(30),
                    article="政府采购法 art. 46",
                ),
            ),
        ),
        Step(Stage.CONTRACT_NOTICE, (_most(Stage.CONTRACT, WorkingDays(2), "实施条例 art. 50"),)),
        Step(Stage.CONTRACT_FILING, (_most(Stage.CONTRACT, WorkingDays(7), "政府采购法 art. 47"),)),
        Step(Stage.DELIVERY, (Wait(Stage.CONTRACT, WorkingDays(delivery)),), takes_time=True),
        *_fitted(installation, acceptance),
        Step(Stage.PAYMENT, (Wait(Stage.ACCEPTANCE, WorkingDays(10)),)),
        Step(Stage.ARCHIVE, (Wait(Stage.PAYMENT, WorkingDays(10)),)),
    )


def _bids(method: ProcurementMethod) -> Wait:
    if method not in _BIDS:
        return Wait(Stage.SOLICITATION, WorkingDays(5))
    least, article = _BIDS[method]
    return Wait(Stage.SOLICITATION, least, least=least, article=article)


def _offered(method: ProcurementMethod) -> tuple[Wait, ...]:
    """How long the documents are offered at least, as the law says it of the method."""
    article = _DOCUMENTS.get(method)
    if article is None:
        return ()
    return (Wait(Stage.SOLICITATION, DOCUMENTS_OFFERED, least=DOCUMENTS_OFFERED, article=article),)


def _most(after: Stage, period: DayCount, article: str) -> Wait:
    """A wait that counts with all the time the law gives."""
    return Wait(after, period, most=period, article=article)


def _fitted(installation: int, days: int) -> tuple[Step, ...]:
    """Installation, where there is any, and the acceptance after it."""
    before = Stage.INSTALLATION if installation else Stage.DELIVERY
    fitting = Step(Stage.INSTALLATION, (Wait(Stage.DELIVERY, WorkingDays(installation)),), takes_time=True)
    acceptance = Step(Stage.ACCEPTANCE, (Wait(before, WorkingDays(days)),), takes_time=True)
    return (fitting, acceptance) if installation else (acceptance,)
