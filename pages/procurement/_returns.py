"""Cut lines that may have come back under another name: joined, or said to be new."""

import streamlit as st

from db.commands import lineages as commands
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._life_reads import proposed_returns
from tracker.charts.procurement import draft_label
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.procurement.lines import Line
from tracker.procurement.returns import Return


def ask_about_returns(plan_id: int) -> None:
    """The proposals of a plan, folded; nothing where there is none."""
    w = words()
    found = proposed_returns(plan_id)
    if not found:
        return
    folded = st.expander(
        w._n("{n} cut line may have come back", "{n} cut lines may have come back", len(found)),
        key="returns",
        on_change="rerun",
        icon=":material/undo:",
    )
    if folded.open:
        with folded:
            for proposal in found:
                _ask(proposal, w)


def goods(line: Line) -> str:
    """A line in a few words: name, specification, zone."""
    return " · ".join(plain(part) for part in (line.name, line.specification, line.zone) if part)


def _ask(proposal: Return, w: Words) -> None:
    """One proposal with both lines, its reasons and its confidence, and the two answers."""
    frame = context()
    facts = {
        "cut": goods(proposal.cut),
        "was": w.yuan(proposal.cut.amount_fen),
        "cut_in": draft_label(proposal.cut_in, w),
        "back": goods(proposal.back),
        "now": w.yuan(proposal.back.amount_fen),
        "back_in": draft_label(proposal.back_in, w),
    }
    with st.container(border=True, key=f"return_{proposal.back.lineage}"):
        st.markdown(
            w._(
                "**{cut}** ({was} yuan) was cut in {cut_in}; "
                "**{back}** ({now} yuan) is new in {back_in}. Is it the same line?",
                **facts,
            )
        )
        st.caption(
            w._(
                "Why it is proposed: {reasons}. Confidence {confidence}.",
                reasons=w.listed([w.label(reason) for reason in proposal.reasons]),
                confidence=w.percent(proposal.confidence, 0),
            )
        )
        if frame.may(Action.EDIT_PROCUREMENT):
            _answers(proposal, w)


def _answers(proposal: Return, w: Words) -> None:
    frame = context()
    new, cut = proposal.back.lineage, proposal.cut.lineage
    with st.container(horizontal=True):
        at_once = proposal.cut_in == proposal.back_in
        same = st.button(w._("It is the same line") if at_once else w._("It came back"), key=f"join_{new}")
        other = st.button(w._("It is a new line"), key=f"refuse_{new}")
    if same and run(
        commands.join_lineages,
        project_id=frame.project_id,
        lineage_id=new,
        earlier_id=cut,
        done=w._("The lines are one from now on"),
    ):
        st.rerun()
    if other and run(
        commands.refuse_return,
        project_id=frame.project_id,
        lineage_id=new,
        done=w._("Kept as a new line"),
    ):
        st.rerun()
