"""The history of a plan or a task, in words: when, who, what, old → new."""

import datetime as dt
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

import streamlit as st

from db.queries.audit import HistoryRow
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.i18n import Words
from tracker.schedule.model import Constraint, TaskKind
from tracker.vocabulary import PlanKind, PlanStatus

SHOWN = 20
_ENUMS: dict[str, tuple[type[StrEnum], ...]] = {
    "kind": (TaskKind, PlanKind),
    "constraint": (Constraint,),
    "status": (PlanStatus,),
}
_DAYS = {"deadline", "constraint_date", "actual_start", "actual_finish"}
_NAMES: dict[str, Callable[[], dict[int, str]]] = {
    "owner_id": reads.people,
    "zone_id": reads.zones,
    "post_id": reads.posts,
    "parent_id": lambda: {row.id: row.title for row in reads.dated_tasks()},
}


def draw_history(entries: Sequence[HistoryRow]) -> None:
    """The last writes to the record, the newest first."""
    w, frame = words(), context()
    for entry in entries[:SHOWN]:
        who = plain(entry.actor) or (
            w._("this computer") if entry.actor_kind == "local" else w._("the tracker")
        )
        when = w.instant(entry.at, frame.project.time_zone)
        reason = f" — {plain(entry.reason)}" if entry.reason else ""
        st.markdown(f"**{when}** · {who} · {what(w, entry)}{reason}")
    if len(entries) > SHOWN:
        st.caption(w._n("{n} older entry", "{n} older entries", len(entries) - SHOWN))


def what(w: Words, entry: HistoryRow) -> str:
    """One write as a phrase; user text in it is safe for Markdown."""
    changes = dict(entry.changes)
    if _is_new(changes):
        return w._("added")
    archived = changes.pop("archived_at", None)
    parts = [] if archived is None else [w._("archived") if archived[1] else w._("restored")]
    for column, values in changes.items():
        name = w.field(column)
        if values is None:
            parts.append(w._("{field} changed", field=name))
        else:
            old, new = (plain(_shown(w, column, value)) for value in values)
            parts.append(f"{name}: {old} → {new}")
    return w.listed(parts)


def _is_new(changes: dict[str, tuple[Any, Any] | None]) -> bool:
    title = changes.get("title")
    return title is not None and title[0] is None


def _shown(w: Words, column: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    if column in _ENUMS:
        for kind in _ENUMS[column]:
            if value in list(kind):
                return w.label(kind(value))
    if column in _DAYS:
        return w.date(dt.date.fromisoformat(value), today=context().today)
    if column in _NAMES:
        return _NAMES[column]().get(value, w._("(archived)"))
    return w.fact(value)
