"""An edit in progress: what the person started from, kept until it is saved.

The values and the version that the form opened with stay in the session, so that a save can be merged with what
others stored meanwhile; as long as nothing was typed, the form follows the stored row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st


@dataclass(slots=True)
class Draft:
    """One open edit form.

    Attributes:
        name: what tells the form from others in the session.
        version: the version of the row it opened with.
        original: the values it opened with, by field.
        turn: counts how often the form was opened anew; part of the widgets' keys.
    """

    name: str
    version: int
    original: dict[str, Any]
    turn: int = 0

    def key(self, field: str) -> str:
        """The key of a field's widget."""
        return f"{self.name}_{field}_{self.turn}"

    def touched(self) -> bool:
        """Whether some widget holds another value than the form opened with."""
        return any(
            st.session_state.get(self.key(field), value) != value for field, value in self.original.items()
        )

    def saved(self) -> None:
        """Open the form anew, from the stored row, in the next run."""
        st.session_state[self.name] = Draft(self.name, -1, {}, self.turn + 1)


def draft_of(name: str, version: int, values: Mapping[str, Any]) -> Draft:
    """The form's edit in progress, or a new one from the stored `values`."""
    draft: Draft | None = st.session_state.get(name)
    if draft is None or (draft.version != version and not draft.touched()):
        draft = Draft(name, version, dict(values), draft.turn + 1 if draft else 0)
        st.session_state[name] = draft
    return draft
