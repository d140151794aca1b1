"""The words for what a photo shows."""

from collections.abc import Mapping
from enum import Enum

from tracker.i18n.marks import NP_
from tracker.photos import PhotoPurpose

LABELS: Mapping[type[Enum], Mapping[Enum, tuple[str, str]]] = {
    PhotoPurpose: {
        PhotoPurpose.NONE: NP_("photo", "Photo"),
        PhotoPurpose.BEFORE: NP_("photo", "Before"),
        PhotoPurpose.AFTER: NP_("photo", "After"),
    },
}
