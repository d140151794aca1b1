"""Photos on the site pages: taking or choosing them, keeping them, and looking at them."""

from collections.abc import Sequence

import streamlit as st

from db.commands import photos as commands
from db.photos import StoredPhoto, store_photo
from db.queries.photos import PhotoRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.language import words
from pages.site._reads import file_store
from tracker.errors import Invalid
from tracker.photos import EXTENSIONS, LARGEST_BYTES

MEGABYTE = 1024 * 1024

Upload = tuple[str, bytes]
"""A picture as it was sent: the name it has on the person's device, which is only shown back, and its bytes."""


def photo_input(key: str) -> list[Upload]:
    """Pictures chosen from the device, and one from the camera when it is switched on."""
    w = words()
    chosen = st.file_uploader(
        w._("Photos"),
        type=list(EXTENSIONS),
        accept_multiple_files=True,
        max_upload_size=LARGEST_BYTES // MEGABYTE,
        key=f"{key}_files",
    )
    uploads = [(file.name, file.getvalue()) for file in chosen]
    if st.toggle(w._("Use the camera here"), key=f"{key}_camera_on"):
        shot = st.camera_input(w._("Take a photo"), key=f"{key}_camera", resolution="1080p")
        if shot is not None:
            uploads.append((shot.name, shot.getvalue()))
    return uploads


def kept(uploads: Sequence[Upload]) -> list[StoredPhoto] | None:
    """The pictures, prepared and kept; None, with each refusal on the page, when one of them cannot be."""
    stored: list[StoredPhoto] = []
    for name, data in uploads:
        try:
            stored.append(store_photo(file_store(), data))
        except Invalid as error:
            st.error(f"{plain(name)}: {words().problem(error)}", icon=":material/error:")
    return stored if len(stored) == len(uploads) else None


def gallery(photos: Sequence[PhotoRow], key: str, *, may_remove: bool = False) -> None:
    """The photos side by side; each opens in full, and can be put aside where that is allowed."""
    if not photos:
        return
    w = words()
    with st.container(horizontal=True, key=f"{key}_gallery"):
        for index, photo in enumerate(photos, start=1):
            with st.container(width=160):
                caption = photo.caption or w._("Photo {n}", n=index)
                path = file_store().thumbnail_path(photo.sha256)
                if not path.exists():
                    st.caption(w._("{caption}: the file is missing", caption=caption))
                    continue
                st.image(str(path), caption=caption, alt=caption, width=150)
                _open_photo(photo, caption, f"{key}_{photo.id}", may_remove=may_remove)


def _open_photo(photo: PhotoRow, caption: str, key: str, *, may_remove: bool) -> None:
    w = words()
    opened = st.popover(w._("Open"), type="tertiary", key=f"{key}_open", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.image(str(file_store().path(photo.sha256)), caption=caption, alt=caption, width="stretch")
        if may_remove and st.button(w._("Remove the photo"), key=f"{key}_remove", icon=":material/delete:"):
            frame = context()
            if run(
                commands.archive_photo,
                project_id=frame.project_id,
                attachment_id=photo.id,
                done=w._("Photo removed"),
            ):
                st.rerun()


def add_photos(record_table: str, record_id: int, key: str) -> None:
    """Choose photos for a record that exists already, and attach them."""
    w = words()
    frame = context()
    opened = st.popover(w._("Add photos"), icon=":material/add_a_photo:", key=f"{key}_add", on_change="rerun")
    if not opened.open:
        return
    with opened:
        nonce = st.session_state.setdefault(f"{key}_nonce", 0)
        uploads = photo_input(f"{key}_{nonce}")
        if not st.button(w._("Save the photos"), key=f"{key}_save", disabled=not uploads):
            return
        photos = kept(uploads)
        if photos and all(
            run(
                commands.attach_photo,
                project_id=frame.project_id,
                record_table=record_table,
                record_id=record_id,
                photo=photo,
                done=w._("Photo saved"),
            )
            for photo in photos
        ):
            st.session_state[f"{key}_nonce"] = nonce + 1
            st.rerun()
