"""The sentences of refusals that a phone with the field page meets."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "field_malformed": N_("The phone sent something that cannot be read ({name}). Nothing was stored."),
    "field_too_many_items": N_(
        "The phone sent {n} entries at once; at most {most} are taken. Nothing was stored."
    ),
    "field_body_too_large": N_("The phone sent more than {largest} kB at once. Nothing was stored."),
    "field_wrong_type": N_("The phone sent a kind of content that is not taken here. Nothing was stored."),
    "field_foreign_origin": N_("The call came from a page of another address. Nothing was stored."),
    "field_busy": N_("Others are saving at this moment. Nothing was lost; it will be sent again."),
    "update_needed": N_(
        "This page is too old for the library. It must be updated; nothing on the phone is lost."
    ),
    "client_id_taken": N_("The phone used the name of one entry for another. Nothing was stored."),
    "item_of_other_zone": N_("This question of the checklist belongs to another zone. Nothing was stored."),
    "answer_of_another_phone": N_("This answer was given on another phone. Nothing was changed."),
    "not_of_this_round": N_("This entry belongs to another round. Nothing was changed."),
    "photo_offset": N_(
        "The parts of the photo do not fit together. It goes on from the part that is stored."
    ),
    "photo_size_wrong": N_(
        "The photo is not as large as the phone said. It was not stored; it will be sent again."
    ),
}
