"""A series with its strip of slots, what is due now, and how to change it."""

import datetime as dt
from collections import Counter
from typing import Any, Literal

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.commands import inspections as commands
from db.queries.inspections import SeriesRow, SlotRow, slot_rows
from pages._kit.cached import Key, by_revision
from pages._kit.chart import appearance, draw
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site._series import open_series_form, open_slot, start_round
from pages.site._words import rule_in_words, slot_badge
from tracker.charts import site as charts
from tracker.i18n import Words
from tracker.inspections import SlotState, current
from tracker.permissions import Action


def series_section(
    row: SeriesRow, planned: list[SlotRow], first: dt.date, last: dt.date, *, primary: bool
) -> SlotRow | None:
    """Draw a series; gives the slot whose mark was clicked in this run. One series of the page is `primary`."""
    w = words()
    may = context().may(Action.HOLD_ROUNDS)
    with st.container(border=True, key=f"series_{row.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(row.title)}**  \n{rule_in_words(w, row.cadence)}", width="stretch")
            if may:
                _menu(row)
        if row.archived:
            return None
        _due_now(planned, may=may, primary=primary)
        return _strip(row, planned, first, last)


def _menu(row: SeriesRow) -> None:
    w = words()
    edit, archive, restore = w._("Edit"), w._("Archive"), w._("Restore")
    options = [restore] if row.archived else [edit, archive]
    chosen = st.menu_button(w._("Change"), options, type="tertiary", key=f"series_menu_{row.id}")
    project_id = context().project_id
    if chosen == edit:
        open_series_form(row)
    if chosen == archive and run(
        commands.archive_series, project_id=project_id, series_id=row.id, done=w._("Series archived")
    ):
        st.rerun()
    if chosen == restore and run(
        commands.restore_series, project_id=project_id, series_id=row.id, done=w._("Series restored")
    ):
        st.rerun()


def _due_now(planned: list[SlotRow], *, may: bool, primary: bool) -> None:
    """The slot that is open today, with its button; nothing between windows."""
    w = words()
    today = context().today
    slot = current((row.slot for row in planned), today)
    row = next((row for row in planned if row.slot == slot), None)
    if row is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"due_{row.series_id}"):
        until = w.date(row.slot.closes_on, today=today)
        st.markdown(
            w._("This round: {state} until {date}", state=slot_badge(w, row.state), date=until),
            width="stretch",
        )
        if not may or row.signed:
            return
        if row.state is SlotState.EXCUSED:
            if st.button(w._("Hold it after all"), key=f"start_{row.series_id}"):
                start_round(row.series_id, row.slot.planned_on)
            return
        label = w._("Start the round") if row.round_id is None else w._("Continue the round")
        kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
        if st.button(label, type=kind, key=f"start_{row.series_id}", icon=":material/play_arrow:"):
            if row.round_id is None:
                start_round(row.series_id, row.slot.planned_on)
            else:
                open_panel("round", row.round_id)
                st.rerun()
        if row.round_id is None and st.button(w._("Excuse…"), key=f"excuse_{row.series_id}"):
            open_slot(row)


@by_revision("site", "plan")
def _spec(
    session: Session, key: Key, series_id: int, first: dt.date, last: dt.date, *, look: str
) -> tuple[dict[str, Any], str, pd.DataFrame]:
    """The strip's specification, its sentence, and its slots as a table."""
    rows = slot_rows(session, key.project_id, first=first, last=last, today=key.today)
    own = [row for row in rows if row.series_id == series_id]
    marks = [
        charts.Mark(
            row.slot.planned_on,
            row.slot.opens_on,
            row.slot.closes_on,
            row.state,
            row.held_on,
            row.excuse or (key.words._("No day of its window is worked") if row.slot.day_off else ""),
        )
        for row in own
    ]
    sentence = strip_sentence(key.words, own)
    table = pd.DataFrame(
        {
            key.words._("Planned"): [each.slot.planned_on for each in own],
            key.words._("State"): [key.words.label(each.state) for each in own],
            key.words._("Inspected on"): [each.held_on for each in own],
            key.words._("Reason"): [each.excuse for each in own],
        }
    )
    title = last_held(key.words, own, key.today)
    return charts.cadence_strip(marks, key.today, key.words, look, title=title), sentence, table


def last_held(w: Words, planned: list[SlotRow], today: dt.date) -> str | None:
    """The strip's title, beside the sentence of the page's head: when a round was last held, if one was."""
    days = [row.held_on for row in planned if row.held_on]
    return w._("Last round held on {date}", date=w.date(max(days), today=today)) if days else None


def strip_sentence(w: Words, planned: list[SlotRow]) -> str:
    """What the strip shows: how many rounds were held of those that were due, and what else became of them."""
    counts = Counter(row.state for row in planned)
    held = sum(row.signed for row in planned)
    unsigned = sum(row.state is SlotState.LATE and not row.signed for row in planned)
    expected = held + unsigned + counts[SlotState.MISSED]
    parts = []
    if expected:
        parts.append(
            w._n("{held} of {n} round held", "{held} of {n} rounds held", expected, held=w.number(held))
        )
    others = {
        SlotState.MISSED: w._n("{n} missed", "{n} missed", counts[SlotState.MISSED]),
        SlotState.LATE: w._n("{n} held late", "{n} held late", counts[SlotState.LATE]),
        SlotState.EXCUSED: w._n("{n} excused", "{n} excused", counts[SlotState.EXCUSED]),
        SlotState.DUE: w._n("{n} due", "{n} due", counts[SlotState.DUE]),
        SlotState.PLANNED: w._n("{n} planned", "{n} planned", counts[SlotState.PLANNED]),
    }
    return w.listed([*parts, *(text for state, text in others.items() if counts[state])])


def _strip(row: SeriesRow, planned: list[SlotRow], first: dt.date, last: dt.date) -> SlotRow | None:
    w = words()
    spec, sentence, table = _spec(row.id, first, last, look=appearance())
    event = draw(
        spec,
        alt=sentence,
        key=f"strip_{row.id}_{context().revisions.get('site', 0)}",
        table=table,
        on_select="rerun",
        selection_mode=charts.SLOT,
    )
    st.caption("\u2003".join(f"{glyph} {w.label(state)}" for state, glyph in charts.GLYPHS.items()))
    picked = event.get("selection", {}).get(charts.SLOT, [])
    day = _iso(picked[0].get("planned_on")) if picked else ""
    # The mark stays selected while the page runs again; only a new click counts.
    handled = f"strip_handled_{row.id}"
    if st.session_state.get(handled) == day:
        return None
    st.session_state[handled] = day
    return next((each for each in planned if each.slot.planned_on.isoformat() == day), None)


def _iso(value: object) -> str:
    """The day that a click on the strip names: Vega gives milliseconds or an ISO text."""
    if isinstance(value, int | float):
        return dt.datetime.fromtimestamp(value / 1000, tz=dt.UTC).date().isoformat()
    return str(value or "")[:10]
