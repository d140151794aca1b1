"""Procurement thresholds as the library found them: by place, level, kind of purchase and date, with the source."""

from typing import Any

import streamlit as st

from db.commands import thresholds as commands
from db.queries.packages import ThresholdRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages.procurement._purchases import thresholds
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN
from tracker.permissions import Action
from tracker.procurement.thresholds import ProcurementObject
from tracker.vocabulary import ProcurementMethod


def threshold_panel() -> None:
    """The thresholds, folded away unless there is none."""
    w = words()
    rows = thresholds()
    live = [row for row in rows if not row.archived]
    title = w._n("{n} threshold", "{n} thresholds", len(live)) if live else w._("No threshold recorded yet")
    folded = st.expander(title, key="thresholds", on_change="rerun", icon=":material/gavel:")
    if not folded.open:
        return
    with folded:
        st.caption(
            w._(
                "Thresholds are set by the province and change with place, level and year, so none is built in. "
                "Record the figure with the number of the document that sets it."
            )
        )
        may = context().may(Action.EDIT_PROCUREMENT)
        for row in rows:
            if may or not row.archived:
                _line(row, may=may)
        if may:
            _new(w)


def _line(row: ThresholdRow, *, may: bool) -> None:
    w, rule = words(), row.rule
    days = [w.date(day) if day else "…" for day in (rule.valid_from, rule.valid_to)]
    text = " · ".join(
        filter(
            None,
            [
                plain(rule.jurisdiction),
                plain(rule.level),
                w.label(ProcurementObject(rule.object)) if rule.object else w._("Anything"),
                w._(
                    "{method} from {amount} yuan", method=w.label(rule.method), amount=w.yuan(rule.amount_fen)
                ),
                " – ".join(days),
                plain(rule.source),
            ],
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"~~{text}~~" if row.archived else text, width="stretch")
        if not may:
            return
        label = w._("Restore") if row.archived else w._("Archive")
        pressed = st.button(label, key=f"threshold_put_{row.id}", type="tertiary")
    command = commands.restore_threshold if row.archived else commands.archive_threshold
    if pressed and run(
        command,
        project_id=context().project_id,
        threshold_id=row.id,
        done=w._("Threshold restored") if row.archived else w._("Threshold archived"),
    ):
        st.rerun()


def _new(w: Words) -> None:
    with st.form("new_threshold", clear_on_submit=False):
        values = _asked(w)
        submitted = st.form_submit_button(w._("Record the threshold"))
    if any(values[field] for field in ("jurisdiction", "amount_fen", "source")):
        form_is_open()
    if submitted and run(
        commands.create_threshold,
        project_id=context().project_id,
        done=w._("Threshold recorded"),
        **values,
    ):
        st.rerun()


def _asked(w: Words) -> dict[str, Any]:
    left, right = st.columns(2)
    jurisdiction = left.text_input(
        w._("Place"), max_chars=commands.LONGEST_JURISDICTION, key="threshold_place"
    )
    level = right.text_input(w._("Level (city, district …)"), max_chars=60, key="threshold_level")
    bought = left.selectbox(
        w._("Kind of purchase"),
        list(ProcurementObject),
        index=None,
        format_func=w.label,
        placeholder=w._("Anything"),
        key="threshold_object",
    )
    method = right.selectbox(
        w._("Method"), list(ProcurementMethod), format_func=w.label, key="threshold_method"
    )
    amount = left.number_input(w._("From (yuan)"), 0.0, value=0.0, step=10_000.0, key="threshold_amount")
    source = right.text_input(
        w._("Document that sets it"), max_chars=commands.LONGEST_SOURCE, key="threshold_source"
    )
    first = left.date_input(w._("Valid from"), value=None, key="threshold_from")
    last = right.date_input(w._("Valid to"), value=None, key="threshold_to")
    return {
        "jurisdiction": jurisdiction,
        "level": level,
        "object": bought.value if bought else "",
        "method": method,
        "amount_fen": round(amount * FEN_PER_YUAN),
        "source": source,
        "valid_from": first,
        "valid_to": last,
    }
