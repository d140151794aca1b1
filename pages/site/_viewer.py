"""Looking at photos: small ones side by side, a finding's "before" beside its "after", and each in full."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import zip_longest
from typing import NamedTuple

import streamlit as st

from db.commands import photos as commands
from db.files import FilesUnavailable
from db.queries.photos import PhotoRow
from pages._kit.context import context
from pages._kit.feedback import run
from pages._kit.head import plain
from pages._kit.installation import file_store
from pages._kit.language import words
from tracker.errors import NotFound
from tracker.photos import PhotoPurpose

SMALL, GAP = 150, 16
"""Width of a small picture, and between two of them, in pixels: two stand side by side on a phone."""

THUMBNAILS_KEPT = 500
"""A thumbnail has about 15 kB; a stored file never changes, so it may be kept."""


class Plate(NamedTuple):
    """What is looked at together: a photo, or a finding's n-th "before" and "after", either of which may be missing."""

    photos: tuple[PhotoRow | None, ...]


def plates(photos: Sequence[PhotoRow]) -> list[Plate]:
    """The photos that are not archived, paired where they show before and after."""
    shown = [photo for photo in photos if not photo.archived]
    before = [photo for photo in shown if photo.purpose is PhotoPurpose.BEFORE]
    after = [photo for photo in shown if photo.purpose is PhotoPurpose.AFTER]
    rest = [photo for photo in shown if photo.purpose is PhotoPurpose.NONE]
    return [Plate(pair) for pair in zip_longest(before, after)] + [Plate((photo,)) for photo in rest]


def gallery(
    photos: Sequence[PhotoRow], key: str, *, may_change: bool = False, in_panel: bool = False
) -> None:
    """The photos of a record; each opens in full, and can be archived and restored where that is allowed.

    A panel is a dialog, and dialogs do not nest: with `in_panel` a click only says what to look at, and the panel gives
    way to `asked_viewer` in the next run.
    """
    everything = plates(photos)
    clicked = None
    with st.container(horizontal=True, key=f"{key}_gallery"):
        for index, plate in enumerate(everything):
            if _small_plate(plate, index, key):
                clicked = index
    if may_change:
        _archived([photo for photo in photos if photo.archived], key)
    if clicked is None:
        return
    if not in_panel:
        _view(everything, clicked, key, may_change=may_change)
        return
    st.session_state[_asked(key)] = clicked
    st.rerun()


def asked_viewer(photos: Sequence[PhotoRow], key: str, *, may_change: bool) -> bool:
    """Draw the viewer that a panel's gallery of this key asked for; False when it asked for none."""
    index = st.session_state.get(_asked(key))
    everything = plates(photos)
    if index is None or index >= len(everything):
        return False
    _view(everything, index, key, may_change=may_change)
    return True


def _view(everything: Sequence[Plate], index: int, key: str, *, may_change: bool) -> None:
    """A dialog with one plate in full and the way to its neighbours; closing it leads back."""
    at = f"{key}_at"
    st.session_state[at] = index
    close = partial(st.session_state.pop, _asked(key), None)
    st.dialog(words()._("Photos"), width="large", on_dismiss=close)(_full)(
        everything, key, may_change=may_change
    )


def _full(everything: Sequence[Plate], key: str, *, may_change: bool) -> None:
    w = words()
    at = f"{key}_at"
    index = min(st.session_state.get(at, 0), len(everything) - 1)
    if len(everything) > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            for label, icon, target in (
                (w._p("photo", "Previous"), "chevron_left", index - 1),
                (w._p("photo", "Next"), "chevron_right", index + 1),
            ):
                st.button(
                    label,
                    icon=f":material/{icon}:",
                    key=f"{key}_to_{icon}",
                    disabled=not 0 <= target < len(everything),
                    on_click=partial(st.session_state.__setitem__, at, target),
                )
            st.caption(w._p("photo", "{n} of {total}", n=index + 1, total=len(everything)))
    plate = everything[index]
    for column, photo, purpose in zip(
        st.columns(len(plate.photos)), plate.photos, _purposes(plate), strict=True
    ):
        with column:
            _heading(purpose)
            if photo is None:
                st.caption(_missing(purpose))
                continue
            if (picture := _picture(photo, small=False)) is not None:
                st.image(picture, caption=plain(photo.caption), alt=_alt(photo, index), width="stretch")
            if may_change and st.button(
                w._("Archive the photo"),
                type="tertiary",
                icon=":material/archive:",
                key=f"{key}_archive_{photo.id}",
            ):
                _change(commands.archive_photo, photo, key, w._("Photo archived"))


def _small_plate(plate: Plate, index: int, key: str) -> bool:
    """The small pictures of a plate, beside each other on a phone too; whether one was clicked."""
    clicked = False
    width = SMALL * len(plate.photos) + GAP * (len(plate.photos) - 1)
    with st.container(horizontal=True, wrap=False, gap="small", width=width):
        for photo, purpose in zip(plate.photos, _purposes(plate), strict=True):
            with st.container(width=SMALL):
                clicked = _small(photo, purpose, index, key) or clicked
    return clicked


def _small(photo: PhotoRow | None, purpose: PhotoPurpose, index: int, key: str) -> bool:
    """A small picture with its button; whether that was clicked."""
    _heading(purpose)
    if photo is None:
        st.caption(_missing(purpose))
        return False
    picture = _picture(photo, small=True)
    if picture is None:
        return False
    alt = _alt(photo, index)
    st.image(picture, caption=plain(photo.caption) or None, alt=alt, width="stretch")
    label = words()._("Enlarge")
    return st.button(label, type="tertiary", icon=":material/zoom_in:", key=f"{key}_open_{photo.id}")


def _heading(purpose: PhotoPurpose) -> None:
    if purpose:
        st.markdown(f"**{words().label(purpose)}**")


def _missing(purpose: PhotoPurpose) -> str:
    w = words()
    return w._("No photo after yet") if purpose is PhotoPurpose.AFTER else w._("No photo before")


def _purposes(plate: Plate) -> tuple[PhotoPurpose, ...]:
    """What each place of a plate is for, an empty one included."""
    return (PhotoPurpose.NONE,) if len(plate.photos) == 1 else (PhotoPurpose.BEFORE, PhotoPurpose.AFTER)


def _alt(photo: PhotoRow, index: int) -> str:
    w = words()
    name = plain(photo.caption) or w._("Photo {n}", n=index + 1)
    return f"{w.label(photo.purpose)}: {name}" if photo.purpose else name


def _picture(photo: PhotoRow, *, small: bool) -> bytes | None:
    """The picture's bytes; None, said on the page, when they cannot be had."""
    w = words()
    try:
        return _thumbnail(photo.sha256) if small else file_store().get(photo.sha256)
    except NotFound:
        st.caption(w._("The file of this photo is missing."))
    except FilesUnavailable:
        st.caption(w._("The place where photos are kept does not answer now."))
    return None


@lru_cache(maxsize=THUMBNAILS_KEPT)
def _thumbnail(sha256: str) -> bytes:
    return file_store().thumbnail(sha256)


def _archived(gone: Sequence[PhotoRow], key: str) -> None:
    """Archived photos, each with its way back."""
    w = words()
    if not gone or not st.toggle(w._("Show archived photos"), key=f"{key}_archived"):
        return
    with st.container(horizontal=True, key=f"{key}_gone"):
        for photo in gone:
            with st.container(width=SMALL):
                if (picture := _picture(photo, small=True)) is not None:
                    st.image(
                        picture, caption=plain(photo.caption) or None, alt=_alt(photo, 0), width="stretch"
                    )
                if st.button(w._("Restore"), type="tertiary", key=f"{key}_restore_{photo.id}"):
                    _change(commands.restore_photo, photo, key, w._("Photo restored"))


def _change(command: Callable[..., None], photo: PhotoRow, key: str, done: str) -> None:
    if run(command, project_id=context().project_id, attachment_id=photo.id, done=done):
        st.session_state.pop(_asked(key), None)
        st.rerun()


def _asked(key: str) -> str:
    return f"{key}_viewer"
