"""The form with all fields of a task."""

from typing import Any

import streamlit as st

from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.i18n import Words
from tracker.plans import DatedTaskRow
from tracker.schedule.model import Constraint, TaskKind


def task_form(seen: DatedTaskRow) -> dict[str, Any] | None:
    """Draw the form filled with `seen`; gives the typed values by column when the person saves, else None.

    The keys hold the version, so that after a save the fields start from what is stored then. Those of the three
    fields that an applied preview sets hold their values too: they follow it, and the others keep what is typed.
    """
    w = words()
    key = f"task_{seen.id}_{seen.version}"
    with st.form(key, border=False, enter_to_submit=False):
        typed: dict[str, Any] = {}
        if seen.kind is not TaskKind.SUMMARY:
            typed |= _progress_fields(w, seen, key)
        typed |= _plan_fields(w, seen, key) | _place_fields(w, seen, key)
        saved = st.form_submit_button(w._("Save task"), type="primary", key=f"{key}_save")
    return typed if saved else None


def _progress_fields(w: Words, seen: DatedTaskRow, key: str) -> dict[str, Any]:
    percent, start, finish = st.columns(3)
    return {
        "percent_complete": percent.number_input(
            w.field("percent_complete"), 0, 100, seen.percent_complete, step=5, key=f"{key}_percent"
        ),
        "actual_start": start.date_input(w.field("actual_start"), seen.actual_start, key=f"{key}_start"),
        "actual_finish": finish.date_input(w.field("actual_finish"), seen.actual_finish, key=f"{key}_finish"),
    }


def _plan_fields(w: Words, seen: DatedTaskRow, key: str) -> dict[str, Any]:
    typed: dict[str, Any] = {"title": st.text_input(w.field("title"), seen.title, key=f"{key}_title")}
    kind, days, deadline = st.columns(3)
    typed["kind"] = kind.selectbox(
        w.field("kind"),
        list(TaskKind),
        list(TaskKind).index(seen.kind),
        format_func=w.label,
        key=f"{key}_kind",
    )
    if seen.kind is not TaskKind.SUMMARY:
        typed["duration_days"] = days.number_input(
            w.field("duration_days"),
            0,
            2000,
            seen.duration_days,
            step=1,
            key=f"{key}_days_{seen.duration_days}",
        )
    typed["deadline"] = deadline.date_input(w.field("deadline"), seen.deadline, key=f"{key}_deadline")
    rule, day = st.columns([2, 1])
    typed["constraint"] = rule.selectbox(
        w.field("constraint"),
        list(Constraint),
        list(Constraint).index(seen.constraint),
        format_func=w.label,
        key=f"{key}_rule_{seen.constraint}",
    )
    typed["constraint_date"] = day.date_input(
        w.field("constraint_date"), seen.constraint_date, key=f"{key}_rule_date_{seen.constraint_date}"
    )
    return typed


def _place_fields(w: Words, seen: DatedTaskRow, key: str) -> dict[str, Any]:
    headings = {
        row.id: row.title
        for row in reads.dated_tasks()
        if row.kind is TaskKind.SUMMARY and row.plan_id == seen.plan_id and row.id != seen.id
    }
    owner, parent = st.columns(2)
    typed: dict[str, Any] = {
        "owner_id": _choice(owner, w, "owner_id", reads.people(), seen.owner_id, key),
        "parent_id": _choice(parent, w, "parent_id", headings, seen.parent_id, key),
    }
    zone, post = st.columns(2)
    typed["zone_id"] = _choice(zone, w, "zone_id", reads.zones(), seen.zone_id, key)
    typed["post_id"] = _choice(post, w, "post_id", reads.posts(), seen.post_id, key)
    round_, course = st.columns(2)
    typed["round_id"] = _choice(round_, w, "round_id", reads.rounds(), seen.round_id, key)
    typed["course_id"] = _choice(course, w, "course_id", reads.courses(), seen.course_id, key)
    typed["notes"] = st.text_area(w.field("notes"), seen.notes, key=f"{key}_notes", height=90)
    return typed


def _choice(
    place: Any, w: Words, field: str, options: dict[int, str], stored: int | None, key: str
) -> int | None:
    """A record to choose or leave empty; one that is stored but no longer offered stays choosable."""
    ids = list(options) if stored is None or stored in options else [stored, *options]
    chosen: int | None = place.selectbox(
        w.field(field),
        ids,
        index=None if stored is None else ids.index(stored),
        format_func=lambda id_: options.get(id_, w._("(archived)")),
        placeholder=w._("None"),
        key=f"{key}_{field}",
    )
    return chosen
