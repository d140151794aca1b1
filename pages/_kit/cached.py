"""Reads and computations kept by revision: never stale, never cleared by hand (design rule 4).

    @by_revision("plan")
    def schedule(session, key: Key) -> …

    rows = schedule()

The result is kept under (function, arguments, project, language, roles, today, revisions of the named areas), so
that a write in one of these areas, by any process, makes the next rerun compute it anew. Results are shared between
sessions: they must be frozen rows, or be treated as such.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st
from sqlmodel import Session

from db.unit_of_work import reading
from pages._kit.context import Context, context
from pages._kit.installation import engine, settings
from tracker.i18n import Words
from tracker.permissions import Action, Actor, Role, can

P = ParamSpec("P")
R = TypeVar("R")

MAX_ENTRIES = 2048


@dataclass(frozen=True, slots=True)
class Key:
    """What a cached read may depend on beside its arguments."""

    project_id: int
    today: dt.date
    language: str
    roles: frozenset[Role]

    @property
    def words(self) -> Words:
        """The language of the visitor."""
        return Words.of(self.language)

    def may(self, action: Action) -> bool:
        """Whether the visitor's roles include the action."""
        return can(Actor(account_id=None, kind="cache", everywhere=self.roles), action, self.project_id)


def by_revision(*areas: str) -> Callable[[Callable[Concatenate[Session, Key, P], R]], Callable[P, R]]:
    """Cache `function(session, key, …)` until one of `areas` is written; the result is called with `(…)` alone."""

    def wrap(function: Callable[Concatenate[Session, Key, P], R]) -> Callable[P, R]:
        # Page scripts are all called __main__; their file tells functions of the same name apart.
        name = f"{function.__code__.co_filename}:{function.__qualname__}"

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            frame = context()
            key = (frame.project_id, frame.today, frame.words.language, tuple(sorted(_roles(frame))))
            seen = tuple(frame.revisions.get(area, 0) for area in areas)
            result: R = _kept(
                function, name, settings().database_url, key, seen, args, tuple(sorted(kwargs.items()))
            )
            return result

        return call

    return wrap


def _roles(frame: Context) -> frozenset[Role]:
    return frame.actor.roles_in(frame.project_id)


@st.cache_resource(max_entries=MAX_ENTRIES, show_spinner=False)
def _kept(
    _function: Callable[..., Any],
    name: str,
    database: str,
    key: tuple[int, dt.date, str, tuple[Role, ...]],
    seen: tuple[int, ...],
    args: tuple[object, ...],
    kwargs: tuple[tuple[str, object], ...],
) -> Any:
    """One cache for all reads; every argument but the function itself makes up the key."""
    del name, database, seen
    project_id, today, language, roles = key
    with reading(engine()) as session:
        return _function(session, Key(project_id, today, language, frozenset(roles)), *args, **dict(kwargs))
