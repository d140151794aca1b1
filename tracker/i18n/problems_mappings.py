"""What mappings of columns refuse."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "mapping_without_name_or_figure": N_(
        "A mapping needs a column with the name and one with a quantity, a price or an amount. Nothing was saved."
    ),
    "mapping_broken": N_("A saved mapping cannot be read. Archive it and save it again."),
    "mapping_name_taken": N_("There is already a mapping “{name}”. Nothing was changed."),
}
