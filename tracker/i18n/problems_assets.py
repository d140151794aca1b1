"""The sentences of assets, reuse, standards and ceilings: what commands refuse, and what a list has wrong."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "asset_code_taken": N_("The code {text} is taken, perhaps by an archived asset. Nothing was changed."),
    "asset_quantity_negative": N_("“{name}”: a figure is negative. Nothing was changed."),
    "asset_life_out_of_range": N_("A service life is 1 to {longest} years. Nothing was changed."),
    "asset_date_unreadable": N_("“{text}” is no year, month or day, such as 2016, 2016-05 or 2016-05-20."),
    "usable_above_quantity": N_("{text}: more is usable than there is. Nothing was changed."),
    "count_of_another_asset": N_("This count was sent for another asset already. Nothing was changed."),
    "reuse_decided": N_("A decision on this asset and this line stands already. Nothing was changed."),
    "reuse_without_reason": N_("Say why it is not reused. Nothing was changed."),
    "reuse_without_quantity": N_("Say how many are reused. Nothing was changed."),
    "reuse_beyond_need": N_("“{name}” needs only {need} more. Nothing was changed."),
    "asset_overdrawn": N_(
        "Only {free} of “{name}” are free; the rest serves other lines. Nothing was changed."
    ),
    "line_not_bought": N_("No open draft has this line. Nothing was changed."),
    "standard_applies_to_nothing": N_(
        "Say which goods the standard is for: a catalogue code, or words of their names. Nothing was changed."
    ),
    "standard_limits_nothing": N_(
        "The standard limits nothing: enter a quantity, a price or a least life. Nothing was changed."
    ),
    "standard_cap_incomplete": N_(
        "A quantity cap needs a quantity, what it is counted by, and per how many. Nothing was changed."
    ),
    "standard_figure_out_of_range": N_("A figure of the standard is out of range. Nothing was changed."),
    "standard_ends_before_start": N_("The standard ends before it begins. Nothing was changed."),
    "ceiling_there": N_("There is a ceiling for this already: change that one. Nothing was changed."),
    "ceiling_amount_negative": N_("A ceiling is not negative. Nothing was changed."),
    "over_ceiling": N_(
        "The draft exceeds {count} ceilings, the worst by {over} yuan. Say why it is submitted all the same; "
        "nothing was submitted."
    ),
    "record_headings_missing": N_(
        "No sheet has the headings that are needed (sheets: {sheets}). Nothing was imported."
    ),
    "cell_required": N_("Sheet {sheet}, row {row}, column {column}: the cell is empty."),
    "cell_text_too_long": N_("Sheet {sheet}, row {row}, column {column}: the text is too long."),
    "cell_not_a_number": N_("Sheet {sheet}, row {row}, column {column}: “{text}” is no figure of 0 or more."),
    "cell_not_a_whole_number": N_("Sheet {sheet}, row {row}, column {column}: “{text}” is no whole number."),
    "cell_not_a_date": N_("Sheet {sheet}, row {row}, column {column}: “{text}” is no date."),
    "cell_not_a_month": N_(
        "Sheet {sheet}, row {row}, column {column}: “{text}” is no year, month or day of acquisition."
    ),
    "row_usable_above_quantity": N_("Sheet {sheet}, row {row}: more of {text} is usable than there is."),
    "cell_not_a_choice": N_(
        "Sheet {sheet}, row {row}, column {column}: “{text}” is not one of the known words."
    ),
    "cell_unknown_name": N_("Sheet {sheet}, row {row}, column {column}: “{text}” is not in this project."),
    "record_listed_twice": N_("Sheet {sheet}, row {row}, column {column}: “{text}” is listed already."),
}
