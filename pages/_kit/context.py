"""What a page stands on in this run: who, which project, which day, which language, which revisions."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
import streamlit as st

from db.queries.projects import ProjectRow
from pages._kit.installation import engine
from tracker.i18n import Words
from tracker.permissions import Action, Actor, can

_KEY = "_context"


@dataclass(frozen=True, slots=True)
class Context:
    """The frame of one run, read once by the shell."""

    actor: Actor
    project: ProjectRow
    today: dt.date
    words: Words
    revisions: dict[str, int]

    @property
    def project_id(self) -> int:
        """The project every query of the page asks for."""
        return self.project.id

    @property
    def engine(self) -> sa.Engine:
        """The database."""
        return engine()

    def may(self, action: Action) -> bool:
        """Whether to offer an action; the command asks again."""
        return can(self.actor, action, self.project.id)


def set_context(context: Context) -> None:
    """Called by the shell at the start of each run."""
    st.session_state[_KEY] = context


def context() -> Context:
    """The frame of this run; works in fragments, dialogs and callbacks too."""
    frame: Context = st.session_state[_KEY]
    return frame
