"""Choosing a plan template, and laying it out: backwards from the opening day, or forwards from a start."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import streamlit as st

from db.queries.templates import TemplateRow
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from tracker.calendar import WorkCalendar
from tracker.errors import Invalid, TrackerError
from tracker.templates import Template, TemplateReading, read_template, read_text
from tracker.templates.dates import Direction, TemplateDates, template_dates

STANDARD, FILE, NOTHING = "standard", "file", "nothing"
SHOWN_PROBLEMS = 50
LARGEST_MB = 4
"""A million characters of Chinese take three bytes each."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: a template, nothing on purpose, or (`ready` is False) something that is not there yet."""

    template: Template | None
    ready: bool = True


@cache
def _standard() -> Template:
    return read_template()


def choose_template(key: str, kept: Sequence[TemplateRow], *, or_nothing: bool = False) -> Choice:
    """The opening plan that comes with the tracker, a kept template, a file of one's own, or none."""
    w = words()
    names = {STANDARD: w._("Opening of a district library")}
    names |= {f"kept_{row.id}": row.name for row in kept if not row.archived}
    names[FILE] = w._("A template file of my own (TOML)")
    if or_nothing:
        names[NOTHING] = w._("No plan: start empty")
    chosen = st.selectbox(w._("Template"), list(names), format_func=names.__getitem__, key=f"{key}_template")
    if chosen == NOTHING:
        return Choice(None)
    if chosen == STANDARD:
        return Choice(_standard())
    if chosen == FILE:
        return _uploaded(key)
    row = next(row for row in kept if f"kept_{row.id}" == chosen)
    try:
        text = file_store().get(row.sha256).decode()
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return Choice(None, ready=False)
    return _read(text)


def _uploaded(key: str) -> Choice:
    w = words()
    file = st.file_uploader(
        w._("Template file"), type=["toml"], key=f"{key}_template_file", max_upload_size=LARGEST_MB
    )
    if file is None:
        st.caption(
            w._(
                "Save a plan as a template, edit the text file, and choose it here. Its faults are shown by line."
            )
        )
        return Choice(None, ready=False)
    try:
        text = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        st.error(w._("This file is not text in UTF-8, so it is no template."), icon=":material/error:")
        return Choice(None, ready=False)
    return _read(text.replace("\r\n", "\n"))


def _read(text: str) -> Choice:
    reading = _reading(text)
    if reading.template is None:
        _problem_list(reading.problems)
        return Choice(None, ready=False)
    return Choice(reading.template)


@st.cache_resource(max_entries=16, show_spinner=False)
def _reading(text: str) -> TemplateReading:
    """A template is read once, not at every rerun."""
    return read_text(text)


def _problem_list(problems: Sequence[Invalid]) -> None:
    w = words()
    st.error(
        w._n(
            "{n} fault in this template. Correct the file and choose it again.",
            "{n} faults in this template. Correct the file and choose it again.",
            len(problems),
        ),
        icon=":material/error:",
    )
    shown = [f"- {plain(w.problem(one))}" for one in problems[:SHOWN_PROBLEMS]]
    st.markdown("\n".join(shown + (["- …"] if len(problems) > SHOWN_PROBLEMS else [])))


def choose_direction(key: str) -> Direction:
    """Backwards from the opening day, or forwards from a start."""
    w = words()
    return st.segmented_control(
        w._("Lay out the work"),
        list(Direction),
        format_func=w.label,
        default=Direction.BACKWARDS,
        required=True,
        key=f"{key}_direction",
    )


def preview_dates(
    template: Template, direction: Direction, day: dt.date, *, calendar: WorkCalendar, first_day: dt.date
) -> TemplateDates | None:
    """Show when the work begins and the library opens, and whether the time suffices; None where it cannot be said."""
    w = words()
    try:
        dates = template_dates(template, direction, day, calendar=calendar, first_day=first_day)
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return None
    with st.container(horizontal=True):
        st.metric(w._("Work begins"), w.date(dates.starts_on, today=first_day), width="content")
        st.metric(w._("Ready to open"), w.date(dates.opens_on, today=first_day), width="content")
    if dates.missing_days:
        st.warning(
            w._n(
                "{n} working day is missing: to open on {opening}, work had to begin on {latest}. Beginning on "
                "{start}, the library is ready on {opens}. You can go on; the plan then shows what is late.",
                "{n} working days are missing: to open on {opening}, work had to begin on {latest}. Beginning on "
                "{start}, the library is ready on {opens}. You can go on; the plan then shows what is late.",
                dates.missing_days,
                opening=w.date(day, today=first_day),
                latest=w.date(dates.latest_start, today=first_day),
                start=w.date(dates.starts_on, today=first_day),
                opens=w.date(dates.opens_on, today=first_day),
            ),
            icon=":material/event_busy:",
        )
    if dates.provisional:
        st.caption(w._("Holidays of a later year are not announced yet; these dates are provisional."))
    return dates
