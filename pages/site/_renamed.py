"""What organisations and zones share: lists whose rows are renamed, put aside and brought back one at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import streamlit as st

from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.language import words


class Named(Protocol):
    """A row of such a list."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def archived(self) -> bool: ...


Row = TypeVar("Row", bound=Named)


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of record: its name in keys and arguments, its commands, and what is said of them.

    `edit` draws the form for a row's id where more than the name can be changed.
    """

    key: str
    longest_name: int
    update: Callable[..., None]
    archive: Callable[..., None]
    restore: Callable[..., None]
    rename_title: str
    renamed: str
    archived: str
    restored: str
    edit: Callable[[int], None] | None = None


def shown(rows: Sequence[Row], *, key: str) -> list[Row]:
    """The rows to list: archived ones only when asked for, with the switch that asks."""
    if not any(row.archived for row in rows):
        return list(rows)
    with_archived = st.toggle(words()._("Show archived"), key=key)
    return [row for row in rows if with_archived or not row.archived]


def change_menu(subject: Subject, row: Named) -> None:
    """The menu of a row, and what its choice does."""
    w = words()
    rename = w._("Rename") if subject.edit is None else w._("Edit")
    archive, restore = w._("Archive"), w._("Restore")
    chosen = st.menu_button(
        w._("Change"),
        [restore] if row.archived else [rename, archive],
        type="tertiary",
        key=f"{subject.key}_menu_{row.id}",
    )
    if chosen == rename and subject.edit is not None:
        st.dialog(subject.rename_title)(subject.edit)(row.id)
    elif chosen == rename:
        st.dialog(subject.rename_title)(_rename)(subject, row)
    if (chosen == archive and run(subject.archive, **_target(subject, row), done=subject.archived)) or (
        chosen == restore and run(subject.restore, **_target(subject, row), done=subject.restored)
    ):
        st.rerun()


def _rename(subject: Subject, row: Named) -> None:
    w = words()
    form_is_open()
    name = st.text_input(
        w._("Name"), value=row.name, key=f"{subject.key}_name_{row.id}", max_chars=subject.longest_name
    )
    if st.button(w._("Save the name"), type="primary", key=f"{subject.key}_rename_{row.id}") and run(
        subject.update,
        **_target(subject, row),
        expected_version=row.version,
        original={"name": row.name},
        changes={"name": name},
        names={"name": w._("Name")},
        done=subject.renamed,
    ):
        st.rerun()


def _target(subject: Subject, row: Named) -> dict[str, Any]:
    return {"project_id": context().project_id, f"{subject.key}_id": row.id}
