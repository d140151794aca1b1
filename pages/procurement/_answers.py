"""Which lines of a new draft are lines of the one before: what is certain is taken, the rest is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.queries.procurement import DraftRow
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._data import match_rows
from tracker.charts.procurement import draft_label
from tracker.i18n import Words
from tracker.imports.drafts import DraftFile
from tracker.procurement.inheritance import Inheritance, by_position, inherit
from tracker.procurement.lines import Line
from tracker.procurement.match import match
from tracker.procurement.proposals import Matching, Proposal, Relation

PER_PAGE = 20
"""Questions on show at a time."""


@dataclass(slots=True)
class Answers:
    """The matching of the file with one draft, kept while the person answers; and the answers by question."""

    previous_id: int | None = None
    matching: Matching | None = None
    given: dict[int, bool] = field(default_factory=dict)


def ask_about(kept: Answers, file: DraftFile, previous: DraftRow | None, key: str) -> Inheritance | None:
    """Draw what was matched and ask what is uncertain; None while a question is open."""
    w = words()
    if previous is None:
        st.caption(w._("There is no earlier draft: every line is new."))
        return Inheritance()
    matching = _matching(kept, file, previous)
    name = draft_label(previous.number, w)
    st.subheader(w._("Lines that carry on from {draft}", draft=name), anchor=False)
    questions = [proposal for proposal in matching.proposals if not proposal.certain]
    certain = len(matching.proposals) - len(questions)
    st.markdown(
        w._(
            "{certain} lines carry on, {asked} to be confirmed, {new} are new, {gone} are gone.",
            certain=certain,
            asked=len(questions),
            new=len(matching.only_after),
            gone=len(matching.only_before),
        )
    )
    _alone(matching, w)
    if len(questions) > 1:
        st.button(
            w._("Confirm all"),
            key=f"confirm_all_{key}",
            on_click=_confirm,
            args=(kept, len(questions), f"{key}_{previous.id}"),
        )
    _ask_page(questions, kept, f"{key}_{previous.id}", w)
    answers = [kept.given.get(number) for number in range(len(questions))]
    if None in answers:
        return None
    certainly = [proposal for proposal in matching.proposals if proposal.certain]
    confirmed = [question for question, answer in zip(questions, answers, strict=True) if answer]
    rejected = [question for question, answer in zip(questions, answers, strict=True) if not answer]
    return inherit([*certainly, *confirmed], rejected)


def _matching(kept: Answers, file: DraftFile, previous: DraftRow) -> Matching:
    """The proposals, made once for a file and the draft before it."""
    if kept.matching is None or kept.previous_id != previous.id:
        w = words()
        bar = st.progress(0.0, text=w._("Matching the lines"))
        kept.matching = match(
            match_rows(previous.id),
            by_position(file.lines),
            progress=lambda share: _show(bar, share),
        )
        kept.previous_id = previous.id
        kept.given = {}
        bar.empty()
    return kept.matching


def _show(bar: DeltaGenerator, share: float) -> None:
    bar.progress(min(max(share, 0.0), 1.0), text=words()._("Matching the lines"))


def _confirm(kept: Answers, count: int, key: str) -> None:
    """Confirm every question; those on show are drawn anew with their answer."""
    kept.given = dict.fromkeys(range(count), True)
    for number in range(count):
        st.session_state.pop(_widget(key, number), None)


def _ask_page(questions: Sequence[Proposal], kept: Answers, key: str, w: Words) -> None:
    """The questions, some at a time: two budgets may leave thousands, and answers to those not on show stay."""
    page = 1
    if len(questions) > PER_PAGE:
        page = st.pagination(-(-len(questions) // PER_PAGE), key=f"questions_{key}")
        answered = len(kept.given)
        st.caption(
            w._("{answered} of {all} answered", answered=w.number(answered), all=w.number(len(questions)))
        )
    for number in range((page - 1) * PER_PAGE, min(page * PER_PAGE, len(questions))):
        _ask(questions[number], kept, number, key, w)


def _widget(key: str, number: int) -> str:
    return f"answer_{key}_{number}"


def _take(kept: Answers, number: int, name: str) -> None:
    """A click on an answer, or on it again to take it back."""
    answer = st.session_state[name]
    if answer is None:
        kept.given.pop(number, None)
    else:
        kept.given[number] = answer


def _alone(matching: Matching, w: Words) -> None:
    """The lines without a counterpart, by name."""
    for title, alone in ((w._("New"), matching.only_after), (w._("Gone"), matching.only_before)):
        if alone:
            names = w.listed([plain(each.line.name) for each in alone[:12]])
            st.caption(f"{title}: {names}{'…' if len(alone) > 12 else ''}")


def _ask(proposal: Proposal, kept: Answers, number: int, key: str, w: Words) -> None:
    """One proposal with both sides, its reasons and its confidence, and the two answers."""
    name = _widget(key, number)
    questions = {
        Relation.SAME: w._("Is this the same line?"),
        Relation.SPLIT: w._("Was one line split into these?"),
        Relation.MERGED: w._("Were these lines merged into one?"),
    }
    with st.container(border=True, key=f"proposal_{name}"):
        st.markdown(f"**{questions[proposal.relation]}**")
        st.table(
            pd.DataFrame([_cells(line, w._("Before"), w) for line in proposal.before]
                         + [_cells(line, w._("After"), w) for line in proposal.after]),
            hide_index=True,
            border="horizontal",
            alt=questions[proposal.relation],
        )  # fmt: skip
        st.caption(
            w._(
                "Why it is proposed: {reasons}. Confidence {confidence}.",
                reasons=w.listed([w.label(reason) for reason in proposal.reasons]),
                confidence=w.percent(proposal.confidence, 0),
            )
        )
        st.segmented_control(
            w._("Answer"),
            [True, False],
            default=kept.given.get(number),
            format_func=lambda yes: w._("Confirm") if yes else w._("Reject"),
            key=name,
            on_change=_take,
            args=(kept, number, name),
            label_visibility="collapsed",
        )


def _cells(line: Line, side: str, w: Words) -> dict[str, str]:
    return {
        w._("Draft"): side,
        w._("Category"): plain(line.category or ""),
        w._("Name"): plain(line.name),
        w._("Specification"): plain(line.specification or ""),
        w._("Quantity"): f"{w.quantity(line.quantity_milli)} {plain(line.unit or '')}",
        w._("Unit price (yuan)"): w.yuan(line.unit_price_fen),
        w._("Zone"): plain(line.zone or ""),
    }
