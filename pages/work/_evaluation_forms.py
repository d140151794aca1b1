"""The forms of an evaluation standard and of its items."""

from typing import Any

import streamlit as st

from db.commands import evaluation as commands
from db.commands.workstreams import LONGEST_TEXT, LONGEST_UNIT
from db.queries.evaluation import ItemRow, StandardRow
from pages._kit.aside import Archive, aside_button
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words
from pages._kit.seen import as_seen
from pages.work import _reads
from tracker.imports.evaluation_list import LONGEST_CODE, LONGEST_ITEM, LONGEST_SECTION
from tracker.money import MILLI, quantity_of
from tracker.vocabulary import IndicatorDirection


def standard_form(row: StandardRow | None) -> None:
    """Add a standard, or change the one given."""
    w, frame = words(), context()
    form_is_open()
    row = as_seen(row) if row else None
    key = f"evaluation_standard_{row.id}_{row.version}" if row else "evaluation_standard_new"
    goals = {goal.id: goal.title for goal in _reads.goal_rows() if not goal.archived}
    with st.form(key, border=False):
        title = st.text_input(
            w._("Title"), row.title if row else "", max_chars=commands.LONGEST_TITLE, key=f"{key}_title"
        )
        labels = {"edition": w._("Edition"), "level": w._("Level"), "band": w._("Band")}
        values: dict[str, Any] = {"title": title}
        for column, (name, label) in zip(st.columns(3), labels.items(), strict=True):
            values[name] = column.text_input(
                label, getattr(row, name) if row else "", max_chars=commands.LONGEST_WORD, key=f"{key}_{name}"
            )
        values["goal_id"] = st.selectbox(
            w._("Goal that it decides"),
            list(goals),
            index=list(goals).index(row.goal_id) if row and row.goal_id in goals else None,
            format_func=goals.__getitem__,
            placeholder=w._("None"),
            key=f"{key}_goal",
        )
        values["source"] = st.text_area(
            w._("Document that it comes from"),
            row.source if row else "",
            max_chars=LONGEST_TEXT,
            height=90,
            key=f"{key}_source",
        )
        submitted = st.form_submit_button(w._("Save the standard"))
    if row is None:
        if submitted and run(
            commands.create_evaluation_standard,
            project_id=frame.project_id,
            **values,
            done=w._("Standard saved"),
        ):
            st.rerun()
        return
    target: dict[str, Any] = {"project_id": frame.project_id, "evaluation_standard_id": row.id}
    if submitted and run(
        commands.update_evaluation_standard,
        **target,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=w._("Standard saved"),
        names={**labels, "goal_id": w._("Goal that it decides")},
    ):
        st.rerun()
    archive = Archive(
        commands.archive_evaluation_standard,
        w._("Standard archived"),
        commands.restore_evaluation_standard,
        w._("Standard restored"),
    )
    aside_button(archive, archived=row.archived, key=f"{key}_aside", evaluation_standard_id=row.id)


def item_form(standard: StandardRow, row: ItemRow | None) -> None:
    """Add an item to a standard, or change the one given."""
    w, frame = words(), context()
    form_is_open()
    row = as_seen(row) if row else None
    key = f"evaluation_item_{row.id}_{row.version}" if row else f"evaluation_item_new_{standard.id}"
    with st.form(key, border=False):
        values = _item_fields(row, key)
        submitted = st.form_submit_button(w._("Save the item"))
    if row is None:
        if submitted and run(
            commands.create_evaluation_item,
            project_id=frame.project_id,
            evaluation_standard_id=standard.id,
            **values,
            done=w._("Item saved"),
        ):
            st.rerun()
        return
    target: dict[str, Any] = {"project_id": frame.project_id, "evaluation_item_id": row.id}
    if submitted and run(
        commands.update_evaluation_item,
        **target,
        expected_version=row.version,
        original={name: getattr(row, name) for name in values},
        changes=values,
        done=w._("Item saved"),
        names={
            "target_milli": w._("Target"),
            "points_milli": w._("Points"),
            "is_prerequisite": w._("Prerequisite"),
            "indicator_id": w._("Indicator"),
        },
    ):
        st.rerun()
    archive = Archive(
        commands.archive_evaluation_item,
        w._("Item archived"),
        commands.restore_evaluation_item,
        w._("Item restored"),
    )
    aside_button(archive, archived=row.archived, key=f"{key}_aside", evaluation_item_id=row.id)


def milli_input(label: str, milli: int | None, *, key: str, most: int | None = None) -> int | None:
    """A field for a figure that is kept in thousandths; None while it is blank."""
    value = st.number_input(
        label,
        min_value=0.0,
        max_value=None if most is None else most / MILLI,
        value=None if milli is None else float(quantity_of(milli)),
        step=1.0,
        format="%0.10g",
        key=key,
    )
    return None if value is None else round(value * MILLI)


def _item_fields(row: ItemRow | None, key: str) -> dict[str, Any]:
    w = words()
    left, right = st.columns(2)
    section = left.text_input(
        w._("Section"), row.section if row else "", max_chars=LONGEST_SECTION, key=f"{key}_section"
    )
    code = right.text_input(w._("Code"), row.code if row else "", max_chars=LONGEST_CODE, key=f"{key}_code")
    name = st.text_input(w._("Item"), row.name if row else "", max_chars=LONGEST_ITEM, key=f"{key}_name")
    left, middle, right = st.columns(3)
    unit = left.text_input(w._("Unit"), row.unit if row else "", max_chars=LONGEST_UNIT, key=f"{key}_unit")
    with middle:
        target = milli_input(w._("Target"), row.target_milli if row else None, key=f"{key}_target")
    with right:
        points = milli_input(w._("Points"), row.points_milli if row else 0, key=f"{key}_points")
    directions = list(IndicatorDirection)
    direction = st.radio(
        w._("Which way is better"),
        directions,
        index=directions.index(row.direction) if row else 0,
        format_func=w.label,
        horizontal=True,
        key=f"{key}_direction",
    )
    indicators = _reads.indicator_names()
    indicator = st.selectbox(
        w._("Indicator that gives its value"),
        list(indicators),
        index=list(indicators).index(row.indicator_id) if row and row.indicator_id in indicators else None,
        format_func=indicators.__getitem__,
        placeholder=w._("None; the value is entered"),
        key=f"{key}_indicator",
    )
    prerequisite = st.checkbox(
        w._("Prerequisite: no grade without it"),
        row.is_prerequisite if row else False,
        key=f"{key}_prerequisite",
    )
    return {
        "section": section,
        "code": code,
        "name": name,
        "unit": unit,
        "target_milli": target,
        "points_milli": points or 0,
        "direction": direction,
        "indicator_id": indicator,
        "is_prerequisite": prerequisite,
    }
