"""Photos on the site pages: taking or choosing them, keeping them, and hanging them on a record."""

from collections.abc import Sequence

import streamlit as st

from db.commands import photos as commands
from db.photos import LONGEST_CAPTION, StoredPhoto, store_photo
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from tracker.errors import TrackerError
from tracker.photos import EXTENSIONS, LARGEST_BYTES, PhotoPurpose

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
            stored.append(store_photo(file_store(), data, name))
        except TrackerError as error:
            st.error(f"{plain(name)}: {words().problem(error)}", icon=":material/error:")
    return stored if len(stored) == len(uploads) else None


def add_photos(record_table: str, record_id: int, key: str, *, shows: PhotoPurpose | None = None) -> None:
    """Choose photos for a record that exists already, and attach them.

    `shows` is what photos of a finding show unless the person says otherwise; None for every other record.
    """
    w = words()
    opened = st.popover(w._("Add photos"), icon=":material/add_a_photo:", key=f"{key}_add", on_change="rerun")
    if not opened.open:
        return
    with opened:
        nonce = st.session_state.setdefault(f"{key}_nonce", 0)
        fields = f"{key}_{nonce}"
        purpose = _purpose_input(shows, fields) if shows is not None else None
        uploads = photo_input(fields)
        caption = st.text_input(w._("Caption (optional)"), key=f"{fields}_caption", max_chars=LONGEST_CAPTION)
        if not st.button(w._("Save the photos"), key=f"{key}_save", disabled=not uploads):
            return
        photos = kept(uploads)
        if photos and all(
            run(
                commands.attach_photo,
                project_id=context().project_id,
                record_table=record_table,
                record_id=record_id,
                photo=photo,
                caption=caption,
                purpose=purpose,
                done=w._("Photo saved"),
            )
            for photo in photos
        ):
            st.session_state[f"{key}_nonce"] = nonce + 1
            st.rerun()


def _purpose_input(shows: PhotoPurpose, fields: str) -> PhotoPurpose:
    w = words()
    chosen = st.segmented_control(
        w._("What the photos show"),
        [PhotoPurpose.BEFORE, PhotoPurpose.AFTER],
        default=shows,
        required=True,
        format_func=w.label,
        # Another step of the finding asks anew.
        key=f"{fields}_purpose_{shows}",
    )
    return PhotoPurpose(chosen)
