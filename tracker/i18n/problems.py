"""The sentence of every refusal, by its code; facts of the error stand in braces. Words come from the catalogues."""

from collections.abc import Mapping

from tracker.i18n.gather import gathered
from tracker.i18n.marks import N_

_SHARED: Mapping[str, str] = {
    "refused": N_("This could not be done. Nothing was changed."),
    "not_allowed": N_("Your role in this project does not allow this. Nothing was changed."),
    "not_found": N_("This record is not here any more, or belongs to another project. Nothing was changed."),
    "invalid": N_("An entry breaks a rule. Nothing was changed."),
    "conflict": N_("Somebody else changed the same field meanwhile. Nothing was lost: choose below."),
    "unreadable_file": N_("This file cannot be read. Nothing was imported; you can try another file."),
    "bad_setting": N_("The setting {setting} has a value that cannot be used: {text}."),
    "text_missing": N_("Please fill in “{field}”."),
    "text_too_long": N_("“{field}” is too long: {length} characters, at most {longest}."),
    "opening_before_start": N_(
        "Opening day {opening_on} is not after the start of the preparation, {starts_on}."
    ),
    "form_too_large": N_("This form holds too much text (at most {longest} characters). Nothing was kept."),
    "not_the_compared_draft": N_("This comparison belongs to another draft. Please reload the page."),
    "ceiling_not_positive": N_("The ceiling must be more than zero; leave it empty if none is known."),
}

PROBLEMS: Mapping[str, str] = gathered("problems_", "PROBLEMS", _SHARED)
"""The sentences above and those of every `problems_<subject>` module beside this one."""
