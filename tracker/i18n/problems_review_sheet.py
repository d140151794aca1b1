"""Why a filled-in review opinion is not taken, cell by cell."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "review_sheet_wrong_kind": N_(
        "This is not a review opinion that the tracker wrote. Export one, fill it in and choose that file."
    ),
    "review_sheet_of_another_draft": N_("This review opinion is on another draft. Nothing was changed."),
    "review_sheet_problems": N_("{count} cells cannot be taken. Mend them first; nothing was changed."),
    "cell_line_unknown": N_(
        "Sheet {sheet}, row {row}, column {column}: the line is not in this draft, or stands here twice."
    ),
    "cell_cut_missing": N_(
        "Sheet {sheet}, row {row}, column {column}: “{text}” is to be cut, but to which quantity, price or amount?"
    ),
    "cell_cut_twice": N_(
        "Sheet {sheet}, row {row}, column {column}: for “{text}” give quantity and price, or the amount, not both."
    ),
    "cell_cut_of_lump_sum": N_(
        "Sheet {sheet}, row {row}, column {column}: “{text}” is a lump sum; only its amount can be cut."
    ),
    "cell_cut_not_lower": N_(
        "Sheet {sheet}, row {row}, column {column}: a cut of “{text}” must leave less than was submitted."
    ),
}
