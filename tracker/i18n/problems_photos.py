"""The sentences of refusals about photos and about where they are stored."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "photo_too_large": N_("The photo is too large: {size} MB, at most {largest} MB. It was not stored."),
    "photo_not_an_image": N_("This file is no JPEG, PNG, WebP or HEIC picture. It was not stored."),
    "photo_too_many_pixels": N_("The photo has more than {largest} million pixels. It was not stored."),
    "photo_damaged": N_("The photo is damaged or incomplete. It was not stored; please take it again."),
    "photo_of_another_record": N_(
        "This photo was sent before, for another record. It was not stored a second time."
    ),
    "files_unavailable": N_(
        "The place where photos are kept does not answer now. Nothing was stored; please try again later."
    ),
    "bad_files_address": N_(
        "{setting} must be a folder, or an address such as s3://bucket/prefix?endpoint=https://host."
    ),
}
