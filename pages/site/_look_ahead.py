"""What falls due after the acceptances: conditions, the filing, ends of warranties."""

import streamlit as st

from db.queries.acceptance import GateRow
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages.site import _acceptance_reads
from pages.site._acceptance_words import deadline_text
from pages.site._words import overdue_badge
from tracker.i18n.gate_names import gate_name
from tracker.warranties import Deadline, DeadlineKind

SHOWN = 8


def upcoming(gates: list[GateRow]) -> None:
    """The next days, overdue ones first; the rest behind a line that opens it."""
    w = words()
    found = _acceptance_reads.upcoming()
    st.subheader(w._("What falls due"), anchor=False)
    if not found:
        st.caption(
            w._n(
                "Nothing falls due within {n} month.",
                "Nothing falls due within {n} months.",
                _acceptance_reads.MONTHS_AHEAD,
            )
        )
        return
    named = {gate.id: gate_name(w, gate) for gate in gates}
    _lines(found[:SHOWN], named)
    if len(found) > SHOWN:
        more = st.expander(
            w._n("{n} more", "{n} more", len(found) - SHOWN), key="more_deadlines", on_change="rerun"
        )
        if more.open:
            with more:
                _lines(found[SHOWN:], named)


def _lines(found: list[Deadline], named: dict[int, str]) -> None:
    w = words()
    today = context().today
    for each in found:
        parts = [f"**{w.date(each.on, today=today)}**", plain(deadline_text(w, each))]
        if each.kind is not DeadlineKind.FILING:
            parts.append(plain(named[each.gate_id]))
        late = f" {overdue_badge(w)}" if each.overdue(today) else ""
        st.markdown(" · ".join(parts) + late)
