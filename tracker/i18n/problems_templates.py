"""The sentences of refusals about templates, versions of plans, submissions and documents."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "template_too_large": N_(
        "This template is too large: at most {largest} characters and {tasks} tasks are read."
    ),
    "template_syntax": N_("Line {line}: this is not TOML as it should be ({text})."),
    "template_without": N_("The file has no entry {what}, so it is not a template of a plan."),
    "template_field_missing": N_("Line {line}, entry “{entry}”: the field “{name}” is missing."),
    "template_value": N_("Line {line}, entry “{entry}”: “{name}” cannot be “{text}”."),
    "template_choice": N_("Line {line}, entry “{entry}”: “{name}” is “{text}”; it can be {choices}."),
    "template_days": N_(
        "Line {line}, entry “{entry}”: “{name}” is “{text}”; it must be a whole number of working days, 0 to "
        "{longest}."
    ),
    "template_link": N_(
        "Line {line}, entry “{entry}”: “{text}” in “{name}” is not a link; write the id of a task, such as B4, "
        "B9 +30cd or B11 ss +5wd."
    ),
    "template_unknown": N_(
        "Line {line}, entry “{entry}”: “{text}” in “{name}” is not the name of an entry above this one."
    ),
    "template_twice": N_("Line {line}, entry “{entry}”: “{text}” in “{name}” stands there twice."),
    "version_known": N_("“{file}” is version {number} of this plan already. Nothing was added."),
    "submission_answered": N_(
        "{recipient} has answered already, so no answer is awaited any more. Nothing was changed."
    ),
    "answer_days_out_of_range": N_("An answer is expected within 1 to {longest} working days."),
    "document_empty": N_("“{file}” is empty. Nothing was kept."),
    "document_too_large": N_("“{file}” is larger than {largest} MB. Nothing was kept."),
    "document_kind": N_("“{file}” is none of the kinds of files that are kept here: {kinds}."),
    "document_not_its_kind": N_(
        "“{file}” does not begin as a file of the kind “{kind}” does. It may be damaged, or renamed. Nothing was kept."
    ),
}
"""A sentence by code, as a message id; the facts of the error stand in braces."""
