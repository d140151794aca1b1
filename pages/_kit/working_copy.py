"""A form that creates a record and survives a lost line, a closed tab or a restarted server.

    form = KeptForm("finding_new", context())
    description = st.text_area(…, key=form.key("description", ""))
    form.keep()                       # after the last field
    if st.button(…) and run(…):
        form.drop()
        st.rerun()

Fields stand outside `st.form`, so that each change reaches the server at once and is kept there.
"""

from collections.abc import Collection
from typing import Any

import streamlit as st

from db.commands.working_copies import drop_working_copy, keep_working_copy
from db.queries.working_copies import working_copy
from db.unit_of_work import reading, unit_of_work
from pages._kit.context import Context
from tracker.errors import TrackerError


class KeptForm:
    """The fields of one creating form of one person, by name; values are plain JSON (text, numbers, booleans)."""

    def __init__(self, name: str, frame: Context) -> None:
        self.name = name
        self._frame = frame
        self._defaults: dict[str, Any] = {}
        self._stored = f"_kept_{name}_{frame.project_id}_{frame.actor.key}"
        self._found = f"{self._stored}_found"
        if self._stored not in st.session_state:
            with reading(frame.engine) as session:
                found = working_copy(session, frame.project_id, frame.actor, name)
            st.session_state[self._stored] = found
            st.session_state[self._found] = bool(found)

    @property
    def was_kept(self) -> bool:
        """Whether something typed earlier was found when this session opened the form."""
        return bool(st.session_state[self._found])

    def key(self, field: str, default: Any, options: Collection[Any] | None = None) -> str:
        """The widget key of a field, filled with what was kept, else with `default`.

        Of a field with `options` only what is still among them is taken up again.
        """
        key = f"{self.name}_{field}"
        self._defaults[field] = default
        if key not in st.session_state:
            kept = st.session_state[self._stored].get(field, default)
            known = options is None or kept in options
            st.session_state[key] = kept if known else default
        return key

    def keep(self) -> None:
        """Keep what stands in the fields, if it changed since the last run; costs nothing otherwise.

        A form that stands as it opens is nothing typed, so it is not kept.
        """
        now = {field: st.session_state[f"{self.name}_{field}"] for field in self._defaults}
        before = st.session_state[self._stored]
        if now == before or (not before and now == self._defaults):
            return
        frame = self._frame
        try:
            with unit_of_work(frame.engine) as session:
                keep_working_copy(
                    session, actor=frame.actor, project_id=frame.project_id, form=self.name, content=now
                )
        except TrackerError as error:
            st.warning(frame.words.problem(error), icon=":material/warning:")
            return
        st.session_state[self._stored] = now

    def drop(self) -> None:
        """Forget the form: it was saved, or thrown away. The next run starts empty."""
        frame = self._frame
        with unit_of_work(frame.engine) as session:
            drop_working_copy(session, actor=frame.actor, project_id=frame.project_id, form=self.name)
        for field in self._defaults:
            st.session_state.pop(f"{self.name}_{field}", None)
        st.session_state.pop(self._stored, None)
        st.session_state.pop(self._found, None)
