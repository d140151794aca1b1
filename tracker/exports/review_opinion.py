"""The review opinion (评审意见) on a draft, whatever it is written to: result, reductions, lines, comments."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from tracker.exports.capital_amount import capital_amount
from tracker.exports.draft_form import official_date
from tracker.i18n import Words
from tracker.procurement.lines import Line
from tracker.procurement.review import Decision, Reduction, accepted_fen, reductions
from tracker.vocabulary import CommentStatus, LineDecision


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """A line of the draft with what was decided on it; `decided` is None where nothing was."""

    line: Line
    decided: Decision | None = None
    text: str = ""

    @property
    def accepted_fen(self) -> int:
        """What the decision leaves of the amount."""
        return accepted_fen(self.line, self.decided)


@dataclass(frozen=True, slots=True)
class OpinionComment:
    """A comment and its answer; `place` names the line or category, and is empty for the whole draft."""

    place: str
    text: str
    answer: str
    status: CommentStatus


@dataclass(frozen=True, slots=True)
class ReviewOpinion:
    """What the opinion says.

    Attributes:
        project: the library.
        plan: title of the procurement plan.
        draft_id: of the reviewed draft, so that a filled-in workbook finds it again.
        number: of the draft.
        submitted_on: the day it was handed in, or None.
        answer_by: until when the authors answer, or None.
        opinion: the reviewer's own words.
        lines: all lines in the order of the draft.
        comments: on this draft.
    """

    project: str
    plan: str
    draft_id: int
    number: int
    submitted_on: dt.date | None
    answer_by: dt.date | None
    opinion: str
    lines: tuple[OpinionLine, ...]
    comments: tuple[OpinionComment, ...]

    def by_category(self) -> dict[str | None, Reduction]:
        """The reduction of each category, in order of appearance."""
        decided = {each.line.lineage: each.decided for each in self.lines if each.decided}
        return reductions([each.line for each in self.lines], decided)

    def whole(self) -> Reduction:
        """The reduction of the draft."""
        return reduce(add, self.by_category().values(), Reduction())


def title(opinion: ReviewOpinion, w: Words) -> str:
    """The heading."""
    return w._("Review opinion on {plan}, draft {number}", plan=opinion.plan, number=opinion.number)


def facts(opinion: ReviewOpinion, w: Words) -> list[tuple[str, str]]:
    """What stands at the head: unit, days, amounts in figures and capitals, reduction and its rate."""
    whole = opinion.whole()
    day = official_date(opinion.submitted_on, w) if opinion.submitted_on else "—"
    rows = [
        (w._("Submitted by"), opinion.project),
        (w._("Submitted on"), day),
        (w._("Amount submitted (yuan)"), w.yuan(whole.submitted_fen)),
        (
            w._("Amount accepted (yuan)"),
            f"{w.yuan(whole.accepted_fen)} · {capital_amount(whole.accepted_fen)}",
        ),
        (w._("Reduction (yuan)"), f"{w.yuan(whole.reduced_fen)} · {rate(whole, w)}"),
    ]
    if whole.pending:
        pending = w._n("{n} line", "{n} lines", whole.pending)
        rows.append((w._("Not decided or questioned"), f"{pending} · {w.yuan(whole.pending_fen)}"))
    if opinion.answer_by:
        rows.append((w._("Answer by"), official_date(opinion.answer_by, w)))
    return rows


def rate(reduction: Reduction, w: Words) -> str:
    """The reduction rate with two decimals, as finance bureaus print it."""
    return "—" if reduction.rate is None else w.percent(reduction.rate, 2)


def category_headings(w: Words) -> list[str]:
    """The columns of the table of categories."""
    return [
        w._("Category"),
        w._("Amount submitted (yuan)"),
        w._("Amount accepted (yuan)"),
        w._("Reduction (yuan)"),
        w._("Reduction rate"),
    ]


def category_rows(opinion: ReviewOpinion, w: Words) -> list[tuple[str, Reduction]]:
    """Each category with its reduction, the total last."""
    rows = [(category or w._("Without category"), found) for category, found in opinion.by_category().items()]
    return [*rows, (w._p("form", "Total"), opinion.whole())]


def touched(opinion: ReviewOpinion) -> list[OpinionLine]:
    """The lines that were cut or questioned."""
    return [
        each for each in opinion.lines if each.decided and each.decided.decision is not LineDecision.ACCEPT
    ]


def decision_text(each: OpinionLine, w: Words) -> str:
    """The decision in words: 核减为 176 · 800.00 元."""
    if each.decided is None:
        return ""
    decided = each.decided
    said = [w.label(decided.decision)]
    if decided.quantity_milli is not None:
        said.append(f"{w.quantity(decided.quantity_milli)} {each.line.unit or ''}".strip())
    figures = [fen for fen in (decided.unit_price_fen, decided.amount_fen) if fen is not None]
    said += [w._("{amount} yuan", amount=w.yuan(fen)) for fen in figures]
    return " ".join(said)


def signatures(w: Words) -> Sequence[str]:
    """The lines to sign."""
    return [w._("Reviewed by (signature)"), w._("Reviewing unit (seal)"), w._("Date")]
