"""The filter row of a list page: bound to the address, with a clear-all and the count of what is shown."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.language import words


def clear_all(keys: Sequence[str]) -> None:
    """A quiet button that empties the filters named by `keys`; shown only while one of them is set."""
    if any(st.session_state.get(key) for key in keys):
        st.button(
            words()._("Clear filters"),
            key=f"clear_{keys[0]}",
            type="tertiary",
            icon=":material/filter_alt_off:",
            on_click=_clear,
            args=(tuple(keys),),
        )


def _clear(keys: tuple[str, ...]) -> None:
    for key in keys:
        st.session_state[key] = _emptied(key, st.session_state.get(key))


def _emptied(key: str, value: object) -> object:
    """What the widget holds when nothing is chosen; the keys of search boxes end in `_q`."""
    if isinstance(value, bool):
        return False
    if isinstance(value, list):
        return []
    return "" if key.endswith("_q") else None


def shown_count(shown: int, total: int) -> None:
    """`12 of 43 rows`, or `43 rows` when nothing is filtered away."""
    w = words()
    if shown == total:
        st.caption(w._n("{n} row", "{n} rows", total))
    else:
        st.caption(w._n("{shown} of {n} row", "{shown} of {n} rows", total, shown=w.number(shown)))
