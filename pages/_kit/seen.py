"""What a form started from: kept while it is open, so that a newer state never empties it under somebody's hands.

    row = as_seen(row)
    key = f"event_{row.id}_{row.version}"       # the keys of its fields
    …
    run(commands.update_event, expected_version=row.version, original={…}, changes=…, …)

A form whose fields are keyed by the version would otherwise lose what was typed, and the click that sends it, as soon
as somebody else saves the same record: the command would never learn of the two edits, and nobody would be asked.
"""

from typing import Any, TypeVar

import streamlit as st

_SEEN = "_seen"
_DRAWN = "_seen_drawn"
_PAGE = "_seen_page"

Row = TypeVar("Row")


def as_seen(row: Row) -> Row:
    """The row as it stood when its form was opened, until it is saved or its form is closed.

    `row` is what is stored now, with `id`; rows are told apart by their type and id.
    """
    seen, drawn = _kept()
    key = (type(row).__name__, getattr(row, "id", None))
    drawn.add(key)
    kept: Row = seen.setdefault(key, row)
    return kept


def forget_seen() -> None:
    """After a save, or a choice between two edits, forms start from what is stored."""
    _kept()[0].clear()


def open_page(url_path: str) -> None:
    """Called by the shell before each page: on another page than before, no form is open any more."""
    if st.session_state.get(_PAGE) != url_path:
        st.session_state[_PAGE] = url_path
        forget_seen()


def forget_closed() -> None:
    """Called by the shell after a run that came to its end: forms that no run since the last end has drawn are closed.

    A run that the next click cut short says nothing: the form may stand further down the page.
    """
    seen, drawn = _kept()
    for key in seen.keys() - drawn:
        del seen[key]
    drawn.clear()


def _kept() -> tuple[dict[Any, Any], set[Any]]:
    return st.session_state.setdefault(_SEEN, {}), st.session_state.setdefault(_DRAWN, set())
