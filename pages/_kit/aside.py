"""The button that puts a record aside, or brings back one that was: nothing is ever deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.language import words


@dataclass(frozen=True, slots=True)
class Archive:
    """The commands that put a record aside and bring it back, with the sentence that each is followed by.

    The two labels are for places where "Archive" and "Restore" alone would leave open what is meant.
    """

    archive: Callable[..., Any]
    archived: str
    restore: Callable[..., Any]
    restored: str
    archive_label: str = ""
    restore_label: str = ""


def aside_button(archive: Archive, *, archived: bool, key: str, **target: Any) -> None:
    """Draw the button for a record that is `archived` or not; `target` names it as the commands do."""
    w = words()
    if archived:
        label, command, done = archive.restore_label or w._("Restore"), archive.restore, archive.restored
    else:
        label, command, done = archive.archive_label or w._("Archive"), archive.archive, archive.archived
    if st.button(label, key=key, type="tertiary") and run(
        command, project_id=context().project_id, **target, done=done
    ):
        st.rerun()
