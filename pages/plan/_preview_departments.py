"""What a previewed change does to the departments: posts filled on opening day, before and after."""

import datetime as dt

import streamlit as st
from sqlmodel import Session

from db.queries.department_readiness import department_readiness
from pages._kit.cached import Key, by_revision
from pages._kit.context import context
from pages._kit.head import plain
from pages._kit.language import words
from pages.plan import _reads as reads
from tracker.department_readiness import DepartmentReadiness, ReadinessChange, changes
from tracker.errors import TrackerError
from tracker.i18n import Words
from tracker.permissions import Action
from tracker.preview import Preview

Finishes = tuple[tuple[int, dt.date], ...]


def draw_departments(seen: Preview) -> None:
    """Say which departments are staffed otherwise on opening day, one line each; nothing where none is."""
    if not context().may(Action.SEE_PEOPLE):
        return
    w = words()
    moved = tuple((row.id, row.finish_after) for row in (seen.task, *seen.others) if row.moves)
    try:
        found = changes(_departments(()), _departments(moved)) if moved else []
    except TrackerError as error:
        st.error(w.problem(error), icon=":material/error:")
        return
    for change in found:
        st.markdown(f":material/groups: {change_sentence(w, change)}")


def change_sentence(w: Words, change: ReadinessChange) -> str:
    """Posts filled before and after, and where these stay, posts filled by people who are trained."""
    before, after = change.before, change.after
    facts = {"department": plain(after.department), "approved": w.number(after.approved)}
    if before.filled != after.filled:
        return w._(
            "Readiness of {department} on opening day changes from {before} to {after} of {approved} posts.",
            before=w.number(before.filled),
            after=w.number(after.filled),
            **facts,
        )
    return w._(
        "Trained in {department} on opening day: {after} instead of {before} of {approved} posts.",
        before=w.number(before.trained),
        after=w.number(after.trained),
        **facts,
    )


@by_revision("plan", "project", "people")
def _departments(session: Session, key: Key, moved: Finishes) -> list[DepartmentReadiness]:
    """The departments on opening day when the tasks in `moved` end on other days."""
    schedule = {row.id: row.finish for row in reads.dated_tasks()} | dict(moved)
    return department_readiness(session, key.project_id, key.today, context().project.opening_on, schedule)
