"""The form that asks for an evidence pack."""

from typing import Any

import streamlit as st

from db.commands.evidence import request_evidence_pack
from pages._kit import detail
from pages._kit.background import worker
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.reports._evidence_reads import gate_names, periods
from tracker.i18n.figures import period_name
from tracker.languages import LANGUAGES, NAMES
from tracker.periods import PeriodKind, period_of, read_period

NEW = "new_pack"

PERIOD, GATE = "period", "gate"


def request_pack() -> None:
    """Draw the form; `?new_pack=1` opens it."""
    w, frame = words(), context()

    @st.dialog(w._("Ask for a pack"), width="medium", on_dismiss=lambda: detail.close_panel(NEW))
    def form() -> None:
        kinds = {PERIOD: w._("A period"), GATE: w._("An acceptance gate")}
        kind = st.segmented_control(
            w._("Evidence of"),
            list(kinds),
            default=PERIOD,
            required=True,
            format_func=kinds.__getitem__,
            key="evidence_kind",
        )
        scope = _gate() if kind == GATE else _period()
        language = st.segmented_control(
            w._("Language of folders and papers"),
            list(LANGUAGES),
            default=w.language,
            required=True,
            format_func=NAMES.__getitem__,
            key="evidence_language",
        )
        st.caption(
            w._(
                "It names the participants of courses and rounds, and never candidates of a recruitment. Everybody who "
                "may ask for packs can save it."
            )
        )
        asked = st.button(w._("Build the pack"), type="primary", key="evidence_ask", disabled=scope is None)
        if (
            asked
            and scope is not None
            and run(
                request_evidence_pack,
                project_id=frame.project_id,
                language=language,
                done=w._("The pack is being built; you may leave this page"),
                **scope,
            )
        ):
            worker().wake()
            detail.close_panel(NEW)
            st.rerun()

    form_is_open()
    form()


def _period() -> dict[str, Any]:
    """A quarter or a year; the last quarter that has ended, unless another one is chosen."""
    w, frame = words(), context()
    codes = [period.code for period in periods(frame.project.starts_on, frame.today)]
    last = period_of(frame.today, PeriodKind.QUARTER).before().code
    code = st.selectbox(
        w._("Period"),
        codes,
        index=codes.index(last) if last in codes else 0,
        format_func=lambda code: period_name(w, read_period(code)),
        key="evidence_period",
    )
    period = read_period(code)
    return {"starts_on": period.first, "ends_on": period.last}


def _gate() -> dict[str, Any] | None:
    """A gate of the project; None while there is none, or none is chosen."""
    w, known = words(), gate_names()
    gate_id = st.selectbox(
        w._("Acceptance gate"),
        list(known),
        index=None,
        format_func=lambda gate_id: known[gate_id],
        placeholder=w._("Choose a gate"),
        key="evidence_gate",
    )
    return None if gate_id is None else {"gate_id": gate_id}
