"""The sentences of refusals that a filled sheet of a round meets."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "round_sheet_refused": N_("Some cells cannot be taken ({n}). Nothing was imported."),
    "sheet_not_ours": N_("This workbook is not a round sheet that was exported here. Nothing was imported."),
    "sheet_of_other_round": N_("This sheet belongs to another round. Nothing was imported."),
    "sheet_choice_unknown": N_("“{text}” is not in the list of this cell."),
    "sheet_day_unreadable": N_("“{text}” is not a day; write it as 2026-03-25."),
    "sheet_cell_missing": N_("This cell must be filled in too."),
    "sheet_row_without_name": N_("This row was not prepared by the export; please write in a prepared row."),
    "sheet_row_twice": N_("This row is in the workbook twice."),
    "sheet_changed_meanwhile": N_(
        "Somebody else wrote “{theirs}” here meanwhile. Write that into the cell, or change it on the round's page."
    ),
}
