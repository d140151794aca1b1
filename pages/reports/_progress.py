"""How far the composing of a summary is, shown where it takes long."""

import contextvars
import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from pages._kit.language import words

T = TypeVar("T")

QUIET_SECONDS = 0.4
"""Work that is done sooner shows no bar."""

_watching: contextvars.ContextVar[Callable[[int, int], None] | None] = contextvars.ContextVar(
    "watching", default=None
)


def watched(read: Callable[[], T]) -> T:
    """What `read` gives, with a bar of its steps while it is computed; a cached one gives it at once."""
    w, place, began = words(), st.empty(), time.monotonic()
    # A cached function would keep the bar as a part of its result; in a context from outside of it, it does not.
    outside = contextvars.copy_context()

    def show(done: int, total: int) -> None:
        if time.monotonic() - began > QUIET_SECONDS:
            text = w._("Composing the summary: step {done} of {total}", done=str(done), total=str(total))
            outside.run(place.progress, done / total, text)

    token = _watching.set(show)
    try:
        return read()
    finally:
        _watching.reset(token)
        place.empty()


def told(done: int, total: int) -> None:
    """Tell whoever watches how far it is."""
    show = _watching.get()
    if show is not None:
        show(done, total)
