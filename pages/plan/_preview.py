"""Previewing a change in the panel of a task: what else moves, where opening day falls, then apply or discard.

Only the change is kept in the session; what it would do is computed from the plan as the page reads it, so a
preview is never older than the page.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from sqlmodel import Session

from db.commands.schedule_changes import apply_change
from db.queries import plan as queries
from db.queries.revisions import revisions
from db.unit_of_work import reading
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run, say
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from pages.plan._preview_chance import chance_sentence
from pages.plan._preview_departments import draw_departments
from tracker.errors import TrackerError
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.plans import DatedTaskRow, TaskFacts
from tracker.preview import Change, Longer, Moved, MovedRow, Preview, possible, preview
from tracker.schedule.model import Constraint

_CHANGE = "task_preview_change"
_APPLIED = "task_preview_applied"
_AREAS = ("plan", "project")
_TABLE_ROWS = 8


@dataclass(frozen=True, slots=True)
class Applied:
    """The change that was applied last in this session: the one that can be undone."""

    task_id: int
    version: int
    changes: Mapping[str, Any]
    original: Mapping[str, Any]


def draw_preview(row: DatedTaskRow, last: list[Callable[[], None]]) -> Mapping[str, Any] | None:
    """The section of a task's panel; gives the columns that were stored in this run, if any were.

    To `last` it adds what takes long to draw, for the panel to call when all else stands.
    """
    stored = _undo(row)
    kinds = possible(row)
    if not kinds:
        return stored
    section = st.expander(
        words()._("Preview a change"),
        key="task_panel_preview",
        on_change="rerun",
        icon=":material/preview:",
    )
    if section.open:
        with section:
            form_is_open()
            _ask(row, kinds)
            stored = _answer(row, last) or stored
    return stored


def forget_preview() -> None:
    """Discard the change that is looked at; what was applied can still be undone."""
    st.session_state.pop(_CHANGE, None)


def _ask(row: DatedTaskRow, kinds: tuple[type[Change], ...]) -> None:
    w = words()
    names = {Longer: w._("Takes longer"), Moved: w._("Starts later")}
    with st.form(f"preview_{row.id}", border=False):
        chosen, number = st.columns(2)
        kind = chosen.segmented_control(
            w._("What changes"),
            list(kinds),
            format_func=names.__getitem__,
            default=kinds[0],
            required=True,
        )
        days = number.number_input(
            w._("By how many working days"),
            -2000,
            2000,
            5,
            step=1,
            help=w._(
                "A negative number makes it shorter, or lets it start earlier as far as its links allow."
            ),
            key=f"preview_{row.id}_days",
        )
        if st.form_submit_button(w._("Show what would happen"), icon=":material/preview:"):
            st.session_state[_CHANGE] = kind(row.id, int(days))


@by_revision(*_AREAS)
def _facts(session: Session, key: Key) -> list[TaskFacts]:
    return queries.task_facts(session, key.project_id)


def _looked_at(change: Change) -> Preview:
    frame = context()
    return preview(
        _facts(),
        reads.links(),
        change,
        calendar=reads.calendar(),
        starts_on=frame.project.starts_on,
        opening_on=frame.project.opening_on,
        today=frame.today,
    )


def _answer(row: DatedTaskRow, last: list[Callable[[], None]]) -> Mapping[str, Any] | None:
    """What the change would do, and the two buttons; gives the columns stored when it is applied."""
    w = words()
    change: Change | None = st.session_state.get(_CHANGE)
    if change is None or change.task_id != row.id:
        return None
    try:
        seen = _looked_at(change)
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return None
    if seen.is_nothing:
        st.info(w._("This changes nothing."), icon=":material/info:")
        return None
    _opening(w, seen)
    chance = st.empty()
    last.append(lambda: _chance(chance, seen))
    draw_departments(seen)
    _table(w, seen)
    st.caption(_what_is_set(w, seen))
    with st.container(horizontal=True):
        applying = context().may(Action.EDIT_PLANS) and st.button(
            w._("Apply the change"), key="preview_apply", icon=":material/check:"
        )
        discarding = st.button(w._("Discard"), key="preview_discard", type="tertiary")
    if discarding:
        forget_preview()
        st.rerun(scope="fragment")
    return _apply(row, seen) if applying else None


def _opening(w: Words, seen: Preview) -> None:
    """One sentence on opening day, louder when the announced day does not hold any more."""
    announced = context().project.opening_on
    facts = {"before": _day(w, seen.expected_before), "after": _day(w, seen.expected_after)}
    if seen.days > 0:
        text = w._n(
            "Opening day moves from {before} to {after}: {n} working day later.",
            "Opening day moves from {before} to {after}: {n} working days later.",
            seen.days,
            **facts,
        )
    elif seen.days < 0:
        text = w._n(
            "Opening day moves from {before} to {after}: {n} working day earlier.",
            "Opening day moves from {before} to {after}: {n} working days earlier.",
            -seen.days,
            **facts,
        )
    else:
        text = w._("Opening day stays on {day}.", day=facts["after"])
    if seen.expected_after > announced:
        text += " " + w._("Announced is {day}.", day=_day(w, announced))
        st.warning(text, icon=":material/event_busy:")
    else:
        st.success(text, icon=":material/event_available:")
    if seen.provisional:
        st.caption(w._("Provisional: holidays of a year that the plan reaches are not announced."))


def _chance(place: Any, seen: Preview) -> None:
    """What the change does to the chance of opening in time, in its place."""
    with place.container(), st.spinner(words()._("Running the changed plan")):
        sentence = chance_sentence(seen.change.task_id, seen.changes)
    place.markdown(sentence)


def _table(w: Words, seen: Preview) -> None:
    others = len(seen.moving)
    count = (
        w._n("{n} other task moves", "{n} other tasks move", others) if others else w._("No other task moves")
    )
    st.markdown(f"**{count}**")
    rows = [seen.task, *seen.others]
    st.dataframe(
        {
            w._("Task"): [row.title for row in rows],
            w._("Finish"): [_pair(_day(w, row.finish_before), _day(w, row.finish_after)) for row in rows],
            w._("Working days"): [w.signed_number(row.days) for row in rows],
            w._("Float"): [_pair(w.number(row.float_before), w.number(row.float_after)) for row in rows],
            w._("Critical"): [_critical(w, row) for row in rows],
        },
        height="auto" if len(rows) <= _TABLE_ROWS else 35 * (_TABLE_ROWS + 1),
        hide_index=True,
        key="preview_table",
    )


def _pair(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _critical(w: Words, row: MovedRow) -> str:
    if row.critical_before == row.critical_after:
        return w._("yes") if row.critical_after else ""
    return w._("becomes critical") if row.critical_after else w._("no longer critical")


def _day(w: Words, day: dt.date) -> str:
    return w.day(day) if day.year == context().today.year else w.date(day)


def _what_is_set(w: Words, seen: Preview) -> str:
    """What applying stores, in a sentence."""
    if isinstance(seen.change, Longer):
        return w._(
            "Applying sets its duration from {before} to {after} working days.",
            before=seen.original["duration_days"],
            after=seen.changes["duration_days"],
        )
    day = _day(w, seen.changes["constraint_date"])
    if seen.original["constraint"] is Constraint.AS_SOON_AS_POSSIBLE:
        return w._("Applying sets that it starts no earlier than {day}.", day=day)
    rule = w.label(seen.original["constraint"])
    return w._(
        "Applying replaces its date rule “{rule}” by a start no earlier than {day}.", rule=rule, day=day
    )


def _apply(row: DatedTaskRow, seen: Preview) -> Mapping[str, Any] | None:
    """Store what was shown; when the plan was changed meanwhile, show the preview anew instead."""
    w, frame = words(), context()
    with reading(frame.engine) as session:
        now = revisions(session, frame.project_id)
    if any(now.get(area) != frame.revisions.get(area) for area in _AREAS):
        say(w._("The plan was changed meanwhile. The preview is new; please look again."))
        st.rerun()
    applied = Applied(row.id, seen.version, seen.changes, seen.original)
    if not run(
        apply_change,
        project_id=frame.project_id,
        task_id=row.id,
        expected_version=seen.version,
        original=seen.original,
        changes=seen.changes,
        done=w._("“{title}” changed", title=row.title),
    ):
        return None
    forget_preview()
    st.session_state[_APPLIED] = applied
    return seen.changes


def _undo(row: DatedTaskRow) -> Mapping[str, Any] | None:
    """The way back from the change that was applied last, in the panel of its task."""
    w = words()
    applied: Applied | None = st.session_state.get(_APPLIED)
    if applied is None or applied.task_id != row.id or not context().may(Action.EDIT_PLANS):
        return None
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(w._("The change is applied."), width="stretch")
        if not st.button(w._("Undo"), key="preview_undo", icon=":material/undo:"):
            return None
    del st.session_state[_APPLIED]
    undone = run(
        apply_change,
        project_id=context().project_id,
        task_id=row.id,
        expected_version=applied.version + 1,
        original=applied.changes,
        changes=applied.original,
        done=w._("“{title}” is as it was", title=plain(row.title)),
    )
    return applied.original if undone else None
