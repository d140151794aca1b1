"""Files that hang on a record: saved to the visitor's machine, put aside and brought back, and another one added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import streamlit as st

from db.documents import LONGEST_CAPTION, store_document
from pages._kit.aside import Archive, aside_button
from pages._kit.context import context
from pages._kit.feedback import form_is_open, run
from pages._kit.installation import file_store
from pages._kit.language import words
from tracker.documents import LARGEST_BYTES
from tracker.errors import TrackerError

Command = Callable[..., Any]


class KeptFile(Protocol):
    """A file of a record as a query gives it; its bytes are at `sha256` in the file store."""

    @property
    def id(self) -> int:
        """The attachment's id."""

    @property
    def sha256(self) -> str:
        """Where its bytes are."""

    @property
    def media_type(self) -> str:
        """What kind of file it is."""

    @property
    def file_name(self) -> str:
        """What it is called on the visitor's machine."""

    @property
    def archived(self) -> bool:
        """Whether it was put aside."""


@dataclass(frozen=True, slots=True)
class UploadWords:
    """What the form of another file says: the uploader, the caption, the button, and what is said when it is stored."""

    file: str
    caption: str
    button: str
    done: str


def file_line(row: KeptFile, text: str, archive: Archive | None, *, key: str) -> None:
    """A file on one line: what it is, and what may be done with it; `archive` is None where it may only be saved."""
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.markdown(text, width="stretch")
        file_buttons(row, archive, key=key)


def file_buttons(row: KeptFile, archive: Archive | None, *, key: str) -> None:
    """Save the file; put it aside or bring it back."""
    w, files = words(), file_store()
    st.download_button(
        w._("Save the file"),
        lambda: files.get(row.sha256),
        file_name=row.file_name,
        mime=row.media_type,
        key=f"{key}_save",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
    if archive is not None:
        aside_button(archive, archived=row.archived, key=f"{key}_archive", attachment_id=row.id)


def round_key(key: str) -> str:
    """The key of the form's own widgets: another one once a file was added, so that they are empty again."""
    return f"{key}_{st.session_state.get(_added(key), 0)}"


def new_file(
    add: Command, said: UploadWords, *, key: str, endings: Sequence[str], hangs_on: Mapping[str, Any] | None
) -> None:
    """The form of another file; `hangs_on` names its record as the command does, None while nobody has chosen it."""
    at = round_key(key)
    file = st.file_uploader(
        said.file, type=list(endings), max_upload_size=LARGEST_BYTES // 1024**2, key=f"{at}_file"
    )
    caption = st.text_input(said.caption, max_chars=LONGEST_CAPTION, key=f"{at}_caption")
    if file is not None or caption:
        form_is_open()
    pressed = st.button(said.button, key=f"{at}_save", disabled=file is None or hangs_on is None)
    if not pressed or file is None or hangs_on is None:
        return
    try:
        document = store_document(file_store(), file.getvalue(), file.name)
    except TrackerError as error:
        st.error(words().problem(error), icon=":material/error:")
        return
    if run(
        add,
        project_id=context().project_id,
        document=document,
        caption=caption,
        done=said.done,
        **hangs_on,
    ):
        st.session_state[_added(key)] = st.session_state.get(_added(key), 0) + 1
        st.rerun()


def _added(key: str) -> str:
    return f"_added_{key}"
