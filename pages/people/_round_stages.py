"""The stages of a round as a table: latest safe date, planned and real end, people left, least period."""

from typing import Any

import pandas as pd
import streamlit as st

from db.commands import round_stages as commands
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.grid_days import day_column, typed_day
from pages._kit.language import words
from pages.people._recruitment_words import counted_text
from pages.people._rounds import Judged
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.recruitment import StageDates
from tracker.recruitment_checks import LONGEST_DAYS, LONGEST_SOURCE, MOST_PEOPLE
from tracker.schedule.model import LagUnit

EDITED = (
    "planned_on",
    "actual_on",
    "people",
    "duration_days",
    "minimum_days",
    "minimum_unit",
    "minimum_source",
)


DATE_WIDTH = 115
"""Of a column of dates, in pixels: its empty cells do not widen it."""


def stage_table(found: Judged) -> None:
    """The table; who may edit people fills in days, counts and periods."""
    w, frame = words(), context()
    data = pd.DataFrame([_cells(stage, w) for stage in found.stages])
    data["people"] = data["people"].astype("Int64")
    shared: dict[str, Any] = {
        "hide_index": True,
        "column_config": _columns(w),
        "height": "content",
        "placeholder": "",
        "alt": w._("Stages of the round with their days, counts and periods"),
    }
    if not frame.may(Action.EDIT_PEOPLE) or found.row.archived:
        st.dataframe(data, **shared)
        return
    key = f"round_stages_{found.row.id}_{frame.revisions.get('people', 0)}"
    st.data_editor(data, key=key, disabled=[name for name in data.columns if name not in EDITED], **shared)
    edits = st.session_state.get(key, {}).get("edited_rows", {})
    if not edits:
        return
    form_is_open()
    original, changes = _changes(found, edits, w)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input(
            w._("Reason"),
            key=f"{key}_reason",
            help=w._("Needed where a least period was cut short, or more people came than were sought."),
        )
        save = st.button(w._("Save changes"), type="primary", key="round_stages_save", icon=":material/save:")
    if save and run(
        commands.save_round_stages,
        project_id=frame.project_id,
        round_id=found.row.id,
        original=original,
        changes=changes,
        today=frame.today,
        reason=reason,
        names=_names(found, w),
        done=lambda n: w._n("{n} stage saved", "{n} stages saved", n),
    ):
        st.rerun()


def _cells(stage: StageDates, w: Words) -> dict[str, Any]:
    held = stage.held
    expected = "" if stage.is_over else w.date(stage.expected_on)
    if stage.late_days > 0 and not stage.is_over:
        expected += " · " + w._n("{n} day late", "{n} days late", stage.late_days)
    if stage.provisional:
        expected += " · " + w._("provisional")
    return {
        "stage": w.label(stage.stage),
        "latest": w.date(stage.latest_on),
        "planned_on": held.planned_on,
        "actual_on": held.actual_on,
        "expected": expected,
        "people": held.people,
        "counted": counted_text(stage.stage, w),
        "duration_days": held.duration_days,
        "minimum_days": held.minimum_days,
        "minimum_unit": w.label(held.minimum_unit),
        "minimum_source": held.minimum_source,
    }


def _columns(w: Words) -> dict[str, Any]:
    column = st.column_config
    return {
        "stage": column.TextColumn(w._("Stage"), pinned=True),
        "latest": column.TextColumn(w._("Latest safe date")),
        "planned_on": day_column(w._("Planned"), width=DATE_WIDTH),
        "actual_on": day_column(w._("Ended"), width=DATE_WIDTH),
        "expected": column.TextColumn(w._("Expected")),
        "people": column.NumberColumn(w._("Headcount"), min_value=0, max_value=MOST_PEOPLE, step=1),
        "counted": column.TextColumn(w._("Who is counted")),
        "duration_days": column.NumberColumn(
            w._("Working days"), min_value=1, max_value=LONGEST_DAYS, step=1, required=True
        ),
        "minimum_days": column.NumberColumn(
            w._("Least time after the stage before"),
            min_value=0,
            max_value=LONGEST_DAYS,
            step=1,
            required=True,
        ),
        "minimum_unit": column.SelectboxColumn(
            w._("Counted in"), options=[w.label(unit) for unit in LagUnit], required=True
        ),
        "minimum_source": column.TextColumn(w._("Where this period is set"), max_chars=LONGEST_SOURCE),
    }


def _changes(
    found: Judged, edits: dict[int, dict[str, Any]], w: Words
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the person saw and what they set, as `save_round_stages` takes it."""
    original: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for position, cells in edits.items():
        held = found.stages[position].held
        for field, value in cells.items():
            original[f"{held.stage}.{field}"] = getattr(held, field)
            changes[f"{held.stage}.{field}"] = _value(field, value, w)
    return original, changes


def _value(field: str, value: Any, w: Words) -> Any:
    if field in {"planned_on", "actual_on"}:
        return typed_day(value)
    if field == "minimum_unit":
        return next(unit for unit in LagUnit if w.label(unit) == value)
    if field == "minimum_source":
        return value or ""
    return None if value is None else int(value)


def _names(found: Judged, w: Words) -> dict[str, str]:
    """The cells' names, should two people's edits meet."""
    titles = {
        "planned_on": w._("Planned"),
        "actual_on": w._("Ended"),
        "people": w._("Headcount"),
        "duration_days": w._("Working days"),
        "minimum_days": w._("Least time after the stage before"),
        "minimum_unit": w._("Counted in"),
        "minimum_source": w._("Where this period is set"),
    }
    return {
        f"{each.stage}.{field}": f"{w.label(each.stage)} · {title}"
        for each in found.stages
        for field, title in titles.items()
    }
