"""What was put aside from an event, with its way back."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words


def put_aside(title: str, key: str, restore: Callable[..., None], done: str, **target: Any) -> None:
    """Draw one archived record with the button that runs its `restore` command on `target` (ids by name)."""
    w = words()
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_row"):
        st.caption(w._("{title}, archived", title=plain(title)), width="stretch")
        if st.button(w._("Restore"), key=key, type="tertiary") and run(
            restore, project_id=context().project_id, done=done, **target
        ):
            st.rerun()
