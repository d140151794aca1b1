"""The sentences and tables of the baselines page: what changed, task by task, and the list of baselines."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st
from sqlmodel import Session

from db.queries.baselines import BaselineRow
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.language import words
from pages.plan import _baseline_reads as reads
from tracker.baselines import Change, ComparedTask, Comparison, Span
from tracker.i18n import Words


def changed_sentence(found: Comparison) -> str:
    """How many tasks moved, came and went, and what that did to the end of everything and to opening day."""
    w = words()
    moved, added, removed = (found.count(change) for change in (Change.MOVED, Change.ADDED, Change.REMOVED))
    if moved + added + removed:
        parts = [w._n("{n} task moved", "{n} tasks moved", moved)]
        if added:
            parts.append(w._n("{n} was added", "{n} were added", added))
        if removed:
            parts.append(w._n("{n} was removed", "{n} were removed", removed))
        sentences = [w._("{changes}.", changes=w.listed(parts))]
    else:
        sentences = [w._("The two schedules do not differ.")]
    return " ".join([*sentences, _end_of_everything(w, found), _announced(w, found)]).strip()


def _end_of_everything(w: Words, found: Comparison) -> str:
    before, after, days = found.before.finish, found.after.finish, found.finish_days
    if before is None or after is None or days is None:
        return ""
    facts = {"before": _day(w, before), "after": _day(w, after)}
    if days > 0:
        return w._n(
            "Everything is done {n} working day later: {before} → {after}.",
            "Everything is done {n} working days later: {before} → {after}.",
            days,
            **facts,
        )
    if days < 0:
        return w._n(
            "Everything is done {n} working day earlier: {before} → {after}.",
            "Everything is done {n} working days earlier: {before} → {after}.",
            -days,
            **facts,
        )
    return w._("Everything is done on {day} as before.", day=facts["after"])


def _announced(w: Words, found: Comparison) -> str:
    before, after, days = found.before.announced_on, found.after.announced_on, found.announced_days
    if before is None or after is None or days is None:
        return w._("The announced opening day of one of the two is not known.")
    if before == after:
        return w._("The announced opening day is the same, {day}.", day=_day(w, after))
    return w._(
        "The announced opening day moved by {days} working days: {before} → {after}.",
        days=w.signed_number(days),
        before=_day(w, before),
        after=_day(w, after),
    )


def _day(w: Words, day: dt.date) -> str:
    return w.date(day, today=context().today)


@by_revision("plan", "project")
def _changes(
    _session: Session, key: Key, before: int, after: int, changes: tuple[Change, ...], plan_id: int | None
) -> pd.DataFrame:
    """The compared tasks as the table shows them."""
    w = key.words
    return pd.DataFrame(
        [
            {
                "task": task.title,
                "change": w.label(task.change),
                "finish_days": task.finish_days or None,
                "finish": _both(w, task, "finish"),
                "start_days": task.start_days or None,
                "start": _both(w, task, "start"),
                "longer": task.longer_days or None,
                "plan": task.plan_title,
            }
            for task in reads.shown_tasks(before, after, changes, plan_id)
        ]
    ).astype({"finish_days": "Int64", "start_days": "Int64", "longer": "Int64"})


def changed_table(before: int, after: int, changes: tuple[Change, ...], plan_id: int | None) -> None:
    """What `reads.shown_tasks` gives, with both dates and the variance in working days."""
    w = words()
    number = st.column_config.NumberColumn
    st.dataframe(
        _changes(before, after, changes, plan_id),
        key="baselines_changes",
        hide_index=True,
        placeholder="—",
        column_config={
            "task": st.column_config.TextColumn(w._("Task"), width="medium", pinned=True),
            "change": st.column_config.TextColumn(w._("What changed"), width=105),
            "finish_days": number(
                w._("Finishes later"), help=w._("In working days"), format=_SIGNED, width=105
            ),
            "finish": st.column_config.TextColumn(w._("Finish"), width=160),
            "start_days": number(
                w._p("baseline", "Starts later"), help=w._("In working days"), format=_SIGNED, width=105
            ),
            "start": st.column_config.TextColumn(w._("Start"), width=160),
            "longer": number(w._("Lasts longer"), help=w._("In working days"), format=_SIGNED, width=105),
            "plan": st.column_config.TextColumn(w._("Plan"), width="medium"),
        },
        alt=w._("Tasks that moved, came or went, with their dates before and after"),
    )


_SIGNED = "%+d"


def _both(w: Words, task: ComparedTask, end: str) -> str:
    def word(span: Span | None) -> str:
        if span is None:
            return "—"
        day: dt.date = getattr(span, end)
        return w.day(day) if day.year == context().today.year else w.date(day)

    before, after = word(task.before), word(task.after)
    return after if before == after else f"{before} → {after}"


def baseline_list(rows: Sequence[BaselineRow]) -> None:
    """All baselines, the newest first."""
    w, frame = words(), context()
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "name": row.name,
                    "taken": w.instant(row.taken_at, frame.project.time_zone),
                    "announced": _day(w, row.announced_on) if row.announced_on else "",
                    "finish": _day(w, row.finish) if row.finish else "",
                    "tasks": row.tasks,
                    "note": row.note,
                }
                for row in rows
            ]
        ),
        key="baselines_list",
        hide_index=True,
        placeholder="—",
        column_config={
            "name": st.column_config.TextColumn(w._("Name"), width="medium", pinned=True),
            "taken": st.column_config.TextColumn(w._("Taken"), width=160),
            "announced": st.column_config.TextColumn(w._("Announced opening"), width=150),
            "finish": st.column_config.TextColumn(w._("Everything done"), width=130),
            "tasks": st.column_config.NumberColumn(w._("Tasks"), width="small"),
            "note": st.column_config.TextColumn(w._("Note"), width="large"),
        },
        alt=w._("Baselines with the day they were taken and the days they keep"),
    )
