"""The sentences of procurement: what commands refuse, and what a workbook has wrong, row by row."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "plan_archived": N_("The procurement plan “{title}” is archived. Restore it first; nothing was changed."),
    "draft_frozen": N_("Draft {number} is submitted: its lines stay as they are. Nothing was changed."),
    "draft_archived": N_("This working copy is archived. Restore it first; nothing was changed."),
    "draft_not_submitted": N_("A working copy has no number and no status yet. Submit it first."),
    "draft_of_another_plan": N_("The draft belongs to another plan. Nothing was changed."),
    "draft_empty": N_("There is no line to take. Nothing was stored."),
    "lines_unpriced": N_(
        "{count} lines lack a quantity or a unit price: {names}. Complete them (0 where another line "
        "includes them), or enter an amount; nothing was submitted."
    ),
    "working_copy_open": N_("Another working copy is open. Archive it first; nothing was changed."),
    "number_out_of_range": N_("A draft is numbered from 1 to {highest}, not {number}. Nothing was stored."),
    "number_taken": N_("Draft {number} is already there, perhaps archived. Choose another number."),
    "difference_without_reason": N_(
        "{count} figures differ or are missing. Say why the file is taken all the same; nothing was stored."
    ),
    "previous_draft_moved": N_(
        "The draft before this one changed while you were looking. The lines were matched again: "
        "please check them once more."
    ),
    "lineage_twice": N_("Two lines would carry on the same earlier line. Nothing was stored."),
    "lineage_unknown": N_("An answer names a line that is not there any more. Nothing was stored."),
    "cell_too_long": N_(
        "Sheet {sheet}, row {row}: a text has {length} characters; at most {longest} can be kept. "
        "Nothing was stored."
    ),
    "negative_figure": N_(
        "“{name}” has a negative quantity or price. Enter the amount as a lump sum instead; "
        "nothing was changed."
    ),
    "figure_too_large": N_("A figure of “{name}” is too large to be kept. Nothing was changed."),
    "amount_follows": N_(
        "The amount of “{name}” follows from quantity × unit price. Tick “lump sum” to enter it by hand; "
        "nothing was changed."
    ),
    "line_of_another_draft": N_("“{name}” belongs to another draft. Nothing was changed."),
    "heading_row_blank": N_("Row {row} of sheet {sheet} is blank. Choose the row that holds the headings."),
    "file_too_large": N_("This file is too large to be read safely. Nothing was imported."),
    "file_encrypted": N_("This workbook is protected by a password. Save a copy without one and try again."),
    "file_wrong_kind": N_("This is not an .xlsx workbook. Save it as .xlsx and try again."),
    "file_broken": N_("This workbook is damaged and cannot be read. Nothing was imported."),
}

FILE_PROBLEMS: Mapping[str, str] = {
    "amount_differs": N_(
        "“{name}”: quantity × unit price gives {computed} yuan, the sheet prints {printed} yuan."
    ),
    "total_differs": N_("{text}: the lines sum to {computed} yuan, the sheet prints {printed} yuan."),
    "subtotal_differs": N_("{text}: its lines sum to {computed} yuan, the sheet prints {printed} yuan."),
    "missing_quantity": N_("“{name}” has neither an amount nor a quantity."),
    "missing_price": N_("“{name}” has neither an amount nor a unit price."),
    "missing_name": N_("A line of {amount} yuan has no name."),
    "not_a_number": N_("“{text}” in column {column} ({heading}) is not a number."),
    "unknown_unit_of_money": N_("“{text}” in column {column} ({heading}) is no known unit of money."),
    "duplicate_header": N_(
        "Columns {first_column} ({first_text}) and {column} ({text}) both claim to hold the same thing; "
        "only the first is read."
    ),
    "no_header": N_(
        "No sheet has a heading row with a name and a figure. Choose the row and its columns below."
    ),
}
"""What is wrong with a workbook, by the reader's problem code; money facts end in `_fen`."""
