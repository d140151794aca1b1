"""Series of inspections with their weekly slots, and the rounds that were held."""

import datetime as dt

import pandas as pd
import streamlit as st

from pages._kit.context import context
from pages._kit.detail import asked, close_panel, open_panel
from pages._kit.download import export_button
from pages._kit.filters import shown_count
from pages._kit.head import page_head
from pages._kit.language import words
from pages.site import _reads
from pages.site._checklist import checklist_section
from pages.site._reminders import reminders_section
from pages.site._rooms import rooms_section
from pages.site._round import round_page
from pages.site._rounds_table import RoundLine, columns, lines, on_screen, widths
from pages.site._series import open_series_form, open_slot, start_round
from pages.site._strip import series_section, strip_sentence
from pages.site._zones import zones_section
from tracker.inspections import SlotState, week_of
from tracker.permissions import Action

STRIP = dt.timedelta(weeks=25)

w = words()
frame = context()

# One round has the page to itself.
opened_id = asked("round")
opened = _reads.round_(opened_id) if opened_id is not None else None
if opened is not None:
    round_page(opened)
    st.stop()
if opened_id is not None:
    close_panel("round")
    st.warning(w._("There is no round with this address in this project."))

# Query.
monday, sunday = week_of(frame.today)
series = _reads.series()
active = [row for row in series if not row.archived]
recent = _reads.slots(monday - STRIP, sunday)

# Head.
action = page_head(w._("Inspections"), strip_sentence(w, recent) if active else "")
may = frame.may(Action.HOLD_ROUNDS)
if may:
    with action:
        if st.button(w._("Start an extra round"), icon=":material/add:", key="extra_round"):
            start_round(None, frame.today)

if not active:
    st.info(
        w._(
            "Rounds are walked by a rule, such as once every week. Begin a series, and its weeks appear here: "
            "held, due, excused or missed."
        ),
        icon=":material/event_repeat:",
    )

reminders_section()
if may:
    # A plain page, not one of Streamlit's: it opens in a tab of its own, and works without a line.
    st.link_button(
        w._("Inspect with a phone"),
        f"/field?lang={w.language}",
        icon=":material/smartphone:",
        type="tertiary",
    )

# The series with their slots.
chosen_span = "recent"
if active:
    spans = {"recent": w._("Last 26 weeks"), "all": w._("All weeks to opening")}
    chosen_span = st.segmented_control(
        w._("Weeks"),
        list(spans),
        default="recent",
        required=True,
        format_func=spans.__getitem__,
        key="inspections_span",
        bind="query-params",
        label_visibility="collapsed",
    )
if chosen_span == "all":
    first = min(row.cadence.starts_on for row in active)
    last = max(frame.project.opening_on, sunday)
else:
    first, last = monday - STRIP, sunday
planned = _reads.slots(first, last)
archived_series = [row for row in series if row.archived]
show_archived = (
    st.toggle(w._("Show archived"), key="inspections_archived", bind="query-params")
    if archived_series or any(row.archived for row in _reads.rounds())
    else False
)
clicked = None
for row in [*active, *(archived_series if show_archived else [])]:
    own = [slot for slot in planned if slot.series_id == row.id]
    clicked = series_section(row, own, first, last, primary=active[:1] == [row]) or clicked
if may and st.button(
    w._("New series"),
    type="tertiary" if active else "secondary",
    icon=":material/event_repeat:",
    key="new_series",
):
    open_series_form()

# The rounds.
st.subheader(w._("Rounds"), anchor=False)
rows = lines(recent, _reads.rounds(), with_archived=show_archived)
states = st.pills(
    w._("State"),
    [state for state in SlotState if state is not SlotState.PLANNED],
    selection_mode="multi",
    format_func=w.label,
    key="inspections_state",
    bind="query-params",
    label_visibility="collapsed",
)
shown = [line for line in rows if not states or line.state in states]


def _picked(lines_shown: list[RoundLine]) -> None:
    """A click on a row opens its round; the same row clicked again opens it again."""
    selected = st.session_state["rounds_table"]["selection"]["rows"]
    if selected:
        st.session_state["rounds_last"] = lines_shown[selected[0]]
    line: RoundLine | None = st.session_state.get("rounds_last")
    if line is not None and line.round_id is not None:
        open_panel("round", line.round_id)
    elif line is not None:
        st.session_state["slot_asked"] = line.slot


if shown:
    shown_count(len(shown), len(rows))
    heads = on_screen(w, frame.project.time_zone, rows)
    table = pd.DataFrame(
        [[head.value(line) for head in heads] for line in shown], columns=[h.title for h in heads]
    )
    st.dataframe(
        table,
        hide_index=True,
        key="rounds_table",
        on_select=lambda: _picked(shown),
        selection_mode="single-row",
        placeholder="",
        column_config=widths(w),
        alt=w._("Rounds, newest first"),
    )
    export_button(w._("Inspection rounds"), columns(w, frame.project.time_zone), shown, key="rounds_export")
elif rows:
    st.caption(w._("No round is in this state."))
else:
    st.caption(w._("No round was held yet."))

asked_slot = st.session_state.pop("slot_asked", None) or clicked
if asked_slot is not None and asked_slot.round_id is not None:
    open_panel("round", asked_slot.round_id)
    st.rerun()
elif asked_slot is not None and may and asked_slot.state is not SlotState.EXCUSED:
    open_slot(asked_slot)

rooms_section()
checklist_section()
zones_section()
