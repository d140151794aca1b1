"""One person's tasks across all plans: what is late first, and progress marked where it stands."""

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from pages._kit import detail
from pages._kit.context import context
from pages._kit.download import export_button
from pages._kit.head import plain
from pages._kit.language import words
from pages.people._task_grid import MINE, grid
from pages.people._tasks import StaffingTask, export_columns, latest_first
from tracker.i18n import Words
from tracker.staffing import TaskState

PARAMETER = "owner"
_CHOSEN, _WIDGET = "_staffing_owner", "staffing_owner_choice"


def my_tasks(
    tasks: Sequence[StaffingTask],
    names: Mapping[str, Mapping[int, str]],
    owners: Mapping[int, str],
    *,
    editable: bool,
) -> None:
    """Draw the chooser of a person, and that person's tasks of every plan."""
    w = words()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner_id = _owner(w, tasks, owners)
        with_done = st.toggle(w._("Show what is done"), key="staffing_done", bind="query-params")
    if owner_id is None:
        st.info(
            w._("Choose whose tasks to see. The address keeps the choice, so it can be bookmarked."),
            icon=":material/person:",
        )
        return
    own = [task for task in tasks if task.row.owner_id == owner_id]
    shown = latest_first(task for task in own if with_done or task.state is not TaskState.DONE)
    st.markdown(_sentence(w, own, context().today))
    grid(shown, names, {}, shown=MINE, editable=editable)
    export_button(w._("My tasks"), export_columns(w), shown, key="my_tasks_export")


def _owner(w: Words, tasks: Sequence[StaffingTask], owners: Mapping[int, str]) -> int | None:
    """Whose tasks: by the address, else as chosen before in this visit; the address then says so."""
    asked = detail.asked(PARAMETER)
    wanted = asked if asked in owners else st.session_state.get(_CHOSEN)
    chosen: int | None = wanted if wanted in owners else None
    st.session_state[_CHOSEN] = st.session_state[_WIDGET] = chosen
    _say(chosen)
    counts: dict[int | None, int] = {}
    for task in tasks:
        if task.state is not TaskState.DONE:
            counts[task.row.owner_id] = counts.get(task.row.owner_id, 0) + 1
    st.selectbox(
        w._("Whose tasks"),
        list(owners),
        format_func=lambda id_: w._(
            "{name} · {n} open", name=owners.get(id_, ""), n=w.number(counts.get(id_, 0))
        ),
        placeholder=w._("Choose a person"),
        key=_WIDGET,
        on_change=_choose,
        width=280,
    )
    return chosen


def _choose() -> None:
    st.session_state[_CHOSEN] = st.session_state[_WIDGET]
    _say(st.session_state[_WIDGET])


def _say(owner_id: int | None) -> None:
    """Let the address name the person."""
    if owner_id is None:
        detail.close_panel(PARAMETER)
    elif st.query_params.get(PARAMETER) != str(owner_id):
        detail.open_panel(PARAMETER, owner_id)


def _sentence(w: Words, own: Sequence[StaffingTask], today: dt.date) -> str:
    """How much is open, how much of it late, and what is due next."""
    open_ = latest_first(task for task in own if task.state is not TaskState.DONE)
    if not open_:
        return w._("Nothing is open.")
    late = sum(task.state is TaskState.LATE for task in open_)
    following = min((task.row for task in open_), key=lambda row: (row.finish, row.id))
    return w._n(
        "{n} task is open, {late} of them late; the next, “{title}”, finishes by {date}.",
        "{n} tasks are open, {late} of them late; the next, “{title}”, finishes by {date}.",
        len(open_),
        late=w.number(late),
        title=plain(following.title),
        date=w.date(following.finish, today=today),
    )
