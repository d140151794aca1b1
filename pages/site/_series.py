"""Beginning and changing a series of inspections, and deciding what happens with one of its slots."""

import datetime as dt
from typing import Any

import streamlit as st

from db.commands import inspections as commands
from db.commands import rounds as round_commands
from db.queries.inspections import SeriesRow, SlotRow
from pages._kit.context import context
from pages._kit.detail import open_panel
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages.site import _reads
from pages.site._words import weekday
from tracker.inspections import as_weekly, weekly
from tracker.vocabulary import HolidayRule, InspectionWindow

WEDNESDAY = 2
LONGEST_INTERVAL = 8
FIRST_MONDAY = "FREQ=MONTHLY;BYDAY=1MO"


def series_names() -> dict[str, str]:
    """The fields of a series, for a conflict."""
    w = words()
    return {
        "title": w._("Title"),
        "owner_id": w._("Held by"),
        "rule": w._("Rule"),
        "starts_on": w._("Starts on"),
        "ends_on": w._("Ends on"),
        "window": w._("Window"),
        "holiday_rule": w._("On days off"),
    }


def open_series_form(row: SeriesRow | None = None) -> None:
    """The dialog that begins a series, or changes `row`."""
    w = words()
    title = w._("New series of inspections") if row is None else w._("Change the series")
    st.dialog(title)(_series_form)(row)


def _series_form(row: SeriesRow | None) -> None:
    w = words()
    frame = context()
    form_is_open()
    cadence = row.cadence if row else None
    key = f"series_{row.id if row else 'new'}"
    title = st.text_input(w._("Title"), value=row.title if row else "", key=f"{key}_title")
    rule = rule_input(cadence.rule if cadence else None, key)
    people = _reads.people()
    owner_id = st.selectbox(
        w._("Held by"),
        list(people),
        index=list(people).index(row.owner_id) if row and row.owner_id in people else None,
        format_func=people.__getitem__,
        placeholder=w._("Nobody named"),
        key=f"{key}_owner",
    )
    windows = list(InspectionWindow)
    window = st.selectbox(
        w._("A round counts"),
        windows,
        index=windows.index(cadence.window if cadence else InspectionWindow.WEEK),
        format_func=w.label,
        key=f"{key}_window",
    )
    holiday_rules = list(HolidayRule)
    holiday_rule = st.selectbox(
        w._("On days off"),
        holiday_rules,
        index=holiday_rules.index(cadence.holiday_rule if cadence else HolidayRule.SKIP),
        format_func=w.label,
        key=f"{key}_holiday",
    )
    left, right = st.columns(2)
    starts_on = left.date_input(
        w._("Starts on"), value=cadence.starts_on if cadence else frame.today, key=f"{key}_starts"
    )
    ends_on = right.date_input(
        w._("Ends on"), value=cadence.ends_on if cadence else frame.project.opening_on, key=f"{key}_ends"
    )
    if not st.button(w._("Save the series"), type="primary", key=f"{key}_save"):
        return
    values = {
        "title": title,
        "owner_id": owner_id,
        "rule": rule,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "window": window,
        "holiday_rule": holiday_rule,
    }
    if _save(row, values):
        st.rerun()


def rule_input(stored: str | None, key: str) -> str:
    """A weekday every so many weeks, or any recurrence rule as it is written; gives the rule."""
    w = words()
    known = as_weekly(stored) if stored else (WEDNESDAY, 1)
    kinds = {"weekly": w._("Weekly"), "other": w._("Another rule")}
    kind = st.segmented_control(
        w._("Repeats"),
        list(kinds),
        default="weekly" if known else "other",
        required=True,
        format_func=kinds.__getitem__,
        key=f"{key}_kind",
    )
    if kind == "other":
        return st.text_input(
            w._("Rule"),
            value=stored or FIRST_MONDAY,
            key=f"{key}_rule",
            help=w._(
                "A recurrence rule (RFC 5545) by days, weeks or months, such as {rule}.", rule=FIRST_MONDAY
            ),
        )
    weekday_now, weeks_now = known or (WEDNESDAY, 1)
    left, right = st.columns(2)
    day = left.selectbox(
        w._("Weekday"),
        range(7),
        index=weekday_now,
        format_func=lambda each: weekday(w, each),
        key=f"{key}_day",
    )
    every = right.number_input(
        w._("Every … weeks"),
        1,
        max(LONGEST_INTERVAL, weeks_now),
        value=weeks_now,
        key=f"{key}_every",
    )
    return weekly(day, every)


def _save(row: SeriesRow | None, values: dict[str, Any]) -> bool:
    w = words()
    project_id = context().project_id
    if row is None:
        return run(commands.create_series, project_id=project_id, done=w._("Series begun"), **values)
    stored = {
        "title": row.title,
        "owner_id": row.owner_id,
        "rule": row.cadence.rule,
        "starts_on": row.cadence.starts_on,
        "ends_on": row.cadence.ends_on,
        "window": row.cadence.window,
        "holiday_rule": row.cadence.holiday_rule,
    }
    return run(
        commands.update_series,
        project_id=project_id,
        series_id=row.id,
        expected_version=row.version,
        original=stored,
        changes=values,
        names=series_names(),
        done=w._("Series saved"),
    )


def start_round(series_id: int | None, planned_on: dt.date) -> None:
    """Begin the round of a slot (or an extra one), and open it."""
    w = words()
    frame = context()
    made: list[int] = []

    def done(round_id: int) -> str:
        made.append(round_id)
        return w._("Round started")

    if run(
        round_commands.start_round,
        project_id=frame.project_id,
        series_id=series_id,
        planned_on=planned_on,
        held_on=frame.today,
        done=done,
    ):
        open_panel("round", made[0])
        st.rerun()


def open_slot(row: SlotRow) -> None:
    """The dialog for a slot without a round: start it, or excuse it with a reason."""
    w = words()
    st.dialog(w._("Round planned for {date}", date=w.date(row.slot.planned_on)))(_slot_form)(row)


def _slot_form(row: SlotRow) -> None:
    w = words()
    frame = context()
    form_is_open()
    st.markdown(
        w._(
            "It counts from {first} to {last}.",
            first=w.date(row.slot.opens_on, today=frame.today),
            last=w.date(row.slot.closes_on, today=frame.today),
        )
    )
    if row.slot.opens_on <= frame.today and st.button(
        w._("Start the round"), type="primary", key=f"slot_start_{row.slot.planned_on}"
    ):
        start_round(row.series_id, row.slot.planned_on)
    excuse = st.text_input(
        w._("Why no round is held"),
        key=f"slot_excuse_{row.slot.planned_on}",
        max_chars=commands.LONGEST_EXCUSE,
    )
    if st.button(w._("Excuse this slot"), key=f"slot_excuse_save_{row.slot.planned_on}") and run(
        commands.excuse_slot,
        project_id=frame.project_id,
        series_id=row.series_id,
        planned_on=row.slot.planned_on,
        excuse=excuse,
        done=w._("Slot excused"),
    ):
        st.rerun()
