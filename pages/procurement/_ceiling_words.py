"""Ceilings in words: what one holds for, by how much it is exceeded, and where none is set."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._ceiling_reads import ceiling_states, limits, spent
from tracker.i18n import Words
from tracker.procurement.ceilings import CeilingState, Limit, Scope, exceeded, without_ceiling


def limit_name(w: Words, limit: Limit) -> str:
    """What a ceiling holds for, as plain text."""
    own = " · ".join(part for part in (limit.category, limit.funding) if part)
    return f"{w.label(limit.scope)}: {own}" if own else w.label(limit.scope)


def over_ceilings(plan_id: int, draft_id: int) -> list[CeilingState]:
    """The ceilings that a draft exceeds, the worst first."""
    return exceeded(ceiling_states(plan_id, draft_id))


def say_exceeded(plan_id: int, draft_id: int, *, but: Sequence[Scope] = ()) -> None:
    """Every exceeded ceiling of a draft, loudly; those of the scopes `but` are said elsewhere."""
    say_over([state for state in over_ceilings(plan_id, draft_id) if state.limit.scope not in but])


def say_over(states: Sequence[CeilingState]) -> None:
    """Exceeded ceilings, one by one, loudly."""
    w = words()
    for state in states:
        st.error(
            w._(
                "{name}: {spent} yuan, which is {over} over the ceiling of {ceiling}.",
                name=plain(limit_name(w, state.limit)),
                spent=w.yuan(state.spent_fen),
                over=w.yuan(-state.room_fen),
                ceiling=w.yuan(state.limit.amount_fen),
            ),
            icon=":material/priority_high:",
            title=w._("Over the ceiling"),
        )


def say_missing(plan_id: int, draft_id: int) -> None:
    """Where no ceiling is set, in one sentence each."""
    w = words()
    whole, categories, sources = without_ceiling(limits(plan_id), spent(draft_id))
    if whole:
        st.warning(w._("No ceiling is set for the total."), icon=":material/help:")
    for names, text in (
        (categories, w._("Categories without a ceiling: {names}.", names=_named(w, categories))),
        (sources, w._("Sources of funds without a ceiling: {names}.", names=_named(w, sources))),
    ):
        if names:
            st.caption(text)


def _named(w: Words, names: Sequence[str]) -> str:
    return plain(w.listed([name or w._("(none named)") for name in names]))
