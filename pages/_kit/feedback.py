"""A write from a page: run one command, say what came of it, and let two people's edits meet.

    if submitted and run(commands.update_task, project_id=…, task_id=…, done=w._("Task saved")):
        st.rerun()

Call it in the body of the page, not in a callback: what is raised in a callback blanks the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from db.unit_of_work import unit_of_work
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages._kit.seen import forget_seen
from tracker.errors import Conflict, TrackerError

_CONFLICT = "_conflict"
_FORM_OPEN = "_form_open"
_SAID = "_said"


@dataclass(slots=True)
class PendingConflict:
    """An edit that met another one: the command to run again, with what, and where the two differ."""

    command: Callable[..., Any]
    arguments: dict[str, Any]
    error: Conflict
    done: str
    names: dict[str, str]
    records: Mapping[int, str]


def run(
    command: Callable[..., Any],
    *,
    done: str | Callable[[Any], str],
    names: dict[str, str] | None = None,
    records: Mapping[int, str] | None = None,
    **arguments: Any,
) -> bool:
    """Run `command` as the visitor in one transaction; True when it is stored.

    `done` is the sentence shown once the database has committed (a function of the command's result, or a text).
    `names` gives the fields' words for a conflict, `records` the titles of the rows that are saved together. A refusal
    is shown as an error where the page stands, and what was typed stays in its widgets.
    """
    frame = context()
    try:
        with unit_of_work(frame.engine) as session:
            result = command(session, actor=frame.actor, **arguments)
    except Conflict as error:
        text = done if isinstance(done, str) else ""
        st.session_state[_CONFLICT] = PendingConflict(
            command, arguments, error, text, names or {}, records or {}
        )
        st.rerun()
    except TrackerError as error:
        st.error(words().problem(error), icon=":material/error:")
        return False
    except (StaleDataError, IntegrityError, OperationalError):
        st.error(
            words()._("Somebody else was saving at the same moment. Nothing was changed; please save again."),
            icon=":material/error:",
        )
        return False
    forget_seen()
    say(done if isinstance(done, str) else done(result))
    return True


def say(text: str) -> None:
    """Tell the visitor that something is stored, in this run or after the `st.rerun()` that usually follows.

    A rerun throws away what was not sent yet, a toast with it: so the sentence waits for `show_said`.
    """
    st.session_state.setdefault(_SAID, []).append(text)


def show_said() -> None:
    """Called by the shell at the start and at the end of each run: show what `say` has left."""
    for text in st.session_state.pop(_SAID, []):
        st.toast(text, icon=":material/check:")


def pending_conflict() -> None:
    """Drawn by the shell above every page: both values of each field, and the choice between them."""
    pending: PendingConflict | None = st.session_state.get(_CONFLICT)
    if pending is None:
        return
    w = words()
    with st.container(border=True, key="conflict"):
        st.warning(
            w._(
                "Somebody else changed the same field while you were editing. Both values are here; nothing is lost."
            ),
            icon=":material/call_split:",
            title=w._("Two edits met"),
        )
        title = pending.records.get(pending.error.record_id or 0)
        if title:
            st.markdown(f"**{plain(title)}**")
        st.table(
            [
                {
                    w._("Field"): pending.names.get(field) or w.field(field),
                    w._("You started from"): _shown(field, pending.error.base.get(field)),
                    w._("Your value"): _shown(field, mine),
                    w._("Stored now"): _shown(field, pending.error.theirs.get(field)),
                }
                for field, mine in pending.error.mine.items()
            ],
            hide_index=True,
            alt=w._("Fields that two people changed"),
        )
        with st.container(horizontal=True):
            mine = st.button(w._("Save my value"), key="conflict_mine", type="primary")
            theirs = st.button(w._("Keep what is stored"), key="conflict_theirs")
    if theirs:
        forget_seen()
        del st.session_state[_CONFLICT]
        st.rerun()
    if mine:
        del st.session_state[_CONFLICT]
        again = over_theirs(pending.arguments, pending.error)
        done = pending.done or w._("Saved")
        if run(pending.command, done=done, names=pending.names, records=pending.records, **again):
            st.rerun()


def over_theirs(arguments: dict[str, Any], error: Conflict) -> dict[str, Any]:
    """The arguments of an edit command that saves over what is stored now, which the person has seen.

    Takes the arguments of a single edit, or of a saved grid (`edits`), where it is the row of the conflict.
    """
    if "edits" not in arguments:
        return {
            **arguments,
            "expected_version": error.version,
            "original": {**arguments["original"], **error.theirs},
        }
    return {
        **arguments,
        "edits": [
            replace(edit, expected_version=error.version, original={**edit.original, **error.theirs})
            if edit.task_id == error.record_id
            else edit
            for edit in arguments["edits"]
        ],
    }


def _shown(field: object, value: Any) -> str:
    """A stored value as people read it; a column's name ends in the unit that a whole number is kept in."""
    w, name = words(), str(field)
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return w._("Yes") if value else w._("No")
    if name.endswith("_milli"):
        return w.quantity(value)
    return w.yuan(value) if name.endswith("_fen") else w.fact(value)


def form_is_open() -> None:
    """A page that shows an open form says so: then a newer state is offered, not imposed."""
    st.session_state[_FORM_OPEN] = True


def begin_run() -> None:
    """Called by the shell before the page: no form is open until the page says so."""
    st.session_state[_FORM_OPEN] = False
    show_said()


def a_form_is_open() -> bool:
    """Whether the page drawn last has an open form, or a conflict waits for a choice."""
    return bool(st.session_state.get(_FORM_OPEN)) or _CONFLICT in st.session_state
