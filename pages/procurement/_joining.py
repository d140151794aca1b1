"""In a line's life: a person says that it is one with another line, where nothing was proposed."""

import streamlit as st

from db.commands import lineages as commands
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words
from pages.procurement._life_reads import history
from pages.procurement._returns import goods
from tracker.charts.procurement import draft_label
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.procurement.joinable import Joinable, joinable
from tracker.procurement.lines import Lineage

MOST_OFFERED = 200
"""The likest of the lines that fit; who means another one opens that line's life."""


def join_by_hand(plan_id: int, lineage: Lineage) -> None:
    """The choice among the lines that were cut before this one began, or began after it was cut; folded."""
    w = words()
    if not context().may(Action.EDIT_PROCUREMENT):
        return
    place = st.popover(
        w._("One with another line?"), icon=":material/link:", key=f"join_{lineage}", on_change="rerun"
    )
    if not place.open:
        return
    with place:
        known = history(plan_id)
        found = joinable(lineage, known.drafts, known.origins)[:MOST_OFFERED]
        if not found:
            st.caption(w._("No line was cut before this one began, and none began after it was cut."))
            return
        _choose(lineage, found, w)


def _choose(lineage: Lineage, found: list[Joinable], w: Words) -> None:
    by_lineage = {each.line.lineage: each for each in found}
    chosen = st.selectbox(
        w._("Line"),
        list(by_lineage),
        index=None,
        format_func=lambda each: _option(by_lineage[each], w),
        placeholder=w._("Choose a line"),
        key=f"join_with_{lineage}",
    )
    st.caption(
        w._("From now on both have one life; the audit keeps who said so, and they can be parted again.")
    )
    pressed = st.button(
        w._("Join the lines"), key=f"join_lines_{lineage}", type="primary", disabled=chosen is None
    )
    if not pressed or chosen is None:
        return
    earlier, later = (chosen, lineage) if by_lineage[chosen].is_earlier else (lineage, chosen)
    if run(
        commands.join_lineages,
        project_id=context().project_id,
        lineage_id=later,
        earlier_id=earlier,
        done=w._("The lines are one from now on"),
    ):
        st.rerun()


def _option(each: Joinable, w: Words) -> str:
    """The draft that listed the line last, or first; then the line."""
    draft = draft_label(each.number, w)
    said = w._("last in {draft}", draft=draft) if each.is_earlier else w._("first in {draft}", draft=draft)
    return f"{said} · {goods(each.line)} · {w.yuan(each.line.amount_fen)}".replace("\\", "")
