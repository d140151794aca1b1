"""Procurement thresholds as the library found them: by place, level, kind of purchase and date, with the source."""

from typing import Any

import streamlit as st

from db.commands import thresholds as commands
from db.queries.packages import ThresholdRow
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.procurement._purchases import thresholds
from tracker.i18n import Words
from tracker.money import FEN_PER_YUAN
from tracker.permissions import Action
from tracker.procurement.thresholds import ProcurementObject, ThresholdRule
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
        change, archive, restore = w._("Change"), w._("Archive"), w._("Restore")
        pressed = st.menu_button(
            w._("Change"),
            [restore] if row.archived else [change, archive],
            type="tertiary",
            key=f"threshold_menu_{row.id}",
        )
    if pressed == change:
        st.session_state[f"threshold_edit_{row.id}"] = True
    if pressed in {archive, restore} and run(
        commands.restore_threshold if row.archived else commands.archive_threshold,
        project_id=context().project_id,
        threshold_id=row.id,
        done=w._("Threshold restored") if row.archived else w._("Threshold archived"),
    ):
        st.rerun()
    if st.session_state.get(f"threshold_edit_{row.id}"):
        _edit(row, w)


def _edit(row: ThresholdRow, w: Words) -> None:
    form_is_open()
    row = as_seen(row)
    key = f"threshold_{row.id}_{row.version}"
    with st.form(key):
        values = _asked(row.rule, key, w)
        submitted = st.form_submit_button(w._("Save the threshold"))
    if submitted and run(
        commands.update_threshold,
        project_id=context().project_id,
        threshold_id=row.id,
        expected_version=row.version,
        original={field: getattr(row.rule, field) for field in values},
        changes=values,
        done=w._("Threshold saved"),
    ):
        del st.session_state[f"threshold_edit_{row.id}"]
        st.rerun()


def _new(w: Words) -> None:
    with st.form("new_threshold", clear_on_submit=False):
        values = _asked(None, "threshold", w)
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


def _asked(rule: ThresholdRule | None, key: str, w: Words) -> dict[str, Any]:
    """The fields of a threshold."""
    left, right = st.columns(2)
    objects, methods = list(ProcurementObject), list(ProcurementMethod)
    jurisdiction = left.text_input(
        w._("Place"),
        value=rule.jurisdiction if rule else "",
        max_chars=commands.LONGEST_JURISDICTION,
        key=f"{key}_place",
    )
    level = right.text_input(
        w._("Level (city, district …)"),
        value=rule.level if rule else "",
        max_chars=commands.LONGEST_LEVEL,
        key=f"{key}_level",
    )
    bought = left.selectbox(
        w._("Kind of purchase"),
        objects,
        index=objects.index(ProcurementObject(rule.object)) if rule and rule.object else None,
        format_func=w.label,
        placeholder=w._("Anything"),
        key=f"{key}_object",
    )
    method = right.selectbox(
        w._("Method"),
        methods,
        index=methods.index(rule.method) if rule else 0,
        format_func=w.label,
        key=f"{key}_method",
    )
    amount = left.number_input(
        w._("From (yuan)"),
        0.0,
        value=rule.amount_fen / FEN_PER_YUAN if rule else 0.0,
        step=10_000.0,
        key=f"{key}_amount",
    )
    source = right.text_input(
        w._("Document that sets it"),
        value=rule.source if rule else "",
        max_chars=commands.LONGEST_SOURCE,
        key=f"{key}_source",
    )
    first = left.date_input(w._("Valid from"), value=rule.valid_from if rule else None, key=f"{key}_from")
    last = right.date_input(w._("Valid to"), value=rule.valid_to if rule else None, key=f"{key}_to")
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
