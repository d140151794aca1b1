"""How the library stands to an evaluation standard: points reached, prerequisites missing, and the list of gaps."""

import streamlit as st

from pages._kit import detail, filters
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import page_head, plain
from pages._kit.language import words
from pages.work import _reads
from pages.work._evaluation_forms import item_form, standard_form
from pages.work._evaluation_panel import item_panel
from pages.work._evaluation_table import (
    PARAMETER,
    STANDARD,
    import_items,
    item_columns,
    item_table,
    section_table,
    shown_items,
    template_button,
)
from tracker.evaluation import Scope
from tracker.permissions import Action

w = words()
frame = context()


def _into_address() -> None:
    st.query_params[STANDARD] = str(st.session_state["evaluation_standard"])


may_edit = frame.may(Action.EDIT_WORK)
# The head is drawn before the toggle: its state is that of an earlier run, or of the address.
in_address = st.query_params.get("evaluation_archived") == "true"
with_archived = st.session_state.get("evaluation_archived", in_address)
stored = _reads.evaluation_standards()
asked = detail.asked(PARAMETER)
home = next((row.id for row in stored if any(item.id == asked for item in row.items)), None)
offered = [row for row in stored if with_archived or not row.archived or row.id == home]
by_id = {row.id: row for row in offered}
chosen_id = st.session_state.get("evaluation_standard", detail.asked(STANDARD))
standard = next((by_id[id_] for id_ in (chosen_id, home) if id_ in by_id), next(iter(offered), None))
standing = standard.standing() if standard else None

if standing is None:
    page_head(w._("Evaluation"))
else:
    total = standing.total
    said = w._n(
        "{reached} of {possible} points, {n} prerequisite missing",
        "{reached} of {possible} points, {n} prerequisites missing",
        len(standing.barring),
        reached=w.quantity(total.reached_milli),
        possible=w.quantity(total.possible_milli),
    )
    page_head(w._("Evaluation"), said)

if not stored:
    st.info(
        w._(
            "By which standard the library is judged, and what it still lacks. The tracker brings no thresholds: add "
            "the standard of your round, level and band, then import its items from Excel and assess them one by one."
        ),
        icon=":material/fact_check:",
    )
    template_button()
else:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(offered) > 1:
            st.selectbox(
                w._("Evaluation standard"),
                list(by_id),
                index=list(by_id).index(standard.id) if standard else None,
                format_func=lambda id_: by_id[id_].title,
                key="evaluation_standard",
                on_change=_into_address,
                width=320,
            )
        scope = st.segmented_control(
            w._("Show"),
            list(Scope),
            default=Scope.GAPS,
            format_func=w.label,
            key="evaluation_scope",
            bind="query-params",
            required=True,
        )
        if any(row.archived or any(item.archived for item in row.items) for row in stored):
            st.toggle(w._("Show archived"), key="evaluation_archived", bind="query-params")
    if standard is not None and standing is not None:
        about = [standard.edition, standard.level, standard.band, standard.source]
        title = f"**{plain(standard.title)}**"
        st.markdown(" · ".join([title, *(plain(part) for part in about if part)]))
        if standard.items:
            section_table(standing)
        shown = shown_items(standard, standing, Scope(scope), archived=with_archived)
        if shown:
            item_table(shown, standing)
        elif standard.items:
            st.caption(w._("Nothing to show here."))
        else:
            st.caption(w._("The standard has no items yet: import them from Excel, or add them one by one."))
        filters.shown_count(len(shown), len(standard.current))
        export_button(
            standard.title, item_columns(w, _reads.indicator_names()), shown, key="evaluation_export"
        )
        item = next((row for row in standard.items if row.id == asked), None)
        if item is not None:
            item_panel(standard, item)
if may_edit:
    if standard is not None:
        if not standard.archived:
            import_items(standard)
            added = st.expander(w._("Add an item"), key="evaluation_item_add", on_change="rerun")
            if added.open:
                with added:
                    item_form(standard, None)
        changed = st.expander(w._("Change the standard"), key="evaluation_change", on_change="rerun")
        if changed.open:
            with changed:
                standard_form(standard)
    new = st.expander(w._("Add an evaluation standard"), key="evaluation_add", on_change="rerun")
    if new.open:
        with new:
            standard_form(None)
