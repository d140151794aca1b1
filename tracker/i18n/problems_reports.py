"""Refusals around summaries: issuing one, its Word template, writing it to a file."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "report_archived": N_("“{title}” was put aside; restore it first. Nothing was changed."),
    "report_moved": N_(
        "“{title}” reads otherwise by now than when you opened it. Read it again, then issue it. Nothing was changed."
    ),
    "report_not_written": N_("“{file}” cannot be written: {reason}."),
    "word_template_not_read": N_("The template “{file}” cannot be read: {reason}."),
    "word_template_lacks": N_(
        "The template leaves out {names}: what stands there would be lost. Nothing was changed."
    ),
    "no_project": N_("There is no such project in this database. `python -m db sample` adds the sample."),
}
